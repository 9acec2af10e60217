"""Several people at once: one wins, the other is told and loses nothing. And other municipalities see nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.api.cases.working import (
    AUDITOR,
    DESK,
    HARDSHIP,
    LAWYER,
    MAYOR,
    REFUSAL,
    REVIEWER,
    WEIGHED,
    Desk,
    asked,
    refusable,
)
from wbmgp_api.identity.principal import Role


def _at_once(desk: Desk, asks: list[tuple[str, str, Role, Any, dict[str, Any]]]) -> list[Any]:
    """The answers to requests that are sent in the same instant."""
    ready = Barrier(len(asks))

    def send(one: tuple[str, str, Role, Any, dict[str, Any]]) -> Any:
        method, path, role, body, more = one
        ready.wait()
        return desk.ask(method, path, role, body, **more)

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(send, asks))


@pytest.mark.parametrize("turn", range(3))
def test_of_two_who_decide_one_wins_and_the_other_loses_nothing(either: Desk, turn: int) -> None:
    whole = refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED)
    case = either.drafted(whole, "weigeren", **REFUSAL)
    version = {"If-Match": f'"{either.versions[case]}"'}
    answers = _at_once(either, [
        ("POST", f"/aanvragen/{case}/_stel-vast", REVIEWER, None, {"subject": who, "headers": version})
        for who in ("tweede", "derde")
    ])  # fmt: skip
    assert sorted(got.status_code for got in answers) == [200, 412]
    decided = either.ask("GET", f"/aanvragen/{case}/besluiten", REVIEWER).json()["besluiten"]
    assert [one["besluit"] is not None for one in decided] == [True]
    lost = next(got for got in answers if got.status_code == 412)
    assert lost.headers["content-type"] == "application/problem+json"
    steps = handled(either, case)
    assert [step["versie"] for step in steps] == list(range(1, len(steps) + 1))


def test_of_many_who_draft_and_correct_one_wins(either: Desk) -> None:
    case = either.take_in(asked())
    either.well(case, "_verklaar-volledig", DESK, {})
    either.well(case, "toetsingen", REVIEWER)
    version = {"headers": {"If-Match": f'"{either.versions[case]}"'}}
    draft = {"uitkomst": "verlenen", "verhouding": "volgt"}
    correction = {"aanvraag": asked(kenmerk="verbeterd"), "toelichting": "Typefout."}
    answers = _at_once(either, [
        *(("POST", f"/aanvragen/{case}/besluiten", REVIEWER, draft, dict(version)) for _ in range(3)),
        *(("PUT", f"/aanvragen/{case}", DESK, correction, dict(version)) for _ in range(3)),
    ])  # fmt: skip
    codes = sorted(got.status_code for got in answers)
    assert codes[0] in (200, 201)
    assert codes[1:] == [412] * 5


def test_one_key_sent_eight_times_at_once_is_one_case(either: Desk) -> None:
    body, more = {"aanvraag": asked()}, {"headers": {"Idempotency-Key": "acht-tegelijk"}}
    answers = _at_once(either, [("POST", "/aanvragen", DESK, body, dict(more)) for _ in range(8)])
    assert {got.status_code for got in answers} == {201}
    assert len({got.json()["id"] for got in answers}) == 1
    assert either.ask("GET", "/aanvragen", DESK).json()["aantal"] == 1


NOTE = {"toelichting": "Reden."}
READS: list[tuple[str, str, Role]] = [
    ("GET", "", DESK), ("GET", "/toetsingen", REVIEWER), ("GET", "/besluiten", REVIEWER), ("GET", "/spoor", AUDITOR),
    ("GET", "/uitkomst", Role.LANDLORD), ("GET", f"/toetsingen/{'a' * 32}", REVIEWER),
    ("GET", f"/bezwaren/{'a' * 32}", LAWYER), ("GET", "/burgerservicenummers", DESK),
]  # fmt: skip
WRITES: list[tuple[str, str, Role, Any]] = [
    ("PUT", "", DESK, {"aanvraag": asked(), **NOTE}), ("POST", "/toetsingen", REVIEWER, None),
    ("POST", "/besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"}),
    ("POST", "/_stel-vast", REVIEWER, None), ("POST", "/_verzend", DESK, {}), ("POST", "/_trek-in", DESK, NOTE),
    ("POST", "/_meld-onderzoek", MAYOR, {"onderzoek": {"woonverklaring": "verlenen"}}),
    ("POST", "/bezwaren", DESK, {"gronden": "Onjuist."}),
    ("POST", "/_beslis-op-bezwaar", LAWYER, {"oordeel": "ongegrond", "motivering": "Zo."}),
    ("POST", "/_laat-buiten-behandeling", REVIEWER, NOTE),
]  # fmt: skip


def handled(desk: Desk, case: str) -> list[Any]:
    """The steps of a case, as an auditor reads them."""
    return list(desk.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()["handelingen"])


def test_another_municipality_cannot_tell_a_case_from_none(either: Desk) -> None:
    case = either.take_in(asked())
    steps, looks = handled(either, case), either.looks(case)
    for method, path, role, sent in [*((*one, None) for one in READS), *WRITES]:
        if isinstance(sent, dict) and "aanvraag" in sent:
            sent = sent | {"aanvraag": asked(gemeente="GM0599")}
        more: dict[str, Any] = {"tenant": "GM0599", "headers": {"If-Match": '"1"'}}
        foreign = either.ask(method, f"/aanvragen/{case}{path}", role, sent, **more)
        absent = either.ask(method, f"/aanvragen/{'0' * 32}{path}", role, sent, **more)
        nonsense = either.ask(method, f"/aanvragen/zomaar{path}", role, sent, **more)
        assert (foreign.status_code, foreign.json()) == (404, absent.json()) == (404, nonsense.json()), path
    assert either.ask("GET", "/aanvragen", DESK, tenant="GM0599").json() == {"zaken": [], "aantal": 0}
    sought = either.ask("POST", "/aanvragen/_zoek", DESK, {"kenmerk": asked()["kenmerk"]}, tenant="GM0599")
    assert sought.json() == {"zaken": [], "aantal": 0}
    assert (handled(either, case), either.looks(case)) == (steps, looks)


WORKERS, READERS = {DESK, REVIEWER}, {DESK, REVIEWER, LAWYER}
ALLOWED: dict[str, set[Role]] = {
    "GET ": {*READERS, Role.LANDLORD}, "PUT ": WORKERS,
    "GET /toetsingen": {*READERS, AUDITOR}, "POST /toetsingen": {REVIEWER, LAWYER, Role.LANDLORD}, "GET /toetsingen/{toetsing}": {REVIEWER, LAWYER},
    "GET /besluiten": {REVIEWER, LAWYER}, "POST /besluiten": {REVIEWER, Role.LANDLORD}, "POST /_stel-vast": {REVIEWER, Role.LANDLORD},
    "GET /bewijsstukken": READERS, "POST /bewijsstukken": WORKERS,
    "POST /bezwaren": READERS, "GET /bezwaren/{bezwaar}": {REVIEWER, LAWYER}, "POST /_beslis-op-bezwaar": {REVIEWER, LAWYER},
    "GET /burgerservicenummers": WORKERS,
    "GET /spoor": {REVIEWER, LAWYER, AUDITOR}, "GET /uitkomst": {*READERS, Role.LANDLORD},
    "GET /vera": {*WORKERS, Role.LANDLORD}, "GET /zgw": {REVIEWER, LAWYER},
    "POST /_meld-onderzoek": {MAYOR}, "POST /_vraag-onderzoek": {REVIEWER, Role.LANDLORD},
    "POST /_neem-in-behandeling": WORKERS, "POST /_geef-vrij": WORKERS, "POST /_vraag-aanvulling": {*WORKERS, Role.LANDLORD},
    "POST /_verklaar-volledig": {*WORKERS, Role.LANDLORD}, "POST /_trek-in": WORKERS, "POST /_verzend": {*WORKERS, Role.LANDLORD}, "POST /_draag-over": {Role.LANDLORD}, "POST /_bewaar": WORKERS,
    "POST /_stel-in-gebreke": WORKERS, "POST /_verleng-termijn": {REVIEWER}, "POST /_schort-op": {REVIEWER},
    "POST /_verbeter-verlenging": {REVIEWER},
    "POST /_wijs-terug": {REVIEWER, Role.LANDLORD}, "POST /_laat-buiten-behandeling": {REVIEWER},
    "POST /_hervat": {REVIEWER, LAWYER}, "POST /_trek-vergunning-in": {REVIEWER}, "POST /_stel-beroep-in": {LAWYER},
    "POST /_trek-beroep-in": {LAWYER},
    "POST /_stel-commissie-in": {LAWYER}, "POST /_verdaag-bezwaar": {REVIEWER, LAWYER}, "POST /_hoor": {REVIEWER, LAWYER},
    "POST /_zie-af-van-horen": {REVIEWER, LAWYER}, "POST /_leg-uitspraak-vast": {LAWYER},
    "POST /_leg-vernietiging-vast": {LAWYER},
    "POST /_verklaar-onherroepelijk": {REVIEWER, LAWYER},
}  # fmt: skip


def test_every_operation_on_a_case_has_its_roles_and_no_other(desk: Desk) -> None:
    paths = desk.asking.client.get("/v1/openapi.json").json()["paths"]
    below = "/aanvragen/{id}"
    there = {
        f"{method.upper()} {path.removeprefix(below)}"
        for path in paths
        for method in paths[path]
        if path.startswith(below)
    }
    assert there == set(ALLOWED)
    case = desk.take_in(asked())
    for operation, may in ALLOWED.items():
        method, path = operation.split(" ")
        path = path.replace("{toetsing}", "a" * 32).replace("{bezwaar}", "a" * 32)
        assert desk.asking.client.request(method, f"/v1/aanvragen/{case}{path}").status_code == 401
        for role in Role:
            known, absent = (
                desk.ask(method, f"/aanvragen/{one}{path}", role, headers={"If-Match": '"1"'})
                for one in ((case if role not in may else "0" * 32), "0" * 32)
            )
            refused = {403} if role not in may else {400, 404, 415}
            assert {known.status_code, absent.status_code} <= refused, (operation, role)
    assert (len(handled(desk, case)), desk.looks(case)) == (1, [])


def test_who_may_not_is_told_who_may(desk: Desk) -> None:
    got = desk.step(desk.take_in(), "_verleng-termijn", DESK, {})
    assert got.json()["detail"] == "Geen van de rollen in het token mag dit. Wie het wel mag: beoordelaar."
    listed = desk.ask("POST", "/aanvragen/_zoek", Role.COUNCIL, {})
    assert listed.json()["detail"].endswith(" Wie het wel mag: balie, beoordelaar, jurist.")


def test_what_is_missing_or_old_is_told_apart(desk: Desk) -> None:
    case = desk.take_in(asked())
    path = f"/aanvragen/{case}/_verklaar-volledig"
    assert desk.ask("POST", path, DESK, {}).status_code == 428
    assert desk.ask("POST", path, DESK, {}, headers={"If-Match": "1"}).status_code == 412
    assert desk.ask("POST", path, DESK, {}, headers={"If-Match": '"2"'}).status_code == 412
    assert desk.ask("POST", path, DESK, {}, headers={"If-Match": '"1"'}).status_code == 200
    again = desk.ask("POST", path, DESK, {}, headers={"If-Match": '"2"'})
    assert (again.status_code, again.json()["errors"][0]["plaats"]) == (409, "status")
