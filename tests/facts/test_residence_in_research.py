"""Residence that the BRP has in research: it gives no certain yes and no certain no, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.strategies import FIRST, LAST, REGION, histories, partial, stays, window_days
from tests.facts.test_residence_model import bounds, in_order
from wbmgp_engine.facts import PartialDate, Stay, uninterrupted_since
from wbmgp_engine.facts.residence import ABROAD, PLACE_UNKNOWN, Residence

ON = date(2007, 3, 8)


def stay(place: str, start: str | None, end: str | None, *, disputed: bool = False) -> Stay:
    days = [None if day is None else PartialDate.parse(day) for day in (start, end)]
    return Stay(place, days[0], days[1], end is None, "brp", disputed)


CAME = [stay("GM0363", "1990-01-01", "1998-01-01"), stay("GM0599", "1998-01-01", None)]


@pytest.mark.parametrize(
    ("history", "earliest", "latest", "doubt"),
    [
        ([CAME[0], CAME[1]._replace(disputed=True)], date(1998, 1, 1), None, 1),
        ([CAME[0]._replace(disputed=True), CAME[1]], date.min, date(1998, 1, 1), 0),
        ([CAME[0]._replace(disputed=True), CAME[1]._replace(disputed=True)], date.min, None, 1),
        # Nothing hangs on it: a certain interval stands on those days.
        ([*CAME, stay("GM0606", "2000", "2001", disputed=True)], date(1998, 1, 1), date(1998, 1, 1), None),
        ([*CAME, stay(ABROAD, "1995-01-01", "1996-01-01", disputed=True)], date(1998, 1, 1), date(1998, 1, 1), None),
        # It says elsewhere what another certainly says here: two registrations at once, of which one is in research.
        ([*CAME, stay("GM0363", "2000-01-01", "2001-01-01", disputed=True)], date(1998, 1, 1), date(2001, 1, 1), 2),
        # It may have lasted through the hole after it.
        (
            [CAME[0], stay("GM0599", "1998-01-01", "2000-01-01", disputed=True), stay("GM0599", "2003-01-01", None)],
            date(1998, 1, 1), date(2003, 1, 1), 1,
        ),
        # It may have begun earlier than it is told.
        ([stay("GM0363", "1990-01-01", "2000-01-01"), stay("GM0599", "2005", None, disputed=True)], date(2000, 1, 1), None, 1),
    ],
)  # fmt: skip
def test_it_keeps_the_day_open_where_something_hangs_on_it(
    history: list[Stay], earliest: date, latest: date | None, doubt: int | None
) -> None:
    found = uninterrupted_since(history, REGION, ON)
    assert bounds(found) == (earliest, latest)
    assert (found.doubted_by.index if found.doubted_by else None) == doubt
    assert found.doubted_by is None or found.doubted_by.kind == "in_onderzoek"


def test_what_broke_the_years_is_never_what_is_in_research() -> None:
    found = uninterrupted_since([*CAME, stay(ABROAD, "1991", "2000", disputed=True)], REGION, ON)
    assert found.broken_by is not None and found.broken_by.index == 0


def _disputed(history: Sequence[Stay], which: int) -> list[Stay]:
    return [one._replace(disputed=bool(which >> at & 1)) for at, one in enumerate(history)]


masks = st.integers(0, 31)


def within(found: Residence, bounded: Residence) -> bool:
    return in_order(bounded.earliest, found.earliest) and in_order(found.latest, bounded.latest)


@settings(max_examples=300, deadline=None)
@given(histories, masks, masks, window_days, st.booleans())
def test_confirmed_as_told_or_struck_out_the_answer_lies_between_the_bounds(
    history: list[Stay], which: int, kept: int, on: date, region_known: bool
) -> None:
    doubted = _disputed(history, which)
    ended = [one._replace(disputed=False) for at, one in enumerate(doubted) if not one.disputed or kept >> at & 1]
    before = uninterrupted_since(doubted, REGION, on, region_known=region_known)
    after = uninterrupted_since(ended, REGION, on, region_known=region_known)
    assert within(after, before)
    assert not before.certain or after == after._replace(earliest=before.earliest, latest=before.latest)


@settings(max_examples=300, deadline=None)
@given(histories, masks, window_days, st.lists(stays(), max_size=2))
def test_found_to_be_otherwise_the_answer_lies_between_the_bounds(
    history: list[Stay], which: int, on: date, found: list[Stay]
) -> None:
    """Whatever the research brings to light, as long as it leaves the certain intervals alone."""
    certain = [one for one in history if not one.disputed]
    doubted = [*certain, stay("GM0599", None, None, disputed=True), *_disputed(history, which)]
    fitting = [one for one in found if not any(_meet(one, other) for other in certain)]
    before, after = (uninterrupted_since(stays, REGION, on) for stays in (doubted, [*certain, *fitting]))
    assert within(after, before)


def _meet(one: Stay, other: Stay) -> bool:
    (start, end), (first, last) = _widest(one), _widest(other)
    return max(start, first) < min(end, last)


def _widest(one: Stay) -> tuple[date, date]:
    start = one.start.earliest if one.start else FIRST
    return start, one.end.latest if one.end else date(LAST.year + 1, 1, 1)


@given(histories, masks, window_days)
def test_a_research_makes_nothing_more_certain(history: list[Stay], which: int, on: date) -> None:
    plain = [one._replace(disputed=False) for one in history]
    assert within(uninterrupted_since(plain, REGION, on), uninterrupted_since(_disputed(history, which), REGION, on))


@given(histories, masks, window_days)
def test_the_doubt_names_an_interval_that_leaves_something_open(history: list[Stay], which: int, on: date) -> None:
    doubted = _disputed(history, which)
    found = uninterrupted_since(doubted, REGION, on)
    assert (found.doubted_by is None) == found.certain
    if found.doubted_by is not None and found.doubted_by.kind == "in_onderzoek":
        assert found.doubted_by.index is not None and doubted[found.doubted_by.index].disputed
    if found.broken_by is not None and found.broken_by.index is not None:
        assert not doubted[found.broken_by.index].disputed


@given(histories, window_days)
def test_a_person_whose_whole_history_is_in_research_has_no_certain_day(history: list[Stay], on: date) -> None:
    doubted = [one._replace(disputed=True) for one in history]
    found = uninterrupted_since(doubted, REGION, on)
    assert found.latest is None
    assert (found.earliest is None) == (not history)


def test_an_unknown_place_in_research_is_still_in_research() -> None:
    found = uninterrupted_since([CAME[0], stay(PLACE_UNKNOWN, "1998-01-01", None, disputed=True)], REGION, ON)
    assert found.doubted_by is not None and (found.doubted_by.kind, found.doubted_by.since) == (
        "in_onderzoek", partial(date(1998, 1, 1), 10).earliest,
    )  # fmt: skip
