"""Opening a store: one address, one writing process, the right tables, and writes that meet others."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests.api.store.postgres_server import Server
from wbmgp_api.store import postgres, sqlite
from wbmgp_api.store.errors import StoreBusy, UnfitDatabase
from wbmgp_api.store.opened import PostgresStore, Store, open_store
from wbmgp_engine.errors import BadInput

TENANT = "GM0599"
SHARD = text("INSERT INTO log_shard VALUES ('o', 'GM0599', 2026, 'open', 0)")


@pytest.mark.parametrize(
    "url", ["", "x", "mysql://a/b", "sqlite://", "sqlite:///:memory:", "sqlite:////no/folder/x.db"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match=r"database|folder"):
        open_store(url)


def test_a_file_that_is_no_database_is_refused_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"not a database" * 100)
    for _ in range(2):
        with pytest.raises(UnfitDatabase, match="cannot be opened as a database"):
            open_store(f"sqlite:///{path}")


def test_a_database_that_is_refused_is_let_go_whole(tmp_path: Path) -> None:
    # A connection that lived on would empty the journal under whoever has the lock next.
    path = tmp_path / "store.db"
    open_store(f"sqlite:///{path}").close()
    engine = sqlite.write_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(UnfitDatabase, match="later version") as refused:
        open_store(f"sqlite:///{path}")
    held = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert refused.value.__traceback__ is not None  # what the frames hold is not yet collected
    assert [one for one in held if one.startswith(str(path))] == []


def test_a_second_process_is_told_that_the_file_is_taken(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    first = open_store(url)
    child = os.fork()
    if child == 0:  # pragma: no cover -- another process
        try:
            open_store(url, patience=0.1)
        except StoreBusy as busy:
            os._exit(0 if "another process writes to" in str(busy) else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    first.close()
    open_store(url).close()


def test_a_reader_cannot_write_and_a_writer_can(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    with pytest.raises(DBAPIError, match="readonly"):
        store.read(TENANT, lambda connection: connection.execute(SHARD))
    store.write(TENANT, lambda connection: connection.execute(SHARD))
    assert store.tenants() == [TENANT]
    store.close()


def test_a_server_shows_one_tenant(store: Store) -> None:
    store.write(TENANT, lambda connection: connection.execute(SHARD))
    if isinstance(store, PostgresStore):
        with pytest.raises(BadInput, match="--tenant"):
            store.tenants()
        assert store.read("GM0363", _count) == 0
    assert store.read(TENANT, _count) == 1


def _count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM log_shard")).scalar_one())


def test_a_server_without_the_tables_is_refused(postgres_server: Server, postgres_database: str) -> None:
    with postgres.administrator(postgres_server.url("owner", postgres_database)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(UnfitDatabase, match="let its owner migrate it"):
        open_store(postgres_server.url("app", postgres_database).replace("+psycopg", ""))
    with pytest.raises(UnfitDatabase, match="cannot be used"):
        open_store(postgres_server.url("app", "nowhere"))


def test_a_write_that_met_another_runs_again_as_a_whole(postgres_server: Server, postgres_database: str) -> None:
    store = open_store(postgres_server.url("app", postgres_database))
    assert isinstance(store, PostgresStore)
    store.write(TENANT, lambda connection: connection.execute(SHARD))
    runs: list[int] = []

    def grows(connection: Connection) -> int:
        size: int = connection.execute(text("SELECT size FROM log_shard")).scalar_one()
        runs.append(size)
        if len(runs) == 1:
            with store.engine.begin() as other:  # one that takes no turn
                postgres.enter_tenant(other, TENANT)
                other.execute(text("UPDATE log_shard SET size = 5"))
        connection.execute(text("UPDATE log_shard SET size = :size"), {"size": size + 1})
        return size + 1

    assert store.write(TENANT, grows, serializable=True) == 6
    assert runs == [0, 5]
    store.close()


def test_serializable_writes_take_turns_and_let_go_of_them(postgres_server: Server, postgres_database: str) -> None:
    store = open_store(postgres_server.url("app", postgres_database))
    assert isinstance(store, PostgresStore)
    store.write(TENANT, lambda connection: connection.execute(SHARD))
    runs: list[int] = []

    def grows(connection: Connection) -> None:
        runs.append(connection.execute(text("SELECT size FROM log_shard")).scalar_one())
        connection.execute(text("UPDATE log_shard SET size = size + 1"))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda number: store.write(TENANT, grows, serializable=number % 2 == 0), range(60)))
    size = text("SELECT size FROM log_shard")
    assert (len(runs), store.read(TENANT, lambda c: c.execute(size).scalar_one())) == (60, 60)
    with pytest.raises(DBAPIError):
        store.write(TENANT, lambda c: c.exec_driver_sql("SELECT 1 / 0"), serializable=True)
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    assert store.read(TENANT, lambda c: c.execute(held).scalar_one()) == 0
    store.close()


def test_a_write_that_always_meets_others_gives_up(postgres_server: Server, postgres_database: str) -> None:
    store = open_store(postgres_server.url("app", postgres_database))
    with pytest.raises(StoreBusy, match="met others 8 times"):
        store.write(TENANT, lambda c: c.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"))
    with pytest.raises(DBAPIError):
        store.write(TENANT, lambda c: c.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '22012'; END $$"))
    store.close()


def test_a_server_that_went_away_is_told_and_can_come_back(postgres_server: Server, postgres_database: str) -> None:
    opened = open_store(postgres_server.url("app", postgres_database))
    postgres_server.stop("immediate")
    try:
        for work in (opened.read, opened.write):
            with pytest.raises(StoreBusy, match="ask again with the same key"):
                work(TENANT, lambda connection: connection.execute(text("SELECT 1")))
    finally:
        postgres_server.start()
    assert opened.write(TENANT, lambda connection: connection.execute(text("SELECT 1")).scalar_one()) == 1
    opened.close()
