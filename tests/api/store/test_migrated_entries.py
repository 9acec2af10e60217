"""The migrations that make the table of entries of versions anew on SQLite keep its rows and its guards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.api.store.test_guards import ID, ROWS, _bytes
from wbmgp_api.store import sqlite
from wbmgp_api.store.migrate import _config, migrate

ENTRY = f"INSERT INTO version_entry VALUES ('GM0599', '{{kind}}', 'wijk', {{version}}, '{ID}')"


@pytest.fixture(params=[("0019", "statement"), ("0016", "ordinance")], ids=["statement", "ordinance"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, str]]:
    """A file of the version before, with an entry in it, and what has entries since."""
    revision, kind = request.param
    engine = sqlite.write_engine(tmp_path / "before.db")
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
        for row in [*ROWS[:4], ROWS[8], ENTRY.format(kind="area", version=1)]:
            connection.exec_driver_sql(_bytes(connection, row))
    yield engine, kind
    engine.dispose()


def test_entries_stay_and_what_is_new_has_entries_too(before: tuple[Engine, str]) -> None:
    engine, kind = before
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql(ENTRY.format(kind=kind, version=1))
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(ENTRY.format(kind=kind, version=1))
        rows = connection.exec_driver_sql("SELECT kind, id, version, record_id FROM version_entry ORDER BY kind").all()
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert [tuple(row) for row in rows] == [("area", "wijk", 1, ID), (kind, "wijk", 1, ID)]
    for words in (
        "UPDATE version_entry SET id = 'x'", "DELETE FROM version_entry", ENTRY.format(kind="anders", version=2),
        ENTRY.format(kind="area", version=2).replace(ID, "b" * 32),
    ):  # fmt: skip
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(words)
