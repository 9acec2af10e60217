"""The calendar of designations as lines of time: where each term lies on a strip of a thousand parts, and what is told of it.

Days and numbers are those of the calendar; here they only get a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

Kind = Literal["over", "runs", "comes", "unknown", "possible"]
Row = Mapping[str, Any]
WIDTH: Final = 1000
_KINDS: Final[Mapping[str, Kind]] = {
    "loopt": "runs", "onbekend": "unknown", "komt": "comes", "opgevolgd": "over", "afgelopen": "over",
}  # fmt: skip
_NOW: Final = ("loopt", "onbekend", "komt", "afgelopen", "opgevolgd")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line: where it begins, how wide it is, of what kind, and between which days."""

    x: int
    width: int
    kind: Kind
    start: str
    end: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """The terms of one area and ground. `now` is the row of the calendar that counts today; marks lie on the strip."""

    now: Row
    segments: tuple[Segment, ...]
    today: int | None
    ask_by: int | None
    late: bool
    """Whether the last day to ask for an extension has gone by."""

    @property
    def key(self) -> str:
        """A name for the line that can stand in an address of a page."""
        return f"{self.now['gebied']['id']}-{self.now['grond']}".replace("_", "-")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every line on the same strip, with the years on it."""

    lines: tuple[Line, ...]
    years: tuple[tuple[int, int], ...]


def timeline(rows: Sequence[Row], today: date) -> Timeline:
    """The rows of a calendar as lines, in its order: the most urgent first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["gebied"]["id"], row["grond"]), []).append(row)
    strip = _Strip.of(rows, today)
    lines = [_line(group, strip, today) for group in groups.values()]
    return Timeline(tuple(lines), tuple(strip.years()))


@dataclass(frozen=True, slots=True)
class _Strip:
    first: date
    last: date

    @classmethod
    def of(cls, rows: Iterable[Row], today: date) -> _Strip:
        """From the year of the first day to that of the last, with today in between."""
        named = ("van", "tot", "uiterstEinde", "eindeHoogstens", "verzoekUiterlijk")
        days = [today, *(date.fromisoformat(row[name]) for row in rows for name in named if row[name])]
        return cls(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1))

    def at(self, day: date) -> int:
        return (day - self.first).days * WIDTH // (self.last - self.first).days

    def years(self) -> Iterator[tuple[int, int]]:
        """The years that can be told apart, and where they begin."""
        every = range(self.first.year, self.last.year + 1)
        step = next(size for size in (1, 2, 5, 10, 20, 50) if len(every) <= 8 * size)
        yield from ((year, self.at(date(year, 1, 1))) for year in every if (year - every[0]) % step == 0)


def _line(group: Sequence[Row], strip: _Strip, today: date) -> Line:
    now = min(group, key=lambda row: _NOW.index(row["toestand"]))
    ordered = sorted((row for row in group if row["van"]), key=lambda row: row["van"])
    segments = [_segment(row, strip, today) for row in ordered]
    segments += _possible(now, strip)
    ask = date.fromisoformat(now["verzoekUiterlijk"]) if now["verzoekUiterlijk"] else None
    late = ask is not None and today > ask
    return Line(now, tuple(segments), strip.at(today), None if ask is None else strip.at(ask), late)


def _segment(row: Row, strip: _Strip, today: date) -> Segment:
    """A term; one of which the end is not known lasts on the strip until its last possible day, or until today."""
    start = date.fromisoformat(row["van"])
    known = row["tot"] or row["eindeHoogstens"]
    end = date.fromisoformat(known) if known else max(start, today)
    return Segment(
        strip.at(start), max(strip.at(end) - strip.at(start), 4), _KINDS[row["toestand"]], row["van"], row["tot"]
    )


def _possible(now: Row, strip: _Strip) -> Iterator[Segment]:
    """What extensions could still add after the end of this term."""
    end, latest = now["tot"], now["uiterstEinde"]
    if end and latest and end < latest:
        start = strip.at(date.fromisoformat(end))
        width = strip.at(date.fromisoformat(latest)) - start
        yield Segment(start, width, "possible", end, latest)
