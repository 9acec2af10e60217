"""What is kept in a case and who may see it: readings logged first, corrections as versions, evidence, lists and search."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.cases.test_guards import rows
from tests.api.cases.working import AUDITOR, DESK, HARDSHIP, LAWYER, MAYOR, REVIEWER, Desk, asked, refusable
from tests.api.service.asking import service
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import decision_answers

SCREENED: dict[str, Any] = {"instrument": "politiegegevens", "woonverklaring": "verlenen"}


def in_research(desk: Desk) -> str:
    """A case that waits for the mayor."""
    case = desk.take_in()
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    return case


def test_a_reading_stands_in_the_log_before_it_is_shown(desk: Desk) -> None:
    case = desk.take_in()
    read = desk.ask("GET", f"/aanvragen/{case}", DESK)
    assert read.json()["aanvraag"] == asked()
    assert read.headers["etag"] == '"1"'
    (seen,) = desk.looks(case)
    assert (seen["rol"], seen["categorieen"]) == ("balie", ["beoordeling", "inkomen", "motivering", "persoon"])
    desk.clock.at -= 10 * 86_400  # a clock that was set back logs nothing, so nothing is shown
    later = desk.step(case, "_verklaar-volledig", DESK, {})
    assert (later.status_code, later.headers["retry-after"]) == (503, "60")
    assert "klok" in later.json()["detail"]


def test_the_mayor_tells_an_outcome_which_the_desk_neither_sees_nor_changes(desk: Desk) -> None:
    case = in_research(desk)
    found = {"onderzoek": {**SCREENED, "gevonden": "wapenbezit"}}
    assert desk.ask("GET", "/aanvragen", MAYOR).status_code == 403
    assert [one["id"] for one in desk.ask("GET", "/aanvragen?status=onderzoek", MAYOR).json()["zaken"]] == [case]
    assert desk.step(case, "_meld-onderzoek", MAYOR, found).status_code == 400
    assert desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": SCREENED})["status"] == "volledig"
    assert "onderzoek" not in desk.ask("GET", f"/aanvragen/{case}", DESK).json()["aanvraag"]
    changed = {"aanvraag": asked(kenmerk="verbeterd"), "toelichting": "Typefout."}
    desk.well(case, "", DESK, changed, method="PUT")
    seen = desk.ask("GET", f"/aanvragen/{case}", LAWYER).json()["aanvraag"]
    assert (seen["onderzoek"], seen["kenmerk"]) == (SCREENED, "verbeterd")
    meddled = {"aanvraag": asked(onderzoek=SCREENED), "toelichting": "Zo maar."}
    assert desk.step(case, "", DESK, meddled, method="PUT").status_code == 403
    assert desk.well(case, "", REVIEWER, meddled, method="PUT")["status"] == "volledig"


def test_a_reviewer_neither_removes_nor_changes_what_the_mayor_told(either: Desk) -> None:
    case, found = in_research(either), SCREENED | {"gehoord": True, "weging": {"a": "gewogen"}}
    either.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": found})

    def told() -> Any:
        return either.ask("GET", f"/aanvragen/{case}", LAWYER).json()["aanvraag"].get("onderzoek")

    either.well(case, "", REVIEWER, {"aanvraag": asked(kenmerk="nieuw"), "toelichting": "Typefout."}, method="PUT")
    assert told() == found
    others: list[dict[str, Any]] = [
        {"woonverklaring": "weigeren"},
        {"gehoord": None},
        {"weging": {}},
        {"voorschriften": ["Meld u."]},
    ]
    for other in others:
        changed = {"aanvraag": asked(onderzoek=SCREENED | other), "toelichting": "Anders."}
        refused = either.step(case, "", REVIEWER, changed, method="PUT")
        assert (refused.status_code, "_vraag-onderzoek" in refused.json()["detail"]) == (403, True), other
    handed_in = {"aanvraag": asked(onderzoek={"vog": {"p1": "overgelegd"}}), "toelichting": "Vog gezien."}
    either.well(case, "", REVIEWER, handed_in, method="PUT")
    assert told() == found | {"vog": {"p1": "overgelegd"}}


def test_before_the_mayor_told_anything_a_reviewer_tells_a_screening(desk: Desk) -> None:
    case = desk.take_in()
    told = {"aanvraag": asked(onderzoek=SCREENED), "toelichting": "Uit het oude dossier."}
    assert desk.well(case, "", REVIEWER, told, method="PUT")["versie"] == 2


@pytest.mark.parametrize("empty", [{}, {"gehoord": True}, {"instrument": "vog", "vog": {}}])
def test_an_outcome_that_names_none_ends_no_screening(desk: Desk, empty: dict[str, Any]) -> None:
    case = in_research(desk)
    refused = desk.step(case, "_meld-onderzoek", MAYOR, {"onderzoek": empty})
    assert (refused.status_code, refused.json()["errors"][0]["plaats"]) == (400, "onderzoek")
    assert desk.ask("GET", f"/aanvragen/{case}", LAWYER).json()["status"] == "onderzoek"
    assert desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": SCREENED})["status"] == "volledig"


def test_a_person_of_the_desk_who_also_reviews_sees_what_a_reviewer_sees(desk: Desk) -> None:
    case = in_research(desk)
    desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": SCREENED})
    both = desk.asking.as_(DESK, REVIEWER)
    got = desk.asking.client.get(f"/v1/aanvragen/{case}", headers=both)
    assert got.json()["aanvraag"]["onderzoek"] == SCREENED
    assert desk.looks(case)[-1]["rol"] == "beoordelaar"


def test_a_correction_is_a_version_with_a_reason_and_takes_a_draft_back(either: Desk) -> None:
    case = either.drafted(asked(), "verlenen")
    missing = either.step(case, "", DESK, {"aanvraag": asked()}, method="PUT")
    assert (missing.status_code, missing.json()["errors"][0]["plaats"]) == (400, "toelichting")
    same = either.well(case, "", DESK, {"aanvraag": asked(), "toelichting": "Nog eens."}, method="PUT")
    assert (same["status"], same["versie"]) == ("volledig", 5)
    listed = either.ask("GET", f"/aanvragen/{case}/toetsingen", AUDITOR)
    assert [one.actueel for one in decision_answers.Toetsingenlijst.model_validate_json(listed.content).toetsingen] == [
        True
    ]
    new = {"aanvraag": asked(kenmerk="nieuw"), "toelichting": "Verbeterd."}
    either.well(case, "", DESK, new, method="PUT")
    (old,) = either.ask("GET", f"/aanvragen/{case}/toetsingen", AUDITOR).json()["toetsingen"]
    assert old["actueel"] is False
    kept = either.ask("GET", f"/aanvragen/{case}/toetsingen/{old['id']}", LAWYER)
    assert decision_answers.VastgelegdeToetsing.model_validate_json(kept.content).toetsing.advies == "verlenen"
    assert either.ask("GET", f"/aanvragen/{case}/toetsingen/{'b' * 32}", LAWYER).status_code == 404


def test_findings_of_an_application_come_all_at_once_and_quote_nothing(desk: Desk) -> None:
    wrong = {"aanvraag": {**asked(), "aanvraagdatum": "gisteren", "bsn": "999990019"}, "ontvangen": "2026-13-01"}
    got = desk.ask("POST", "/aanvragen", DESK, wrong, headers={"Idempotency-Key": "verkeerd-1"})
    assert got.status_code == 400
    assert {one["plaats"] for one in got.json()["errors"]} == {"aanvraag.aanvraagdatum", "aanvraag.bsn", "ontvangen"}
    assert "999990019" not in got.text
    other = {"aanvraag": asked(gemeente="GM0599")}
    got = desk.ask("POST", "/aanvragen", DESK, other, headers={"Idempotency-Key": "verkeerd-2"})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "aanvraag.gemeente")
    short = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked()}, headers={"Idempotency-Key": "kort"})
    assert short.status_code == 400


def test_evidence_is_listed_at_the_grounds_that_play_a_part(either: Desk) -> None:
    case = either.take_in()
    whole = either.ask("GET", f"/aanvragen/{case}/bewijsstukken", DESK).json()["bewijsstukken"]
    assert {"vog", "loonstroken", "voorrangskenmerk"} < {one["stuk"] for one in whole}
    either.well(case, "toetsingen", REVIEWER)
    slip = {"stuk": "loonstroken", "persoon": "p1", "herkomst": "aanvrager", "geldigTot": "2027-02-01"}
    assert either.step(case, "bewijsstukken", DESK, slip).status_code == 201
    got = either.ask("GET", f"/aanvragen/{case}/bewijsstukken", DESK)
    listed = {one.stuk: one for one in answers.Bewijslijst.model_validate_json(got.content).bewijsstukken}
    assert "vog" not in listed
    (seen,) = listed["loonstroken"].ontvangen
    assert (seen.persoon, seen.herkomst, str(seen.geldig), seen.verlopen) == ("p1", "aanvrager", "2027-02-01", False)
    assert (listed["loonstroken"].stand, listed["bankafschriften"].stand) == ("geldig", "ontbreekt")
    old = {"stuk": "bankafschriften", "herkomst": "aanvrager", "geldigTot": "2026-11-18"}
    assert either.step(case, "bewijsstukken", DESK, old).status_code == 201

    def standing() -> str:
        got = either.ask("GET", f"/aanvragen/{case}/bewijsstukken", DESK).json()["bewijsstukken"]
        return str(next(one["stand"] for one in got if one["stuk"] == "bankafschriften"))

    assert standing() == "geldig"  # through its last day
    either.clock.days(1)
    assert standing() == "verlopen"
    assert either.step(case, "bewijsstukken", DESK, old | {"geldigTot": "2027-01-01"}).status_code == 201
    assert standing() == "geldig"
    unknown = either.step(case, "bewijsstukken", DESK, slip | {"stuk": "paspoort_van_oma"})
    assert (unknown.status_code, unknown.json()["errors"][0]["plaats"]) == (400, "stuk")
    stranger = either.step(case, "bewijsstukken", DESK, slip | {"persoon": "p9"})
    (fault,) = stranger.json()["errors"]
    assert (stranger.status_code, fault["plaats"], fault["oplossing"]) == (
        400, "persoon", "Gebruik een id uit het huishouden."
    )  # fmt: skip
    assert either.step(case, "bewijsstukken", DESK, {"stuk": "legitimatie", "herkomst": "derde"}).status_code == 201


def test_a_work_list_has_pages_and_filters_and_names_nobody(either: Desk) -> None:
    cases = [either.take_in(also={"ontvangen": f"2026-11-1{day}"}) for day in range(5)]
    either.well(cases[1], "_neem-in-behandeling", REVIEWER, {}, subject="ik")
    either.well(cases[2], "_neem-in-behandeling", REVIEWER, {}, subject="zij")
    either.well(cases[3], "_verklaar-volledig", DESK, {})

    def ids(query: str, subject: str = "ik") -> list[str]:
        got = either.ask("GET", f"/aanvragen?{query}", REVIEWER, subject=subject)
        assert got.status_code == 200, got.text
        return [one["id"] for one in got.json()["zaken"]]

    first = either.ask("GET", "/aanvragen?pageSize=2&status=ontvangen", REVIEWER, subject="ik")
    answers.Zakenlijst.model_validate_json(first.content)
    assert [one["id"] for one in first.json()["zaken"]] == cases[:2]
    assert [one["behandelaar"] for one in first.json()["zaken"]] == [None, "mij"]
    assert first.json()["aantal"] == 4
    assert '</v1/aanvragen?status=ontvangen&page=2&pageSize=2>; rel="next"' in first.headers["link"]
    assert 'rel="prev"' not in first.headers["link"]
    assert ids("pageSize=2&page=2&status=ontvangen") == [cases[2], cases[4]]
    assert ids("behandelaar=mij") == [cases[1]]
    assert ids("termijnVoor=2027-01-07") == cases[:2]
    assert "tarwewijk" not in first.text
    either.well(cases[1], "_geef-vrij", REVIEWER, {"toelichting": "Vakantie."}, subject="ik")
    assert ids("behandelaar=mij") == []


def test_a_list_can_begin_with_what_ends_first_and_says_what_is_urgent(either: Desk) -> None:
    late = either.take_in(also={"ontvangen": "2026-09-01"})
    calm = either.take_in()
    soon = either.take_in(also={"ontvangen": "2026-10-01"})

    def listed(query: str) -> list[tuple[str, str | None]]:
        got = either.ask("GET", f"/aanvragen?{query}", DESK)
        answers.Zakenlijst.model_validate_json(got.content)
        return [(one["id"], one["signaal"]) for one in got.json()["zaken"]]

    assert listed("volgorde=termijn") == [(late, "verstreken"), (soon, "binnenkort"), (calm, None)]
    assert [case for case, _ in listed("volgorde=ontvangst")] == [late, calm, soon]
    either.well(late, "_trek-in", DESK, {"toelichting": "Weg."})
    assert listed("volgorde=termijn")[-1] == (late, None)


@pytest.mark.parametrize(
    "query",
    ["page=0", "pageSize=101", "status=weg", "behandelaar=jij", "termijnVoor=morgen", "naam=jansen", "volgorde=naam"],
)
def test_a_list_is_asked_strictly(desk: Desk, query: str) -> None:
    assert desk.ask("GET", f"/aanvragen?{query}", DESK).status_code == 400


def test_a_case_is_found_by_what_it_says_now_and_every_find_is_logged(either: Desk) -> None:
    address = {"adres": {"postcode": "3082AA", "huisnummer": 72}, "adresseerbaarObject": "0599010000000001"}
    given = asked(kenmerk="zoek-1")
    given["woonruimte"] = given["woonruimte"] | address
    case = either.take_in(given)

    def found(**by: Any) -> list[str]:
        got = either.ask("POST", "/aanvragen/_zoek", DESK, by)
        assert got.status_code == 200, got.text
        return [one["id"] for one in got.json()["zaken"]]

    assert found(kenmerk="zoek-1") == found(postcode="3082 AA", huisnummer=72) == [case]
    assert found(adresseerbaarObject="0599010000000001", kenmerk="zoek-1") == [case]
    assert found(kenmerk="zoek-2") == found(kenmerk="zoek-1", postcode="3082AA", huisnummer=73) == []
    assert len(either.looks(case)) == 3
    either.well(case, "", DESK, {"aanvraag": asked(kenmerk="zoek-2"), "toelichting": "Ander."}, method="PUT")
    assert (found(kenmerk="zoek-1"), found(kenmerk="zoek-2")) == ([], [case])
    assert either.ask("POST", "/aanvragen/_zoek", DESK, {"postcode": "3082AA"}).status_code == 400


def test_a_draft_is_sent_back_and_an_application_withdrawn(desk: Desk) -> None:
    case = desk.drafted(asked(), "verlenen")
    assert desk.well(case, "_wijs-terug", REVIEWER, {"toelichting": "Kijk nog eens."})["status"] == "volledig"
    assert desk.well(case, "_trek-in", DESK, {"toelichting": "Wil niet meer."})["status"] == "ingetrokken"
    assert desk.step(case, "_verklaar-volledig", DESK, {}).status_code == 409
    none = desk.ask("GET", f"/aanvragen/{case}/uitkomst", DESK).json()
    assert none == {"id": case, "uitkomst": None, "verzonden": None, "ingetrokken": None}


@pytest.mark.parametrize(
    ("decision", "status", "place"),
    [
        ({"uitkomst": "weigeren", "verhouding": "wijkt_af"}, 400, "motivering"),
        ({"uitkomst": "geen_vergunning_nodig", "verhouding": "wijkt_af"}, 400, "motivering"),
        ({"uitkomst": "weigeren", "verhouding": "wijkt_af", "motivering": "Zo."}, 400, "hardheid"),
        ({"uitkomst": "geen_vergunning_nodig", "verhouding": "volgt"}, 409, "verhouding"),
        ({"uitkomst": "verlenen", "verhouding": "wijkt_af", "motivering": "Zo."}, 409, "verhouding"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(desk: Desk, decision: Any, status: int, place: str) -> None:
    case = desk.take_in()
    desk.well(case, "_verklaar-volledig", DESK, {})
    bare = desk.step(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    assert (bare.status_code, bare.json()["errors"][0]["plaats"]) == (409, "toetsing")
    desk.well(case, "toetsingen", REVIEWER)
    got = desk.step(case, "besluiten", REVIEWER, decision)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (status, place)


def test_a_decision_waits_for_an_assessment_under_the_law_of_its_own_day(desk: Desk) -> None:
    given = asked()
    given["situatie"]["aanwijzingen"][0]["tot"] = "2026-12-01"
    case = desk.drafted(given, "verlenen")
    desk.clock.days(1)
    desk.well(case, "_wijs-terug", REVIEWER, {"toelichting": "Kijk."})
    desk.well(
        case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"}
    )  # the same law: the same advice
    desk.clock.days(20)  # the designation is over
    got = desk.step(case, "_stel-vast", REVIEWER, subject="tweede")
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, "toetsing")


def test_a_service_without_a_store_says_that_it_keeps_no_cases(issuer: LocalIssuer) -> None:
    with service(issuer, Settings()) as asking:
        assert asking.client.get("/v1/aanvragen", headers=asking.as_(DESK)).status_code == 503


@pytest.mark.parametrize(
    "judged",
    [
        {"hardheid": HARDSHIP},
        {"voorrang": {"kandidatenMetVoorrang": True, "oordeel": "verlenen", "motivering": "Zo.", "beslisser": "ik"}},
        {"inkomen": [{"soort": "anders", "oordeel": "telt_mee", "motivering": "Zo.", "beslisser": "ik"}]},
        {"uitzondering15": True},
        {"uitzondering15": False},
    ],
)
def test_the_desk_takes_in_no_judgement_and_a_reviewer_does(desk: Desk, judged: dict[str, Any]) -> None:
    given = asked()
    given["huishouden"][0] |= {name: said for name, said in judged.items() if name == "inkomen"}
    given |= {name: said for name, said in judged.items() if name != "inkomen"}
    refused = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": given}, headers={"Idempotency-Key": "oordeel-1"})
    assert (refused.status_code, "beoordelaar" in refused.json()["detail"]) == (403, True)
    case = desk.take_in()
    desk.well(case, "", REVIEWER, {"aanvraag": given, "toelichting": "Gewogen."}, method="PUT")
    same = {"aanvraag": given | {"kenmerk": "verbeterd"}, "toelichting": "Typefout."}
    assert desk.well(case, "", DESK, same, method="PUT")["versie"] == 3
    otherwise = {"aanvraag": _judged_otherwise(given), "toelichting": "."}
    assert desk.step(case, "", DESK, otherwise, method="PUT").status_code == 403


def _judged_otherwise(given: dict[str, Any]) -> dict[str, Any]:
    """Signed by another; and where nobody signs, the other answer."""
    changed: dict[str, Any] = json.loads(json.dumps(given).replace('"beslisser": "', '"beslisser": "niet '))
    return changed | {name: not said for name, said in given.items() if name == "uitzondering15"}


def test_the_desk_takes_in_a_plea_for_hardship(desk: Desk) -> None:
    pleaded = asked(hardheid=[{"grond": "artikel_8", "beroep": True}])
    got = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": pleaded}, headers={"Idempotency-Key": "beroep-op-1"})
    assert got.status_code == 201, got.text


def test_a_person_of_the_desk_who_also_reviews_tells_a_judgement(desk: Desk) -> None:
    both = {**desk.asking.as_(DESK, REVIEWER), "Idempotency-Key": "beide-rollen"}
    got = desk.asking.client.post("/v1/aanvragen", json={"aanvraag": asked(hardheid=[HARDSHIP])}, headers=both)
    assert got.status_code == 201, got.text


@pytest.mark.parametrize(
    "told", [{"woonverklaring": "verlenen"}, {"woonverklaring": "weigeren"}, {"instrument": "politiegegevens"}]
)
def test_the_desk_makes_up_no_screening(either: Desk, told: dict[str, Any]) -> None:
    """With one that it made up itself, no mayor would be asked and the advice would follow it."""
    given = {"aanvraag": asked(onderzoek=told | {"vog": {"p1": "overgelegd"}})}
    before = rows(either, "SELECT count(*) FROM log_leaf")
    got = either.ask("POST", "/aanvragen", DESK, given, headers={"Idempotency-Key": "eigen-onderzoek"})
    assert got.status_code == 403, got.text
    assert rows(either, "SELECT count(*) FROM log_leaf") == before
    for role, body in ((REVIEWER, given), (DESK, {"aanvraag": asked(onderzoek={"vog": {"p1": "overgelegd"}})})):
        assert (
            either.ask("POST", "/aanvragen", role, body, headers={"Idempotency-Key": "eigen-onderzoek"}).status_code
            == 201
        )


def test_the_desk_drops_no_judgement(desk: Desk) -> None:
    case = desk.take_in(refusable(hardheid=HARDSHIP))
    dropped = {"aanvraag": refusable(), "toelichting": "Zonder."}
    assert desk.step(case, "", DESK, dropped, method="PUT").status_code == 403
    kept = {"aanvraag": refusable(hardheid=HARDSHIP, kenmerk="verbeterd"), "toelichting": "Met."}
    assert desk.step(case, "", DESK, kept, method="PUT").status_code == 200
    assert desk.step(case, "", REVIEWER, dropped, method="PUT").status_code == 200
