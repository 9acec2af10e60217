"""Suspended days: half-open intervals, merged where they meet, that push the end of a running term."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wbmgp_engine.errors import BadInput


@dataclass(frozen=True, slots=True)
class Suspension:
    """The days `[start, end)` on which a term does not run, and the provision. Raises BadInput when it runs backwards.

    >>> Suspension(date(2019, 11, 3), date(2019, 11, 20), "art. 4:15 lid 1 Awb").days
    17
    """

    start: date
    end: date
    source: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            problem = f"it ends on {self.end} and begins on {self.start}"
            raise BadInput.one("suspension", problem, "end is the first day on which the term runs again")

    @property
    def days(self) -> int:
        """The number of suspended days; 0 when it ended before it began to work."""
        return (self.end - self.start).days


def merged(suspensions: Iterable[Suspension], first: date) -> tuple[Suspension, ...]:
    """The suspensions from a first day on, in order, those that overlap or meet as one with all its sources."""
    found: list[Suspension] = []
    for item in sorted(suspensions, key=lambda one: (one.start, one.end)):
        start = max(item.start, first)
        if item.end <= start:
            continue
        last = found[-1] if found else None
        if last and start <= last.end:
            sources = last.source if item.source in last.source.split("; ") else f"{last.source}; {item.source}"
            found[-1] = Suspension(last.start, max(last.end, item.end), sources)
        else:
            found.append(Suspension(start, item.end, item.source))
    return tuple(found)


def stretched(last: date, suspensions: Sequence[Suspension]) -> tuple[date, tuple[Suspension, ...]]:
    """The last day of a term once suspended days are added, and the merged suspensions that fell inside it.

    May raise OverflowError past the year 9999.
    """
    inside: list[Suspension] = []
    for item in suspensions:
        if item.start > last:
            break
        last += item.end - item.start
        inside.append(item)
    return last, tuple(inside)


def suspension_on(day: date, suspensions: Sequence[Suspension]) -> Suspension | None:
    """The one of these merged suspensions that holds the day."""
    index = bisect_right([item.start for item in suspensions], day)
    found = suspensions[index - 1] if index else None
    return found if found and day < found.end else None


def suspended_days(first: date, last: date, suspensions: Sequence[Suspension]) -> int:
    """How many of the days from first to last, both included, these merged suspensions hold."""
    ends = (
        (max(item.start, first).toordinal(), min(item.end.toordinal(), last.toordinal() + 1)) for item in suspensions
    )
    return sum(max(0, end - start) for start, end in ends)
