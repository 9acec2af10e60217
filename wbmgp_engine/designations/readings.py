"""Open legal questions: the rules are asked under every answer that matters, and none is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wbmgp_engine.designations.binding import Facts
from wbmgp_engine.designations.question import Question
from wbmgp_engine.logic.values import Unknown, Value

Assumed = Mapping[str, bool]
NUMBERS = ("oordeel", "verlenging", "resterend", "uiterste_einde")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules say of these facts under some answers to open legal questions (empty where none matters).

    The run itself is not kept: a request has many parts, and few readers of its trail.
    """

    assumed: Assumed
    facts: Facts
    values: Mapping[str, Value]

    def result(self, question: Question) -> tuple[Value, ...]:
        """The verdict and the numbers, for comparison."""
        return tuple(question.of(self.values, name) for name in NUMBERS)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rules say, and on which names it waits: an open question among them has to be answered first."""

    facts: Facts
    values: Mapping[str, Value]
    waits_for: frozenset[str]


def readings(question: Question, settle: Callable[[Assumed], Settled]) -> tuple[Reading, ...]:
    """Every reading that differs; one, without assumptions, where no open question makes a difference."""
    return tuple(_explore(question, settle, {}))


def _explore(question: Question, settle: Callable[[Assumed], Settled], assumed: Assumed) -> Iterator[Reading]:
    settled = settle(assumed)
    pending = next((name for name in question.readings if name in settled.waits_for), None)
    if pending is None:
        yield Reading(assumed, settled.facts, settled.values)
        return
    yes, no = (list(_explore(question, settle, {**assumed, pending: answer})) for answer in (True, False))
    if _alike(question, pending, yes, no):
        yield from (replace(reading, assumed=_without(pending, reading.assumed)) for reading in yes)
    else:
        yield from (*yes, *no)


def _without(name: str, assumed: Assumed) -> Assumed:
    return {key: value for key, value in assumed.items() if key != name}


def _alike(question: Question, name: str, yes: Sequence[Reading], no: Sequence[Reading]) -> bool:
    """Whether the answer to this question changes nothing, whatever the answers to the others."""
    found = [[(_without(name, one.assumed), one.result(question)) for one in branch] for branch in (yes, no)]
    return found[0] == found[1]


def waiting_for(values: Iterable[Value]) -> frozenset[str]:
    """What would tell the values that are unknown."""
    return frozenset().union(*(value.missing for value in values if isinstance(value, Unknown)))


def agreed(values: Sequence[Value]) -> Value:
    """The value on which all readings agree, else unknown."""
    first, *rest = values
    if all(type(value) is type(first) and value == first for value in rest):
        return first
    return Unknown(waiting_for(values))
