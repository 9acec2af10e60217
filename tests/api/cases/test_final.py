"""When a decision is final, and what somebody can still do before and after: to the day, as a court would count."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.api.cases.test_objections import STANDS, appealed, objected
from tests.api.cases.test_terms import TERMS, TODAY, ends
from tests.api.cases.working import DESK, LAWYER, REVIEWER, WITHDRAWN, Desk, asked
from tests.our_law import OUR_LAW
from wbmgp_api.cases.office import Office
from wbmgp_api.v1 import case_answers as answers
from wbmgp_engine import Lawbook
from wbmgp_engine.calendar import AwbTerms, objection_decision, objection_term, penalty

WHY = {"toelichting": "Reden."}
FINAL = "_verklaar-onherroepelijk"


def why_not(got: Any) -> tuple[int, str, str]:
    error = got.json()["errors"][0]
    return got.status_code, error["plaats"], error["oplossing"]


def test_what_was_posted_in_time_may_come_in_a_week_later(desk: Desk) -> None:
    """Article 6:9 lid 2 Awb: the term to object ended on 30 December, and until 6 January an objection can be in time."""
    case, quiet = desk.sent(asked(), "verlenen"), desk.sent(asked(), "verlenen")
    desk.clock.days(49)  # 6 January
    wait = "Wacht tot na 6 januari 2027: wat op tijd is gepost, mag tot dan binnenkomen (art. 6:9 lid 2 Awb)."
    assert why_not(desk.step(case, FINAL, REVIEWER, {})) == (409, "termijn", wait)
    got = desk.step(case, "bezwaren", DESK, {"gronden": "Onjuist.", "verzonden": "2026-12-29"})
    assert desk.ask("GET", got.headers["location"].removeprefix("/v1"), LAWYER).json()["opTijd"] is True
    desk.clock.days(1)
    assert why_not(desk.step(quiet, FINAL, REVIEWER, {"datum": "2027-01-06"})) == (409, "termijn", wait)
    assert desk.well(quiet, FINAL, REVIEWER, {})["status"] == "onherroepelijk"


def late(desk: Desk) -> str:
    """An objection to what is final already, assessed and heard."""
    case = desk.sent(asked(), "verlenen")
    desk.clock.days(60)
    desk.well(case, FINAL, REVIEWER, {})
    desk.well(case, "bezwaren", DESK, {"gronden": "Ik lag in het ziekenhuis."})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    return case


def test_a_late_objection_is_judged_with_a_word_on_why_that_is_excusable(either: Desk) -> None:
    """Article 6:11 Awb: also to a decision that is final somebody can object too late, and a person judges that."""
    case = late(either)
    got = either.step(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    assert why_not(got) == (
        409, "verschoonbaar",
        "Schrijf dat op, of verklaar het bezwaar niet_ontvankelijk.",
    )  # fmt: skip
    assert got.json()["errors"][0]["probleem"] == (
        "Het bezwaar kwam te laat (art. 6:11 Awb), en er staat niet waarom dat de indiener niet te verwijten is."
    )
    excused = STANDS | {"verschoonbaar": "Lag in het ziekenhuis, zie de brief."}
    assert either.well(case, "_beslis-op-bezwaar", LAWYER, excused)["status"] == "besloten"


def test_a_late_objection_can_be_inadmissible_without_more(desk: Desk) -> None:
    case = late(desk)
    judged = STANDS | {"oordeel": "niet_ontvankelijk"}
    assert desk.well(case, "_beslis-op-bezwaar", LAWYER, judged)["status"] == "besloten"


def test_an_appeal_is_over_after_the_ruling_and_the_term_to_go_on(desk: Desk) -> None:
    """Article 6:24 Awb: six weeks to go on after the ruling, and the week of the post; the mayor deletes only after that."""
    case = appealed(desk)
    unruled = "Leg haar vast, of leg vast dat het beroep is ingetrokken."
    assert why_not(desk.step(case, FINAL, LAWYER, {})) == (409, "uitspraak", unruled)
    told = desk.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond"})
    assert ends(told, "hoger_beroep") == "2026-12-30"
    answers.Zaak.model_validate_json(json.dumps({key: told[key] for key in told if key != "aanvraag"}))
    desk.clock.days(49)
    assert why_not(desk.step(case, FINAL, LAWYER, {}))[:2] == (409, "termijn")
    desk.clock.days(1)
    assert desk.well(case, FINAL, LAWYER, {})["status"] == "onherroepelijk"


def test_an_appeal_that_was_withdrawn_leaves_the_term_for_another(desk: Desk) -> None:
    case = appealed(desk)
    early = desk.step(case, "_trek-beroep-in", LAWYER, {"datum": "2026-11-17"})
    assert (early.status_code, early.json()["errors"][0]["plaats"]) == (400, "datum")
    told = desk.well(case, "_trek-beroep-in", LAWYER, {})
    assert (told["status"], ends(told, "beroep")) == ("verzonden", "2026-12-30")
    assert why_not(desk.step(case, FINAL, LAWYER, {}))[:2] == (409, "termijn")
    assert desk.well(case, "_stel-beroep-in", LAWYER, {})["status"] == "beroep"
    desk.clock.days(60)
    assert why_not(desk.step(case, FINAL, LAWYER, {}))[:2] == (409, "uitspraak")
    desk.well(case, "_trek-beroep-in", LAWYER, {})
    assert desk.well(case, FINAL, LAWYER, {})["status"] == "onherroepelijk"


def test_a_late_decision_on_an_objection_costs_money_too(either: Desk) -> None:
    """Article 7:14 Awb leaves 4:17 in force for a decision on an objection; of the first decision nothing was owed."""
    case = objected(either)
    sent = objection_term(TODAY, TERMS)
    term = objection_decision(sent, TERMS)
    early = either.well(case, "_stel-in-gebreke", DESK, {})["dwangsom"]
    assert (early["over"], early["telt"], early["teltVanaf"]) == ("bezwaar", False, term.day_after.isoformat())
    either.clock.days((term.day_after - TODAY).days)
    told = either.well(case, "_stel-in-gebreke", DESK, {})["dwangsom"]
    expected = penalty(term, term.day_after, TERMS)
    assert (told["eersteDag"], told["telt"]) == (str(expected.first_day), True)
    assert told["bron"] == "art. 4:17 lid 2 Awb; art. 7:14 jo. 4:17 Awb"
    assert either.step(case, "_stel-in-gebreke", DESK, {}).status_code == 409
    either.clock.days(20)
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "_hoor", LAWYER, {})
    either.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    told = either.well(case, "_verzend", DESK, {})["dwangsom"]
    assert told["verschuldigd"] == 6 * 2300  # from two weeks after the notice until the day of sending
    either.clock.days(20)
    assert either.ask("GET", f"/aanvragen/{case}", DESK).json()["dwangsom"] == told
    either.well(case, "_stel-beroep-in", LAWYER, {})
    # What is decided again after a court annulled it has a term, and a notice, of its own.
    annulled = either.well(case, "_leg-vernietiging-vast", LAWYER, {"uiterlijk": "2027-04-15", **WHY})
    assert (annulled["dwangsom"], ends(annulled, "beslissen_op_bezwaar")) == (told, "2027-04-15")
    again = either.well(case, "_stel-in-gebreke", DESK, {})["dwangsom"]
    assert (again["telt"], again["teltVanaf"]) == (False, "2027-04-16")


def test_before_there_was_a_penalty_no_notice_of_default_is_taken_in(desk: Desk) -> None:
    """Article 4:17 Awb is of 1 October 2009; what a notice did before that is not in the rule book."""
    got = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked(aanvraagdatum="2009-06-01"), "ontvangen": "2009-06-01"},
                   headers={"Idempotency-Key": "lang-geleden"})  # fmt: skip
    case = str(desk._kept(got).json()["id"])
    refused = desk.step(case, "_stel-in-gebreke", DESK, {"datum": "2009-09-30"})
    assert (refused.status_code, refused.json()["errors"][0]["plaats"]) == (409, "dwangsom")
    assert desk.well(case, "_stel-in-gebreke", DESK, {"datum": "2009-10-01"})["dwangsom"]["telt"] is True


@pytest.mark.parametrize(
    ("changes", "place", "choices"),
    [
        ({"grond": "gewijzigd_inzicht"}, "grond", "Gebruik niet_in_gebruik_genomen, onjuiste_gegevens, bibob."),
        ({"zienswijze": "vergeten"}, "zienswijze", "Gebruik gevraagd, niet_nodig."),
    ],
)
def test_a_permit_is_withdrawn_on_a_ground_of_the_law(desk: Desk, changes: Any, place: str, choices: str) -> None:
    """Article 18 Huisvestingswet 2014 names the grounds; article 4:8 Awb asks what the holder has to say first."""
    case = desk.sent(asked(), "verlenen")
    got = desk.step(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN | changes)
    assert (got.status_code, got.json()["errors"][0]["plaats"], got.json()["errors"][0]["oplossing"]) == (
        400, place, choices
    )  # fmt: skip
    told = desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    assert (told["status"], ends(told, "bezwaar")) == ("ingetrokken", "2026-12-30")
    assert desk.step(case, "_bewaar", DESK, {}).status_code == 409


def test_who_withdraws_an_application_has_nothing_to_object_to(desk: Desk) -> None:
    case = desk.take_in()
    assert desk.well(case, "_trek-in", DESK, WHY)["termijnen"] == []
    assert desk.well(case, "_bewaar", DESK, {})["status"] == "bewaring"


def test_an_application_that_was_left_aside_is_taken_up_again_by_another(either: Desk) -> None:
    """Awb 7:11 lid 2 and 10:3 lid 3: on an objection, by somebody else; the term to decide goes on, and so does a default."""
    case = either.take_in(also={"ontvangen": "2026-09-01"})
    either.well(case, "_stel-in-gebreke", DESK, {"datum": "2026-10-29"})
    either.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-11-19", **WHY})
    either.clock.days(2)
    aside = either.well(case, "_laat-buiten-behandeling", REVIEWER, WHY)
    either.clock.days(10)
    assert either.step(case, "_hervat", REVIEWER, WHY).status_code == 403
    told = either.well(case, "_hervat", LAWYER, WHY)
    assert (told["status"], ends(told, "beslissen")) == ("ontvangen", "2026-10-27")
    assert (aside["dwangsom"]["totEnMet"], told["dwangsom"]["totEnMet"]) == ("2026-11-20", "2026-11-30")
    case = either.sent(asked(), "verlenen", case)
    either.clock.days(60)
    either.well(case, FINAL, REVIEWER, {})
    told = either.well(case, "_bewaar", DESK, {})
    kept = either.ask("GET", f"/aanvragen/{case}", DESK).json()["bewaring"]
    assert {one["uitkomst"] for one in kept if "uitkomst" in one} <= {"verleend"}


NEW_IN_THE_BOOK = ("  hoger_beroep:", "  verschoonbaar:", "  op_bezwaar:")


def test_a_rule_book_of_before_is_worked_with_as_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A municipality uses the rule book that it approved: what that one does not tell yet is asked of nobody."""

    def earlier(text: bytes) -> bytes:
        return b"".join(line for line in text.splitlines(True) if not line.decode().startswith(NEW_IN_THE_BOOK))

    files = {path: earlier(text) if "bestuursrecht" in path else text for path, text in OUR_LAW.files.items()}
    monkeypatch.setattr(Office, "terms", AwbTerms.of(Lawbook.from_files(files)))
    case = late(desk)
    refused = desk.step(case, "_stel-in-gebreke", DESK, {})
    assert why_not(refused) == (409, "dwangsom", "Leg de brief bij de zaak.")
    desk.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    desk.well(case, "_verzend", DESK, {})
    desk.well(case, "_stel-beroep-in", LAWYER, {})
    told = desk.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond"})
    assert ends(told, "hoger_beroep") == TERMS.term("beroep", TODAY + timedelta(60)).day.isoformat()
