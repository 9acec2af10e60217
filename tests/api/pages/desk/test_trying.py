"""Trying out: people who do not exist under rules of choice, drafts among them; nothing of it is kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.working import DESK
from tests.api.pages.desk.conftest import Office, Person, fields_of, words
from wbmgp_api.identifiers import is_bsn
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.fictional import PERSONAS
from wbmgp_engine import Application

ORDINANCE: dict[str, Any] = {
    "id": "concept-1", "citeertitel": "Concept 2027", "vindplaats": "raadsvoorstel 12", "van": "2026-01-01", "tot": "2029-01-01",
    "categorieen": [{"gronden": ["artikel_8"], "verhuurder": ["particulier"], "soort": None, "huurprijsTot": None}],
    "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager", "voorrangskenmerken": [], "voorrangBoven": [], "gedragingen": [],
}  # fmt: skip
DESIGNATION: dict[str, Any] = {
    "id": "aanwijzing-1", "naam": "Proefwijk", "soort": "gebied", "gebied": {"id": "proefwijk", "versie": 1},
    "gronden": [{"grond": "artikel_8"}], "van": "2026-01-01", "tot": "2029-01-01", "besluit": {"kenmerk": "V-1", "datum": "2025-12-01"},
}  # fmt: skip
AREA = {"id": "proefwijk", "naam": "Proefwijk", "van": "2026-01-01", "postcodes": ["9999ZZ"]}


def rows(town: Office) -> int:
    """How much is written in the database."""
    from sqlalchemy import text

    store = town.app.state.service.store
    tables = ("case_file", "record", "log_leaf", "ordinance_version")
    return int(
        store.read(
            "GM9999",
            lambda found: sum(found.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables),
        )
    )


def tried(town: Office, key: str, **said: Any) -> str:
    somebody: Person = town.as_(DESK)
    somebody.get("/proef")
    somebody.send("/proef", 200, neem=key)
    return somebody.send("/proef", 200, **said)


def test_the_same_person_under_other_rules(town: Office) -> None:
    before = rows(town)
    text = tried(town, "bijstand")
    assert "Dit is een proef" in words(text) and "Niet in orde" not in words(text)
    assert "Een mens moet oordelen" in words(text) and "niet voldaan" in words(text)
    assert "Verlenen" in words(tried(town, "werkt")).split("Uitkomst van de proef")[1][:40]
    assert "Geen vergunning nodig" in words(tried(town, "bijstand", **{"variant.gronden": []}))
    assert rows(town) == before


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda one: one.key)
def test_nobody_here_exists_and_everybody_can_apply(persona: Any) -> None:
    from datetime import date

    today = date(2026, 11, 22)
    told = {"kenmerk": "p", "gemeente": "GM9999", "aanvraagdatum": today.isoformat(), "woonruimte": {"gebied": "a"}}
    Application.model_validate({**told, "huishouden": persona.household(today, "GM9999")})
    assert is_bsn(persona.number) and (persona.number.startswith("9999900") or persona.number == "111222333")


def test_own_facts_are_tried_as_they_are_typed(town: Office) -> None:
    somebody = town.as_(DESK)
    somebody.get("/proef")
    somebody.send("/proef", 200, neem="bijstand")
    text = somebody.send("/proef", 200, rij="huishouden.0.inkomen")
    text = somebody.send("/proef", 200, **{"huishouden.0.inkomen.1.soort": "aow"})
    assert fields_of(text)["huishouden.0.inkomen.1.soort"] == ["aow"] and "voldaan" in words(text)
    text = somebody.send("/proef", 400, aanvraagdatum="morgen", peildatum="31-02-2026")
    assert 'href="#aanvraagdatum"' in text or 'href="#peildatum"' in text
    assert fields_of(text)["aanvraagdatum"] == ["morgen"] and "Uitkomst van de proef" not in text


def test_a_draft_that_counts_nowhere_is_tried(town: Office) -> None:
    rules = Role.RULES
    assert town.desk.ask("POST", "/gebieden", rules, AREA).status_code == 201
    assert town.desk.ask("POST", "/verordeningen", rules, ORDINANCE).status_code == 201, town.desk.ask(
        "POST", "/verordeningen", rules, ORDINANCE
    ).text
    assert town.desk.ask("POST", "/aanwijzingen", rules, DESIGNATION).status_code == 201
    text = tried(town, "terug", regels="versies", verordening="concept-1", aanwijzing="aanwijzing-1")
    assert "Concept 2027 (concept)" in words(text) and "Een mens moet oordelen" in words(text)
    assert "<svg" in text, "the line of time shows what breaks the years"
    away = {"huishouden.0.verblijf.1.gemeente": "GM0606"}
    here = {"regels": "versies", "verordening": "concept-1", "aanwijzing": "aanwijzing-1"}
    assert "mens moet oordelen" in words(tried(town, "terug", **here, **away)).split("Uitkomst van de proef")[1][:80]
    match = {"If-Match": '"1"'}
    told = {key: said for key, said in ORDINANCE.items() if key != "id"} | {"regio": ["GM0606"]}
    assert town.desk.ask("PUT", "/verordeningen/concept-1", rules, told, headers=match).status_code == 200
    assert "Verlenen" in words(tried(town, "terug", **here, **away)).split("Uitkomst van de proef")[1][:40]
    text = tried(town, "terug", regels="versies", verordening="concept-1")
    assert "Geen vergunning nodig" in words(text)
    somebody = town.as_(DESK)
    somebody.get("/proef")
    assert 'href="#verordening"' in somebody.send("/proef", 400, regels="versies")


def test_who_may_try(town: Office) -> None:
    allowed = {Role.DESK, Role.REVIEWER, Role.LAWYER, Role.COUNCIL, Role.RULES}
    for role in Role:
        town.as_(role).get("/proef", 200 if role in allowed else 403)


def test_somebody_of_whom_only_a_birth_date_is_said_comes_back_with_what_lacks(town: Office) -> None:
    somebody = town.as_(DESK)
    somebody.get("/proef")
    somebody.send("/proef", 200, neem="bijstand")
    page = somebody.send("/proef", 400, **{"huishouden.1.geboortedatum": "1990"})
    assert 'value="1990"' in page and "huishouden.1.rol" in page
