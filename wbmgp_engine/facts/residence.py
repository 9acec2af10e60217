"""Residence in a region as half-open intervals: since when without interruption, and what broke it.

No number of years stands here: how long is long enough is law. What is certain and what is possible are told apart by
partial dates, places not known, and two registrations at once.

- An interval inside the region covers a day or does not. Where it certainly does, and none outside does, the person is
  resident; where it possibly does, possibly.
- A person lives in one place at a time. So where two intervals, one inside and one outside, can be read without an
  overlap, they are; where they cannot, the data contradict each other and every day of the overlap is uncertain.
- A place not known may lie inside or outside; an interval with a known place outweighs it.
- What the BRP has in research tells neither place nor days for certain. It may lie wherever nothing certain outside
  lies, and what it contradicts stays contradicted: each end of the research lies between the bounds (decision 038).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from wbmgp_engine.facts.partial_dates import PartialDate

Inside = Literal["in", "out", "maybe"]
BreakKind = Literal["begin", "gat", "elders", "in_onderzoek", "plaats_onbekend", "dag_onbekend"]

ABROAD: Final = "buitenland"
PLACE_UNKNOWN: Final = "onbekend"
_DAY: Final = timedelta(days=1)
_DOUBTS: Final[dict[Inside, BreakKind]] = {"out": "elders", "maybe": "plaats_onbekend", "in": "dag_onbekend"}


class Stay(NamedTuple):
    """One interval of residence: where, from when, until when (not included), and who says so.

    `start` None: the beginning is not known. `end` None: not known either, unless it lasts `until_now`, the day of the
    application. `disputed`: the BRP has it in research.
    """

    place: str
    start: PartialDate | None
    end: PartialDate | None
    until_now: bool
    source: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """What stands right before the uninterrupted years, `[since, until)`.

    - `begin`: nothing is known before; `gat`: a hole between two intervals; `elders`: an interval outside the region;
    - `in_onderzoek`: one that the BRP has in research; `plaats_onbekend`: one whose place is not known, or not known to lie inside; `dag_onbekend`: one of which a date is partial.

    `index` is the interval's place in the list of stays, `source` who says so; a hole has neither. `since` None: from
    the beginning, or not known. For somebody who is not resident on the application date, `until` is that date.
    """

    kind: BreakKind
    place: str | None
    until: date
    source: str | None
    since: date | None = None
    index: int | None = None


class Residence(NamedTuple):
    """Since when somebody has lived in the region without interruption up to the application date.

    `earliest` and `latest` bound the true day; None means not resident on the application date (so `latest` None and
    `earliest` a day: perhaps not resident). `date.min` means from before every record. `broken_by` is what ended an
    earlier residence, `doubted_by` what makes `latest` later than `earliest`.
    """

    earliest: date | None
    latest: date | None
    broken_by: Break | None
    doubted_by: Break | None = None

    @property
    def certain(self) -> bool:
        return self.earliest == self.latest


@dataclass(slots=True)
class _Span:
    """A stay as days up to `on`: as told it covers [sure_start, sure_end) for certain and [first, last) at most."""

    stay: Stay
    index: int
    inside: Inside
    first: date
    sure_start: date
    sure_end: date
    last: date
    contradicted: bool = False

    def surely(self, day: date) -> bool:
        return self.sure_start <= day < self.sure_end

    def possibly(self, day: date) -> bool:
        return self.first <= day < self.last


def uninterrupted_since(
    stays: Sequence[Stay], region: Collection[str], on: date, *, region_known: bool = True
) -> Residence:
    """Since when the stays show uninterrupted residence in the region, looking back from a day.

    Later residence is ignored. With `region_known` False, a municipality that is not in `region` may still lie in it.
    """
    spans = _spans(stays, region, on, "out")
    latest, earliest = _run_starts(spans, on)
    if region_known:
        return _residence(earliest, latest, spans, spans, on)
    # Possible residence takes every municipality that may lie in the region as inside, certain residence none.
    wide = _spans(stays, region, on, "in")
    return _residence(_run_starts(wide, on)[1], latest, wide, _spans(stays, region, on, "maybe"), on)


def _residence(
    earliest: date | None, latest: date | None, wide: Sequence[_Span], doubtful: Sequence[_Span], on: date
) -> Residence:
    broken = None if earliest == date.min else _break(wide, earliest, on)
    return Residence(earliest, latest, broken, None if earliest == latest else _doubt(doubtful, latest, on))


def _spans(stays: Sequence[Stay], region: Collection[str], on: date, elsewhere: Inside) -> list[_Span]:
    found = (_span(stay, index, on, _inside(stay.place, region, elsewhere)) for index, stay in enumerate(stays))
    spans = [span for span in found if span is not None]
    _mark_contradictions(spans)
    return spans


def _inside(place: str, region: Collection[str], elsewhere: Inside) -> Inside:
    if place in region:
        return "in"
    if place == PLACE_UNKNOWN:
        return "maybe"
    return "out" if place == ABROAD else elsewhere


def _span(stay: Stay, index: int, on: date, inside: Inside) -> _Span | None:
    """The days of a stay up to and including `on`; None when it covers none of them and is not in research either."""
    after = on + _DAY
    first, sure_start = date.min, after
    if stay.start is not None:
        first, sure_start = stay.start.earliest, stay.start.latest
    elif stay.until_now:
        # What lasts until the application date has begun by then, even when nobody knows when.
        sure_start = on
    sure_end, last = (after, after) if stay.until_now else (first, after)
    if stay.end is not None:
        sure_end, last = min(stay.end.earliest, after), min(stay.end.latest, after)
    return _Span(stay, index, inside, first, sure_start, sure_end, last) if first < last or stay.disputed else None


def _mark_contradictions(spans: Sequence[_Span]) -> None:
    """Mark spans inside and outside whose certain days overlap: no reading of their dates keeps them apart."""
    known = sorted(
        (span for span in spans if span.inside != "maybe" and span.sure_start < span.sure_end),
        key=lambda span: span.sure_start,
    )
    reach: dict[str, date] = {}
    for span in known:
        span.contradicted = reach.get(_opposite(span), date.min) > span.sure_start
        reach[span.inside] = max(span.sure_end, reach.get(span.inside, date.min))
    begin: dict[str, date] = {}
    for span in reversed(known):
        span.contradicted |= begin.get(_opposite(span), date.max) < span.sure_end
        begin[span.inside] = span.sure_start


def _opposite(span: _Span) -> Inside:
    return "out" if span.inside == "in" else "in"


_IN_SURE, _IN, _IN_CONTRADICTED, _OUT_SURE, _OUT_CONTRADICTED, _MAYBE = range(6)


def _run_starts(spans: Sequence[_Span], on: date) -> tuple[date | None, date | None]:
    """The first days of the run of certainly and of possibly resident days that includes `on`."""
    counts = [0] * 6
    certain: date | None = None
    possible: date | None = None
    edges = sorted(edge for span in spans for edge in _edges(span))
    for position, (day, counter, step) in enumerate(edges):
        counts[counter] += step
        if day > on:
            break
        if position + 1 < len(edges) and edges[position + 1][0] == day:
            continue
        elsewhere = counts[_OUT_SURE] > 0
        surely = counts[_IN_SURE] > 0 and not elsewhere and not counts[_OUT_CONTRADICTED]
        perhaps = counts[_IN_CONTRADICTED] > 0 or (counts[_IN] + counts[_MAYBE] > 0 and not elsewhere)
        certain = (certain or day) if surely else None
        possible = (possible or day) if perhaps else None
    return certain, possible


def _edges(span: _Span) -> Iterator[tuple[date, int, int]]:
    """Where a span begins and ends to count, as (day, counter, step)."""
    if span.stay.disputed:
        yield from ((date.min, _MAYBE, 1), (date.max, _MAYBE, -1))
    else:
        yield from _told_edges(span)
    if span.contradicted:
        counter = _IN_CONTRADICTED if span.inside == "in" else _OUT_CONTRADICTED
        yield from ((span.first, counter, 1), (span.last, counter, -1))


def _told_edges(span: _Span) -> Iterator[tuple[date, int, int]]:
    sure = {"in": _IN_SURE, "out": _OUT_SURE}.get(span.inside)
    if sure is not None and span.sure_start < span.sure_end:
        yield from ((span.sure_start, sure, 1), (span.sure_end, sure, -1))
    wide = {"in": _IN, "maybe": _MAYBE}.get(span.inside)
    if wide is not None:
        yield from ((span.first, wide, 1), (span.last, wide, -1))


def _break(spans: Sequence[_Span], since: date | None, on: date) -> Break:
    """What stands right before `since`, or on the day `on` itself for somebody who is not resident then."""
    before = on if since is None else since - _DAY
    until = on if since is None else since
    outside = [span for span in spans if span.inside == "out" and span.possibly(before) and not span.stay.disputed]
    if outside:
        return _as_break("elders", max(outside, key=lambda span: (span.surely(before), span.last)), until)
    earlier = [span.last for span in spans if span.last <= before]
    return Break("gat" if earlier else "begin", None, until, None, max(earlier, default=None))


def _doubt(spans: Sequence[_Span], latest: date | None, on: date) -> Break | None:
    """What makes the day before `latest` (or `on`) uncertain."""
    day, until = (on, on) if latest is None else (latest - _DAY, latest)
    # One in research whose told days are these comes first, one that may have lasted longer last.
    disputed = sorted((span for span in spans if span.stay.disputed), key=lambda span: not span.possibly(day))
    if disputed and disputed[0].possibly(day):
        return _as_break("in_onderzoek", disputed[0], until)
    here = (span for span in spans if span.possibly(day))
    for span in sorted(here, key=lambda span: list(_DOUBTS).index(span.inside)):
        # An interval outside that can be read as over by then is no reason for doubt.
        if span.inside != "out" or span.contradicted or span.surely(day):
            return _as_break(_DOUBTS[span.inside], span, until)
    return _as_break("in_onderzoek", disputed[0], until) if disputed else None


def _as_break(kind: BreakKind, span: _Span, until: date) -> Break:
    since = None if span.stay.start is None else span.first
    return Break(kind, span.stay.place, until, span.stay.source, since, span.index)
