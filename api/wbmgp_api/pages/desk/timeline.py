"""Residence on a line of time: where somebody lived, since when that counts without interruption, and what broke it.

Which days count, what breaks them and when the years are full is the engine's answer; here is only where it is drawn.
Places on the line are thousandths of its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.desk.fields import DAY
from wbmgp_engine.facts.household import Person, StayItem
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import Break, Residence
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.places import cause_in_words, municipality_in_words
from wbmgp_engine.permits.texts import value_in_words

LENGTH: Final = 1000
_BEFORE: Final = timedelta(days=3 * 365)
_SHORTEST: Final = timedelta(days=8 * 365)
_LONGEST: Final = timedelta(days=40 * 365)
_YEARS: Final = (1, 2, 5, 10)
_MOST_YEARS: Final = 9
_OWN: Final = ("buitenland", "onbekend")


class Bar(NamedTuple):
    """A stay. `kind`: `telt` (of the days without interruption), `misschien`, or `telt_niet`."""

    start: int
    size: int
    kind: str
    place: str
    since: str | None
    until: str | None
    now: bool


class Line(NamedTuple):
    """Somebody: what is known of them, where the days without interruption begin, and what broke them, in words."""

    id: str
    role: str
    bars: tuple[Bar, ...]
    since: date | None
    perhaps: date | None
    at: int | None
    broken: str
    broken_at: int | None
    doubted: str


class Year(NamedTuple):
    """A year on the line."""

    at: int
    year: int


@dataclass(frozen=True, slots=True)
class Figure:
    """The line of time of a household, until the day of the application."""

    first: date
    last: date
    years: tuple[Year, ...]
    lines: tuple[Line, ...]

    @property
    def drawn(self) -> bool:
        """Whether there is something to draw."""
        return any(line.bars for line in self.lines)


def figure(made: Assessment, language: Language) -> Figure:
    """The figure of an answer."""
    last = made.application.application_date
    people = [one for one in made.application.household if one.residence]
    first = _first(people, made.bound.residences, last)
    scale = _Scale(first, last)
    lines = tuple(_line(made, person, scale, language) for person in people)
    return Figure(first, last, tuple(scale.years()), lines)


def _first(people: Sequence[Person], residences: Mapping[str, Residence], last: date) -> date:
    """A while before what matters begins, and no longer ago than can be read."""

    counted = [found.earliest for person in people if (found := residences.get(person.id)) and found.earliest]
    from_then = min((day for day in counted if day > date.min), default=last)
    wanted = min(from_then - _BEFORE if from_then > date.min + _BEFORE else from_then, last - _SHORTEST)
    return max(wanted, last - _LONGEST)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> int:
        whole = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days, 0), whole) * LENGTH // whole

    def years(self) -> Iterator[Year]:
        count = self.last.year - self.first.year
        step = next((one for one in _YEARS if count // one <= _MOST_YEARS), _YEARS[-1])
        for year in range(self.first.year + 1, self.last.year + 1):
            if year % step == 0:
                yield Year(self.at(date(year, 1, 1)), year)


def _line(made: Assessment, person: Person, scale: _Scale, language: Language) -> Line:
    found = made.bound.residences[person.id]
    bars = tuple(bar for stay in person.residence for bar in _bars(made, stay, found, scale))
    since = found.latest if found.certain else None
    counts = found.earliest is not None and found.earliest > date.min
    return Line(
        person.id, person.role.value, bars, since, None if found.certain else found.earliest,
        scale.at(found.earliest) if counts and found.earliest is not None else None,
        _words(made, found.broken_by, language),
        None if found.broken_by is None else scale.at(found.broken_by.until),
        "" if found.certain else _words(made, found.doubted_by, language),
    )  # fmt: skip


def _bars(made: Assessment, stay: StayItem, found: Residence, scale: _Scale) -> Iterator[Bar]:
    """A stay in the parts that count, may count and do not."""
    start = stay.start.earliest if stay.start is not None else scale.first
    end = scale.last + timedelta(1) if stay.end is None else min(stay.end.latest, scale.last + timedelta(1))
    edges = [day for day in (found.earliest, found.latest) if day is not None and start < day < end]
    days = [start, *sorted(set(edges)), end]
    for begin, stop in pairwise(days):
        at, to = scale.at(begin), scale.at(stop)
        if to > at:
            yield Bar(
                at, to - at, _kind(begin, found), named(made, stay.place),
                _edge(stay.start), _edge(stay.end), stay.until_now,
            )  # fmt: skip


def _edge(day: PartialDate | None) -> str | None:
    """A day as ISO writes it, a month or a year as people do; None where it is not known."""
    return None if day is None else str(day) if day.exact is not None else DAY.shown(str(day))


def _kind(begin: date, found: Residence) -> str:
    if found.latest is not None and begin >= found.latest:
        return "telt"
    return "misschien" if found.earliest is not None and begin >= found.earliest else "telt_niet"


def named(made: Assessment, place: str) -> str:
    """A municipality by its name, where the rule book knows it."""
    return place if place in _OWN else municipality_in_words(made.question.lawbook, place)


def _words(made: Assessment, cause: Break | None, language: Language) -> str:
    if cause is None:
        return ""
    told: dict[str, Any] = {"soort": cause.kind, "plaats": cause.place, "tot": cause.until}
    return value_in_words(cause_in_words(made.question.lawbook, told), language)
