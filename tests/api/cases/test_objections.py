"""Hearing or not, a committee, a postponement, and what a court does with the decision on an objection."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.test_after import flaws_of
from tests.api.cases.test_terms import TERMS, TODAY, ends
from tests.api.cases.working import (
    AUDITOR,
    DESK,
    HARDSHIP,
    LAWYER,
    REFUSAL,
    REVIEWER,
    WEIGHED,
    WITHDRAWN,
    Desk,
    refusable,
)
from tests.api.cases.working import asked as granted
from wbmgp_api.cases.objecting import REASONS
from wbmgp_engine.calendar import objection_decision, objection_term

WHY = {"toelichting": "Reden."}
STANDS = {"oordeel": "ongegrond", "motivering": "De weigering houdt stand."}
GRANTS = {"oordeel": "gegrond", "uitkomst": "verlenen", "motivering": "Er is nu inkomen."}


def objected(desk: Desk) -> str:
    """A refusal with an objection, assessed again."""
    case = desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    desk.well(case, "toetsingen", REVIEWER)
    return case


def appealed(desk: Desk) -> str:
    """The objection was unfounded, and is before the court."""
    case = objected(desk)
    desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    desk.well(case, "_verzend", DESK, {})
    desk.well(case, "_stel-beroep-in", LAWYER, {})
    return case


def outcome(desk: Desk, case: str) -> Any:
    return desk.ask("GET", f"/aanvragen/{case}/uitkomst", DESK).json()["uitkomst"]


@pytest.mark.parametrize(
    ("ground", "judged", "status"),
    [
        ("kennelijk_ongegrond", STANDS, 200),
        ("kennelijk_ongegrond", STANDS | {"oordeel": "niet_ontvankelijk"}, 409),
        ("kennelijk_niet_ontvankelijk", STANDS | {"oordeel": "niet_ontvankelijk"}, 200),
        ("kennelijk_niet_ontvankelijk", STANDS, 409),
        ("wil_niet_gehoord_worden", STANDS, 200),
        ("antwoordt_niet", STANDS, 200),
        ("geheel_tegemoetgekomen", STANDS, 409),
        # Who is still refused was not met in full.
        ("geheel_tegemoetgekomen", {"oordeel": "gegrond", "motivering": "Zo."}, 409),
        ("geheel_tegemoetgekomen", GRANTS, 200),
    ],
)
def test_not_hearing_goes_with_some_judgements_only(desk: Desk, ground: str, judged: Any, status: int) -> None:
    case = objected(desk)
    desk.well(case, "_zie-af-van-horen", LAWYER, {"grond": ground, **WHY})
    got = desk.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert got.status_code == status, got.text
    if status == 409:
        assert got.json()["errors"][0]["plaats"] == "horen"
        desk.well(case, "_hoor", LAWYER, {})
        desk.well(case, "_beslis-op-bezwaar", LAWYER, judged)


def taken_in(desk: Desk, **said: Any) -> tuple[str, Any]:
    """A refusal with an objection that says this, as a reader gets it."""
    case = desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    desk.well(case, "bezwaren", DESK, {"gronden": "Ik werk al een jaar.", **said})
    (one,) = desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["bezwaren"]
    return case, desk.ask("GET", f"/aanvragen/{case}/bezwaren/{one}", LAWYER)


def test_what_an_objection_leans_on_is_kept_with_its_words(either: Desk) -> None:
    case, got = taken_in(either, redenen=["hardheid", "feiten_onjuist", "hardheid"])
    told = got.json()
    assert (told["gronden"], told["redenen"]) == ("Ik werk al een jaar.", ["feiten_onjuist", "hardheid"])
    assert either.ask("GET", f"/aanvragen/{case}/bezwaren/{told['id']}", DESK).status_code == 403
    assert "feiten_onjuist" not in either.ask("GET", f"/aanvragen/{case}", REVIEWER).text
    assert flaws_of(either) == []


def test_what_nobody_ticked_is_not_told_and_an_unknown_reason_is_refused(desk: Desk) -> None:
    _, got = taken_in(desk)
    assert got.json()["redenen"] == []
    other = desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    wrong = desk.step(other, "bezwaren", DESK, {"gronden": "g", "redenen": ["zomaar"]})
    (error,) = wrong.json()["errors"]
    assert wrong.status_code == 400 and error["plaats"].startswith("redenen")
    assert all(one in str(error) for one in REASONS)


def test_a_ground_that_the_law_does_not_know_is_refused(desk: Desk) -> None:
    case = objected(desk)
    got = desk.step(case, "_zie-af-van-horen", LAWYER, {"grond": "geen_tijd", **WHY})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "grond")
    assert desk.step(case, "_zie-af-van-horen", LAWYER, {"grond": "antwoordt_niet"}).status_code == 400


def test_a_committee_and_a_postponement_make_the_term_longer(either: Desk) -> None:
    case, term = objected(either), objection_term(TODAY, TERMS)
    told = either.well(case, "_stel-commissie-in", LAWYER, {})
    assert ends(told, "beslissen_op_bezwaar") == objection_decision(term, TERMS, committee=True).day.isoformat()
    both = objection_decision(term, TERMS, committee=True, postponed=True).day.isoformat()
    assert ends(either.well(case, "_verdaag-bezwaar", LAWYER, WHY), "beslissen_op_bezwaar") == both
    for name, body in (("_stel-commissie-in", {}), ("_verdaag-bezwaar", WHY)):
        assert either.step(case, name, LAWYER, body).status_code == 409  # once


def test_it_is_too_late_to_postpone_after_the_term(desk: Desk) -> None:
    case = objected(desk)
    desk.clock.days(100)
    got = desk.step(case, "_verdaag-bezwaar", LAWYER, WHY)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, "termijn")


def test_an_appeal_that_fails_leaves_the_refusal(either: Desk) -> None:
    case = appealed(either)
    ruled = either.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond", **WHY})
    assert (ruled["status"], outcome(either, case)) == ("beroep", "weigeren")
    either.clock.days(50)
    assert either.well(case, "_verklaar-onherroepelijk", LAWYER, {})["status"] == "onherroepelijk"
    assert flaws_of(either) == []


def test_a_court_that_decides_itself_puts_its_outcome_in_place(either: Desk) -> None:
    case = appealed(either)
    for wrong in ({"oordeel": "zelf_voorzien"}, {"oordeel": "ongegrond", "uitkomst": "verlenen"}):
        got = either.step(case, "_leg-uitspraak-vast", LAWYER, wrong)
        assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "uitkomst")
    either.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "zelf_voorzien", "uitkomst": "verlenen"})
    assert outcome(either, case) == "verlenen"
    either.clock.days(50)
    either.well(case, "_verklaar-onherroepelijk", LAWYER, {})
    assert either.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)["status"] == "ingetrokken"


def test_an_annulled_decision_is_taken_again_on_an_assessment_since(either: Desk) -> None:
    case = appealed(either)
    either.clock.days(40)
    told = either.well(case, "_leg-vernietiging-vast", LAWYER, {"uiterlijk": "2027-02-15", **WHY})
    assert (told["status"], ends(told, "beslissen_op_bezwaar")) == ("bezwaar", "2027-02-15")
    assert outcome(either, case) == "weigeren"
    again = either.step(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    assert again.json()["errors"][0]["plaats"] == "toetsing"
    either.well(case, "", REVIEWER, {"aanvraag": granted(), "toelichting": "Nieuw inkomen."}, method="PUT")
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "_beslis-op-bezwaar", LAWYER, GRANTS)
    assert outcome(either, case) == "weigeren"  # not sent yet
    either.well(case, "_verzend", DESK, {})
    assert outcome(either, case) == "verlenen"
    assert either.well(case, "_stel-beroep-in", LAWYER, {})["status"] == "beroep"
    either.well(case, "_leg-vernietiging-vast", LAWYER, WHY)  # and that one falls too
    assert outcome(either, case) == "weigeren"
    acts = [one["handeling"] for one in either.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()["handelingen"]]
    assert acts.count("beslis_op_bezwaar") == acts.count("vernietiging") == 2
    assert flaws_of(either) == []


def test_without_a_term_of_the_court_that_of_an_objection_runs(desk: Desk) -> None:
    case = appealed(desk)
    told = desk.well(case, "_leg-vernietiging-vast", LAWYER, WHY)
    assert ends(told, "beslissen_op_bezwaar") == TERMS.term("beslissing_op_bezwaar", TODAY).day.isoformat()


def test_a_ruling_has_a_day_that_can_be(desk: Desk) -> None:
    case = appealed(desk)
    for body, place in (
        ({"datum": "2026-11-17"}, "datum"), ({"datum": "2030-01-01"}, "datum"), ({"uiterlijk": "2026-11-18"}, "uiterlijk"),
    ):  # fmt: skip
        got = desk.step(case, "_leg-vernietiging-vast", LAWYER, WHY | body)
        assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, place)
    desk.clock.days(10)
    other = appealed(desk)
    early = desk.step(other, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond", "datum": "2026-11-28"})
    assert early.status_code == 200  # the day of the appeal itself


def test_a_lawyer_assesses_in_an_objection_and_whoever_decided_does_not(either: Desk) -> None:
    case = either.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    either.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    decider = either.step(case, "toetsingen", REVIEWER, subject="tweede")
    assert (decider.status_code, "_stel-vast" in decider.json()["detail"]) == (403, True)
    either.well(case, "toetsingen", LAWYER)
    either.well(case, "_hoor", LAWYER, {})
    assert either.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)["status"] == "besloten"
    assert not flaws_of(either)


def test_before_an_objection_a_lawyer_assesses_nothing(desk: Desk) -> None:
    case = desk.take_in(refusable())
    got = desk.step(case, "toetsingen", LAWYER)
    assert (got.status_code, got.json()["detail"]) == (
        403, "De stap toetsingen is in deze status van beoordelaar, corporatie."
    )  # fmt: skip
