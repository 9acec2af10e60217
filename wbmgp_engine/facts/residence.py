"""Residence in a region as half-open intervals: since when without interruption, and what broke it.

No number of years stands here: how long is long enough is law. A day counts as *certainly* resident, *possibly*
resident or not; partial dates, unknown places and two registrations at once make the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from wbmgp_engine.facts.partial_dates import PartialDate

ABROAD = "buitenland"
PLACE_UNKNOWN = "onbekend"

Inside = Literal["in", "out", "maybe"]


@dataclass(frozen=True, slots=True)
class Stay:
    """One interval of residence: where, from when, until when (not included), and who says so.

    `start` None: the beginning is not known. `end` None: not known either, unless `until_now`: it lasts to the day of
    the application.
    """

    place: str
    start: PartialDate | None
    end: PartialDate | None
    until_now: bool
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """What stands right before the uninterrupted years: a hole, a stay elsewhere, or a place not known."""

    kind: Literal["begin", "gat", "elders", "plaats_onbekend"]
    place: str | None
    until: date
    source: str | None


@dataclass(frozen=True, slots=True)
class Residence:
    """Since when somebody has lived in the region without interruption up to the application date.

    `earliest` and `latest` bound the true day; None means not resident on the application date. `certain` when both
    readings agree.
    """

    earliest: date | None
    latest: date | None
    broken_by: Break | None

    @property
    def certain(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class _Span:
    """A stay as days: it covers [sure_start, sure_end) for certain and [first, last) at most."""

    stay: Stay
    inside: Inside
    first: date
    sure_start: date
    sure_end: date
    last: date

    def surely(self, day: date) -> bool:
        return self.sure_start <= day < self.sure_end

    def possibly(self, day: date) -> bool:
        return self.first <= day < self.last


_Test = Callable[[Sequence["_Span"], date], bool]


def uninterrupted_since(stays: Sequence[Stay], region: Collection[str], on: date, *, region_known: bool = True) -> Residence:
    """Since when the stays show uninterrupted residence in the region, looking back from a day.

    Later residence is ignored. A municipality outside `region` counts as possibly inside when the region is not known.
    """
    spans = [span for stay in stays if (span := _span(stay, region, on, region_known)) is not None]
    cuts = sorted({day for span in spans for day in (span.first, span.sure_start, span.sure_end, span.last) if day <= on})
    latest = _run_start(spans, cuts, on, _certain)
    earliest = _run_start(spans, cuts, on, _possible)
    return Residence(earliest, latest, _broken_by(spans, earliest))


def _span(stay: Stay, region: Collection[str], on: date, region_known: bool) -> _Span | None:
    after = on + timedelta(days=1)
    first = stay.start.earliest if stay.start is not None else date.min
    sure_start = stay.start.latest if stay.start is not None else after
    if stay.until_now:
        sure_end = last = after
    else:
        sure_end = stay.end.earliest if stay.end is not None else first
        last = stay.end.latest if stay.end is not None else after
    if first >= after:
        return None
    return _Span(stay, _inside(stay.place, region, region_known), first, sure_start, min(sure_end, after), min(last, after))


def _inside(place: str, region: Collection[str], region_known: bool) -> Inside:
    if place in region:
        return "in"
    if place == PLACE_UNKNOWN or (not region_known and place != ABROAD):
        return "maybe"
    return "out"


def _certain(spans: Sequence[_Span], day: date) -> bool:
    # Registered inside and elsewhere on one day: the data contradict each other, so it is not certain.
    return any(span.inside == "in" and span.surely(day) for span in spans) and not _surely_elsewhere(spans, day)


def _possible(spans: Sequence[_Span], day: date) -> bool:
    if any(span.inside == "in" and span.surely(day) for span in spans):
        return True
    return any(span.inside != "out" and span.possibly(day) for span in spans) and not _surely_elsewhere(spans, day)


def _surely_elsewhere(spans: Sequence[_Span], day: date) -> bool:
    return any(span.inside == "out" and span.surely(day) for span in spans)


def _run_start(spans: Sequence[_Span], cuts: Sequence[date], on: date, resident: _Test) -> date | None:
    """The first day of the run of resident days that includes `on`; status changes only at a cut."""
    if not resident(spans, on):
        return None
    start = on
    for cut in reversed(cuts):
        if cut < start or cut == on:
            if not resident(spans, cut):
                break
            start = cut
    return start


def _broken_by(spans: Sequence[_Span], since: date | None) -> Break | None:
    if since is None or since == date.min:
        return None
    before = since - timedelta(days=1)
    for span in spans:
        if span.inside != "in" and span.possibly(before):
            kind: Literal["elders", "plaats_onbekend"] = "elders" if span.inside == "out" else "plaats_onbekend"
            return Break(kind, span.stay.place, since, span.stay.source)
    earlier = any(span.first < since and span.inside == "in" for span in spans)
    return Break("gat" if earlier or any(span.first < since for span in spans) else "begin", None, since, None)
