"""Work that comes round: again after an error, and no more after the end."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

from tests.api.store.anchoring.delays import measured
from tests.api.store.samples import START, record
from tests.api.store.test_checkpoints import KEY
from wbmgp_api.anchoring.publishing import Published, Publisher
from wbmgp_api.anchoring.rounds import Rounds
from wbmgp_api.anchoring.running import Anchoring, Pauses
from wbmgp_api.anchoring.stamping import Authority, Stamped, Stamper
from wbmgp_api.store.opened import open_store


def test_an_error_is_told_and_the_next_round_comes() -> None:
    told: list[str] = []
    rounds, enough = list[int](), Event()

    def work() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise ValueError("once")
        if len(rounds) >= 4:
            enough.set()

    made = Rounds(work, 0.01, lambda problem: told.append(str(problem)))
    assert enough.wait(10)
    made.close()
    done = len(rounds)
    time.sleep(0.05)
    assert (told, len(rounds)) == (["once"], done)


def test_the_end_does_not_wait_for_the_pause() -> None:
    made = Rounds(lambda: None, 60, lambda problem: None)
    start = time.monotonic()
    made.close()
    assert time.monotonic() - start < 5


def test_while_entries_come_in_they_are_signed_over_and_seen_in_time(tmp_path: Path) -> None:
    """The promise is 5 seconds for a head and 60 for a witness; `python -m tests.api.store.anchoring.delays` measures it as it is run."""
    signed, seen, problems = measured(tmp_path, 3, Pauses(heads=0.2, witnesses=0.5), 0.02)
    assert problems == []
    assert len(signed) == len(seen) > 20
    assert max(signed) <= 5
    assert max(seen) <= 60


def test_a_stamper_has_rounds_of_its_own(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.db")
    record(store)
    told: list[Published | Stamped | Exception] = []
    enough = Event()

    def report(one: Published | Stamped | Exception) -> None:
        told.append(one)
        if {type(found) for found in told} == {Published, Stamped}:
            enough.set()

    stamper = Stamper(store, KEY, Authority("http://127.0.0.1:9", (), ()), lambda: START)
    made = Anchoring(Publisher(store, KEY, (), lambda: START), stamper, store.tenants, report)
    try:
        assert enough.wait(10)
    finally:
        made.close()
        store.close()
    assert [one.problem for one in told if isinstance(one, Published)] == [""]
    assert all("was not reached" in one.problem for one in told if isinstance(one, Stamped))
