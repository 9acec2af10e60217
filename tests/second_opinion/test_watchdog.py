"""Whatever becomes of the worker, there is a clear failure, it is gone, and the next question has a new one."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

import pytest

from tests.second_opinion import workers
from wbmgp_engine.logic.forward_chaining.fragment import SENTINEL, all_of
from wbmgp_engine.second_opinion.watchdog import Watchdog, WorkerFailed

PROGRAM: dict[str, Any] = {
    "regels": {"r0": {SENTINEL: all_of(()), "k1.waar.": all_of([{"b1": "waar"}])}},
    "blokken": [{"antwoord": "", "buiten": [], "treden": [{"regels": "r0", "vraagt": ["b1"], "geeft": ["k1"]}]}],
}
LEAVES: dict[str, Any] = {"waarden": {"b1": "waar"}, "leden": {}}


@pytest.mark.parametrize(
    ("worker", "words"),
    [
        ("hangs", "no answer within 1 seconds"),
        ("aborts", "ended by SIGABRT"),
        ("exits", "ended with exit code 3"),
        ("closes", "closed its pipe"),
        ("complains", "says: EngineFault: r0"),
    ],
)
def test_a_worker_that_misbehaves(worker: str, words: str) -> None:
    with Watchdog(start_seconds=60, decide_seconds=1, target=getattr(workers, worker)) as watchdog:
        with pytest.raises(WorkerFailed, match=words):
            watchdog.decide("k", PROGRAM, LEAVES)
        assert watchdog.pid is None


def test_a_worker_that_never_starts() -> None:
    with Watchdog(start_seconds=1, target=workers.never_starts) as watchdog, pytest.raises(WorkerFailed):
        watchdog.decide("k", PROGRAM, LEAVES)


def test_a_worker_killed_in_the_middle() -> None:
    with Watchdog(target=workers.hangs) as watchdog:

        def kill() -> None:
            while not watchdog._programs:
                time.sleep(0.05)
            time.sleep(0.2)
            os.kill(watchdog.pid or 0, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(WorkerFailed, match="ended by SIGKILL"):
            watchdog.decide("k", PROGRAM, LEAVES)
        killer.join()


def test_the_next_question_has_a_new_worker() -> None:
    pytest.importorskip("durable_rules_engine")
    with Watchdog() as watchdog:
        assert watchdog.decide("k", PROGRAM, LEAVES)["waarden"] == {"k1": "waar"}
        first = watchdog.pid or 0
        assert watchdog.decide("k", PROGRAM, LEAVES)["waarden"] == {"k1": "waar"}
        assert watchdog.pid == first
        os.kill(first, signal.SIGKILL)
        with pytest.raises(WorkerFailed):
            watchdog.decide("k", PROGRAM, LEAVES)
        assert watchdog.decide("k", PROGRAM, LEAVES)["waarden"] == {"k1": "waar"}
        assert watchdog.pid not in (None, first)


def test_a_rule_set_that_never_ends_is_killed() -> None:
    """An empty `$and` holds the interpreter for ever inside the engine: only another process can end it."""
    pytest.importorskip("durable_rules_engine")
    endless = {**PROGRAM, "regels": {"r0": {SENTINEL: {"$and": []}}}}
    with Watchdog(start_seconds=3, decide_seconds=3) as watchdog:
        with pytest.raises(WorkerFailed):
            watchdog.decide("endless", endless, LEAVES)
        assert watchdog.pid is None
