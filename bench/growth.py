"""How time grows: with applications, with members of a household, with designations. Ours only; answers were compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.household import APPLICATION
from bench.measuring import Row, in_turns, rate
from bench.peers.applications import ON, application, arrays, rows
from bench.population import OURS, Population, judge
from bench.single import OURS as ONE
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.permits.outcome import advise
from wbmgp_engine.populations.rows import Rows

SMALLEST, FIXED = 10_000, 250_000
MEMBERS, DESIGNATIONS = (1, 2, 3, 4, 5), (3, 10, 50, 100, 200)
COUNT, ROUNDS = 50, 20
Say = Callable[[str], None]


def measured(sizes: Sequence[int], say: Say = print) -> Iterator[Row]:
    """Rows per second for populations, microseconds for one decision; `sizes` bounds the largest population."""
    most = max(sizes)
    for number in range(4, 8):
        if (size := 10**number) <= most:
            say(f"growth: {size:,} applications")
            yield _row("applications", size, _of_population(Population.of(size, complete=False), seconds=10))
    fixed = min(FIXED, most)
    for members in MEMBERS:
        say(f"growth: households of {members}")
        yield _row("members", members, _of_population(Population.of(fixed, members, complete=False)))
        yield _row("members", members, _of_one(members, APPLICATION["situatie"]), ONE)
    for count in DESIGNATIONS:
        say(f"growth: {count} designations")
        situation = designated(count)
        given = Population.of(fixed, complete=False)
        under = Population(given.arrays, given.frame, Rows(judge(situation)))
        if not all(one.equals(other) for one, other in zip(given.answers(), under.answers(), strict=True)):
            raise SystemExit(f"{count} designations elsewhere change an answer: nothing is timed")
        yield _row("designations", count, _of_population(under))
        yield _row("designations", count, _of_one(1, situation), ONE)


def designated(count: int) -> dict[str, Any]:
    """The situation of the bench among designations of other areas, so many in all."""
    situation = APPLICATION["situatie"]
    there = situation["aanwijzingen"]
    more = [{**there[number % 2], "gebied": f"wijk{number}"} for number in range(count - len(there))]
    return {**situation, "aanwijzingen": [*more, *there]}


def _of_population(given: Population, seconds: float = 2) -> Row:
    parts = given.in_order()
    given.judged(parts)
    return rate(lambda: given.judged(parts), len(given.frame), seconds=seconds)


def _of_one(members: int, situation: dict[str, Any]) -> Row:
    lawbook = Lawbook.load()
    asked = [application(row) | {"situatie": situation} for row in rows(arrays(COUNT, 5, members, complete=True))]
    found = [assess(Application.model_validate(one), lawbook=lawbook, on=ON) for one in asked]

    def decide(turn: int) -> str:
        one = found[turn % COUNT]
        return advise(one.question.compiled.run(one.bound.facts, ON), one.question)

    return in_turns({ONE: decide}, ROUNDS)[ONE]


def _row(case: str, size: int, figures: Row, system: str = OURS) -> Row:
    return {"bench": "growth", "system": system, "case": case, "size": size, **figures, "agrees": True}
