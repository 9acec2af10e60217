"""The one writer of SQLite: answers after the commit, failures that stay with their job, and stopping in doubt."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from wbmgp_api.store import sqlite
from wbmgp_api.store.emptying import Emptier
from wbmgp_api.store.errors import StoreBroken, StoreBusy, StoreFull
from wbmgp_api.store.writer import Writer


@pytest.fixture
def writer(sqlite_file: Path) -> Iterator[Writer]:
    made = Writer(sqlite.write_engine(sqlite_file))
    yield made
    made.close()


YEARS = count(2000)  # a tenant has one log a year


def shard(name: str, size: int = 0) -> str:
    return f"INSERT INTO log_shard VALUES ('{name}', 'GM0599', {next(YEARS)}, 'open', {size})"


def put(name: str, size: int = 0):  # type: ignore[no-untyped-def]
    return lambda connection: connection.exec_driver_sql(shard(name, size)).rowcount


def names(path: Path) -> set[str]:
    engine = sqlite.read_engine(path)
    with engine.begin() as connection:
        found = {row[0] for row in connection.exec_driver_sql("SELECT origin FROM log_shard")}
    engine.dispose()
    return found


def test_an_answer_comes_after_the_commit(writer: Writer, sqlite_file: Path) -> None:
    assert writer.write(put("a")) == 1
    assert names(sqlite_file) == {"a"}


def test_a_job_that_fails_takes_back_its_own_work_only(writer: Writer, sqlite_file: Path) -> None:
    gate = threading.Event()

    def waits(connection: Connection) -> None:
        gate.wait(5)

    def half(connection: Connection) -> None:
        connection.exec_driver_sql(shard("half"))
        raise ValueError("no")

    first = writer.submit(waits)
    asked = [writer.submit(put("a")), writer.submit(half), writer.submit(put("a")), writer.submit(put("b"))]
    gate.set()
    first.result()
    assert [asked[0].result(), asked[3].result()] == [1, 1]
    assert isinstance(asked[1].exception(), ValueError)
    assert isinstance(asked[2].exception(), IntegrityError)
    assert names(sqlite_file) == {"a", "b"}


def test_what_waits_together_is_committed_together(writer: Writer) -> None:
    commits: list[int] = []
    event.listen(writer._engine, "commit", lambda _: commits.append(1))
    gate = threading.Event()
    asked = [writer.submit(lambda _: gate.wait(5))] + [writer.submit(put(f"n{number}")) for number in range(40)]
    gate.set()
    assert all(one.result() for one in asked)
    assert len(commits) <= 3


def test_every_job_of_many_threads_is_kept_once(writer: Writer, sqlite_file: Path) -> None:
    def work(number: int) -> None:
        for step in range(20):
            writer.write(put(f"{number}-{step}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(sqlite_file)) == 160


def test_too_many_waiting_writes_are_refused_and_nothing_is_lost(sqlite_file: Path) -> None:
    writer = Writer(sqlite.write_engine(sqlite_file), waiting=2)
    started, gate = threading.Event(), threading.Event()

    def waits(connection: Connection) -> bool:
        started.set()
        return gate.wait(5)

    asked = [writer.submit(waits)]
    started.wait(5)
    asked += [writer.submit(put("a")), writer.submit(put("b"))]
    with pytest.raises(StoreBusy, match="2 writes are waiting"):
        writer.submit(put("c"))
    gate.set()
    assert all(one.result() for one in asked)
    writer.close()
    assert names(sqlite_file) == {"a", "b"}
    with pytest.raises(StoreBusy, match="closed"):
        writer.submit(put("d"))
    writer.close()


def test_a_full_disk_refuses_the_write_and_goes_on(writer: Writer, sqlite_file: Path) -> None:
    pages = writer.write(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    writer.write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}").scalar_one())

    def big(connection: Connection) -> None:
        connection.exec_driver_sql(
            "INSERT INTO rule_book VALUES ('sha256:big', zeroblob(100000), '2026-11-21T09:00:00.000000Z')"
        )

    with pytest.raises(StoreFull, match="nothing was kept"):
        writer.write(big)
    assert writer.write(put("small")) == 1
    writer.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=100000").scalar_one())
    writer.write(big)
    assert names(sqlite_file) == {"small"}


def test_after_a_failed_commit_nothing_is_written_any_more(sqlite_file: Path) -> None:
    engine = sqlite.write_engine(sqlite_file)
    writer = Writer(engine)

    def fails(_: Connection) -> None:
        raise OSError("the disk answered with an error")

    event.listen(engine, "commit", fails)
    with pytest.raises(StoreBroken, match="restart the store"):
        writer.write(put("a"))
    with pytest.raises(StoreBroken, match="stopped writing"):
        writer.submit(put("b"))
    writer.close()
    assert names(sqlite_file) == set()


def test_what_waits_behind_a_failed_commit_fails_too(sqlite_file: Path) -> None:
    engine = sqlite.write_engine(sqlite_file)
    writer = Writer(engine, batch=1)
    gate = threading.Event()

    def fails(_: Connection) -> None:
        gate.wait(5)
        raise OSError("the disk answered with an error")

    event.listen(engine, "commit", fails)
    asked = [writer.submit(put("a")), writer.submit(put("b"))]
    gate.set()
    for one in asked:
        assert isinstance(one.exception(5), StoreBroken)
    writer.close()


def test_the_journal_goes_into_the_file_beside_the_writer(sqlite_file: Path, tmp_path: Path) -> None:
    writer = Writer(sqlite.write_engine(sqlite_file), Emptier(sqlite.write_engine(sqlite_file), every=2))
    for name in ("a", "b", "c"):
        writer.write(put(name))
    copy = tmp_path / "copy.db"
    for _ in range(200):
        shutil.copy(sqlite_file, copy)  # without its journal
        if {"a", "b"} <= names(copy):
            break
        threading.Event().wait(0.02)
    assert {"a", "b"} <= names(copy)
    writer.close()


def test_a_journal_that_cannot_be_emptied_stops_nobody(sqlite_file: Path, tmp_path: Path) -> None:
    nowhere = Emptier(sqlite.write_engine(tmp_path / "gone" / "store.db"), every=1)
    writer = Writer(sqlite.write_engine(sqlite_file), nowhere)
    for name in ("a", "b"):
        assert writer.write(put(name)) == 1
    writer.close()
    assert names(sqlite_file) == {"a", "b"}


def test_jobs_that_succeed_together_run_once_and_without_savepoints(writer: Writer, sqlite_file: Path) -> None:
    said: list[str] = []
    event.listen(writer._engine, "commit", lambda _: said.append("COMMIT"))
    gate, runs = threading.Event(), list[str]()
    raw = writer._engine.raw_connection().driver_connection
    assert raw is not None

    def job(name: str) -> Callable[[Connection], None]:
        def counted(connection: Connection) -> None:
            runs.append(name)
            connection.exec_driver_sql(shard(name))

        return counted

    first = writer.submit(lambda _: gate.wait(5))
    threading.Event().wait(0.05)
    asked = [writer.submit(job(name)) for name in "abc"]
    raw.set_trace_callback(said.append)
    gate.set()
    first.result()
    for one in asked:
        one.result()
    raw.set_trace_callback(None)
    assert runs == ["a", "b", "c"]
    assert not [words for words in said if words.startswith("SAVEPOINT")]
    assert said.count("COMMIT") >= 2
