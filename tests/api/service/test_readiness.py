"""Ready or not: each part by name, 503 for one that is not well, and nothing that is secret."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.api.service.asking import BOOK, service
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.samples import MASTER
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.readiness import Readiness
from wbmgp_api.settings import Settings
from wbmgp_api.store import log
from wbmgp_api.store.opened import SqliteStore, Store, open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash

PARTS = {"database", "tabellen", "logboek", "schrijver", "schijf", "sleutels"}


def ready(issuer: LocalIssuer, store: Store | None, settings: Settings, keys: tuple[Path, ...] = ()) -> Any:
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
    with service(issuer, settings, store=store, recorder=recorder, names=b"n" * 32, keys=keys) as asking:
        return asking.client.get("/gereed")


def opened(tmp_path: Path, **more: Any) -> tuple[SqliteStore, Settings, tuple[Path, ...]]:
    settings = Settings(database=f"sqlite:///{tmp_path}/zaken.db", **more)
    store = open_store(settings.database)
    assert isinstance(store, SqliteStore)
    key = tmp_path / "sleutel"
    key.write_text("geheim")
    return store, settings, (key,)


def test_a_service_that_is_well_tells_each_part(issuer: LocalIssuer, tmp_path: Path) -> None:
    got = ready(issuer, *opened(tmp_path))
    assert (got.status_code, got.json()["status"], got.json()["regelboek"]) == (200, "gereed", BOOK.hash)
    assert got.json()["delen"] == dict.fromkeys(PARTS, "goed")
    assert str(tmp_path) not in got.text and "geheim" not in got.text


def test_a_service_without_a_store_has_no_parts(issuer: LocalIssuer) -> None:
    got = ready(issuer, None, Settings())
    assert (got.status_code, got.json()["delen"]) == (200, {})


def _stop(store: SqliteStore, keys: tuple[Path, ...]) -> None:
    def job(connection: Any) -> None:
        log.open_shard(connection, "GM9999", 2026, "wbmgp.example")
        connection.execute(text("UPDATE log_shard SET state = 'stopped'"))

    store.write("GM9999", job)


def _older(store: SqliteStore, keys: tuple[Path, ...]) -> None:
    store.write("", lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0001'")))


def _lost(store: SqliteStore, keys: tuple[Path, ...]) -> None:
    keys[0].unlink()


def _closed(store: SqliteStore, keys: tuple[Path, ...]) -> None:
    store.writer.close()


@pytest.mark.parametrize(
    ("harm", "part"), [(_stop, "logboek"), (_older, "tabellen"), (_lost, "sleutels"), (_closed, "schrijver")]
)
def test_a_part_that_is_not_well_is_named(
    harm: Callable[[SqliteStore, tuple[Path, ...]], None], part: str, issuer: LocalIssuer, tmp_path: Path
) -> None:
    store, settings, keys = opened(tmp_path)
    harm(store, keys)
    got = ready(issuer, store, settings, keys)
    assert (got.status_code, got.json()["status"]) == (503, "niet gereed")
    assert {name for name, said in got.json()["delen"].items() if said != "goed"} == {part}


def test_a_disk_without_room_is_named(issuer: LocalIssuer, tmp_path: Path) -> None:
    got = ready(issuer, *opened(tmp_path, room_bytes=10**18))
    assert (got.status_code, got.json()["delen"]["schijf"]) == (503, "niet goed")


def test_a_database_that_does_not_answer_is_named(issuer: LocalIssuer, tmp_path: Path) -> None:
    store, settings, keys = opened(tmp_path)
    store.reading.dispose()
    nowhere = SqliteStore(store.writer, create_engine(f"sqlite:///{tmp_path}/weg/zaken.db"), store.held)
    got = ready(issuer, nowhere, settings, keys)
    assert got.status_code == 503
    assert {name for name, said in got.json()["delen"].items() if said != "goed"} == {"database", "tabellen", "logboek"}


def test_on_postgresql_a_stopped_log_of_any_municipality_counts(postgres_server: Any, postgres_database: str) -> None:  # noqa: F811
    store = open_store(postgres_server.url("app", postgres_database))
    readiness = Readiness(Settings(database="postgresql://app@/x"), store)
    assert readiness.parts() == {"database": True, "tabellen": True, "logboek": True}
    store.write("GM9998", lambda c: log.open_shard(c, "GM9998", 2026, "wbmgp.example"))
    assert readiness.parts()["logboek"]
    store.write("GM9998", lambda c: c.execute(text("UPDATE log_shard SET state = 'stopped'")))
    assert readiness.parts() == {"database": True, "tabellen": True, "logboek": False}
    store.close()
