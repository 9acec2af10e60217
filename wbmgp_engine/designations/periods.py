"""Interval arithmetic over the terms of one clock: which run without a gap to the term asked for. No law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days `[start, end)`."""

    start: date
    end: date

    def overlaps(self, other: Period) -> bool:
        """Whether both hold a same day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Course:
    """How one earlier term lies towards the term asked for.

    `joins`: no day without a term lies between them; `opens`: no term runs or ends where it begins; `first`: the
    earliest of all; `overlaps`: it holds a day of the term asked for.
    """

    joins: bool
    opens: bool
    first: bool
    overlaps: bool


def runs(periods: Iterable[Period]) -> list[list[Period]]:
    """The periods in unbroken runs, from old to new: within a run each begins no later than those before it end.

    >>> [len(run) for run in runs([Period(date(2014, 7, 1), date(2018, 7, 1)), Period(date(2010, 7, 1), date(2014, 7, 1))])]
    [2]
    """
    found: list[list[Period]] = []
    until = date.min
    for period in sorted(periods):
        if found and period.start <= until:
            found[-1].append(period)
            until = max(until, period.end)
        else:
            found.append([period])
            until = period.end
    return found


def courses(periods: Sequence[Period], asked: Period) -> list[Course]:
    """The course of each of these different periods towards the term asked for, in their order."""
    openers = {run[0] for run in runs(periods)}
    joined = next(set(run) for run in runs([*periods, asked]) if asked in run)
    first = min(periods, default=asked)
    return [Course(period in joined, period in openers, period == first, period.overlaps(asked)) for period in periods]
