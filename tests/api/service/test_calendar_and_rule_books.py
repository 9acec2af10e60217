"""The calendar of designations and the rule books, as everybody with a role may read them."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import Connection

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import REVIEWER, Desk
from tests.api.service.asking import BOOK, Asking
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import rule_books
from wbmgp_api.v1.designation_answers import Aanwijzingskalender
from wbmgp_api.v1.rule_book_answers import Regelboekenlijst, RegelboekMetBestanden
from wbmgp_engine.designations.status import designations_status
from wbmgp_engine.law.hashing import content_hash


def test_the_calendar_is_that_of_the_command_line(asking: Asking) -> None:
    got = asking.client.get("/v1/aanwijzingen?peildatum=2020-01-01", headers=asking.as_(Role.DESK))
    assert got.status_code == 200, got.text
    Aanwijzingskalender.model_validate_json(got.content)
    assert got.json() == designations_status(BOOK, date(2020, 1, 1)).to_json()
    one = asking.client.get("/v1/aanwijzingen?peildatum=2020-01-01&gemeente=GM0599", headers=asking.as_(Role.DESK))
    rows = [row for name in ("aanwijzingen", "zonderGebieden", "verordeningen") for row in one.json()[name]]
    assert rows and {row["gemeente"] for row in rows} == {"GM0599"}


def test_the_calendar_is_of_today_unless_a_day_is_asked(desk: Desk) -> None:  # noqa: F811
    assert desk.ask("GET", "/aanwijzingen", Role.DESK).json()["recht"]["datum"] == "2026-11-18"


def test_the_calendar_refuses_what_cannot_be(asking: Asking) -> None:
    for query in ("?peildatum=1990-01-01", "?peildatum=gisteren", "?gemeente=Rotterdam"):
        assert asking.client.get(f"/v1/aanwijzingen{query}", headers=asking.as_(Role.DESK)).status_code == 400
    assert asking.client.get("/v1/aanwijzingen").status_code == 401


def test_the_rule_book_in_use_comes_first_and_old_ones_can_be_read(either: Desk) -> None:  # noqa: F811
    old = {"nl/wet/oud/2000-01-01.yaml": b"id: oud\n"}
    name, office = content_hash(old), either.asking.client.app.state.service.office  # type: ignore[attr-defined]
    moment, who = "2026-11-01T09:00:00.000000Z", Principal("a", "GM9999", frozenset(), "b", REVIEWER)

    def used(connection: Connection) -> None:
        rule_books.keep(connection, name, old, moment)
        office.begin(connection, who).leaf("regelversie", None, {}, rules_hash=name)

    office.store.write("GM9999", used)
    got = either.ask("GET", "/regelboeken", REVIEWER)
    Regelboekenlijst.model_validate_json(got.content)
    assert got.json()["regelboeken"] == [
        {"hash": BOOK.hash, "inGebruik": True, "vastgelegd": None},
        {"hash": name, "inGebruik": False, "vastgelegd": moment},
    ]
    (path,) = old
    read = either.ask("GET", f"/regelboeken/{name}?bestand={path}", REVIEWER)
    RegelboekMetBestanden.model_validate_json(read.content)
    assert read.json()["bestanden"] == [{"pad": path, "bytes": 8, "inhoud": "id: oud\n"}]
    assert either.ask("GET", f"/regelboeken/{name}", REVIEWER, tenant="GM0599").status_code == 404
    assert either.ask("GET", f"/regelboeken/{name}?bestand=anders", REVIEWER).status_code == 404


def test_the_rule_book_in_use_can_be_read_without_a_store(asking: Asking) -> None:
    who = asking.as_(Role.LANDLORD)
    assert len(asking.client.get("/v1/regelboeken", headers=who).json()["regelboeken"]) == 1
    got = asking.client.get(f"/v1/regelboeken/{BOOK.hash}", headers=who).json()
    assert got["inGebruik"] and len(got["bestanden"]) == len(BOOK.files)
    assert all(one["inhoud"] is None for one in got["bestanden"])
    for name in (f"sha256:{secrets.token_hex(32)}", "sha256:0", "anders"):
        assert asking.client.get(f"/v1/regelboeken/{name}", headers=who).status_code == 404
