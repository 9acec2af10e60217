"""No refusal without a ground that the law knows, on facts that are known; and days that a court would hold a decision to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.test_objections import STANDS
from tests.api.cases.working import DESK, HARDSHIP, LAWYER, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable

WHY = {"toelichting": "Reden."}
DEVIATES = {"verhouding": "wijkt_af", **REFUSAL}


def unknown(**changes: Any) -> dict[str, Any]:
    """One of whom nobody knows the income, without six years: nothing is open, and nothing is decided either."""
    given = refusable(**changes)
    del given["huishouden"][0]["inkomen"]
    return given


@pytest.mark.parametrize(
    ("given", "advice", "known"),
    [
        (unknown(evenredigheid=WEIGHED), "aanvullen", "er ontbreken nog gegevens"),
        (asked(evenredigheid=WEIGHED), "verlenen", "het advies is verlenen"),
    ],
)
@pytest.mark.parametrize("outcome", ["weigeren", "verlenen_met_voorschriften"])
def test_nobody_is_refused_on_a_fact_that_is_not_known_or_without_a_ground(
    desk: Desk, given: Any, advice: str, known: str, outcome: str
) -> None:
    """Article 15 Huisvestingswet 2014 knows the grounds; a permit is granted where none of them is met (lid 1)."""
    case = desk.take_in(given)
    desk.well(case, "_verklaar-volledig", DESK, {})
    assert desk.well(case, "toetsingen", REVIEWER)["advies"] == advice
    got = desk.step(case, "besluiten", REVIEWER, {"uitkomst": outcome, **DEVIATES})
    (error,) = got.json()["errors"]
    assert (got.status_code, error["plaats"]) == (409, "uitkomst")
    assert error["probleem"] == (
        f"Er is geen grond voor {outcome}: {known} (art. 15 Huisvestingswet 2014, art. 10b Wbmgp)."
    )


def test_somebody_deviates_to_the_advantage_of_the_applicant(desk: Desk) -> None:
    case = desk.take_in(unknown())
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    granted = {"uitkomst": "verlenen", "verhouding": "wijkt_af", "motivering": "Het inkomen staat vast."}
    assert desk.well(case, "besluiten", REVIEWER, granted)["status"] == "concept"


OPEN = refusable(evenredigheid=WEIGHED)
UNWEIGHED = refusable(hardheid=HARDSHIP)


@pytest.mark.parametrize(
    ("now", "advice", "place"),
    [
        (OPEN, "beoordelen", "openstaand"),
        (asked(evenredigheid=WEIGHED), "verlenen", "uitkomst"),
        (unknown(evenredigheid=WEIGHED), "aanvullen", "uitkomst"),
        (UNWEIGHED, "weigeren", "evenredigheid"),
    ],
)
@pytest.mark.parametrize("judged", [STANDS, {"oordeel": "gegrond", "motivering": "Betere redenen."}])
def test_a_refusal_that_is_upheld_waits_for_what_the_first_one_waited_for(
    desk: Desk, now: Any, advice: str, place: str, judged: Any
) -> None:
    """A decision on an objection reconsiders all of it, under the facts and the law of its day (Awb 7:11)."""
    case = desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    desk.well(case, "", REVIEWER, {"aanvraag": now, "toelichting": "Zoals nu bekend."}, method="PUT")
    assert desk.well(case, "toetsingen", REVIEWER)["advies"] == advice
    desk.well(case, "_hoor", LAWYER, {})
    got = desk.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, place)
    # Nothing is reconsidered where the objection is inadmissible.
    inadmissible = STANDS | {"oordeel": "niet_ontvankelijk"}
    assert desk.well(case, "_beslis-op-bezwaar", LAWYER, inadmissible)["status"] == "besloten"


def test_after_four_weeks_an_application_is_left_aside_no_more(desk: Desk) -> None:
    """Article 4:5 lid 4 Awb: within four weeks after the term to complete went by; here its last day is a holiday."""
    last, late = desk.take_in(), desk.take_in()
    for case in (last, late):
        desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-11-27", **WHY})
    desk.clock.days(40)  # Monday 28 December: Friday 25 is a holiday, and so is Saturday 26
    assert desk.well(last, "_laat-buiten-behandeling", REVIEWER, WHY)["status"] == "buiten_behandeling"
    desk.clock.days(1)
    got = desk.step(late, "_laat-buiten-behandeling", REVIEWER, WHY)
    assert (got.status_code, got.json()["errors"][0]["probleem"]) == (
        409, "De termijn om niet te behandelen was voorbij na 28 december 2026 (art. 4:5 lid 4 Awb)."
    )  # fmt: skip
    assert desk.well(late, "_verklaar-volledig", DESK, {})["status"] == "volledig"


def test_what_is_sent_was_decided_before(desk: Desk) -> None:
    """The term to object begins the day after the decision was made known (Awb 6:8), so never before it was there."""
    case = desk.take_in(also={"ontvangen": "2026-10-01"})
    desk.well(case, "_verklaar-volledig", DESK, {"datum": "2026-10-02"})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    got = desk.step(case, "_verzend", DESK, {"datum": "2026-11-17"})
    assert (got.status_code, got.json()["errors"]) == (400, [{
        "plaats": "datum", "probleem": "Deze dag ligt voor de stap waar dit op volgt.",
        "oplossing": "Geef de dag waarop dit gebeurde, vanaf 18 november 2026.",
    }])  # fmt: skip
    assert desk.well(case, "_verzend", DESK, {"datum": "2026-11-18"})["status"] == "verzonden"


def test_an_application_is_completed_after_it_was_asked_for(desk: Desk) -> None:
    case = desk.take_in(also={"ontvangen": "2026-11-01"})
    desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-02", **WHY})
    got = desk.step(case, "_verklaar-volledig", DESK, {"datum": "2026-11-17"})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "datum")


LATE = {"also": {"ontvangen": "2026-09-01"}}  # the term to decide ended on 27 October


@pytest.mark.parametrize("ends", ["_trek-in", "_laat-buiten-behandeling"])
def test_who_need_not_decide_any_more_owes_nothing_for_the_days_after(desk: Desk, ends: str) -> None:
    """Article 4:17 lid 1 Awb: a penalty for each day in default, and nobody is once nothing is asked or all is decided."""
    case = desk.take_in(**LATE)
    desk.well(case, "_stel-in-gebreke", DESK, {"datum": "2026-10-29"})
    if ends != "_trek-in":
        desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-11-19", **WHY})
        desk.clock.days(2)
    told = desk.well(case, ends, REVIEWER, WHY)["dwangsom"]
    desk.clock.days(60)
    assert desk.ask("GET", f"/aanvragen/{case}", DESK).json()["dwangsom"] == told


def test_a_decision_that_nobody_sent_can_be_late_too(desk: Desk) -> None:
    """A decision is given once it is made known (Awb 3:40, 4:17): until then somebody can give notice of default."""
    case = desk.take_in(**LATE)
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    told = desk.well(case, "_stel-in-gebreke", DESK, {})["dwangsom"]
    assert (told["telt"], told["eersteDag"]) == (True, "2026-12-03")
    desk.clock.days(20)  # 8 December
    told = desk.well(case, "_verzend", DESK, {})["dwangsom"]
    assert (told["totEnMet"], told["verschuldigd"]) == ("2026-12-08", 6 * 2300)
