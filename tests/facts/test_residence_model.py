"""Residence against a plain model that walks back day by day, over random histories and every reading of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.strategies import (
    ELSEWHERE,
    FIRST,
    LAST,
    REGION,
    exact_stays,
    histories,
    partial,
    places,
    stays,
    window_days,
)
from wbmgp_engine.facts.residence import PLACE_UNKNOWN, Residence, Stay, uninterrupted_since

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lived:
    """A stay as it truly was: `inside` None where no place was ever known and it lay outside."""

    inside: bool | None
    start: date
    end: date

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end


def resident(truth: Sequence[Lived], day: date, *, contradiction: bool) -> bool:
    """Whether the person lives in the region on a day; `contradiction` settles two registrations at once."""
    here = [stay.inside for stay in truth if stay.covers(day)]
    if True in here and False in here:
        return contradiction
    return True in here


def since(truth: Sequence[Lived], on: date, *, contradiction: bool) -> date | None:
    """The model: walk back from the day as long as the person lives in the region."""
    day = on
    while day >= FIRST and resident(truth, day, contradiction=contradiction):
        day -= DAY
    return None if day == on else day + DAY


def in_order(earlier: date | None, later: date | None) -> bool:
    """None is later than every day: not resident at all."""
    return later is None or (earlier is not None and earlier <= later)


def sure_part(stay: Stay, on: date) -> tuple[date, date]:
    """The days up to `on` that a stay covers in every reading, from the meaning of its edges alone."""
    start = stay.start.latest if stay.start else (on if stay.until_now else LAST)
    end = on + DAY if stay.until_now else min(stay.end.earliest, on + DAY) if stay.end else FIRST
    return start, max(start, end)


@st.composite
def readings(draw: st.DrawFn, history: Sequence[Stay], on: date) -> list[Lived]:
    """One way it can truly have been: partial and absent edges chosen, places not known put inside or out.

    Nobody lives in two places at once where the dates leave a choice: then the stays shrink to what is sure.
    """
    lived = [(stay, draw(_reading(stay, on))) for stay in history]
    for index, (stay, truth) in enumerate(lived):
        for other_index, (other, other_truth) in enumerate(lived):
            if _avoidable(stay, truth, other, other_truth, on):
                lived[index] = (stay, _shrunk(stay, truth, on))
                lived[other_index] = (other, _shrunk(other, other_truth, on))
                stay, truth = lived[index]
    return [truth for _, truth in lived]


def _reading(stay: Stay, on: date) -> st.SearchStrategy[Lived]:
    first, last = (stay.start.earliest, stay.start.latest) if stay.start else (FIRST, on if stay.until_now else LAST)
    if stay.until_now:
        low, high = on + DAY, on + DAY
    else:
        low, high = (stay.end.earliest, stay.end.latest) if stay.end else (FIRST, LAST)
    inside = st.sampled_from([True, None]) if stay.place == PLACE_UNKNOWN else st.just(stay.place in REGION)
    return st.builds(
        lambda where, start, end: Lived(where, start, max(start, end)),
        inside,
        st.dates(first, last),
        st.dates(low, high),
    )


def _avoidable(stay: Stay, truth: Lived, other: Stay, other_truth: Lived, on: date) -> bool:
    known = PLACE_UNKNOWN not in (stay.place, other.place) and (stay.place in REGION) != (other.place in REGION)
    return known and _overlap((truth.start, truth.end), (other_truth.start, other_truth.end)) and not _overlap(
        sure_part(stay, on), sure_part(other, on)
    )  # fmt: skip


def _overlap(one: tuple[date, date], two: tuple[date, date]) -> bool:
    return max(one[0], two[0]) < min(one[1], two[1])


def _shrunk(stay: Stay, truth: Lived, on: date) -> Lived:
    start, end = sure_part(stay, on)
    return replace(truth, start=start, end=end)


@settings(max_examples=400, deadline=None)
@given(st.data(), histories, window_days, st.booleans())
def test_every_reading_lies_between_the_bounds(
    data: st.DataObject, history: list[Stay], on: date, contradiction: bool
) -> None:
    found = uninterrupted_since(history, REGION, on)
    truth = data.draw(readings(history, on))
    true_day = since(_yielding(history, truth, on), on, contradiction=contradiction)
    assert in_order(_in_window(found.earliest), true_day)
    assert in_order(true_day, found.latest)
    assert in_order(found.earliest, found.latest)


def _in_window(day: date | None) -> date | None:
    return None if day is None else max(day, FIRST)


def _yielding(history: Sequence[Stay], truth: Sequence[Lived], on: date) -> list[Lived]:
    """A place not known says nothing of days on which a known place stands."""
    known = [lived for stay, lived in zip(history, truth, strict=True) if stay.place != PLACE_UNKNOWN]
    found = list(known)
    for stay, lived in zip(history, truth, strict=True):
        if stay.place == PLACE_UNKNOWN and lived.inside:
            found += _pieces(lived, [other for other in known if other.inside is False], on)
    return found


def _pieces(lived: Lived, known: Sequence[Lived], on: date) -> list[Lived]:
    edges = sorted(
        {lived.start, min(lived.end, on + DAY), *(day for other in known for day in (other.start, other.end))}
    )
    inner = [day for day in edges if lived.start <= day <= lived.end]
    pieces = (Lived(True, start, end) for start, end in pairwise(inner))
    return [piece for piece in pieces if not any(other.covers(piece.start) for other in known)]


@settings(max_examples=300, deadline=None)
@given(
    exact_stays.filter(lambda history: all(stay.start and (stay.end or stay.until_now) for stay in history)),
    window_days,
)
def test_exact_dates_without_contradiction_give_the_day_itself(history: list[Stay], on: date) -> None:
    truth = [Lived(stay.place in REGION, *_exact(stay, on)) for stay in history]
    low, high = (since(truth, on, contradiction=resolved) for resolved in (True, False))
    found = uninterrupted_since(history, REGION, on)
    assert (found.earliest, found.latest) == (low, high)


def _exact(stay: Stay, on: date) -> tuple[date, date]:
    assert stay.start is not None and stay.start.exact is not None
    return stay.start.exact, on + DAY if stay.end is None else stay.end.latest


@given(histories, window_days, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(history: list[Stay], on: date, random: Random) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)
    assert bounds(uninterrupted_since(shuffled, REGION, on)) == bounds(uninterrupted_since(history, REGION, on))


@given(histories, window_days, st.lists(stays(edges=st.just(10)), max_size=3))
def test_later_residence_is_ignored(history: list[Stay], on: date, others: list[Stay]) -> None:
    later = [stay for stay in others if stay.start is not None and stay.start.earliest > on]
    assert bounds(uninterrupted_since([*history, *later], REGION, on)) == bounds(
        uninterrupted_since(history, REGION, on)
    )


@given(histories, window_days)
def test_which_municipality_of_the_region_does_not_matter(history: list[Stay], on: date) -> None:
    moved = [stay._replace(place=REGION[0]) if stay.place in REGION else stay for stay in history]
    assert bounds(uninterrupted_since(moved, REGION, on)) == bounds(uninterrupted_since(history, REGION, on))


@given(histories, window_days, st.integers(0, 4), window_days)
def test_an_interval_cut_in_two_adjoining_ones_is_the_same(
    history: list[Stay], on: date, number: int, cut: date
) -> None:
    if number >= len(history):
        return
    whole = history[number]
    if whole.start is None or whole.end is None or not whole.start.latest <= cut <= whole.end.earliest:
        return
    middle = partial(cut, 10)
    halves = [whole._replace(end=middle), whole._replace(start=middle)]
    apart = [*history[:number], *halves, *history[number + 1 :]]
    assert bounds(uninterrupted_since(apart, REGION, on)) == bounds(uninterrupted_since(history, REGION, on))


@given(histories, window_days, window_days, window_days)
def test_longer_residence_never_makes_the_day_later(history: list[Stay], on: date, one: date, two: date) -> None:
    start, end = sorted((one, two))
    outside = [stay for stay in history if stay.place in (*ELSEWHERE, PLACE_UNKNOWN)]
    inside = [stay for stay in history if stay not in outside]
    more = Stay(REGION[0], partial(start, 10), partial(end, 10), False, "brp")
    before, after = (uninterrupted_since(stays, REGION, on) for stays in (inside, [*inside, more]))
    assert in_order(after.earliest, before.earliest)
    assert in_order(after.latest, before.latest)


@given(histories, window_days)
def test_a_larger_region_never_makes_the_earliest_day_later(history: list[Stay], on: date) -> None:
    certain = [stay for stay in history if stay.place != PLACE_UNKNOWN]
    narrow = uninterrupted_since(certain, REGION, on)
    open_region = uninterrupted_since(certain, REGION, on, region_known=False)
    assert in_order(open_region.earliest, narrow.earliest)
    assert open_region.latest == narrow.latest


@given(histories, window_days, places)
def test_a_reason_is_given_exactly_where_there_is_one(history: list[Stay], on: date, place: str) -> None:
    found = uninterrupted_since(history, REGION, on)
    assert (found.doubted_by is None) == found.certain
    assert (found.broken_by is None) == (found.earliest == date.min)
    for reason in (found.broken_by, found.doubted_by):
        if reason is not None and reason.index is not None:
            assert (reason.place, reason.source) == (history[reason.index].place, history[reason.index].source)


def bounds(found: Residence) -> tuple[date | None, date | None]:
    return found.earliest, found.latest
