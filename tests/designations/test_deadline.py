"""The Minister's term: length, start, suspension, shift, deemed decision, and a request pending when the law changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.designations.requests import asked, part, shown

Json = dict[str, Any]
KEYS = ("begint", "opgeschortDagen", "eindigt", "eindigtZonderOpschorting", "vanRechtswegeNa", "besluitTijdig")


def term(on: str | None = None, **facts: Any) -> Json:
    found: Json = shown(asked(part("2020-01-01", "2024-01-01"), **facts), on)["beslistermijn"]
    return found


def questions(**facts: Any) -> dict[str, bool]:
    found = shown(asked(part("2020-01-01", "2024-01-01"), **facts), facts.get("ontvangen") or "2019-01-01")
    return {question["feit"]: question["beslissend"] for question in found["vragen"]}


def remarks(**facts: Any) -> list[str]:
    return [remark["nl"] for remark in shown(asked(part("2020-01-01", "2024-01-01"), **facts))["opmerkingen"]]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2019-10-25", "2019-12-20"),  # Nissewaard
        ("2021-10-30", "2021-12-27"),  # Saturday and Christmas
        ("2024-02-02", "2024-04-02"),  # Good Friday
        ("2020-03-10", "2020-05-06"),  # 5 May
        ("2026-03-19", "2026-05-15"),  # Ascension Day
        ("2024-03-25", "2024-05-21"),  # Whit Monday
    ],
)
def test_from_2017_eight_weeks_from_receipt_moved_past_free_days(received: str, last: str) -> None:
    found = term(ontvangen=received)
    assert [found[key] for key in KEYS] == [received, 0, last, last, last, None]


def test_before_2017_thirteen_weeks_from_dispatch_never_moved() -> None:
    found = term(verzonden="2015-11-07", ontvangen="2015-11-10")
    assert [found[key] for key in KEYS] == ["2015-11-07", 0, "2016-02-06", "2016-02-06", "2016-02-06", None]


def test_capelle_2015_is_in_time_and_receipt_is_an_upper_bound() -> None:
    facts: Json = {
        "ontvangen": "2015-04-01", "opschortingen": [{"van": "2015-04-11", "tot": "2015-04-13"}],
        "besluit": {"datum": "2015-06-11"},
    }  # fmt: skip
    found = term(**facts)
    assert [found[key] for key in KEYS] == ["2015-04-01", 2, "2015-07-03", "2015-07-01", "2015-07-03", True]
    assert questions(**facts) == {"verzonden": True, "besluit.bekendgemaakt": True}
    assert any("voor 10 maart 2015 is verzonden" in remark for remark in remarks(**facts))


def test_an_upper_bound_without_a_decision_names_no_day() -> None:
    assert any("bovengrens." in remark for remark in remarks(ontvangen="2015-04-01"))
    late = remarks(ontvangen="2015-04-01", besluit={"bekendgemaakt": "2015-08-01"})
    assert any("bovengrens." in remark for remark in late)
    assert not any("zou te laat zijn" in remark for remark in late)
    assert term(ontvangen="2015-04-01", besluit={"bekendgemaakt": "2015-08-01"})["besluitTijdig"] is False


def test_overlapping_suspensions_are_merged_and_those_outside_the_term_ignored() -> None:
    suspended = [
        {"van": "2019-11-03", "tot": "2019-11-20"}, {"van": "2019-11-10", "tot": "2019-11-21"},
        {"van": "2019-09-01", "tot": "2019-10-01"}, {"van": "2020-03-01", "tot": "2020-04-01"},
    ]  # fmt: skip
    found = term(ontvangen="2019-10-25", opschortingen=suspended)
    assert [found[key] for key in KEYS] == ["2019-10-25", 18, "2020-01-07", "2019-12-20", "2020-01-07", None]


def test_a_suspended_term_of_eight_weeks_is_still_moved() -> None:
    # 20 December plus five days is Christmas: on to Friday the 27th.
    found = term(ontvangen="2019-10-25", opschortingen=[{"van": "2019-11-03", "tot": "2019-11-08"}])
    assert (found["opgeschortDagen"], found["eindigt"]) == (5, "2019-12-27")


@pytest.mark.parametrize(
    ("decision", "in_time"),
    [
        ({"datum": "2019-12-16", "bekendgemaakt": "2019-12-20"}, True),
        ({"datum": "2019-12-16", "bekendgemaakt": "2019-12-21"}, False),
        ({"datum": "2019-12-20"}, True),
        ({"datum": "2019-12-21", "bekendgemaakt": None}, False),
        ({"strekking": "toegewezen"}, "onbekend"),
        (None, None),
        (..., None),
    ],
)
def test_what_counts_is_the_notification(decision: Any, in_time: Any) -> None:
    found = {"ontvangen": "2019-10-25", "besluit": decision}
    assert term(**found)["besluitTijdig"] == in_time
    asks = isinstance(decision, dict) and not decision.get("bekendgemaakt")
    assert ("besluit.bekendgemaakt" in questions(**found)) is asks


@pytest.mark.parametrize("end", [None, ...])
@pytest.mark.parametrize(("made", "in_time"), [("2019-12-20", True), ("2019-12-21", "onbekend")])
def test_a_suspension_without_an_end_leaves_the_last_day_open(end: Any, made: str, in_time: Any) -> None:
    running = {key: day for key, day in (("van", "2019-11-03"), ("tot", end)) if day is not ...}
    facts: Json = {"ontvangen": "2019-10-25", "opschortingen": [running], "besluit": {"bekendgemaakt": made}}
    found = term(**facts)
    assert [found[key] for key in KEYS] == ["2019-10-25", None, None, "2019-12-20", None, in_time]
    assert questions(**facts)["opschortingen"]


@pytest.mark.parametrize(("start", "end"), [("2019-12-20", None), ("2019-12-21", "2019-12-20")])
def test_a_suspension_that_began_after_the_term_leaves_nothing_open(start: str, end: str | None) -> None:
    assert term(ontvangen="2019-10-25", opschortingen=[{"van": start, "tot": None}])["eindigt"] == end


def test_from_2017_the_day_of_receipt_is_asked() -> None:
    found = term(verzonden="2019-10-24", besluit={"bekendgemaakt": "2019-12-16"})
    assert [found[key] for key in KEYS] == [None, None, None, None, None, "onbekend"]
    assert questions(verzonden="2019-10-24")["ontvangen"]


@pytest.mark.parametrize(("on", "feit"), [("2016-12-31", "verzonden"), ("2017-01-01", "ontvangen")])
def test_a_request_not_filed_yet_has_no_term_and_asks_for_its_start(on: str, feit: str) -> None:
    found = shown(asked(part("2017-01-01", "2021-01-01")), on)
    assert found["beslistermijn"] == dict.fromkeys(KEYS)
    assert feit in {question["feit"] for question in found["vragen"]}


def test_a_request_pending_on_1_january_2017_is_counted_under_both_texts() -> None:
    facts: Json = {"verzonden": "2016-12-20", "ontvangen": "2016-12-22"}
    found = term(**facts)
    assert (found["eindigt"], found["oordeel"], found["besluitTijdig"]) == (None, "onbekend", None)
    # What both share stands at the top.
    assert (found["begint"], found["opgeschortDagen"]) == (None, 0)
    assert term(**{**facts, "ontvangen": "2016-12-20"})["begint"] == "2016-12-20"
    assert [(item["begint"], item["eindigt"]) for item in found["lezingen"]] == [
        ("2016-12-20", "2017-03-21"), ("2016-12-22", "2017-02-16"),
    ]  # fmt: skip
    assert [item["bron"]["tekst"] for item in found["lezingen"]] == ["art. 6 lid 4 Wbmgp", "art. 6 lid 5 Wbmgp"]
    assert "13 weken" in found["lezingen"][0]["tekst"]["nl"]
    assert questions(**facts)["beslistermijn"]
    assert any("liep nog toen de wet veranderde" in remark for remark in remarks(**facts))


@pytest.mark.parametrize(("made", "in_time"), [("2017-02-16", True), ("2017-02-17", "onbekend"), ("2017-03-22", False)])
def test_under_two_texts_a_decision_is_in_time_only_when_both_say_so(made: str, in_time: Any) -> None:
    found = term(verzonden="2016-12-20", ontvangen="2016-12-22", besluit={"bekendgemaakt": made})
    assert found["besluitTijdig"] == in_time


@pytest.mark.parametrize(
    "facts",
    [
        {"verzonden": "2016-09-30", "ontvangen": "2016-10-01"},  # over on 30 December 2016: deemed made
        {"verzonden": "2016-12-01", "ontvangen": "2016-12-01", "besluit": {"bekendgemaakt": "2016-12-31"}},
        {"verzonden": "2017-01-01", "ontvangen": "2017-01-02"},
    ],
)
def test_what_was_decided_before_or_filed_after_the_change_is_not_pending(facts: Json) -> None:
    assert "lezingen" not in term(**facts)


def test_sent_before_and_received_after_the_change_was_pending() -> None:
    found = term(verzonden="2016-12-31", ontvangen="2017-01-02")
    assert [item["eindigt"] for item in found["lezingen"]] == ["2017-04-01", "2017-02-27"]


@pytest.mark.parametrize(("on", "texts"), [("2016-12-31", 0), ("2017-01-01", 2)])
def test_a_term_that_stands_still_was_pending_on_the_day_of_the_assessment(on: str, texts: int) -> None:
    still = [{"van": "2016-09-01", "tot": None}]
    found = term(on, verzonden="2016-08-01", ontvangen="2016-08-02", opschortingen=still)
    assert len(found.get("lezingen", [])) == texts


def test_the_change_of_2014_leaves_the_term_as_it_was() -> None:
    assert term(verzonden="2014-04-01", ontvangen="2014-04-02")["eindigt"] == "2014-07-01"


def test_before_the_act_there_is_no_term() -> None:
    assert term(ontvangen="2005-10-01") == dict.fromkeys(KEYS)
    # Sent before the act, received under it.
    assert term(verzonden="2005-12-20", ontvangen="2006-01-02")["eindigt"] == "2006-03-21"
