"""Two municipalities on one database, with one object of every kind that an address can name; and all that is in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Engine, NullPool, create_engine, inspect, text

from tests.api.cases.working import DESK, REVIEWER, Desk, asked
from tests.api.service.asking import BOOK
from tests.api.service.documents import rule_book_zip
from tests.api.simulations.quick import SCENARIO
from wbmgp_api.identity.principal import Role
from wbmgp_api.store.opened import PostgresStore, SqliteStore

OWN: Final = "GM9999"
FOREIGN: Final = "GM0599"
SHARED: Final = frozenset({"regelboeken"})
"""What belongs to no municipality."""


@dataclass(frozen=True)
class Town:
    """The service with what both municipalities have, by the word of the address."""

    desk: Desk
    own: Mapping[str, str]
    foreign: Mapping[str, str]

    def tables(self) -> dict[str, str]:
        """A digest of every row of every table, of both municipalities."""
        store: Any = self.desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
        with _seeing_all(store).connect() as connection:
            found = {
                table: sha256("".join(sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}"))))).encode())
                for table in inspect(connection).get_table_names()
            }
            connection.rollback()
        return {table: digest.hexdigest() for table, digest in found.items()}


def _seeing_all(store: SqliteStore | PostgresStore) -> Engine:
    # The owner of the server goes round row-level security, as no service may.
    if isinstance(store, SqliteStore):
        return store.reading
    return create_engine(store.engine.url.set(username="owner"), poolclass=NullPool)


def town_on(desk: Desk) -> Town:
    """Both municipalities at work."""
    return Town(desk, _municipality(desk, OWN), _municipality(desk, FOREIGN))


def _municipality(desk: Desk, tenant: str) -> dict[str, str]:
    case = desk.take_in(asked(gemeente=tenant), tenant=tenant)
    desk.well(case, "_verklaar-volledig", DESK, {}, tenant=tenant)
    assessment = desk.well(case, "toetsingen", REVIEWER, tenant=tenant)["id"]
    draft = {"uitkomst": "verlenen", "verhouding": "volgt"}
    desk.well(case, "besluiten", REVIEWER, draft, tenant=tenant)
    desk.well(case, "_stel-vast", REVIEWER, tenant=tenant, subject="tweede")
    desk.well(case, "_verzend", DESK, {}, tenant=tenant)
    objection = desk.step(case, "bezwaren", DESK, {"gronden": "Onjuist."}, tenant=tenant).headers["location"]
    second = desk.take_in(asked(gemeente=tenant), tenant=tenant)
    return {
        "aanvragen": case, "toetsingen": assessment, "bezwaren": objection.rpartition("/")[2], "tweede zaak": second,
        "gebieden": _area(desk, tenant), "mandaten": _mandate(desk, tenant),
        "aanwijzingen": _designation(desk, tenant), "regelboeken": _rule_book(desk, tenant),
        "registerverklaringen": _statement(desk, tenant), "verordeningen": _ordinance(desk, tenant),
        "simulaties": _simulation(desk, tenant),
    }  # fmt: skip


def _simulation(desk: Desk, tenant: str) -> str:
    key = {"Idempotency-Key": f"simulatie-{tenant}"}
    got = desk.ask("POST", "/simulaties", Role.COUNCIL, {"scenario": SCENARIO}, tenant=tenant, headers=key)
    assert got.status_code == 201, got.text
    return str(got.json()["id"])


def _rule_book(desk: Desk, tenant: str) -> str:
    headers = {**desk.asking.as_(Role.RULES, tenant=tenant), "Content-Type": "application/zip"}
    got = desk.asking.client.post("/v1/regelboeken", content=rule_book_zip(), headers=headers)
    assert got.status_code == 201, got.text
    return BOOK.hash


def _area(desk: Desk, tenant: str) -> str:
    name = f"wijk-{tenant.lower()}"
    given = {"id": name, "naam": "Wijk", "van": "2026-11-18", "postcodes": ["3081AB"]}
    got = desk.ask("POST", "/gebieden", Role.RULES, given, tenant=tenant)
    assert got.status_code == 201, got.text
    return name


def _designation(desk: Desk, tenant: str) -> str:
    name = f"aanwijzing-{tenant.lower()}"
    given = {
        "id": name, "naam": "Wijk", "gebied": {"id": f"wijk-{tenant.lower()}", "versie": 1}, "soort": "gebied",
        "gronden": [{"grond": "artikel_8"}], "van": "2026-01-01", "tot": "2030-01-01", "besluit": {"kenmerk": "2025-1"},
    }  # fmt: skip
    got = desk.ask("POST", "/aanwijzingen", Role.RULES, given, tenant=tenant)
    assert got.status_code == 201, got.text
    return name


def _statement(desk: Desk, tenant: str) -> str:
    name = f"verklaring-{tenant.lower()}"
    given = {
        "id": name, "van": "2026-01-01", "tot": "2027-01-01", "omvat": ["aanwijzingen"], "orgaan": "B&W",
        "grond": "Nagegaan.",
    }  # fmt: skip
    got = desk.ask("POST", "/registerverklaringen", Role.RULES, given, tenant=tenant)
    assert got.status_code == 201, got.text
    return name


def _ordinance(desk: Desk, tenant: str) -> str:
    name = f"verordening-{tenant.lower()}"
    given = {
        "id": name, "citeertitel": "Verordening", "vindplaats": "Gemeenteblad 2025, 1", "van": "2026-01-01",
        "categorieen": [{"gronden": ["artikel_8"]}],
    }  # fmt: skip
    got = desk.ask("POST", "/verordeningen", Role.RULES, given, tenant=tenant)
    assert got.status_code == 201, got.text
    return name


def _mandate(desk: Desk, tenant: str) -> str:
    name = f"mandaat-{tenant.lower()}"
    given = {
        "id": name, "naam": "Corporatie", "client": "een-ander", "besluit": "B&W 1", "van": "2026-11-18",
        "woonruimten": ["0" * 16], "uitkomsten": ["verlenen"], "metOnderzoek": False,
    }  # fmt: skip
    got = desk.ask("POST", "/mandaten", Role.LAWYER, given, tenant=tenant)
    assert got.status_code == 201, got.text
    return name
