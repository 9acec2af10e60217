"""Writes of one tenant that wait together are committed together, and each succeeds or fails by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError

from tests.api.store.postgres_server import Server
from tests.api.store.samples import TENANT, record
from tests.torture.databases import chance, wrongs
from wbmgp_api.store.errors import StoreBusy
from wbmgp_api.store.groups import Groups
from wbmgp_api.store.opened import PostgresStore, open_store

AT_ONCE = 8


def held_up(store: PostgresStore, jobs: list[Callable[[Connection], Any]]) -> list[Any]:
    """The outcome of jobs that all wait, in this order, while another one has the turn."""
    inside, gate = threading.Event(), threading.Event()

    def first(connection: Connection) -> None:
        inside.set()
        gate.wait(10)

    def outcome(job: Callable[[Connection], Any]) -> Any:
        try:
            return store.write(TENANT, job)
        except Exception as problem:
            return problem

    with ThreadPoolExecutor(len(jobs) + 1) as pool:
        pool.submit(store.write, TENANT, first)
        assert inside.wait(10)
        asked = []
        for job in jobs:
            asked.append(pool.submit(outcome, job))
            while len(store.groups._lines[TENANT].waiting) < len(asked):
                threading.Event().wait(0.002)
        gate.set()
        return [one.result(30) for one in asked]


def commits_of(engine: Engine) -> list[int]:
    found: list[int] = []
    event.listen(engine, "commit", lambda _: found.append(1))
    return found


@pytest.fixture
def server_store(postgres_server: Server, postgres_database: str) -> Any:
    opened = open_store(postgres_server.url("app", postgres_database))
    yield opened
    opened.close()


def test_what_waits_together_is_committed_together(server_store: PostgresStore) -> None:
    commits = commits_of(server_store.engine)
    assert held_up(server_store, [lambda c: c.exec_driver_sql("SELECT 7").scalar()] * AT_ONCE) == [7] * AT_ONCE
    assert len(commits) == 2


def test_a_job_that_fails_takes_back_its_own_work_only(server_store: PostgresStore) -> None:
    def shard(year: int) -> Callable[[Connection], Any]:
        row = {"origin": f"o/{year}", "tenant": TENANT, "year": year}
        put = text("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0)")
        return lambda connection: connection.execute(put, row).rowcount

    def half(connection: Connection) -> None:
        shard(2003)(connection)
        raise ValueError("no")

    found = held_up(server_store, [shard(2001), half, shard(2002)])
    again = held_up(server_store, [shard(2001), shard(2004)])
    assert [found[0], str(found[1]), found[2]] == [1, "no", 1]
    assert isinstance(again[0], IntegrityError)
    years = server_store.read(
        TENANT, lambda c: c.execute(text("SELECT year FROM log_shard ORDER BY year")).scalars().all()
    )
    assert years == [2001, 2002, 2004]


def test_assessments_of_many_clients_stand_in_one_log_each_once(server_store: PostgresStore) -> None:
    def client(number: int) -> dict[str, str]:
        return {
            f"{number}-{step}": record(server_store, key=f"{number}-{step}", by=chance()).record for step in range(4)
        }

    with ThreadPoolExecutor(AT_ONCE) as pool:
        kept = {key: one for made in pool.map(client, range(AT_ONCE)) for key, one in made.items()}
    assert len(set(kept.values())) == 4 * AT_ONCE
    assert wrongs(server_store, kept) == []


def test_a_commit_that_fails_is_told_to_everybody_in_the_group() -> None:
    def broken(jobs: Callable[[Connection], list[Any]]) -> list[Any]:
        raise StoreBusy("away")

    with pytest.raises(StoreBusy, match="away"):
        Groups().write(TENANT, lambda connection: 1, broken)
