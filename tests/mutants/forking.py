"""Judges mutants of the code in children of one pytest that has loaded, run and timed everything already.

    cd mutants && python -m tests.mutants.forking --out ../.mutants/code.jsonl TESTS…

mutmut made the mutants: every function holds all of its own, and one name says which of them runs. A process
of pytest for each would start, collect and read the law two thousand times. Here a child is forked for each mutant, runs
only the tests that come by the function, the quickest first, and stops at the first that fails.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Final, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.code import UNTESTED, functions, kept

WORKERS: Final = 2
# A mutant that runs in a circle takes this many times what its tests take, and some seconds: it was noticed.
_PATIENCE, _SECONDS = 5, 3
STOPPED: Final = "stopped: it ran too long or broke the process"


class Seen(NamedTuple):
    """What one test took, and the functions it came by."""

    seconds: float
    functions: frozenset[str]


class Forking:
    """A plugin of pytest that judges mutants instead of running tests."""

    def __init__(self, out: Path, seconds: float) -> None:
        self._out, self._until = out, monotonic() + seconds

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        seen = [_looked_at(item, after) for item, after in zip(items, [*items[1:], items[-1]], strict=True)]
        hashes = dict(functions(Path()))
        suite = sha256("\n".join(sorted(item.nodeid for item in items)).encode()).hexdigest()[:12]
        known = _known(self._out, hashes, suite)
        survived = {line["mutant"] for line in kept(self._out)}
        names = sorted(hashes.keys() - known, key=lambda name: (name not in survived, sha256(name.encode()).digest()))
        gc.collect()
        gc.freeze()
        with self._out.open("a", encoding="utf-8") as file:
            for name, killed in _judged(names, items, seen, self._until):
                line = {"mutant": name, "function": hashes[name], "killed": killed, "suite": suite}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
        return True


def _judged(
    names: list[str], items: Sequence[pytest.Item], seen: Sequence[Seen], until: float
) -> Iterator[tuple[str, str | None]]:
    """Every mutant with its fate, with some children at work at once, as far as the time goes."""
    busy: dict[int, tuple[str, int]] = {}
    for name in names:
        if monotonic() > until:
            break
        chosen = _chosen(name, items, seen)
        if not chosen:
            yield name, UNTESTED
            continue
        if len(busy) == WORKERS:
            yield _first_done(busy)
        child, reading = _forked(name, chosen)
        busy[child] = name, reading
    while busy:
        yield _first_done(busy)


def _looked_at(item: pytest.Item, after: pytest.Item) -> Seen:
    hits: set[str] = set()
    _trampoline()["record_trampoline_hit"] = lambda name, caller=None: hits.add(name)
    _run("stats")
    began = process_time()
    failed = _fails(item, after)
    _run("")
    if failed:
        print(f"left out, for it fails on the code as it is: {item.nodeid}")
    return Seen(process_time() - began, frozenset() if failed else frozenset(hits))


def _trampoline() -> dict[str, Any]:
    """The names of the module of mutmut by which every function chooses its mutant; only `make mutants` installs it."""
    from mutmut.mutation import trampoline

    names: dict[str, Any] = vars(trampoline)
    return names


def _run(name: str) -> None:
    """Let this mutant run; a look at the environment at every call would take most of the time."""
    _trampoline()["get_mutant_under_test"] = lambda: name


def _fails(item: pytest.Item, after: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _chosen(name: str, items: Sequence[pytest.Item], seen: Sequence[Seen]) -> list[tuple[float, pytest.Item]]:
    """The tests that come by the function of a mutant, the quickest first."""
    function = name.rpartition("__mutmut_")[0]
    found = [(one.seconds, item) for item, one in zip(items, seen, strict=True) if function in one.functions]
    return sorted(found, key=lambda pair: pair[0])


def _forked(name: str, chosen: list[tuple[float, pytest.Item]]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _in_the_child(name, chosen, writing)
    os.close(writing)
    return child, reading


def _first_done(busy: dict[int, tuple[str, int]]) -> tuple[str, str | None]:
    """The next mutant that is judged, with the test that notices it, why it ended otherwise, or None."""
    child, status = os.wait()
    name, reading = busy.pop(child)
    with os.fdopen(reading) as said:
        words = said.read()
    return name, (words or None) if os.waitstatus_to_exitcode(status) == 0 else STOPPED


def _in_the_child(name: str, chosen: list[tuple[float, pytest.Item]], writing: int) -> None:
    limit = _PATIENCE * sum(seconds for seconds, _ in chosen) + _SECONDS
    signal.setitimer(signal.ITIMER_PROF, limit)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    gc.disable()
    tests = [item for _, item in chosen]
    tests[0].session._setupstate.teardown_exact(tests[0])
    _run(name)
    for item, after in zip(tests, [*tests[1:], tests[-1]], strict=True):
        if _fails(item, after):
            os.write(writing, item.nodeid.encode())
            break
    os._exit(0)


def _known(out: Path, hashes: dict[str, str], suite: str) -> set[str]:
    """What was judged before, of functions that are as they were; who survived is tried again by other tests."""
    return {
        line["mutant"]
        for line in kept(out)
        if hashes.get(line["mutant"]) == line["function"]
        and (line["killed"] not in (None, UNTESTED) or line.get("suite") == suite)
    }


def main() -> None:
    """Judge the mutants that are there and write a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=1e9)
    asked, rest = parser.parse_known_args()
    plugin = Forking(asked.out.resolve(), asked.seconds)
    sys.exit(pytest.main(["-p", "no:cacheprovider", "-o", "addopts=", "-q", *rest], plugins=[plugin]))


if __name__ == "__main__":
    main()
