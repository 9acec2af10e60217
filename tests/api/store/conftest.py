"""Databases for the tests of the store: SQLite on a file, and a PostgreSQL server of our own where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from tests.api.store.postgres_server import Server, programs, server
from wbmgp_api.store import postgres, sqlite
from wbmgp_api.store.migrate import migrate
from wbmgp_api.store.opened import Store, open_store


@contextmanager
def _admin(running: Server) -> Iterator[Connection]:
    engine = create_engine(running.url("owner"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL (initdb, pg_ctl) is not on this machine")
    with server() as running:
        with _admin(running) as connection:
            connection.execute(text("CREATE ROLE app LOGIN"))
        yield running


@pytest.fixture(scope="session")
def postgres_model(postgres_server: Server) -> str:
    """The name of a migrated database to copy: a copy is made ten times faster than tables are."""
    with _admin(postgres_server) as connection:
        connection.execute(text("CREATE DATABASE model"))
    owner = postgres.administrator(postgres_server.url("owner", "model"))
    migrate(owner)
    with owner.begin() as connection:
        connection.execute(text("GRANT wbmgp_app TO app"))
    return "model"


@pytest.fixture
def postgres_database(postgres_server: Server, postgres_model: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a fresh, migrated database; `app` may work in it."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    with _admin(postgres_server) as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_model}"))
    yield name
    with _admin(postgres_server) as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """A fresh, migrated SQLite file."""
    path = tmp_path / "store.db"
    engine = sqlite.write_engine(path)
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_writing(sqlite_file: Path) -> Iterator[Engine]:
    """An engine that may write in a fresh SQLite file."""
    engine = sqlite.write_engine(sqlite_file)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_writing(postgres_server: Server, postgres_database: str) -> Iterator[Engine]:
    """An engine that may write in a fresh PostgreSQL database."""
    engine = postgres.engine(postgres_server.url("app", postgres_database))
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def writing(request: pytest.FixtureRequest) -> Engine:
    """An engine that may write, over a fresh database of either kind."""
    engine: Engine = request.getfixturevalue(f"{request.param}_writing")
    return engine


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store of either kind."""
    if request.param == "sqlite":
        opened: Store = open_store(f"sqlite:///{tmp_path}/store.db")
    else:
        running, database = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_database")
        opened = open_store(running.url("app", database))
    yield opened
    opened.close()
