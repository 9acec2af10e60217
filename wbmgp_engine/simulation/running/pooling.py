"""Runs beside each other in processes of their own, which can be stopped and leave what they finished."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from multiprocessing.synchronize import Event
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.running.planning import Run
from wbmgp_engine.simulation.running.run_files import is_done, write_run
from wbmgp_engine.simulation.running.working import Handover, Market, Stop, Stopped, Work

Done = Callable[[Run], None]
Progress = Callable[[int, int, str], None]
"""It hears how many runs of how many are done, and which was the last."""
_LOOK: Final = 0.1
_HANDED: Final = ".regio"


@dataclass(frozen=True)
class Place:
    """Where ledgers go, what they follow from, and what makes them."""

    out: Path
    key: str
    market: Market


def make_runs(
    work: Work,
    runs: Sequence[Run],
    place: Place,
    *,
    workers: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Make the runs that are not there yet. Raises Stopped; what a run raises comes through, BadInput when a process is gone."""
    missing = [run for run in runs if not is_done(place.out, run, place.key)]
    finished = len(runs) - len(missing)
    tell, asked = progress or (lambda done, total, name: None), stop or (lambda: False)

    def done(run: Run) -> None:
        nonlocal finished
        finished += 1
        tell(finished, len(runs), run.name)

    tell(finished, len(runs), "")
    if workers == 1 or len(missing) <= 1:
        _here(work, missing, place, asked, done)
    else:
        _beside(work, missing, place, asked, done, workers)


def _here(work: Work, runs: Sequence[Run], place: Place, stop: Stop, done: Done) -> None:
    for run in runs:
        if stop():
            raise Stopped
        write_run(place.out, run, place.market(work, run, stop), place.key)
        done(run)


def _beside(work: Work, runs: Sequence[Run], place: Place, stop: Stop, done: Done, workers: int) -> None:
    context = get_context("spawn")
    stopped = context.Event()
    handed = place.out / _HANDED
    start = (Handover.of(work, handed), place, stopped)
    pool = ProcessPoolExecutor(min(workers, len(runs)), context, _begin, start)
    try:
        _watch({pool.submit(_one, run): run for run in runs}, stop, done)
    except BrokenProcessPool:
        fix = "simulate again, which goes on with the runs that are there; with fewer workers it needs less memory"
        raise BadInput.one("workers", "a process ended in the middle of a run", fix) from None
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)
        rmtree(handed, ignore_errors=True)


def _watch(waiting: dict[Future[None], Run], stop: Stop, done: Done) -> None:
    while waiting:
        finished, _ = wait(waiting, _LOOK, FIRST_COMPLETED)
        for future in finished:
            run = waiting.pop(future)
            future.result()
            done(run)
        if stop():
            raise Stopped


# In the other process --------------------------------------------------------------------------------------------------

_work: list[tuple[Work, Place, Event]] = []


def _begin(handover: Handover, place: Place, stopped: Event) -> None:
    # Whoever started it is told of an interrupt, and says what stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _work.append((handover.received(), place, stopped))


def _one(run: Run) -> None:
    work, place, stopped = _work[0]
    if stopped.is_set():
        raise Stopped
    write_run(place.out, run, place.market(work, run, stopped.is_set), place.key)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
