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
