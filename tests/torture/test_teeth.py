"""The parts find what they look for: a store that forgets is caught."""

from __future__ import annotations

import random
from pathlib import Path

import apsw
import pytest

from tests.api.store.quick_tables import Tables
from tests.torture import disk_faults, synced, torn
from tests.torture.disk import Disk, used_by_the_store
from wbmgp_api.store import sqlite, writer
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.opened import open_store


def test_a_store_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path) -> None:
    """With `synchronous=NORMAL` an answer is given before the journal is synced: the cut comes right after it."""
    done = torn.worked(1, tmp_path / "work", "synchronous=NORMAL")
    answered = [at for at, one in enumerate(done, 1) if one.kind == "ack"]
    chance, cut, found = random.Random(1), tmp_path / "cut", list[str]()
    cut.mkdir()
    for at in answered:
        files, acknowledged = torn.at_the_cut(done[:at], chance, fates=(0.0,))
        found += torn.wrong_after(files, acknowledged, cut)
    assert any("is lost" in one for one in found)


def test_a_writer_that_goes_on_after_a_failed_write_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk_faults.templates(tmp_path / "templates")
    disk = Disk("careless")
    monkeypatch.setattr(writer.Writer, "_failed", _answers_anyway)
    found: list[str] = []
    for n in range(30, 90, 10):
        place = tmp_path / str(n)
        (tmp_path / "templates" / "closed").rename(place)
        _, said = disk_faults.one(disk, place, lambda number, _, n=n: _at(number, n), disk_faults.recordings, 0)  # type: ignore[misc]
        place.rename(tmp_path / "templates" / "closed")
        found += said
    assert any("wrote again" in one or "is lost" in one for one in found)


def _at(number: int, n: int) -> type[Exception] | None:
    return apsw.IOError if number == n else None


def _answers_anyway(self: writer.Writer, batch: list[writer._Asked[object]], error: BaseException) -> None:
    writer._fail(batch, StoreBroken("careless"), error)


def test_an_answer_before_the_sync_is_caught() -> None:
    lines = [
        '7 read(9<UNIX-STREAM:[1]>, "POST / HTTP/1.1", 65536) = 15',
        '8 pwrite64(5</x/store.db-wal>, "...", 4096, 56) = 4096',
        "8 fdatasync(5</x/store.db-wal> <unfinished ...>",
        '7 write(9<UNIX-STREAM:[1]>, "HTTP/1.1 201 Created", 20) = 20',
        "8 <... fdatasync resumed>) = 0",
        '7 read(9<UNIX-STREAM:[1]>, "POST / HTTP/1.1", 65536) = 15',
        '8 pwrite64(5</x/store.db-wal>, "...", 4096, 56) = 4096',
        "8 fdatasync(5</x/store.db-wal>) = -1 EIO (Input/output error)",
        "8 fdatasync(5</x/store.db-wal>) = 0",
        '7 write(9<UNIX-STREAM:[1]>, "HTTP/1.1 201 Created", 20) = 20',
    ]
    wanted = ("POST / ", "HTTP/1.1 201", "store.db-wal")
    assert synced.early(synced.calls(lines), *wanted) == (2, ["answer 1 came before the journal was synced"])
    assert len(synced.early(synced.calls(lines[:-2] + lines[-1:]), *wanted)[1]) == 2


def test_tables_that_are_made_quickly_are_those_of_the_migrations_and_ask_the_disk_as_much(tmp_path: Path) -> None:
    tables, seen = Tables(tmp_path), list[tuple[object, ...]]()
    for slowly in (True, False):
        disk, place = Disk(f"tables {slowly}"), tmp_path / str(slowly)
        place.mkdir()
        with tables.made_quickly(but=slowly), used_by_the_store(disk):
            open_store(f"sqlite:///{place}/store.db").close()
        with sqlite.read_engine(place / "store.db").begin() as connection:
            found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY name").all()
            version = connection.exec_driver_sql("SELECT * FROM alembic_version").all()
        seen.append((disk.count, found, version))
    assert len(seen[0][1]) > 100  # type: ignore[arg-type]
    assert seen[0] == seen[1]
