"""A municipality states that its register is complete: two people, versions, entries, and what answers say since."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.areas.drawn import COUNCIL, RULES
from tests.api.areas.test_designations import TENANT, designated, found_in_log, leaves
from tests.api.areas.test_own_register import given, judged
from tests.api.areas.test_placing import assessed, checked, kept, replayed
from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, REVIEWER, Desk
from wbmgp_api.v1.statement_answers import Registerverklaring, Registerverklaringen

PATH = "/registerverklaringen"
ELSEWHERE = {"adres": {"postcode": "9999ZZ", "huisnummer": 1}}
SAID = "De gemeente verklaart dat alle aanwijzingen van 1 januari 2026 tot 1 januari 2027 bekend zijn"


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "id": "jaar-2026", "van": "2026-01-01", "tot": "2027-01-01", "omvat": ["aanwijzingen"],
        "orgaan": "burgemeester en wethouders",
        "grond": "Alle besluiten van de minister nagezien, dossier 2026-17.",
    } | changes  # fmt: skip


def content(**changes: Any) -> dict[str, Any]:
    return {key: said for key, said in statement(**changes).items() if key != "id"}


def approved(desk: Desk, version: int = 1, subject: str = "tweede") -> Any:
    headers = {"If-Match": f'"{version}"'}
    return desk.ask("POST", f"{PATH}/jaar-2026/_stel-vast", RULES, subject=subject, headers=headers)


def stated(desk: Desk, **changes: Any) -> None:
    """A statement that counts."""
    got = desk.ask("POST", PATH, COUNCIL, statement(**changes))
    assert got.status_code == 201, got.text
    Registerverklaring.model_validate_json(got.content)
    assert approved(desk).status_code == 200


def outcome(desk: Desk, day: str = "2026-11-18") -> tuple[str, bool]:
    """What an address outside every area is told, and whether the answer names the statement."""
    found = checked(desk, ELSEWHERE, day)
    return found["uitkomst"], any("alle aanwijzingen van" in one["nl"] for one in found["opmerkingen"])


def test_outside_its_days_what_else_there_is_stays_unknown(either: Desk) -> None:
    designated(either)
    assert outcome(either) == ("onbekend", False)
    assert either.ask("POST", PATH, COUNCIL, statement()).status_code == 201
    assert outcome(either) == ("onbekend", False)  # proposed only
    assert approved(either, subject="raad").status_code == 403  # who made it
    assert approved(either).json()["status"] == "vastgesteld"
    assert approved(either).status_code == 409
    assert outcome(either) == ("niet_van_toepassing", True)
    assert outcome(either, "2026-01-01") == ("niet_van_toepassing", True)
    assert (outcome(either, "2025-12-31")[1], outcome(either, "2027-01-01")) == (False, ("onbekend", False))
    inside = checked(either, {"adres": {"postcode": "3082AA", "huisnummer": 72}})
    assert inside["uitkomst"] == "onbekend"  # it lies in a designated area, and no ordinance is known


def test_it_is_used_by_checks_and_assessments_and_kept_with_the_facts(either: Desk) -> None:
    designated(either)
    before, first = assessed(either, given("9999ZZ"))
    assert first["toetsing"]["advies"] == "aanvullen"
    stated(either)
    assert judged(either, given("9999ZZ"))["advies"] == "geen_vergunning_nodig"
    case, found = assessed(either, given("9999ZZ"))
    assert found["toetsing"]["advies"] == "geen_vergunning_nodig"
    assert any(one["nl"].startswith(SAID) for one in found["toetsing"]["opmerkingen"])
    said = {"omvat": ["aanwijzingen"], "van": "2026-01-01", "tot": "2027-01-01"}
    assert kept(either, case)["plaatsing"]["volledig"] == [{"id": "jaar-2026", "versie": 1, **said}]
    withdrawn(either, "2026-06-01")
    assert either.well(case, "toetsingen", REVIEWER)["toetsing"]["advies"] == "aanvullen"
    assert (replayed(either, case), replayed(either, before)) == ([True, True], [True])


def withdrawn(desk: Desk, since: str, version: int = 1) -> None:
    headers = {"If-Match": f'"{version}"'}
    got = desk.ask("POST", f"{PATH}/jaar-2026/_trek-in", COUNCIL, {"van": since}, headers=headers)
    assert (got.status_code, got.json()["status"]) == (200, "concept")
    assert approved(desk, version + 1).json()["status"] == "ingetrokken"


def test_a_later_version_takes_its_place_and_a_withdrawal_ends_it(either: Desk) -> None:
    designated(either)
    stated(either)
    headers = {"If-Match": '"1"'}
    shorter = content(tot="2026-07-01")
    assert either.ask("PUT", f"{PATH}/jaar-2026", COUNCIL, shorter).status_code == 428
    assert either.ask("PUT", f"{PATH}/jaar-2026", COUNCIL, shorter, headers=headers).status_code == 200
    assert either.ask("PUT", f"{PATH}/jaar-2026", COUNCIL, shorter, headers=headers).status_code == 412
    assert outcome(either) == ("niet_van_toepassing", True)
    assert approved(either, 2).status_code == 200
    assert (outcome(either), outcome(either, "2026-06-30")) == (("onbekend", False), ("niet_van_toepassing", True))
    withdrawn(either, "2026-03-01", 2)
    assert (outcome(either, "2026-02-28")[1], outcome(either, "2026-03-01")[1]) == (True, False)
    withdrawn(either, "2025-06-01", 3)  # it should never have been stated
    assert not any(outcome(either, day)[1] for day in ("2026-01-01", "2026-02-28", "2026-11-18"))
    (listed,) = Registerverklaringen.model_validate_json(either.ask("GET", PATH, DESK).content).verklaringen
    assert (listed.versie, listed.status, listed.door) == (4, "ingetrokken", "ander")
    first = either.ask("GET", f"{PATH}/jaar-2026?versie=1", DESK).json()
    assert (first["verklaring"], first["versie"]) == (content(), 1)
    assert either.ask("GET", f"{PATH}/jaar-2026", DESK, tenant="GM0599").status_code == 404


def run(store: Any, words: str) -> None:
    store.write(TENANT, lambda connection: connection.exec_driver_sql(words))


def test_each_version_that_counts_is_an_entry_and_a_change_behind_it_is_found(desk: Desk) -> None:
    stated(desk)
    withdrawn(desk, "2026-03-01")
    first, second = leaves(desk, "registerverklaring")
    assert ("betreft" in first, second["betreft"]) == (False, first["record_id"])
    assert (first["rol"], first["inhoud"][:7]) == ("regelbeheer", "sha256:")
    store = store_of(desk)
    assert found_in_log(store) == []
    for statement_text in (
        "DROP TRIGGER statement_version_no_update",
        "UPDATE statement_version SET content = replace(content, '2027', '2029')",
    ):
        run(store, statement_text)
    assert found_in_log(store) == ["version_gone", "version_gone"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"omvat": []}, "omvat"), ({"omvat": ["aanwijzingen", "aanwijzingen"]}, "omvat"), ({"omvat": ["alles"]}, "omvat.0"),
        ({"tot": None}, "tot"), ({"tot": "2026-01-01"}, "verklaring"), ({"orgaan": ""}, "orgaan"),
        ({"grond": "dossier 999990019"}, "grond"), ({"id": "van-999990019"}, "id"), ({"kleur": "rood"}, "kleur"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_and_nothing_is_kept(desk: Desk, changes: dict[str, Any], place: str) -> None:
    got = desk.ask("POST", PATH, RULES, statement(**changes))
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])
    assert desk.ask("GET", PATH, RULES).json() == {"verklaringen": []}


def test_nobody_states_it_without_an_end_a_body_and_a_ground(desk: Desk) -> None:
    for missing in ("van", "tot", "omvat", "orgaan", "grond", "id"):
        body = {key: said for key, said in statement().items() if key != missing}
        assert desk.ask("POST", PATH, RULES, body).status_code == 400, missing
    stated(desk)
    assert desk.ask("POST", PATH, RULES, statement()).status_code == 409
    assert desk.ask("POST", PATH, DESK, statement(id="ander")).status_code == 403


def test_the_database_itself_asks_for_two_people_and_keeps_versions(either: Desk) -> None:
    stated(either)
    store = store_of(either)
    for statement_text in (
        "UPDATE statement_version SET kind = 'intrekking'", "DELETE FROM statement_approval", "DELETE FROM version_entry",
        "INSERT INTO statement_approval SELECT tenant, id, 2, made_by, made_by, approved_at FROM statement_approval",
    ):  # fmt: skip
        with pytest.raises(DBAPIError):
            run(store, statement_text)
