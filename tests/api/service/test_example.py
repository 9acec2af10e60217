"""The fictional municipality: every state once, through the routes, in an empty database and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.api.cases.working import Clock
from tests.api.service.asking import BOOK
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.example.seeding import seeded
from wbmgp_api.example.story import Story
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.service import Service
from wbmgp_api.settings import Settings
from wbmgp_api.store.case_tables import STATUSES
from wbmgp_api.vault.opened import House, open_house
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput

TENANT = "GM9999"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    opened = open_house(address(tmp_path), make=True)
    yield opened
    opened.store.close()


def address(folder: Path) -> str:
    return f"sqlite:///{folder}/voorbeeld.db"


def service(house: House, day: str = "2026-11-21", settings: Settings | None = None) -> Service:
    clock = Clock(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp())
    return Service(
        settings or Settings(), BOOK, None, lambda line: None, house.store, clock, house.recorder(), house.names  # type: ignore[arg-type]
    )  # fmt: skip


def statuses(house: House) -> list[str]:
    found: list[str] = house.store.read("", lambda c: list(c.execute(text("SELECT status FROM case_state")).scalars()))
    return found


def test_the_story_is_of_every_state_and_of_nobody() -> None:
    story = Story.read(date(2026, 11, 21))
    assert sorted(story.ends.values()) == sorted(STATUSES)
    assert story.tenant == TENANT
    assert all(one.day < 0 for one in story.requests)


# An ordinary day, one shortly after the end of a year, and a leap day.
@pytest.mark.parametrize("day", ["2026-11-21", "2027-02-03", "2028-02-29"])
def test_every_case_ends_where_the_story_says(day: str, house: House, issuer: LocalIssuer) -> None:
    assert seeded(service(house, day), issuer)
    assert sorted(statuses(house)) == sorted(STATUSES)


def test_it_is_in_the_log_and_replays(
    house: House, issuer: LocalIssuer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seeded(service(house), issuer)
    leaves = house.store.read(TENANT, lambda c: c.execute(text("SELECT count(*) FROM log_leaf")).scalar_one())
    steps = house.store.read(TENANT, lambda c: c.execute(text("SELECT count(*) FROM handeling")).scalar_one())
    assert leaves > steps > len(STATUSES)
    house.store.close()
    assert cli.run(["log", "verify", "--database", address(tmp_path)]) == 0
    assert cli.run(["replay", "--all", "--database", address(tmp_path)]) == 0
    assert "gelijk" in capsys.readouterr().out


def test_a_second_start_adds_nothing(house: House, issuer: LocalIssuer) -> None:
    assert seeded(service(house), issuer)
    before = statuses(house)
    assert not seeded(service(house), issuer)
    assert statuses(house) == before


def test_one_row_anywhere_is_enough_to_leave_a_database_alone(house: House, issuer: LocalIssuer) -> None:
    def put(connection: Any) -> None:
        connection.execute(text("INSERT INTO ended_epoch VALUES (7, '2026-01-01T00:00:00.000000Z')"))

    house.store.write("", put)
    assert not seeded(service(house), issuer)
    assert statuses(house) == []


def test_it_is_refused_in_production(house: House, issuer: LocalIssuer) -> None:
    with pytest.raises(BadInput, match="--example: is not for production"):
        seeded(service(house, settings=Settings(mode="productie")), issuer)
    assert statuses(house) == []


def test_a_story_that_does_not_fit_the_service_is_told(
    house: House, issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ACTS, "intake", ACTS["intake"]._replace(roles=()))
    with pytest.raises(RuntimeError, match="the example: aanvragen of VB-11 on day -170 gave 403"):
        seeded(service(house), issuer)
