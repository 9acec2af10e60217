"""Whole cases over HTTP: from intake to a grant, and to a refusal by two people on a weighed file."""

from __future__ import annotations

import json

from tests.api.cases.working import AUDITOR, DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import decision_answers


def test_an_application_is_granted(either: Desk) -> None:
    case = either.take_in(also={"ontvangen": "2026-11-16"})
    first = either.ask("GET", f"/aanvragen/{case}", DESK)
    assert first.json()["termijnen"][0]["termijn"] == "beslissen"
    assert first.json()["termijnen"][0]["eindigt"] == "2027-01-11"
    answers.ZaakMetAanvraag.model_validate_json(first.content)
    either.well(case, "_verklaar-volledig", DESK, {})
    made = either.step(case, "toetsingen", REVIEWER)
    assert (made.status_code, made.json()["advies"], made.json()["actueel"]) == (201, "verlenen", True)
    decision_answers.VastgelegdeToetsing.model_validate_json(made.content)
    either.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    assert either.well(case, "_stel-vast", REVIEWER, subject="tweede")["status"] == "besloten"
    sent = either.well(case, "_verzend", DESK, {})
    assert (sent["status"], sent["termijnen"][0]["termijn"]) == ("verzonden", "bezwaar")
    outcome = either.ask("GET", f"/aanvragen/{case}/uitkomst", DESK)
    assert outcome.json() == {"id": case, "uitkomst": "verlenen", "verzonden": "2026-11-18", "ingetrokken": None}


def test_a_refusal_waits_for_hardship_for_proportionality_and_for_a_second_person(either: Desk) -> None:
    case = either.take_in(refusable())
    either.well(case, "_verklaar-volledig", DESK, {})
    made = either.well(case, "toetsingen", REVIEWER)
    (needed,) = decision_answers.VastgelegdeToetsing.model_validate_json(json.dumps(made)).nodig
    assert (made["advies"], needed.veld) == ("beoordelen", "evenredigheid")
    assert needed.tekst.startswith("De afweging of een weigering in dit geval evenredig is, mist nog 5 onderdelen. Vul")
    refusal = {"uitkomst": "weigeren", "verhouding": "wijkt_af", **REFUSAL}
    held = either.step(case, "besluiten", REVIEWER, refusal)
    assert held.status_code == 409
    places = ["openstaand.hardheidsclausule", "openstaand.samenloop", "evenredigheid"]
    assert [one["plaats"] for one in held.json()["errors"]] == places
    assert held.json()["errors"][0]["oplossing"] == (
        "Te doen door burgemeester en wethouders. Bekijk of een weigering heel onbillijk is voor de aanvrager. Vul bij hardheid in: de"
        " grond, het oordeel (onbillijk of niet_onbillijk), de motivering en de beslisser. Dat kan met PUT op de zaak."
        " Toets dan opnieuw."
    )

    judged = {"aanvraag": refusable(hardheid=HARDSHIP), "toelichting": "Gewogen."}
    by_desk = either.step(case, "", DESK, judged, method="PUT")
    assert (by_desk.status_code, "een beoordelaar" in by_desk.json()["detail"]) == (403, True)
    either.well(case, "", REVIEWER, judged, method="PUT")
    stale = either.step(case, "besluiten", REVIEWER, refusal)
    assert (stale.status_code, stale.json()["errors"][0]["plaats"]) == (409, "toetsing")
    assert either.well(case, "toetsingen", REVIEWER)["advies"] == "weigeren"
    weighing = either.step(case, "besluiten", REVIEWER, refusal | {"verhouding": "volgt"})
    assert [one["plaats"] for one in weighing.json()["errors"]] == ["evenredigheid"]

    whole = refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED)
    either.well(case, "", DESK, {"aanvraag": whole, "toelichting": "Evenredigheid gewogen."}, method="PUT")
    assert either.well(case, "toetsingen", REVIEWER)["nogNodig"] == []
    either.well(case, "besluiten", REVIEWER, refusal | {"verhouding": "volgt"})
    assert either.step(case, "_stel-vast", REVIEWER).status_code == 403
    assert either.well(case, "_stel-vast", REVIEWER, subject="tweede")["status"] == "besloten"
    either.well(case, "_verzend", DESK, {})

    listed = either.ask("GET", f"/aanvragen/{case}/besluiten", REVIEWER)
    (one,) = decision_answers.Besluitenlijst.model_validate_json(listed.content).besluiten
    assert (one.uitkomst, one.motivering, one.besloten is not None) == ("weigeren", REFUSAL["motivering"], True)
    trail = either.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR)
    answers.Spoor.model_validate_json(trail.content)
    assert [step["handeling"] for step in trail.json()["handelingen"]] == [
        "intake", "verklaar_volledig", "toetsing", "correctie", "toetsing", "correctie", "toetsing", "concept",
        "stel_vast", "verzend",
    ]  # fmt: skip
    assert [seen["categorieen"] for seen in either.looks(case)] == [["motivering"]]


def test_what_a_grant_does_not_need_is_not_asked_for(desk: Desk) -> None:
    case = desk.take_in()
    desk.well(case, "_verklaar-volledig", DESK, {})
    assert desk.well(case, "toetsingen", REVIEWER)["nogNodig"] == []


def test_what_a_refusal_needs_is_told_again_where_the_assessment_is_read(desk: Desk) -> None:
    case = desk.take_in(refusable())
    made = desk.well(case, "toetsingen", REVIEWER)
    read = desk.ask("GET", f"/aanvragen/{case}/toetsingen/{made['id']}", REVIEWER).json()
    assert read["nogNodig"] == made["nogNodig"] != []


def test_where_a_refusal_is_forbidden_the_case_ends_in_a_permit(either: Desk) -> None:
    """Article 15(3) or (5) Huisvestingswet 2014: the answer says so, nothing that is told closes the gate, and it goes on."""
    case = either.take_in(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED, uitzondering15=True))
    either.well(case, "_verklaar-volledig", DESK, {})
    found = either.well(case, "toetsingen", REVIEWER)["toetsing"]
    (ground,) = [one for one in found["gronden"] if one["grond"] == "artikel_8"]
    assert ground["reden"]["nl"].endswith(
        "De hoogte van het inkomen telt niet. Artikel 15 lid 3 of 5 Huisvestingswet 2014 verbiedt hier weigeren:"
        " burgemeester en wethouders beslissen wat voorgaat."
    )
    (gate,) = found["openstaand"]
    assert (found["advies"], gate["poort"], "veld" in gate) == ("beoordelen", "samenloop", False)
    refused = either.step(case, "besluiten", REVIEWER, {"uitkomst": "weigeren", "verhouding": "wijkt_af", **REFUSAL})
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["plaats"]) == (409, "openstaand.samenloop")
    assert error["oplossing"].endswith(
        "Zolang dit zo is bekend, kan niet worden geweigerd. Verlenen kan wel, als u van het advies afwijkt en de redenen"
        " opschrijft."
    )
    granted = {"uitkomst": "verlenen", "verhouding": "wijkt_af", "motivering": "Artikel 15 lid 5 gaat voor."}
    either.well(case, "besluiten", REVIEWER, granted)
    either.well(case, "_stel-vast", REVIEWER, subject="tweede")
    assert either.well(case, "_verzend", DESK, {})["status"] == "verzonden"


def test_the_same_intake_twice_is_one_case(desk: Desk) -> None:
    case = desk.take_in(key="dezelfde-sleutel")
    first = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked()}, headers={"Idempotency-Key": "dezelfde-sleutel"})
    desk.well(case, "_verklaar-volledig", DESK, {})
    again = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked()}, headers={"Idempotency-Key": "dezelfde-sleutel"})
    assert (again.status_code, again.json(), again.headers["etag"]) == (201, first.json(), '"1"')
    assert again.headers["location"] == f"/v1/aanvragen/{case}"
    other = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked(kenmerk="anders")},
                     headers={"Idempotency-Key": "dezelfde-sleutel"})  # fmt: skip
    assert other.status_code == 422
    assert desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked()}).status_code == 400


def test_one_person_may_grant_where_the_municipality_says_so_and_never_refuses(trusting: Desk) -> None:
    granted = trusting.drafted(asked(), "verlenen")
    assert trusting.well(granted, "_stel-vast", REVIEWER)["status"] == "besloten"
    refused = trusting.drafted(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    assert trusting.step(refused, "_stel-vast", REVIEWER).status_code == 403
    assert trusting.well(refused, "_stel-vast", REVIEWER, subject="tweede")["status"] == "besloten"
