"""The terms of the Awb in a case: counted by the calendar, stopped while it is completed, longer once, dear when late."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.api.cases.working import DESK, LAWYER, REVIEWER, WITHDRAWN, Desk, asked, refusable
from tests.our_law import OUR_LAW
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import decision_answers
from wbmgp_engine.calendar import AwbTerms, Notice, objection_decision, objection_term, penalty, reasonable_term

TERMS = AwbTerms.of(OUR_LAW)
TODAY = date(2026, 11, 18)
WHY = {"toelichting": "Reden."}


def ends(told: Any, name: str) -> str:
    """The last day of a term that a case tells."""
    return next(str(one["eindigt"]) for one in told["termijnen"] if one["termijn"] == name)


def test_asking_for_more_stops_the_term_until_it_is_there(desk: Desk) -> None:
    case = desk.take_in()
    told = desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-09", **WHY})
    assert (told["status"], ends(told, "aanvullen")) == ("onvolledig", "2026-12-09")
    desk.clock.days(5)
    told = desk.well(case, "_verklaar-volledig", DESK, {})
    pause = TERMS.suspension(TODAY, date(2026, 11, 23))
    assert pause.days == 4
    assert ends(told, "beslissen") == reasonable_term(TODAY, TERMS, suspensions=[pause]).day.isoformat()
    (term,) = told["termijnen"]
    assert (term["opgeschortDagen"], term["eindigtZonderOpschorting"]) == (4, "2027-01-13")
    answers.Termijn.model_validate(term | {"eindigt": date.fromisoformat(term["eindigt"])}, strict=False)


def test_a_term_to_complete_that_lies_behind_is_refused(desk: Desk) -> None:
    case = desk.take_in()
    got = desk.step(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-11-18", **WHY})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "uiterlijk")


def test_an_application_is_left_aside_only_after_the_term_to_complete(desk: Desk) -> None:
    case = desk.take_in()
    desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-02", **WHY})
    desk.clock.days(14)  # 2 December, its last day
    assert desk.step(case, "_laat-buiten-behandeling", REVIEWER, WHY).status_code == 409
    desk.clock.days(1)
    told = desk.well(case, "_laat-buiten-behandeling", REVIEWER, WHY)
    assert (told["status"], ends(told, "bezwaar")) == ("buiten_behandeling", "2027-01-14")
    assert desk.step(case, "_bewaar", DESK, {}).json()["errors"][0]["oplossing"] == "Wacht tot na 21 januari 2027."
    desk.clock.days(50)
    assert desk.well(case, "_bewaar", DESK, {})["status"] == "bewaring"


def test_the_term_is_extended_once_and_only_while_it_runs(desk: Desk) -> None:
    case, late = desk.take_in(), desk.take_in()
    told = desk.well(case, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-02-05", **WHY})
    notice = Notice(TODAY, date(2027, 2, 5))
    assert ends(told, "beslissen") == reasonable_term(TODAY, TERMS, notice=notice).day.isoformat() == "2027-02-05"
    again = desk.step(case, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-03-05", **WHY})
    assert desk.step(late, "_verbeter-verlenging", REVIEWER, {"uiterlijk": "2027-02-05", **WHY}).status_code == 409
    assert (again.status_code, again.json()["errors"][0]["oplossing"]) == (409, "Dit kan één keer.")
    desk.clock.days(57)  # past 13 January
    assert desk.step(late, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-03-05", **WHY}).status_code == 409


@pytest.mark.parametrize("until", ["2027-01-13", "2026-12-01", "2027-03-11", "2099-12-31"])
def test_an_extension_that_adds_nothing_or_more_than_can_be_is_refused(desk: Desk, until: str) -> None:
    case = desk.take_in()
    got = desk.step(case, "_verleng-termijn", REVIEWER, {"uiterlijk": until, **WHY})
    assert (got.status_code, got.json()["errors"]) == (400, [{
        "plaats": "uiterlijk",
        "probleem": "Deze dag verlengt de termijn niet, of met meer dan kan (art. 4:14 lid 3 jo. 4:13 lid 2 Awb).",
        "oplossing": "Geef een dag na 13 januari 2027 en niet na 10 maart 2027. Stemt de aanvrager schriftelijk in met"
        " meer uitstel, gebruik dan _schort-op.",
    }])  # fmt: skip


def test_an_extension_that_was_told_wrongly_is_corrected_as_a_version_also_afterwards(desk: Desk) -> None:
    case = desk.take_in()
    desk.well(case, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-03-10", **WHY})
    assert desk.step(case, "_verbeter-verlenging", DESK, {"uiterlijk": "2027-02-10", **WHY}).status_code == 403
    desk.clock.days(70)  # 27 January: the first term is over
    told = desk.well(case, "_verbeter-verlenging", REVIEWER, {"uiterlijk": "2027-02-10", **WHY})
    assert ends(told, "beslissen") == "2027-02-10"
    _, wrong, right = desk.ask("GET", f"/aanvragen/{case}/spoor", REVIEWER).json()["handelingen"]
    assert (wrong["tot"], right["tot"], right["betreft"]) == ("2027-03-10", "2027-02-10", wrong["id"])
    beyond = desk.step(case, "_verbeter-verlenging", REVIEWER, {"uiterlijk": "2027-03-11", **WHY})
    assert (beyond.status_code, beyond.json()["errors"][0]["plaats"]) == (400, "uiterlijk")


def test_suspended_days_are_added(desk: Desk) -> None:
    case = desk.take_in()
    told = desk.well(case, "_schort-op", REVIEWER, {"van": "2026-12-01", "tot": "2026-12-15", **WHY})
    assert told["termijnen"][0]["opgeschortDagen"] == 14
    assert ends(told, "beslissen") == "2027-01-27"
    backwards = desk.step(case, "_schort-op", REVIEWER, {"van": "2026-12-15", "tot": "2026-12-15", **WHY})
    assert backwards.status_code == 400


def test_a_late_decision_costs_money_from_two_weeks_after_the_notice_of_default(desk: Desk) -> None:
    case = desk.take_in()
    early = desk.take_in()
    told = desk.well(early, "_stel-in-gebreke", DESK, {})["dwangsom"]
    assert (told["eersteDag"], told["verschuldigd"], told["telt"], told["teltVanaf"]) == (None, 0, False, "2027-01-14")
    assert told["uitleg"] == (
        "De ingebrekestelling van 18 november 2026 kwam te vroeg en heeft geen gevolg: de termijn om te beslissen loopt"
        " tot en met 13 januari 2027. Een nieuwe ingebrekestelling telt vanaf 14 januari 2027."
    )
    desk.clock.days(60)
    day = date(2027, 1, 17)
    for one in (case, early):
        told = desk.well(one, "_stel-in-gebreke", DESK, {"datum": day.isoformat()})["dwangsom"]
        assert (told["telt"], told["ingebrekestelling"]) == (True, "2027-01-17")
    answers.Dwangsom.model_validate_json(json.dumps(told))
    again = desk.step(early, "_stel-in-gebreke", DESK, {})
    assert (again.status_code, again.json()["errors"][0]["probleem"]) == (
        409, "De zaak kent al een ingebrekestelling die telt, van 17 januari 2027."
    )  # fmt: skip
    desk.clock.days(20)
    told = desk.ask("GET", f"/aanvragen/{case}", DESK).json()["dwangsom"]
    expected = penalty(reasonable_term(TODAY, TERMS), day, TERMS)
    assert told["eersteDag"] == str(expected.first_day)
    assert told["verschuldigd"] == expected.due(date(2027, 2, 6)) > 0
    assert told["totEnMet"] == "2027-02-06"


def test_a_day_cannot_lie_before_the_application_or_ahead(desk: Desk) -> None:
    case = desk.take_in()
    for day in ("2026-11-17", "2026-11-19"):
        got = desk.step(case, "_stel-in-gebreke", DESK, {"datum": day})
        assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "datum")
    ahead = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked(), "ontvangen": "2026-11-19"},
                     headers={"Idempotency-Key": "morgen-pas"})  # fmt: skip
    assert ahead.status_code == 400


def test_what_was_told_as_having_happened_does_not_lie_ahead(desk: Desk) -> None:
    given = asked(aanvraagdatum="2027-06-01")
    given["huishouden"][0] |= {
        "geboortedatum": "2026-11-30",
        "verblijf": [
            {"gemeente": "GM0363", "vanaf": "2026-11", "tot": "2027"},
            {"gemeente": "GM9999", "vanaf": "2027-06", "tot": None},
        ],
    }
    body = {"aanvraag": given, "ontvangen": "2026-11-19"}
    got = desk.ask("POST", "/aanvragen", DESK, body, headers={"Idempotency-Key": "uit-de-toekomst"})
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [
        "ontvangen", "aanvraag.aanvraagdatum", "aanvraag.huishouden.0.geboortedatum",
        "aanvraag.huishouden.0.verblijf.1.vanaf",
    ])  # fmt: skip
    case = desk.take_in()
    later = desk.step(case, "", DESK, {"aanvraag": asked(aanvraagdatum="2026-11-19"), **WHY}, method="PUT")
    assert (later.status_code, later.json()["errors"]) == (400, [{
        "plaats": "aanvraag.aanvraagdatum", "probleem": "Deze dag ligt in de toekomst.",
        "oplossing": "Geef de dag waarop de aanvraag is gedaan.",
    }])  # fmt: skip
    desk.well(case, "", DESK, {"aanvraag": asked(aanvraagdatum="2026-11-18"), **WHY}, method="PUT")


def test_an_objection_is_decided_under_the_law_of_the_day_with_both_assessments_shown(either: Desk) -> None:
    case = either.sent(asked(), "verlenen")
    term = objection_term(TODAY, TERMS)
    either.clock.days(30)
    got = either.step(case, "bezwaren", LAWYER, {"gronden": "Ik wil geen vergunning onder deze naam."})
    assert got.status_code == 201
    assert ends(got.json(), "beslissen_op_bezwaar") == objection_decision(term, TERMS).day.isoformat()
    either.versions[case] = got.json()["versie"]
    judged = {"oordeel": "ongegrond", "motivering": "De naam klopt."}
    early = either.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert (early.status_code, early.json()["errors"][0]["plaats"]) == (409, "toetsing")
    either.well(case, "toetsingen", REVIEWER)
    # Whoever took the first decision does not decide on the objection.
    assert either.step(case, "_beslis-op-bezwaar", REVIEWER, judged, subject="tweede").status_code == 403
    unheard = either.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert (unheard.status_code, unheard.json()["errors"][0]["plaats"]) == (409, "horen")
    either.well(case, "_hoor", REVIEWER, {})
    wrong = either.step(case, "_beslis-op-bezwaar", LAWYER, judged | {"uitkomst": "weigeren"})
    assert wrong.status_code == 400
    refused = either.step(case, "_beslis-op-bezwaar", LAWYER, judged | {"oordeel": "gegrond", "uitkomst": "weigeren"})
    assert (refused.status_code, refused.json()["errors"][0]["plaats"]) == (409, "uitkomst")
    assert either.well(case, "_beslis-op-bezwaar", LAWYER, judged)["status"] == "besloten"

    shown = either.ask("GET", got.headers["location"].removeprefix("/v1"), LAWYER)
    read = decision_answers.Bezwaar.model_validate_json(shown.content)
    assert (read.op_tijd, read.uiterste_dag, read.oordeel) == (True, term.day, "ongegrond")
    assert (read.toen.recht.datum, read.nu and read.nu.recht.datum) == (TODAY, date(2026, 12, 18))

    told = either.well(case, "_verzend", DESK, {})
    assert [one["termijn"] for one in told["termijnen"]] == ["beroep"]
    assert either.step(case, "bezwaren", LAWYER, {"gronden": "Nog eens."}).status_code == 409
    assert either.step(case, "_verklaar-onherroepelijk", LAWYER, {}).status_code == 409
    assert either.well(case, "_stel-beroep-in", LAWYER, {})["status"] == "beroep"


def test_an_objection_after_the_term_is_taken_in_and_called_late(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    ahead = desk.step(case, "bezwaren", DESK, {"gronden": "x", "ontvangen": "2026-11-19"})
    assert (ahead.status_code, ahead.json()["errors"][0]["plaats"]) == (400, "ontvangen")
    posted = desk.step(case, "bezwaren", DESK, {"gronden": "x", "verzonden": "2026-11-19"})
    assert (posted.status_code, posted.json()["errors"][0]["plaats"]) == (400, "verzonden")
    desk.clock.days(50)
    got = desk.step(case, "bezwaren", DESK, {"gronden": "Te laat, ik was ziek.", "verzonden": "2026-12-29"})
    shown = desk.ask("GET", got.headers["location"].removeprefix("/v1"), LAWYER).json()
    # Posted within six weeks and received within the week after them is in time; on 7 January it is not.
    assert (shown["opTijd"], shown["uitersteDag"], shown["toetsingVanNu"]) == (False, "2027-01-06", None)
    future = desk.take_in()
    assert desk.step(future, "bezwaren", DESK, {"gronden": "x"}).status_code == 409


def test_a_permit_is_final_after_the_term_and_can_be_withdrawn(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    assert desk.step(case, "_verklaar-onherroepelijk", REVIEWER, {}).status_code == 409
    desk.clock.days(50)
    assert desk.well(case, "_verklaar-onherroepelijk", REVIEWER, {})["status"] == "onherroepelijk"
    assert desk.step(case, "_trek-vergunning-in", REVIEWER, {}).status_code == 400
    assert desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)["status"] == "ingetrokken"


def test_an_appeal_follows_an_objection(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    assert desk.step(case, "_stel-beroep-in", LAWYER, {}).status_code == 409


def test_an_objection_waits_for_an_assessment_since_and_a_new_refusal_for_its_gates(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    desk.well(case, "bezwaren", DESK, {"gronden": "Een buur heeft meer haast."})
    judged = {"oordeel": "gegrond", "uitkomst": "weigeren", "motivering": "Zo."}
    before = desk.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert before.json()["errors"][0]["probleem"] == "De laatste toetsing is van voor het bezwaar."
    desk.well(case, "", REVIEWER, {"aanvraag": refusable(), "toelichting": "Geen inkomen meer."}, method="PUT")
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    gated = desk.step(case, "_beslis-op-bezwaar", LAWYER, judged)
    assert (gated.status_code, gated.json()["errors"][0]["plaats"]) == (409, "openstaand")


def test_an_assessment_is_of_the_version_that_was_seen(desk: Desk) -> None:
    case = desk.take_in()
    assert desk.step(case, "toetsingen", REVIEWER, headers={"If-Match": '"2"'}).status_code == 412
    assert desk.ask("GET", f"/aanvragen/{case}/toetsingen", LAWYER).json() == {"toetsingen": []}
