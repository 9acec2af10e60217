"""Judging mutants in children of one pytest that has loaded, run and timed its tests: what both forking programs share.

A child is forked for each mutant; it makes the change, runs the tests that come by, and stops at the first that fails. The
parent stays as it is.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Final

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.code import UNTESTED

WORKERS: Final = 2
# A mutant that runs in a circle takes this many times what its tests take, and some seconds: it was noticed.
_PATIENCE, _SECONDS = 5, 3
STOPPED: Final = "stopped: it ran too long or broke the process"
Timed = tuple[float, pytest.Item]
"""A test, and how many seconds it took on what was not changed."""


def judged(
    names: Sequence[str], chosen: Callable[[str], list[Timed]], begin: Callable[[str], None], until: float
) -> Iterator[tuple[str, str | None]]:
    """Every mutant with the test that notices it, `UNTESTED`, `STOPPED`, or None where nobody does; as far as the time goes.

    `chosen` gives the tests of a mutant in their order, `begin` makes its change (it is called in the child only).
    """
    busy: dict[int, tuple[str, int]] = {}
    for name in names:
        if monotonic() > until:
            break
        tests = chosen(name)
        if not tests:
            yield name, UNTESTED
            continue
        if len(busy) == WORKERS:
            yield _first_done(busy)
        child, reading = _forked(name, tests, begin)
        busy[child] = name, reading
    while busy:
        yield _first_done(busy)


def fails(item: pytest.Item, after: pytest.Item) -> bool:
    """Whether a test fails, before or after it too; `after` is the one that comes next."""
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _forked(name: str, tests: list[Timed], begin: Callable[[str], None]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _in_the_child(name, tests, begin, writing)
    os.close(writing)
    return child, reading


def _first_done(busy: dict[int, tuple[str, int]]) -> tuple[str, str | None]:
    """The next mutant that is judged, with the test that notices it, why it ended otherwise, or None."""
    child, status = os.wait()
    name, reading = busy.pop(child)
    with os.fdopen(reading) as said:
        words = said.read()
    return name, (words or None) if os.waitstatus_to_exitcode(status) == 0 else STOPPED


def _in_the_child(name: str, timed: list[Timed], begin: Callable[[str], None], writing: int) -> None:
    limit = _PATIENCE * sum(seconds for seconds, _ in timed) + _SECONDS
    signal.setitimer(signal.ITIMER_PROF, limit)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    gc.disable()
    tests = [item for _, item in timed]
    tests[0].session._setupstate.teardown_exact(tests[0])
    begin(name)
    for item, after in zip(tests, [*tests[1:], tests[-1]], strict=True):
        if fails(item, after):
            os.write(writing, item.nodeid.encode())
            break
    os._exit(0)
