"""Whole cases over HTTP: from intake to a grant, and to a refusal by two people on a weighed file."""

from __future__ import annotations

from tests.api.cases.working import AUDITOR, DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from wbmgp_api.v1 import case_answers as answers


def test_an_application_is_granted(either: Desk) -> None:
    case = either.take_in(also={"ontvangen": "2026-11-16"})
    first = either.ask("GET", f"/aanvragen/{case}", DESK)
    assert first.json()["termijnen"][0]["termijn"] == "beslissen"
    assert first.json()["termijnen"][0]["eindigt"] == "2027-01-11"
    answers.ZaakMetAanvraag.model_validate_json(first.content)
    either.well(case, "_verklaar-volledig", DESK, {})
    made = either.step(case, "toetsingen", REVIEWER)
    assert (made.status_code, made.json()["advies"], made.json()["actueel"]) == (201, "verlenen", True)
    answers.VastgelegdeToetsing.model_validate_json(made.content)
    either.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    assert either.well(case, "_stel-vast", REVIEWER, subject="tweede")["status"] == "besloten"
    sent = either.well(case, "_verzend", DESK, {})
    assert (sent["status"], sent["termijnen"][0]["termijn"]) == ("verzonden", "bezwaar")
    outcome = either.ask("GET", f"/aanvragen/{case}/uitkomst", DESK)
    assert outcome.json() == {"id": case, "uitkomst": "verlenen", "verzonden": "2026-11-18", "ingetrokken": None}


def test_a_refusal_waits_for_hardship_for_proportionality_and_for_a_second_person(either: Desk) -> None:
    case = either.take_in(refusable())
    either.well(case, "_verklaar-volledig", DESK, {})
    assert either.well(case, "toetsingen", REVIEWER)["advies"] == "beoordelen"
    refusal = {"uitkomst": "weigeren", "verhouding": "wijkt_af", **REFUSAL}
    held = either.step(case, "besluiten", REVIEWER, refusal)
    assert held.status_code == 409
    places = ["openstaand.hardheidsclausule", "openstaand.samenloop", "evenredigheid"]
    assert [one["plaats"] for one in held.json()["errors"]] == places
    assert "vertel hardheid[].oordeel met PUT op de zaak" in held.json()["errors"][0]["oplossing"]

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
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "besluiten", REVIEWER, refusal | {"verhouding": "volgt"})
    assert either.step(case, "_stel-vast", REVIEWER).status_code == 403
    assert either.well(case, "_stel-vast", REVIEWER, subject="tweede")["status"] == "besloten"
    either.well(case, "_verzend", DESK, {})

    listed = either.ask("GET", f"/aanvragen/{case}/besluiten", REVIEWER)
    (one,) = answers.Besluitenlijst.model_validate_json(listed.content).besluiten
    assert (one.uitkomst, one.motivering, one.besloten is not None) == ("weigeren", REFUSAL["motivering"], True)
    trail = either.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR)
    answers.Spoor.model_validate_json(trail.content)
    assert [step["handeling"] for step in trail.json()["handelingen"]] == [
        "intake", "verklaar_volledig", "toetsing", "correctie", "toetsing", "correctie", "toetsing", "concept",
        "stel_vast", "verzend",
    ]  # fmt: skip
    assert [seen["categorieen"] for seen in trail.json()["inzagen"]] == [["motivering"]]


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
