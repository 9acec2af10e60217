"""Designations that a municipality keeps itself: two people, versions, entries in the log, and the calendar over all."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.areas.drawn import COUNCIL, RULES, approved, area, proposed
from tests.api.cases.working import Desk
from tests.api.store.samples import MASTER
from tests.api.store.test_checkpoints import KEY
from wbmgp_api.identity.principal import Role
from wbmgp_api.store.verification import flaws
from wbmgp_api.v1.designation_answers import Aanwijzing, Aanwijzingskalender

TENANT = "GM9999"


def designation(**changes: Any) -> dict[str, Any]:
    """A designation of the area of the tests, for two grounds."""
    return {
        "id": "tarwewijk-2026", "gebied": {"id": "tarwewijk", "versie": 1}, "naam": "Tarwewijk", "soort": "gebied",
        "gronden": [{"grond": "artikel_8"}, {"grond": "artikel_10", "instrument": "politiegegevens"}],
        "van": "2026-01-01", "tot": "2030-01-01", "verlenging": 1,
        "besluit": {"kenmerk": "2025-0000123", "datum": "2025-12-01"},
    } | changes  # fmt: skip


def designated(desk: Desk, **changes: Any) -> None:
    """An area and a designation of it, both made to count."""
    proposed(desk, area())
    assert approved(desk, "tarwewijk").status_code == 200
    got = desk.ask("POST", "/aanwijzingen", COUNCIL, designation(**changes))
    assert got.status_code == 201, got.text
    assert counted(desk).status_code == 200


def counted(desk: Desk, version: int = 1, subject: str = "tweede") -> Any:
    headers = {"If-Match": f'"{version}"'}
    return desk.ask("POST", "/aanwijzingen/tarwewijk-2026/_stel-vast", RULES, subject=subject, headers=headers)


def own(desk: Desk, day: str = "2026-11-18", **more: Any) -> list[dict[str, Any]]:
    got = desk.ask("GET", f"/aanwijzingen?op={day}", Role.DESK, **more)
    assert got.status_code == 200, got.text
    Aanwijzingskalender.model_validate_json(got.content)
    return [row for row in got.json()["aanwijzingen"] if row["eigen"]]


def leaves(desk: Desk, kind: str) -> list[dict[str, Any]]:
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
    rows = store.read(TENANT, lambda found: found.exec_driver_sql("SELECT leaf_bytes FROM log_leaf ORDER BY seq").all())
    told = [json.loads(bytes(row[0])) for row in rows]
    return [one for one in told if one["type"] == kind]


def test_a_designation_counts_once_another_person_said_so(either: Desk) -> None:
    proposed(either, area())
    made = either.ask("POST", "/aanwijzingen", COUNCIL, designation())
    assert made.status_code == 201, made.text
    Aanwijzing.model_validate_json(made.content)
    assert (made.headers["etag"], made.headers["location"]) == ('"1"', "/v1/aanwijzingen/tarwewijk-2026")
    early = counted(either)
    assert (early.status_code, early.json()["errors"][0]["plaats"]) == (409, "gebied")
    approved(either, "tarwewijk")
    assert counted(either, subject="raad").status_code == 403
    assert own(either) == []
    assert counted(either).json()["status"] == "vastgesteld"
    assert counted(either).status_code == 409
    eight, ten = sorted(own(either), key=lambda row: row["grond"], reverse=True)
    assert (eight["grond"], ten["grond"], ten["instrument"]) == ("artikel_8", "artikel_10", "politiegegevens")
    assert (eight["gemeente"], eight["toestand"], eight["dagenOver"]) == (TENANT, "loopt", 1140)
    assert (eight["verlenging"], eight["evaluatieVereist"], eight["verzoekUiterlijk"]) == (1, True, "2029-11-05")
    assert (eight["bronnen"], eight["bestand"]) == (["2025-0000123 (aanwijzing tarwewijk-2026, versie 1)"], None)
    assert own(either, tenant="GM0599") == []
    assert [row["toestand"] for row in own(either, "2025-06-01")] == ["komt", "komt"]
    assert [row["toestand"] for row in own(either, "2030-01-01")] == ["afgelopen", "afgelopen"]


def test_a_second_version_and_a_withdrawal_leave_the_first_as_it_was(either: Desk) -> None:
    designated(either)
    body = {key: said for key, said in designation(tot="2029-01-01").items() if key != "id"}
    path = "/aanwijzingen/tarwewijk-2026"
    assert either.ask("PUT", path, COUNCIL, body).status_code == 428
    assert either.ask("PUT", path, COUNCIL, body, headers={"If-Match": '"1"'}).status_code == 200
    assert either.ask("PUT", path, COUNCIL, body, headers={"If-Match": '"1"'}).status_code == 412
    assert {row["tot"] for row in own(either)} == {"2030-01-01"}
    assert counted(either, 2).status_code == 200
    assert {row["tot"] for row in own(either)} == {"2029-01-01"}
    gone = either.ask("POST", f"{path}/_trek-in", COUNCIL, {"van": "2026-06-01"}, headers={"If-Match": '"2"'})
    assert (gone.status_code, gone.json()["status"]) == (200, "concept")
    assert counted(either, 3).json()["status"] == "ingetrokken"
    assert {(row["tot"], row["toestand"]) for row in own(either)} == {("2026-06-01", "afgelopen")}
    first = either.ask("GET", f"{path}?versie=1", Role.DESK).json()
    assert (first["versie"], first["aanwijzing"]["tot"]) == (1, "2030-01-01")
    assert either.ask("GET", f"{path}?versie=9", Role.DESK).status_code == 404
    assert either.ask("GET", path, Role.DESK, tenant="GM0599").status_code == 404


def test_every_version_that_counts_is_an_entry_of_the_log(either: Desk) -> None:
    designated(either)
    changed = {key: said for key, said in area(postcodes=["3083BB"]).items() if key != "id"}
    either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, changed, headers={"If-Match": '"1"'})
    approved(either, "tarwewijk", 2)
    first, second = leaves(either, "gebiedsversie")
    assert "betreft" not in first and second["betreft"] == first["record_id"]
    (of_designation,) = leaves(either, "aanwijzingsversie")
    assert len({one["inhoud"] for one in (first, second, of_designation)}) == 3
    assert (first["rol"], first["commitments"], "zaak_ref" in first) == ("regelbeheer", {}, False)


def test_a_version_that_was_changed_behind_the_service_is_found(desk: Desk) -> None:
    designated(desk)
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
    assert found_in_log(store) == []
    for statement in (
        "DROP TRIGGER designation_version_no_update",
        "UPDATE designation_version SET content = replace(content, '2030', '2031')",
    ):
        store.write(TENANT, lambda connection, text=statement: connection.exec_driver_sql(text))
    assert found_in_log(store) == ["version_gone"]
    for statement in ("DROP TRIGGER version_entry_no_delete", "DELETE FROM version_entry"):
        store.write(TENANT, lambda connection, text=statement: connection.exec_driver_sql(text))
    assert len(found_in_log(store)) == 2


def found_in_log(store: Any) -> list[str]:
    flaws_of = partial(flaws, master=MASTER, key=KEY, origin="wbmgp.example/gm9999/2026")
    return list(store.read(TENANT, lambda connection: [flaw.problem for flaw in flaws_of(connection)]))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"gebied": {"id": "elders", "versie": 1}}, "gebied"),
        ({"gebied": {"id": "tarwewijk", "versie": 2}}, "gebied"),
        ({"gronden": []}, "gronden"),
        ({"gronden": [{"grond": "artikel_8"}, {"grond": "artikel_8"}]}, "aanwijzing"),
        ({"tot": "2026-01-01"}, "aanwijzing"),
        ({"tot": None}, "tot"),
        ({"van": "9999-01-01"}, "van"),
        ({"ingetrokkenOp": "2025-12-31"}, "aanwijzing"),
        ({"verlenging": -1}, "verlenging"),
        ({"kleur": "rood"}, "kleur"),
        # It is public and kept for good: no place for a number of a person.
        ({"naam": "Wijk van 999990019"}, "naam"),
        ({"id": "wijk-999990019"}, "id"),
        ({"besluit": {"kenmerk": "2025-0000123", "datum": "2026-11-19"}}, "besluit.datum"),
        ({"besluit": {"kenmerk": "999.990.019"}}, "besluit.kenmerk"),
        ({"besluit": {"kenmerk": "2025-0000123", "vindplaats": "dossier 999990019"}}, "besluit.vindplaats"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_and_nothing_is_kept(desk: Desk, changes: dict[str, Any], place: str) -> None:
    proposed(desk, area())
    got = desk.ask("POST", "/aanwijzingen", RULES, designation(**changes))
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])
    assert desk.ask("GET", "/aanwijzingen/tarwewijk-2026", RULES).status_code == 404


def test_an_instrument_that_the_law_of_the_first_day_does_not_ask_for_is_refused_with_the_article(desk: Desk) -> None:
    proposed(desk, area())

    def refused(**changes: Any) -> list[tuple[str, str]]:
        got = desk.ask("POST", "/aanwijzingen", RULES, designation(**changes))
        assert got.status_code == 409, got.text
        return [(one["plaats"], one["probleem"]) for one in got.json()["errors"]]

    screened = [{"grond": "artikel_10", "instrument": "vog"}]
    nine = [{"grond": "artikel_8"}, {"grond": "artikel_9", "instrument": "vog"}]
    place, law = "gronden.1.instrument", "Bij artikel_9 hoort geen instrument (art. 5 lid 3 Wbmgp)."
    assert refused(gronden=nine) == [(place, law)]
    before = "Bij artikel_10 hoort geen instrument (art. 5 lid 1 Wbmgp)."  # until 2017 a designation named no screening
    assert refused(gronden=screened, van="2016-12-31") == [("gronden.0.instrument", before)]
    long_ago = "Bij artikel_10 hoort op die dag geen instrument."
    assert refused(gronden=screened, van="1999-01-01") == [("gronden.0.instrument", long_ago)]
    assert desk.ask("POST", "/aanwijzingen", RULES, designation(gronden=screened, van="2017-01-01")).status_code == 201
    later = {key: said for key, said in designation(gronden=nine).items() if key != "id"}
    headers = {"If-Match": '"1"'}
    assert desk.ask("PUT", "/aanwijzingen/tarwewijk-2026", RULES, later, headers=headers).status_code == 409


def test_who_may_and_once(desk: Desk) -> None:
    designated(desk)
    assert desk.ask("POST", "/aanwijzingen", Role.DESK, designation()).status_code == 403
    assert desk.ask("POST", "/aanwijzingen", RULES, designation()).status_code == 409
    assert desk.ask("GET", "/aanwijzingen?op=2026-01-01&peildatum=2026-01-01", RULES).status_code == 400
    early = desk.ask("POST", "/aanwijzingen/tarwewijk-2026/_trek-in", RULES, {"van": "2020-01-01"},
                     headers={"If-Match": '"1"'})  # fmt: skip
    assert early.status_code == 400


def test_a_law_that_allows_no_such_term_is_a_verdict_and_one_never_in_force_no_row(desk: Desk) -> None:
    designated(desk, tot="2046-01-01", verlenging=20)
    assert {row["tot"] for row in own(desk)} == {"2046-01-01"}
    headers = {"If-Match": '"1"'}
    desk.ask("POST", "/aanwijzingen/tarwewijk-2026/_trek-in", RULES, {"van": "2026-01-01"}, headers=headers)
    assert counted(desk, 2).status_code == 200
    assert own(desk) == []


def test_the_database_itself_asks_for_two_people_and_keeps_versions(either: Desk) -> None:
    designated(either)
    store = either.asking.client.app.state.service.store  # type: ignore[attr-defined]
    for statement in (
        "UPDATE designation_version SET kind = 'intrekking'", "DELETE FROM designation_approval",
        "DELETE FROM version_entry",
        "INSERT INTO designation_approval SELECT tenant, id, 2, made_by, made_by, approved_at FROM designation_approval",
    ):  # fmt: skip
        with pytest.raises(DBAPIError):
            store.write(TENANT, lambda connection, text=statement: connection.exec_driver_sql(text))
