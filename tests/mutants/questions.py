"""Judges the mutants of the rules that only other questions than the permit read: requests for designation, ordinances,
evaluations and the record of proportionality.

    python -m tests.mutants.questions --out .mutants/questions.jsonl [--seconds 600]

No case of the permit reads these rules, so the tests of those questions have to notice. One pytest runs and times them
once and notes which places of the law each came by; a child for each mutant does the rest (tests/mutants/children.py).
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import _lru_cache_wrapper
from hashlib import sha256
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Final, NamedTuple

import pytest

from tests.mutants.children import Timed, fails, judged
from tests.mutants.code import UNTESTED, kept
from tests.mutants.killing import Place, places, trials
from tests.mutants.rules import LAWS, reached
from tests.mutants.sites import Mutant, mutants
from tests.our_law import OUR_LAW
from wbmgp_engine.law import reading
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar.run import CompiledPlan, Run
from wbmgp_engine.logic.values import NOT_TAKEN

QUESTIONS: Final = frozenset(
    {"toets_aanwijzingsverzoek", "toets_verordening", "toets_evaluatie", "toets_evenredigheid"}
)
TESTS: Final = (
    "tests/designations", "tests/scenarios/test_designations.py", "tests/scenarios/test_ordinances.py",
    "tests/scenarios/test_outcome_codes.py", "tests/permits/test_proportionality.py",
    "tests/permits/test_conduct.py", "tests/permits/test_objection.py",
    "tests/law/test_research_rules.py", "tests/law/test_evaluation_data.py", "tests/law/test_designation_clock.py",
    "tests/law/test_designation_criteria.py", "tests/law/test_designation_terms.py",
    "tests/law/test_situation_ordinance.py", "tests/law/test_completing_and_hearing.py",
)  # fmt: skip


class Seen(NamedTuple):
    """What one test took, and the places of the law it came by."""

    seconds: float
    places: frozenset[Place]


def others(lawbook: Lawbook) -> list[Mutant]:
    """The mutants of what the permit question does not read, in an order of no meaning."""
    there = {mutant.id for mutant in reached(lawbook, trials(lawbook))}
    found = [mutant for mutant in mutants(lawbook, LAWS | QUESTIONS) if mutant.id not in there]
    return sorted(found, key=lambda mutant: sha256(mutant.id.encode()).digest())


class Others(NamedTuple):
    """The mutants that were judged, by id, with the test that noticed each, `UNTESTED` or None; and those not judged yet."""

    fates: Mapping[str, tuple[str, str | None]]
    pending: int


def results(out: Path, found: Sequence[Mutant]) -> Others:
    """What became of the mutants that there are now: the kind of each, and the last word on it."""
    there = {mutant.id: mutant.kind for mutant in found}
    fates = {line["mutant"]: (line["kind"], line["killed"]) for line in kept(out) if line["mutant"] in there}
    return Others(fates, len(there) - len(fates))


class Judging:
    """A plugin of pytest that judges mutants of the rules instead of running tests."""

    def __init__(self, out: Path, seconds: float) -> None:
        self._out, self._until = out, monotonic() + seconds

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        seen = [_looked_at(item, after) for item, after in zip(items, [*items[1:], items[-1]], strict=True)]
        suite = sha256("\n".join(sorted(item.nodeid for item in items)).encode()).hexdigest()[:12]
        by_id = {mutant.id: mutant for mutant in others(OUR_LAW)}
        known = {line["mutant"] for line in kept(self._out) if stands(line, suite)}
        survived = {line["mutant"] for line in kept(self._out)}
        names = sorted(by_id.keys() - known, key=lambda name: (name not in survived, sha256(name.encode()).digest()))
        begin = change(by_id)
        kills = Counter(line["killed"] for line in kept(self._out))
        gc.collect()
        gc.freeze()
        with self._out.open("a", encoding="utf-8") as file:
            for name, killed in judged(
                names, lambda name: _chosen(by_id[name], items, seen, kills), begin, self._until
            ):
                kills[killed] += 1
                line = {"mutant": name, "kind": by_id[name].kind, "killed": killed, "suite": suite}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
        return True


def stands(line: dict[str, Any], suite: str) -> bool:
    """Whether a mutant needs no other look: it was noticed, or nobody noticed it by the same tests."""
    return line["killed"] not in (None, UNTESTED) or line["suite"] == suite


def _looked_at(item: pytest.Item, after: pytest.Item) -> Seen:
    with Watched() as watched:
        began = process_time()
        failed = fails(item, after)
        seconds = process_time() - began
    if failed:
        print(f"left out, for it fails on the law as it is: {item.nodeid}")
    return Seen(seconds, frozenset() if failed else watched.places())


class Watched:
    """Every run of the law within the block, whoever asks it."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def __enter__(self) -> Watched:
        self._was = was = CompiledPlan.run

        def run(self_: CompiledPlan, *args: Any, **named: Any) -> Run:
            found = was(self_, *args, **named)
            self._runs.append(found)
            return found

        CompiledPlan.run = run  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_: object) -> None:
        CompiledPlan.run = self._was  # type: ignore[method-assign]

    def places(self) -> frozenset[Place]:
        """Where in the law these runs came by; what a run left for later and nobody read is not looked at."""
        taken: dict[int, tuple[CompiledPlan, set[int]]] = {}
        for run in self._runs:
            slots = taken.setdefault(id(run.compiled), (run.compiled, set()))[1]
            slots.update(slot for slot, value in enumerate(run._slots) if value is not NOT_TAKEN)
        return frozenset().union(*(_came_by(compiled, slots) for compiled, slots in taken.values()))


def _came_by(compiled: CompiledPlan, slots: set[int]) -> frozenset[Place]:
    return places(step for step in compiled.plan.steps if compiled.last_step - step.index in slots)


def _chosen(
    mutant: Mutant, items: Sequence[pytest.Item], seen: Sequence[Seen], kills: Counter[str | None]
) -> list[Timed]:
    """The tests that come by what a mutant changes: first who noticed the most until now, then the quickest."""
    found = [
        (one.seconds, item) for item, one in zip(items, seen, strict=True) if not mutant.places.isdisjoint(one.places)
    ]
    return sorted(found, key=lambda pair: (-kills[pair[1].nodeid], pair[0]))


def change(by_id: dict[str, Mutant]) -> Callable[[str], None]:
    """How to make a mutant; what rule books worked out from the law as it was is dropped, so that it is asked anew."""
    gc.unfreeze()  # a test that calls the command line freezes what there is, and then nothing of it is listed
    things = gc.get_objects()
    books = [thing for thing in things if isinstance(thing, Lawbook)]
    remembered = [thing for thing in things if _remembers(thing)]

    def begin(name: str) -> None:
        by_id[name].apply()
        for function in remembered:
            function.cache_clear()
        for book in books:
            book._once.clear()

    return begin


def _remembers(thing: object) -> bool:
    """Whether this is a function of the tests that remembers its answers, such as the questions it compiled."""
    return isinstance(thing, _lru_cache_wrapper) and thing.__wrapped__.__module__.startswith("tests.")


def read_once() -> None:
    """Every rule book of this process has the same objects for the same text: what is changed in one is so in all."""
    was, known = reading.read_regulation, dict[tuple[str | bytes, bool], Regulation]()

    def read(text: str | bytes, place: str, lenient: bool = False) -> Regulation:
        if (text, lenient) not in known:
            known[text, lenient] = was(text, place, lenient)
        return known[text, lenient]

    reading.read_regulation = read


def main() -> None:
    """Judge what was not judged yet and write a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=1e9)
    asked = parser.parse_args()
    read_once()
    plugin = Judging(asked.out.resolve(), asked.seconds)
    sys.exit(pytest.main(["-p", "no:cacheprovider", "-o", "addopts=", "-q", *TESTS], plugins=[plugin]))


if __name__ == "__main__":
    main()
