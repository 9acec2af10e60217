"""What a lawyer found in requests for designation: each case fails without its mend."""

from __future__ import annotations

from typing import Any

import pytest

from tests.designations.requests import asked, earlier, part, shown

Json = dict[str, Any]
DAYS = ("2020-01-01", "2024-01-01")
BEFORE = [earlier("2016-01-01", "2020-01-01")]
COVERED = {"gebied": "a", "grond": "artikel_9"}
EVALUATED: Json = {"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{**COVERED, "oordeel": "niet_aantoonbaar"}]}


def answer(*parts: Json, sent: str = "2019-10-01", **changes: Any) -> Json:
    return shown(asked(*(parts or (part(*DAYS),)), **{"verzonden": sent, "ontvangen": sent, **changes}))


def remarked(found: Json, words: str) -> list[str]:
    """The citations of the remarks with these words."""
    return [item["bron"]["tekst"] for item in found["opmerkingen"] if words in item["nl"] and item["en"]]


BEGINS = "begint voordat het verzoek is verzonden"
LAPSED = "was al afgelopen toen het verzoek werd verzonden"


@pytest.mark.parametrize(
    ("start", "end", "sent"),
    [
        ("2006-01-01", "2010-01-01", "2006-01-02"), ("2014-06-01", "2018-06-01", "2014-06-02"),
        ("2015-02-01", "2019-02-01", "2016-12-01"), (*DAYS, "2020-02-09"),
    ],
)  # fmt: skip
def test_a_term_that_begins_before_the_request_cannot_be_had_as_asked(start: str, end: str, sent: str) -> None:
    requested = part(start, end)
    assert remarked(answer(requested, sent=sent), BEGINS) == ["art. 3:40 Awb"]
    assert not remarked(answer(requested, sent=start), BEGINS)
    assert not remarked(shown(asked(requested), sent), BEGINS)


@pytest.mark.parametrize(
    ("term", "sent", "basis"),
    [
        (DAYS, "2020-02-09", "art. 5 lid 4 Wbmgp"),
        (("2016-01-01", "2020-01-01"), "2016-02-09", "art. 5 lid 2 Wbmgp"),
        (("2010-01-01", "2014-01-01"), "2010-02-09", "art. 5 lid 2 Wbmgp"),
    ],
)
def test_an_extension_asked_after_the_term_had_ended_tells_of_the_gap(
    term: tuple[str, str], sent: str, basis: str
) -> None:
    start = f"{int(term[0][:4]) - 4}-01-01"
    before = [earlier(f"{int(start[:4]) - 3}-01-01", start), earlier(start, term[0])]
    late = answer(part(*term), sent=sent, before=before, evaluatie=EVALUATED)
    assert remarked(late, LAPSED) == [basis]
    assert not remarked(answer(part(*term), sent=start, before=before, evaluatie=EVALUATED), LAPSED)


@pytest.mark.parametrize(
    ("before", "sent"),
    [
        # The chain is unbroken up to a term that still runs; or no term adjoins: that is a gap of its own.
        ([earlier("2012-01-01", "2016-01-01"), *BEFORE], "2020-01-01"),
        ([earlier("2014-01-01", "2018-01-01")], "2020-02-09"),
        ([], "2020-02-09"),
        (..., "2020-02-09"),
    ],
)
def test_without_a_term_that_had_just_ended_there_is_nothing_to_tell(before: Any, sent: str) -> None:
    found = answer(
        sent=sent,
        before=before if before is not ... else None,
        evaluatie=EVALUATED,
        **({"eerdereAanwijzingen": ...} if before is ... else {}),
    )
    assert not remarked(found, LAPSED)


@pytest.mark.parametrize(
    ("adopted", "early", "late"),
    [
        ("2015-12-31", True, False), ("2016-01-01", False, False), ("2019-10-01", False, False),
        ("2019-10-02", False, True), (None, False, False),
    ],
)  # fmt: skip
def test_an_evaluation_lies_between_the_measure_and_the_request(adopted: str | None, early: bool, late: bool) -> None:
    found = answer(before=BEFORE, evaluatie={**EVALUATED, "vastgesteldDoorRaad": adopted})
    assert bool(remarked(found, "vast voordat de eerste eerdere aanwijzing begon")) is early
    assert bool(remarked(found, "vast nadat het verzoek was verzonden of ontvangen")) is late
    first = answer(before=[], evaluatie={**EVALUATED, "vastgesteldDoorRaad": adopted})
    assert not remarked(first, "De raad stelde de evaluatie vast")


def test_an_evaluation_of_a_request_that_was_not_sent_is_not_late() -> None:
    found = shown(
        asked(part(*DAYS), before=BEFORE, evaluatie={**EVALUATED, "vastgesteldDoorRaad": "2019-12-01"}), "2019-10-01"
    )
    assert not remarked(found, "vast nadat het verzoek was verzonden of ontvangen")


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ([COVERED], "zwak"),
        ([COVERED, {**COVERED, "grond": "artikel_8", "oordeel": "positief"}], "zwak"),
        ([COVERED, {**COVERED, "gebied": "b", "oordeel": "positief"}], "zwak"),
        ([{**COVERED, "oordeel": "niet_aantoonbaar"}], "onderbouwd"),
    ],
)
def test_an_evaluation_without_a_finding_is_weak(findings: list[Json], status: str) -> None:
    found = answer(before=BEFORE, evaluatie={**EVALUATED, "onderdelen": findings})
    assert (found["criteria"]["evaluatie"], found["volledig"]) == (status, True)
    gap = found["onderdelen"][0]["criteriumredenen"].get("evaluatie")
    assert gap is None if status == "onderbouwd" else "zegt voor deze grond" in gap["nl"] and "open" not in gap


@pytest.mark.parametrize(
    ("evaluation", "status", "complete"),
    [
        (..., "ontbreekt", False),
        ({**EVALUATED, "onderdelen": [{**COVERED, "gebied": "b"}]}, "ontbreekt", False),
        ({**EVALUATED, "vastgesteldDoorRaad": None}, "zwak", True),
        (EVALUATED, "onderbouwd", True),
    ],
)
@pytest.mark.parametrize("earlier_terms", [[earlier("2014-01-01", "2018-01-01")], ...])
def test_a_status_is_one_of_four_and_complete_is_yes_or_no_where_it_is_open_what_is_asked(
    earlier_terms: Any, evaluation: Any, status: str, complete: bool
) -> None:
    found = answer(evaluatie=evaluation, eerdereAanwijzingen=earlier_terms)
    assert (found["criteria"]["evaluatie"], found["volledig"]) == (status, complete)
    gap = found["onderdelen"][0]["criteriumredenen"].get("evaluatie")
    assert (gap is None) is (status == "onderbouwd")
    if status == "ontbreekt":
        assert gap["open"] is True and gap["nl"].startswith("Nog open is") and gap["en"].startswith("It is still open")


@pytest.mark.parametrize(
    ("sent", "received", "weeks"),
    [("2016-12-01", "2016-12-05", "2017-01-30"), ("2016-12-30", "2017-01-02", "2017-02-27")],
)
def test_a_pending_request_is_read_under_the_text_that_met_it(sent: str, received: str, weeks: str) -> None:
    term = shown(asked(part("2017-06-01", "2021-06-01"), verzonden=sent, ontvangen=received))["beslistermijn"]
    before, after = term["lezingen"]
    assert before["bron"]["jci"].endswith(f"g={sent}") and after["bron"]["jci"].endswith("g=2017-01-01")
    assert "naar de wet van 1 januari 2017" in after["tekst"]["nl"] and after["eindigt"] == weeks


def test_the_change_of_law_is_the_one_that_changed_the_term() -> None:
    # A suspension without an end keeps the request pending past a later change, which left the term alone.
    request = asked(
        part("2017-06-01", "2021-06-01"),
        verzonden="2016-12-01",
        ontvangen="2016-12-05",
        opschortingen=[{"van": "2016-12-10"}],
    )
    later = shown(request, "2018-06-01")["beslistermijn"]["lezingen"][1]
    assert later["bron"]["jci"].endswith("g=2017-01-01")


NONE_AT_ALL = "Zonder besluit ontstaat er dan ook geen aanwijzing"
NOT_EACH = "Niet elk onderdeel past bij de wet"
TEN = part("2016-06-01", "2020-06-01", "artikel_10", instrument="vog")


@pytest.mark.parametrize("sent", ["2006-03-01", "2014-05-01", "2016-02-29"])
def test_silence_makes_no_designation_that_the_act_does_not_know(sent: str) -> None:
    found = answer(TEN, sent=sent)
    assert found["onderdelen"][0]["oordeel"] == "niet_voldaan"
    assert found["beslistermijn"]["vanRechtswegeNa"] is None and found["beslistermijn"]["eindigt"]
    assert remarked(found, NONE_AT_ALL) == ["art. 6 lid 4 Wbmgp"] and not remarked(found, NOT_EACH)
    (named,) = [item for item in found["opmerkingen"] if "noemt een instrument" in item["nl"]]
    assert "pas vanaf 1 januari 2017" in named["nl"] and "only from 1 January 2017" in named["en"]


@pytest.mark.parametrize(
    ("parts", "sent", "basis"),
    [
        ((TEN, part("2016-06-01", "2020-06-01")), "2016-02-29", "art. 6 lid 4 Wbmgp"),
        ((part("2020-01-01", "2025-01-01"),), "2019-10-01", "art. 6 lid 5 Wbmgp"),
        # Pending when article 10 came to know designations: the later text may make one.
        ((TEN,), "2016-12-01", "art. 6 lid 5 Wbmgp"),
    ],
)
def test_what_silence_makes_of_a_part_that_the_act_does_not_allow_is_not_certain(
    parts: tuple[Json, ...], sent: str, basis: str
) -> None:
    found = answer(*parts, sent=sent)
    assert remarked(found, NOT_EACH) == [basis] and not remarked(found, NONE_AT_ALL)
    terms = found["beslistermijn"].get("lezingen", [found["beslistermijn"]])
    assert all(term["vanRechtswegeNa"] for term in terms)


def test_of_parts_that_fit_or_a_decision_in_time_nothing_is_said_on_silence() -> None:
    assert not remarked(answer(), NOT_EACH)
    decided = answer(part("2020-01-01", "2025-01-01"), besluit={"bekendgemaakt": "2019-11-01"})
    assert not remarked(decided, NOT_EACH)


@pytest.mark.parametrize(
    ("notified", "suspended", "said"),
    [
        ("2019-11-26", True, False),
        ("2019-11-27", True, True),
        ("2019-12-04", True, False),
        ("2019-11-26", False, False),
    ],
)
def test_a_decision_in_time_by_suspension_only_is_said_to_be_so(notified: str, suspended: bool, said: bool) -> None:
    pauses = [{"van": "2019-10-10", "tot": "2019-10-17", "grond": "art. 4:15 Awb"}] if suspended else []
    found = answer(besluit={"bekendgemaakt": notified, "strekking": "toegewezen"}, opschortingen=pauses)
    assert found["beslistermijn"]["besluitTijdig"] is (notified < "2019-12-04")
    assert bool(remarked(found, "Zonder opschorting was de laatste dag 26 november 2019")) is said


def test_a_suspension_that_begins_while_a_free_day_is_waited_out_is_waited_out_as_well() -> None:
    # The 25th and 26th are free days, so the term runs until the 27th; it cannot end on a day on which it stands still.
    paused = [{"van": "2021-12-26", "tot": "2021-12-30", "grond": "art. 4:15 Awb"}]
    term = answer(sent="2021-10-30", opschortingen=paused)["beslistermijn"]
    assert (term["eindigtZonderOpschorting"], term["opgeschortDagen"], term["eindigt"]) == (
        "2021-12-27",
        4,
        "2021-12-30",
    )
