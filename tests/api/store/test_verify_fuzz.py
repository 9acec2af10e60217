"""A wrong value in any cell: `log verify` says what it finds or that it cannot, and never falls over."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.api.store.samples import MASTER
from tests.torture.insider import Town
from wbmgp_api.commands.checking import verify
from wbmgp_api.store import sqlite
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput, ProofError

TURNS = 2
VALUES = (None, b"\xff\xfe", 7, "x", "", "9" * 70_000)
UNBOUND = {
    "case_file": {"version"},  # a counter for whoever writes at the same time
    "rule_book": {"recorded_at"},  # moments at which something was kept: they serve, and prove nothing
    "log_checkpoint": {"made_at"},
    "log_cosignature": {"kept_at"},
    "log_timestamp": {"stated_at"},  # the timestamp itself states it; openssl reads that
    "idempotency": {"*"},  # which answer belongs to which request of a client
    "alembic_version": {"*"},  # which tables there are; another one is exit 2
}
"""Columns that carry no evidence, with the reason."""


class Cells:
    """A database with keys, in which every constraint was taken away and any cell can be set."""

    def __init__(self, folder: Path) -> None:
        self.file = Town(folder, Random(3)).file
        self.url = f"sqlite:///{self.file}"
        said = {str(epoch): base64.b64encode(key).decode() for epoch, key in MASTER.keys.items()}
        for name, text in (("keys", json.dumps(said)), ("signing", (b"s" * 32).hex())):
            path = self.file.with_name(f"{self.file.name}.{name}")
            path.write_text(text, "ascii")
            path.chmod(0o600)
        first = self.connect()
        for name in [row[0] for row in first.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            first.execute(f"DROP TRIGGER {name}")
        first.execute("PRAGMA journal_mode=DELETE")
        first.execute("PRAGMA writable_schema=ON")
        # A check may ask for IS NOT NULL too; that is written otherwise, for checks are not looked at.
        asked = "replace(sql, 'IS NOT NULL', 'NOTNULL')"
        loose = f"replace(replace(replace({asked}, ' STRICT', ''), 'STRICT', ''), 'NOT NULL', '')"
        first.execute(f"UPDATE sqlite_master SET sql = {loose} WHERE type = 'table'")
        first.close()
        self.raw = self.connect()
        self.raw.execute("PRAGMA ignore_check_constraints=ON")

    def connect(self) -> Any:
        return sqlite.driver().connect(str(self.file), isolation_level=None)

    def names(self) -> Iterator[tuple[str, str]]:
        tables = [
            row[0] for row in self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for table in tables:
            if self.raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                yield from ((table, row[1]) for row in self.raw.execute(f"PRAGMA table_info({table})"))

    def put(self, table: str, column: str, value: object) -> tuple[int, Any] | None:
        """Set the cell of the first row; what stood there, or None where nothing changed."""
        row, old = self.raw.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid LIMIT 1").fetchone()
        try:
            self.raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
        except sqlite.driver().Error:
            return None
        (new,) = self.raw.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
        return None if (type(new), new) == (type(old), old) else (row, old)

    def back(self, table: str, column: str, was: tuple[int, Any]) -> None:
        self.raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (was[1], was[0]))


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    return Cells(tmp_path_factory.mktemp("cells"))


def test_the_database_holds_as_it_is(cells: Cells, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["log", "verify", "--database", cells.url, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.count(": holds\n") == 4
    assert "Not yet under a signed head: 2 entries" in out and "Witness getuige.example/w1 saw the head of" in out


def outcome(url: str, lang: str) -> int:
    """The exit code of the command. Anything but what it refuses on purpose would be a crash."""
    try:
        return verify(url, None, None, None, lang)
    except BadInput:
        return 2
    except ProofError:
        return 1


@pytest.mark.parametrize("turn", range(TURNS))
def test_a_wrong_value_anywhere_is_told_and_never_a_crash(
    cells: Cells, turn: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each cell gets another value in each turn; as many turns as there are values try them all."""
    passed, tried = list[str](), 0
    for number, (table, column) in enumerate(list(cells.names())):
        was = cells.put(table, column, VALUES[(number + turn) % len(VALUES)])
        if was is None:
            continue
        tried += 1
        code = outcome(cells.url, ("nl", "en")[tried % 2])
        cells.back(table, column, was)
        if code != 1 and not UNBOUND.get(table, set()) & {column, "*"}:
            passed.append(f"{table}.{column}, value {(number + turn) % len(VALUES)}: exit {code}")
    capsys.readouterr()
    assert passed == []
    assert tried > 40
