"""Judges mutants of the code in children of one pytest that has loaded, run and timed everything already.

    cd mutants && python -m tests.mutants.forking --out ../.mutants/code.jsonl TESTS…

mutmut made the mutants: every function holds all of its own, and one name says which of them runs. A process
of pytest for each would start, collect and read the law two thousand times. Here a child is forked for each mutant, runs
only the tests that come by the function, the quickest first, and stops at the first that fails (tests/mutants/children.py).
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from time import monotonic, process_time
from typing import Any, NamedTuple

import pytest

from tests.mutants.children import Timed, fails, judged
from tests.mutants.code import UNTESTED, functions, kept


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
            for name, killed in judged(names, lambda name: _chosen(name, items, seen), _run, self._until):
                line = {"mutant": name, "function": hashes[name], "killed": killed, "suite": suite}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
        return True


def _looked_at(item: pytest.Item, after: pytest.Item) -> Seen:
    hits: set[str] = set()
    _trampoline()["record_trampoline_hit"] = lambda name, caller=None: hits.add(name)
    _run("stats")
    began = process_time()
    failed = fails(item, after)
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


def _chosen(name: str, items: Sequence[pytest.Item], seen: Sequence[Seen]) -> list[Timed]:
    """The tests that come by the function of a mutant, the quickest first."""
    function = name.rpartition("__mutmut_")[0]
    found = [(one.seconds, item) for item, one in zip(items, seen, strict=True) if function in one.functions]
    return sorted(found, key=lambda pair: pair[0])


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
