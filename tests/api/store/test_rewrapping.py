"""A new wrapping key for everything, the old one destroyed, and what that does to what was erased: on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.api.store.postgres_server import Server
from tests.api.store.samples import MASTER, START, TENANT, Bytes, application, assessed, record, recorder
from tests.api.store.test_checkpoints import KEY
from tests.torture.erasures import Trail, left, openable
from wbmgp_api.store import postgres, rewrapping
from wbmgp_api.store.keys import KeyDestroyed, MasterKeys
from wbmgp_api.store.migrate import migrate
from wbmgp_api.store.opened import PostgresStore, Store, open_store
from wbmgp_api.store.payloads import opened
from wbmgp_engine.errors import BadInput

GROWN = MASTER.grown(Bytes("grown"))
LATER = START + timedelta(hours=1)


def trail(store: Store) -> Trail:
    return Trail(store, recorder("trail"), KEY)


def test_everything_opens_under_the_new_key_alone(store: Store) -> None:
    made = [record(store, key=f"k{number}", second=number) for number in range(3)]
    before = store.read(TENANT, lambda c: opened(c, MASTER, TENANT, made[0].record))
    moved = trail(store).rotate()
    assert store.read(TENANT, rewrapping.in_use) == {TENANT: {2}}
    assert store.read(TENANT, rewrapping.ended) == {1}
    alone = moved.recorder.master.without(1)
    assert store.read(TENANT, lambda c: opened(c, alone, TENANT, made[0].record)) == before
    assert moved.under(alone).flaws() == []


def test_a_process_with_the_old_key_can_close_nothing_new(store: Store) -> None:
    trail(store).rotate()
    with pytest.raises(DBAPIError, match="epoch has ended"):
        record(store, key="later", second=4 * 3600)
    record(
        store, key="later", second=4 * 3600, by=replace(recorder("later"), master=MASTER.grown(Bytes("random trail")))
    )


def test_a_key_that_is_needed_is_not_destroyed(store: Store) -> None:
    record(store)
    with pytest.raises(BadInput, match="1 is still needed for GM0599 → run `wbmgp keys rotate` first"):
        store.read("", lambda c: rewrapping.refuse_needed(c, GROWN, 1))
    for epoch in (2, 3):
        with pytest.raises(BadInput, match="is no old wrapping key → old ones that are there: 1"):
            store.read("", lambda c, e=epoch: rewrapping.refuse_needed(c, GROWN, e))  # type: ignore[misc]
    with pytest.raises(BadInput, match="there: none"):
        store.read("", lambda c: rewrapping.refuse_needed(c, MASTER, 1))
    moved = trail(store).rotate()
    store.read("", lambda c: rewrapping.refuse_needed(c, moved.recorder.master, 1))


def test_an_epoch_that_could_still_wrap_is_not_destroyed(store: Store) -> None:
    with pytest.raises(BadInput, match="1 is still needed → run"):
        store.read("", lambda c: rewrapping.refuse_needed(c, GROWN, 1))


def test_a_lost_key_stops_the_change_and_loses_nothing_more(store: Store) -> None:
    made = record(store)
    lost = replace(recorder(), master=MasterKeys({2: b"n" * 32}))
    with pytest.raises(KeyDestroyed):
        store.write(TENANT, lambda c: rewrapping.rewrap_some(c, lost, TENANT))
    assert len(store.read(TENANT, lambda c: opened(c, MASTER, TENANT, made.record))) == 6


def test_many_keys_go_in_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrapping, "_SOME", 4)
    record(store)
    used = replace(recorder(), master=GROWN)
    done = [store.write(TENANT, lambda c: rewrapping.rewrap_some(c, used, TENANT)) for _ in range(3)]
    assert done == [4, 2, 0]


@pytest.fixture
def owned_by_a_plain_role(postgres_server: Server) -> Iterator[str]:
    """A database whose owner may not go round row-level security, as in production."""
    admin = create_engine(postgres_server.url("owner"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE ROLE keeper LOGIN"))
        connection.execute(text("GRANT wbmgp_app TO app"))
        connection.execute(text("CREATE DATABASE kept OWNER keeper"))
    owner = postgres.administrator(postgres_server.url("keeper", "kept"))
    migrate(owner)
    yield postgres_server.url("app", "kept")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE kept WITH (FORCE)"))
        connection.execute(text("DROP ROLE keeper"))
    admin.dispose()


def test_every_municipality_counts_and_none_sees_the_keys_of_another(
    postgres_model: str, owned_by_a_plain_role: str
) -> None:
    store = open_store(owned_by_a_plain_role)
    record(store)
    record(store, assessed(application(gemeente="GM0363")), key="other")
    assert store.read("", rewrapping.in_use) == {"GM0363": {1}, "GM0599": {1}}
    keys = text("SELECT count(*) FROM data_key")
    assert store.read(TENANT, lambda c: c.execute(keys).scalar_one()) == 6
    assert store.read("", lambda c: c.execute(keys).scalar_one()) == 0
    store.close()


def test_no_byte_is_left_in_the_files_of_a_server_once_its_owner_has_vacuumed(
    postgres_server: Server, postgres_database: str
) -> None:
    store = open_store(postgres_server.url("app", postgres_database))
    assert isinstance(store, PostgresStore)
    used = Trail.of(store, "postgres")
    made = [used.record(number) for number in range(12)]
    gone = {one.case for one in made[::2]}
    secrets = used.secrets(gone)
    closed = {name: one for name, one in secrets.items() if name.startswith(("ciphertext", "nonce", "wrapped"))}
    tables, journal = _files(postgres_server, postgres_database)
    assert len(left(tables, closed)) > len(gone)
    assert left([*tables, *journal], {name: one for name, one in secrets.items() if name not in closed}) == []
    used.erase(sorted(gone), 0)
    moved = used.rotate()
    ended = moved.under(moved.recorder.master.without(1))
    owner = create_engine(postgres_server.url("owner", postgres_database), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        for words in ("VACUUM FULL payload", "VACUUM FULL data_key", "CHECKPOINT"):
            connection.exec_driver_sql(words)
    owner.dispose()
    tables, journal = _files(postgres_server, postgres_database)
    assert left(tables, secrets) == []
    # What the journal still holds is closed under keys that were wrapped by a key that is gone: no text, key or salt.
    assert left(journal, {name: one for name, one in secrets.items() if name not in closed}) == []
    assert left(journal, closed) != []
    assert ended.flaws() == []
    assert store.read(TENANT, lambda c: openable(c, ended.recorder.master, gone & {made[0].case})) != []
    store.close()


def _files(server: Server, database: str) -> tuple[list[Path], list[Path]]:
    """The files of one database after everything was written out, and the journal of the server."""
    engine = create_engine(server.url("owner", database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        number = connection.exec_driver_sql(f"SELECT oid FROM pg_database WHERE datname = '{database}'").scalar_one()
    engine.dispose()
    data = server.folder / "data"
    tables = [path for path in (data / "base" / str(number)).iterdir() if path.is_file()]
    return tables, [path for path in (data / "pg_wal").iterdir() if path.is_file()]
