"""What jobs that are committed together know of their log: found out once, and taken back with the work of a job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from tests.api.store.samples import ACTOR, ORIGIN, START, TENANT, application, assessed, recorder
from tests.api.store.test_groups import held_up
from tests.api.store.test_guards import transaction
from tests.torture.databases import kept, wrongs
from tests.trail.samples import RULES
from wbmgp_api.store import log, rule_books, stops
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.flaws import flaw
from wbmgp_api.store.opened import PostgresStore, SqliteStore, Store, open_store
from wbmgp_api.store.recording import Recorded
from wbmgp_api.store.remembered import forget, remembered
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.receipt import read_leaf

Job = Callable[[Connection], Any]


def telling(key: str, tenant: str = TENANT, rules: Any = RULES) -> Job:
    """A job that records an assessment; each key draws other bytes and has a moment of its own."""
    used, moment = recorder(key), START + timedelta(seconds=ord(key[0]))
    answer = {"recht": {"datum": "2026-11-01", "regelboek": content_hash(rules)}}
    what = assessed(application(gemeente=tenant), **answer)
    return lambda connection: used.assessment(connection, what, rules, ACTOR, key, moment)


def and_then(job: Job, words: str) -> Job:
    """A job that works, and then says what the tables refuse."""

    def both(connection: Connection) -> None:
        job(connection)
        connection.execute(text(words))

    return both


def together(store: Store, jobs: list[Job]) -> list[Any]:
    """What became of jobs that were in one transaction, in their order: a result, or what was raised."""
    if isinstance(store, PostgresStore):
        return held_up(store, jobs)
    assert isinstance(store, SqliteStore)
    gate = threading.Event()
    store.writer.submit(lambda _: gate.wait(10))
    asked: list[Future[Any]] = [store.writer.submit(job) for job in jobs]
    gate.set()
    return [one.exception(30) or one.result() for one in asked]


def places(store: Store, origin: str = ORIGIN, tenant: str = TENANT) -> list[tuple[str, str]]:
    """Type and moment of every entry of a log."""
    read = store.read(tenant, lambda c: [read_leaf(leaf) for _, leaf, _ in log.leaves(c, origin, 0, 99)])
    return [(leaf["type"], leaf["recorded_at"]) for leaf in read]


@pytest.mark.parametrize(
    "words", ["DELETE FROM log_leaf", "INSERT INTO case_file VALUES ('GM0599', 'x', 'aanvraag', 'x', 0)"]
)
def test_what_the_tables_refuse_is_taken_back_with_what_was_found_out(store: Store, words: str) -> None:
    store.write(TENANT, telling("a"))
    found = together(store, [telling("b"), and_then(telling("c"), words), telling("d"), telling("e")])
    assert isinstance(found[1], DBAPIError)
    answers = {key: found[number].record for number, key in enumerate("bcde") if key != "c"}
    assert wrongs(store, answers) == []
    assert sorted(kept(store)) == ["a", "b", "d", "e"]
    assert len(places(store)) == 5
    assert [moment for _, moment in places(store)] == sorted(moment for _, moment in places(store))


def test_a_clock_is_held_against_what_was_kept_only(store: Store) -> None:
    def late(connection: Connection) -> None:
        telling("z")(connection)
        raise ValueError("no")

    store.write(TENANT, telling("a"))
    found = together(store, [telling("b"), late, telling("c")])
    assert str(found[1]) == "no"
    assert found[2].moment == "2026-11-21T09:01:39.000000Z"


def test_a_rule_book_whose_first_use_was_taken_back_gets_its_entry_with_the_next(store: Store) -> None:
    other = {**RULES, "wet/nieuw.yaml": b"naam: nieuw\n"}

    def failing(connection: Connection) -> None:
        telling("b", rules=other)(connection)
        assert rule_books.in_log(connection, TENANT, ORIGIN, content_hash(other))
        raise ValueError("no")

    store.write(TENANT, telling("a"))
    found = together(store, [failing, telling("c", rules=other), telling("d", rules=other)])
    assert str(found[0]) == "no"
    assert [kind for kind, _ in places(store)] == [
        "regelversie",
        "beoordeling",
        "regelversie",
        "beoordeling",
        "beoordeling",
    ]
    assert wrongs(store, {"c": found[1].record}) == []


def test_a_log_that_is_stopped_takes_nothing_of_who_waited_with_it(store: Store) -> None:
    def stop(connection: Connection) -> None:
        stops.stop(connection, TENANT, ORIGIN, flaw("log", "stopped", origin=ORIGIN), START)

    store.write(TENANT, telling("a"))
    found = together(store, [telling("b"), stop, telling("c")])
    assert isinstance(found[0], Recorded)
    assert found[1] is None
    assert isinstance(found[2], StoreBroken)
    assert "is stopped: nothing is added to it" in str(found[2])
    assert sorted(kept(store)) == ["a", "b"]


def test_two_municipalities_in_one_transaction_have_a_log_each(tmp_path: Path) -> None:
    other, one = "GM0344", f"sqlite:///{tmp_path}/two.db"
    store = open_store(one)
    jobs = [
        telling("a"),
        telling("b", other),
        and_then(telling("c", other), "DELETE FROM record"),
        telling("d"),
        telling("e", other),
    ]
    found = together(store, jobs)
    assert isinstance(found[2], DBAPIError)
    assert [len(places(store)), len(places(store, found[1].origin, other))] == [3, 3]
    assert [found[number].seq for number in (0, 3)] == [found[number].seq for number in (1, 4)] == [1, 2]
    store.close()


def test_each_of_the_first_jobs_of_a_year_finds_the_log_that_was_opened(store: Store) -> None:
    used = [recorder("x"), recorder("y")]
    new_year = START.replace(year=2027)
    jobs = [
        lambda c, by=by, n=n: by.assessment(c, assessed(), RULES, ACTOR, str(n), new_year + timedelta(seconds=n))
        for n, by in enumerate(used)
    ]
    store.write(TENANT, telling("a"))
    found = together(store, [telling("b"), *jobs, telling("c")])
    assert [one.origin[-4:] for one in found[:3]] == ["2026", "2027", "2027"]
    assert "this clock says 2026" in str(found[3])


def test_an_entry_goes_to_no_other_place_than_was_found_out(writing: Engine) -> None:
    with transaction(writing) as connection:
        origin = log.open_shard(connection, TENANT, 2026, "wbmgp.example")
        log.append(connection, TENANT, origin, lambda seq: b"leaf")
        connection.execute(text("UPDATE log_shard SET size = 3"))
        with pytest.raises(StoreBroken, match="is not as this transaction held it"):
            log.append(connection, TENANT, origin, lambda seq: b"leaf")


def test_nothing_is_believed_of_an_earlier_transaction(writing: Engine) -> None:
    with transaction(writing) as connection:
        remembered(connection)["what"] = 1
        assert remembered(connection) == {"what": 1}
    with transaction(writing) as connection:
        assert remembered(connection) == {}
        remembered(connection)["what"] = 2
        forget(connection)
        forget(connection)
        assert remembered(connection) == {}


def test_a_log_is_asked_once_for_all_who_wait(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/once.db")
    assert isinstance(store, SqliteStore)
    store.write(TENANT, telling("a"))
    said: list[str] = []
    raw = store.writer._engine.raw_connection().driver_connection
    assert raw is not None
    raw.set_trace_callback(said.append)
    together(store, [telling(key) for key in "bcdefgh"])
    raw.set_trace_callback(None)
    asked = [words for words in said if words.startswith("SELECT") and "log_" in words]
    assert len([words for words in asked if "size, state" in words]) <= 2
    assert len([words for words in asked if "log_node" in words or "leaf_hash" in words]) <= 3
    store.close()
