"""Databases that keep what they acknowledge, and migrations that leave a database whole."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any, cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from tests.api.store.postgres_server import Server
from wbmgp_api import store
from wbmgp_api.store import postgres, sqlite
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.migrate import at_head, migrate
from wbmgp_api.store.tables import metadata


def test_the_linked_build_keeps_commits() -> None:
    assert sqlite.keeps_commits_in_wal(sqlite.linked_version(sqlite.driver()))


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"),
    [((3, 40, 1), "delete", 3), ((3, 51, 2), "delete", 3), ((3, 50, 7), "wal", 2), ((3, 53, 4), "wal", 2)],
)
def test_a_build_with_the_bug_gets_the_slow_and_safe_journal(
    version: sqlite.Version, journal: str, synchronous: int
) -> None:
    chosen = sqlite.settings(version)
    assert (chosen["journal_mode"], chosen["synchronous"]) == (journal, synchronous)


def test_a_build_without_strict_tables_is_refused() -> None:
    with pytest.raises(UnfitDatabase, match=r"SQLite 3\.36\.0 is linked"):
        sqlite.settings((3, 36, 0))


def test_every_setting_is_read_back(sqlite_file: Path) -> None:
    wanted = sqlite.settings(sqlite.linked_version(sqlite.driver()))
    for engine in (sqlite.write_engine(sqlite_file), sqlite.read_engine(sqlite_file)):
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
        assert found == wanted
        engine.dispose()


def test_a_file_that_cannot_have_a_setting_is_not_opened(tmp_path: Path) -> None:
    # A database in memory has no WAL: the read-back shows it.
    with (
        pytest.raises(UnfitDatabase, match="PRAGMA journal_mode is memory"),
        sqlite.write_engine(Path(":memory:")).connect(),
    ):
        pass


def test_an_old_module_still_works_without_wal(tmp_path: Path) -> None:
    old = cast(Any, SimpleNamespace(**vars(sqlite3)))
    old.sqlite_version_info = (3, 40, 1)
    engine = sqlite.write_engine(tmp_path / "old.db", old)
    migrate(engine)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
    engine.dispose()


def test_a_reader_cannot_write(sqlite_file: Path) -> None:
    engine = sqlite.read_engine(sqlite_file)
    with pytest.raises(OperationalError, match="readonly"), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO log_shard VALUES ('o', 'GM0599', 2026, 'open', 0)")
    engine.dispose()


def test_a_transaction_holds_the_write_lock_from_its_beginning(sqlite_file: Path) -> None:
    engine = sqlite.write_engine(sqlite_file)
    other = sqlite.driver().connect(str(sqlite_file), timeout=0, isolation_level=None)
    with engine.begin(), pytest.raises(sqlite.driver().OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE").close()
    other.close()
    engine.dispose()


def test_the_migrations_make_what_the_models_say(writing: Engine) -> None:
    # A model is known once its module was imported, whichever tests ran before.
    for module in iter_modules(store.__path__):
        if module.name.endswith("tables"):
            import_module(f"{store.__name__}.{module.name}")
    with writing.connect() as connection:
        assert at_head(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_second_migration_changes_nothing(sqlite_file: Path) -> None:
    engine = sqlite.write_engine(sqlite_file)
    before = _schema(engine)
    migrate(engine)
    assert _schema(engine) == before
    engine.dispose()


def _schema(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name")]


def test_a_database_of_a_later_version_is_left_alone(sqlite_file: Path) -> None:
    engine = sqlite.write_engine(sqlite_file)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnfitDatabase, match="revision 9999"):
        migrate(engine)
    engine.dispose()


def test_postgres_refuses_a_role_that_goes_round_the_rows(postgres_server: Server, postgres_database: str) -> None:
    with pytest.raises(UnfitDatabase, match="role owner goes round row-level security"):
        postgres.engine(postgres_server.url("owner", postgres_database))


def test_postgres_refuses_the_owner_of_the_log(postgres_server: Server, postgres_database: str) -> None:
    with postgres.administrator(postgres_server.url("owner", postgres_database)).begin() as connection:
        connection.execute(text("ALTER TABLE log_leaf OWNER TO app"))
    with pytest.raises(UnfitDatabase, match="role app owns the log"):
        postgres.engine(postgres_server.url("app", postgres_database))


@pytest.mark.parametrize(
    ("power", "said"),
    [
        ("GRANT owner TO climber", "goes round row-level security"), ("ALTER ROLE climber BYPASSRLS", "goes round row-level security"),
        ("CREATE ROLE backup BYPASSRLS; GRANT backup TO climber", "goes round row-level security"),
        ("CREATE ROLE tables; ALTER TABLE log_leaf OWNER TO tables; GRANT tables TO climber", "owns the log"),
        ("CREATE ROLE tables; CREATE ROLE between; ALTER TABLE log_leaf OWNER TO tables; GRANT tables TO between; GRANT between TO climber",
         "owns the log"),
        ("ALTER ROLE climber CREATEROLE", "makes roles"), ("SELECT 1", None),
    ],
)  # fmt: skip
def test_postgres_refuses_a_role_that_can_become_another(
    postgres_server: Server, postgres_database: str, power: str, said: str | None
) -> None:
    """Whoever may SET ROLE to the owner of the log can change it, whatever they are when they come in."""
    owner = postgres.administrator(postgres_server.url("owner", postgres_database))
    with owner.connect() as connection:
        connection.exec_driver_sql("BEGIN; CREATE ROLE climber LOGIN; GRANT wbmgp_app TO climber")
        connection.exec_driver_sql(f"{power}; COMMIT")
    try:
        if said is None:
            postgres.engine(postgres_server.url("climber", postgres_database)).dispose()
        else:
            with pytest.raises(UnfitDatabase, match=f"role climber {said}"):
                postgres.engine(postgres_server.url("climber", postgres_database))
    finally:
        with owner.connect() as connection:
            connection.exec_driver_sql("COMMIT; BEGIN; ALTER TABLE log_leaf OWNER TO owner")
            connection.exec_driver_sql("DROP ROLE IF EXISTS between, tables, backup")
            connection.exec_driver_sql("REVOKE wbmgp_app FROM climber; DROP ROLE climber; COMMIT")


def test_postgres_refuses_a_server_that_may_forget(postgres_server: Server, postgres_database: str) -> None:
    with postgres.administrator(postgres_server.url("owner")).begin() as connection:
        connection.execute(text(f"ALTER DATABASE {postgres_database} SET synchronous_commit = off"))
    with pytest.raises(UnfitDatabase, match="synchronous_commit=off; set it to on or remote_apply"):
        postgres.engine(postgres_server.url("app", postgres_database))
