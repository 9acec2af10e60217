"""Citizen service numbers: closed, found by who may search, told in the log without the number, gone with the person."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.cases.test_after import flaws_of
from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.working import AUDITOR, COUNCIL, DESK, LANDLORD, LAWYER, MAYOR, REVIEWER, Desk, asked
from tests.api.service.asking import TENANT, service
from tests.api.store.samples import ACTOR, MASTER
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.canonical import decode

# Published test numbers: nobody has them.
ONE, TWO, THREE = "999993653", "999990019", "999994669"


def numbered(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"burgerservicenummers": [{"persoon": person, "nummer": number} for person, number in pairs]}


def household() -> dict[str, Any]:
    given = asked()
    given["huishouden"].append({"id": "p2", "rol": "partner", "geboortedatum": "1980"})
    return given


def told(desk: Desk, case: str, role: Any = DESK) -> Any:
    got = desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", role)
    return got.json()["burgerservicenummers"] if got.status_code == 200 else got.status_code


def search(desk: Desk, role: Any = DESK, **by: Any) -> Any:
    got = desk.ask("POST", "/aanvragen/_zoek", role, by)
    return [one["id"] for one in got.json()["zaken"]] if got.status_code == 200 else got.status_code


def leaves(desk: Desk) -> list[dict[str, Any]]:
    return [decode(bytes(row.leaf_bytes)) for row in rows(desk, "SELECT leaf_bytes FROM log_leaf ORDER BY seq")]


def test_a_number_is_found_read_and_logged_without_being_told(either: Desk) -> None:
    case = either.take_in(household(), also=numbered(("p1", ONE), ("p2", TWO)))
    other = either.take_in(also=numbered(("p1", ONE)))
    assert told(either, case) == numbered(("p1", ONE), ("p2", TWO))["burgerservicenummers"]
    assert set(search(either, bsn=ONE)) == {case, other}
    assert search(either, bsn=TWO) == [case]
    assert search(either, bsn=TWO, kenmerk="iets-anders") == search(either, bsn=THREE) == []
    found = [leaf for leaf in leaves(either) if leaf["type"] == "inzage" and "zaak_ref" not in leaf]
    assert [leaf["categorieen"] for leaf in found] == [["persoon"]] * 4  # also where nothing was found
    (read, *finds) = either.looks(case)
    assert (read["categorieen"], len(finds)) == (["persoon"], 2)
    assert "bsn" not in str(either.ask("GET", f"/aanvragen/{case}", REVIEWER).json())


@pytest.mark.parametrize("text", [ONE, f"BSN {ONE[:3]}.{ONE[3:6]}.{ONE[6:]}", f"{ONE}-2026"])
def test_a_number_is_no_reference_and_no_id(desk: Desk, text: str) -> None:
    named = asked()
    named["huishouden"][0]["id"] = text.replace(" ", "-").replace(".", "-")
    for given, place in ((asked(kenmerk=text), "kenmerk"), (named, "huishouden")):
        body = {"aanvraag": given, **numbered((given["huishouden"][0]["id"], ONE))}
        got = desk.ask("POST", "/aanvragen", DESK, body, headers={"Idempotency-Key": f"nummer-{place}"})
        assert got.status_code == 400 and [one["plaats"] for one in got.json()["errors"]] == [f"aanvraag.{place}"]
        assert ONE not in got.text and text not in got.text
    assert desk.take_in(asked(kenmerk=TWO), also=numbered(("p1", ONE)))


def test_a_correction_keeps_replaces_or_empties_the_numbers(either: Desk) -> None:
    case = either.take_in(household(), also=numbered(("p1", ONE), ("p2", TWO)))
    same = {"aanvraag": household(), "toelichting": "Nagekeken."}
    either.well(case, "", DESK, same, method="PUT")
    assert [one["nummer"] for one in told(either, case)] == [ONE, TWO]
    either.well(case, "", DESK, same | numbered(("p2", THREE)), method="PUT")
    assert told(either, case) == numbered(("p2", THREE))["burgerservicenummers"]
    assert (search(either, bsn=ONE), search(either, bsn=THREE)) == ([], [case])
    either.well(case, "", DESK, same | numbered(), method="PUT")
    assert (told(either, case), search(either, bsn=THREE)) == ([], [])
    assert rows(either, "SELECT 1 FROM data_key WHERE category = 'bsn'") == []


def test_a_number_goes_with_the_person_and_no_sooner(either: Desk) -> None:
    case = either.take_in(also=numbered(("p1", ONE)), key="sleutel-weg")
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)

    def gone(*categories: str) -> None:
        either.clock.days(1)
        moment = datetime.fromtimestamp(either.clock.at, UTC)
        store_of(either).write(TENANT, lambda c: erase(c, recorder, TENANT, case, categories, ACTOR, moment))

    gone("inkomen")
    assert told(either, case) == numbered(("p1", ONE))["burgerservicenummers"]
    gone("persoon")
    either.clock.days(1)
    assert (told(either, case), search(either, bsn=ONE)) == ([], [])
    assert (
        rows(either, "SELECT 1 FROM case_number") == rows(either, "SELECT 1 FROM data_key WHERE category = 'bsn'") == []
    )
    again = either.ask(
        "POST", "/aanvragen", DESK, {"aanvraag": asked(), **numbered(("p1", ONE))},
        headers={"Idempotency-Key": "sleutel-weg"},
    )  # fmt: skip
    assert again.status_code == 410  # what was asked can no longer be compared, and nobody can try guesses


def test_the_same_key_with_another_number_is_another_request(either: Desk) -> None:
    case = either.take_in(also=numbered(("p1", ONE)), key="sleutel-een")
    assert either.take_in(also=numbered(("p1", ONE)), key="sleutel-een") == case
    other = {"aanvraag": asked(), **numbered(("p1", TWO))}
    got = either.ask("POST", "/aanvragen", DESK, other, headers={"Idempotency-Key": "sleutel-een"})
    assert got.status_code == 422


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (numbered(("p1", "999993654")), "burgerservicenummers.0.nummer"),
        (numbered(("p1", "99999365")), "burgerservicenummers.0.nummer"),
        (numbered(("p1", "000000000")), "burgerservicenummers.0.nummer"),
        (numbered(("p9", ONE)), "burgerservicenummers"),
        (numbered(("p1", ONE), ("p1", TWO)), "burgerservicenummers"),
        (numbered(("p1", ONE), ("p2", ONE)), "burgerservicenummers"),
        ({"burgerservicenummers": None}, "burgerservicenummers"),
    ],
)
def test_what_is_no_number_of_somebody_in_the_household_is_refused(desk: Desk, given: Any, place: str) -> None:
    body = {"aanvraag": household(), **given}
    got = desk.ask("POST", "/aanvragen", DESK, body, headers={"Idempotency-Key": "verkeerd-1"})
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])
    assert rows(desk, "SELECT 1 FROM case_file") == []


def test_who_may_read_and_search_numbers(desk: Desk) -> None:
    case = desk.take_in(also=numbered(("p1", ONE)))
    for role in (LAWYER, MAYOR, AUDITOR, LANDLORD, COUNCIL):
        assert told(desk, case, role) == 403, role
    for role in (MAYOR, AUDITOR, LANDLORD, COUNCIL):
        assert search(desk, role, bsn=ONE) == 403, role
    other = desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", DESK, tenant="GM0599")
    assert other.status_code == 404
    assert desk.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": ONE}, tenant="GM0599").json()["zaken"] == []
    assert search(desk, bsn="999993654") == 400


def test_the_hash_of_a_number_differs_by_municipality_and_key(desk: Desk) -> None:
    office = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    assert office.digest("bsn", ONE, TENANT) == office.digest("bsn", ONE, TENANT)
    assert len({office.digest("bsn", ONE, TENANT), office.digest("bsn", ONE, "GM0599")}) == 2


def test_who_tries_numbers_has_to_wait(issuer: LocalIssuer, desk: Desk) -> None:
    store = store_of(desk)
    office = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    with service(issuer, Settings(bsn_searches=2), store=store, recorder=office.recorder, names=office.names) as asking:

        def ask(subject: str, **by: Any) -> Any:
            return asking.client.post("/v1/aanvragen/_zoek", json=by, headers=asking.as_(DESK, subject=subject))

        assert [ask("vlug", bsn=ONE).status_code for _ in range(3)] == [200, 200, 429]
        assert 1 <= int(ask("vlug", bsn=ONE).headers["retry-after"]) <= 30
        assert ask("vlug", kenmerk="x").status_code == ask("kalm", bsn=ONE).status_code == 200


def test_the_database_never_changes_a_number(either: Desk) -> None:
    either.take_in(also=numbered(("p1", ONE)))
    changed = "UPDATE case_number SET nonce = nonce"

    def job(connection: Any) -> None:
        connection.exec_driver_sql(changed)

    with pytest.raises(Exception, match=r"keeps what it holds|permission denied"):
        store_of(either).write(TENANT, job)


def test_a_search_by_number_leaves_a_log_that_holds(either: Desk) -> None:
    assert search(either, bsn=ONE) == []
    assert (len(leaves(either)), flaws_of(either)) == (1, [])


def test_a_screening_is_of_one_case_and_no_other_of_the_same_person_borrows_it(either: Desk) -> None:
    """R-097: what the mayor found once follows nobody to the next application."""

    def screenable() -> dict[str, Any]:
        given = asked()
        term = {"van": "2022-01-01", "tot": "2028-01-01"}
        area = {"gebied": given["situatie"]["aanwijzingen"][0]["gebied"]}
        given["situatie"]["aanwijzingen"].append(
            {**area, **term, "grond": "artikel_10", "instrument": "politiegegevens"}
        )
        given["situatie"]["verordening"]["categorieen"][0]["gronden"] = ["artikel_8", "artikel_10"]
        given["situatie"]["verordening"]["gedragingen"] = ["a"]
        return given

    def judged(case: str) -> dict[str, Any]:
        either.well(case, "toetsingen", REVIEWER)
        (made,) = either.ask("GET", f"/aanvragen/{case}/toetsingen", REVIEWER).json()["toetsingen"]
        answer = either.ask("GET", f"/aanvragen/{case}/toetsingen/{made['id']}", REVIEWER).json()["toetsing"]
        grounds = {one["grond"]: one["oordeel"] for one in answer["gronden"]}
        return {"advies": answer["advies"], "artikel_10": grounds["artikel_10"]}

    first, second = (either.take_in(screenable(), also=numbered(("p1", ONE))) for _ in range(2))
    for case in (first, second):
        either.well(case, "_verklaar-volledig", DESK, {})
    either.well(first, "_vraag-onderzoek", REVIEWER, {})
    refused = {"instrument": "politiegegevens", "woonverklaring": "weigeren"}
    either.well(first, "_meld-onderzoek", MAYOR, {"onderzoek": refused})
    assert judged(first) == {"advies": "beoordelen", "artikel_10": "niet_voldaan"}
    assert judged(second) == {"advies": "aanvullen", "artikel_10": "onbekend"}
    assert "onderzoek" not in either.ask("GET", f"/aanvragen/{second}", REVIEWER).json()["aanvraag"]
