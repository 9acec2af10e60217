"""The numbers of a year: as the tables have them, and as they can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.oversight.filled import TENANT, Filled, Made
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.oversight.parts import shown_parts
from wbmgp_api.oversight.years import days_of, moments
from wbmgp_api.store.opened import Store, open_store

_PARTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), min_size=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path}/tellingen.db")
    yield found
    found.close()


def counted(store: Store, made: list[Made], year: int = 2026) -> YearCounts:
    def job(connection: object) -> YearCounts:
        filled = Filled(connection)  # type: ignore[arg-type]
        filled.decided(made)
        waits = filled.case("2026-12-01", "ontvangen")
        filled.step(waits, "intake", "ontvangen", "2026-12-01")
        return year_counts(connection, TENANT, year)  # type: ignore[arg-type]

    return store.write(TENANT, job)


MADE = [
    *[Made(received="2025-12-20", looked_in=2)] * 6,
    *[Made("weigeren", "weigeren", judged="ongegrond")] * 3,
    Made("verlenen", "weigeren", objected=True, erased=True), Made(day="2025-12-31", received="2025-12-01"),
]  # fmt: skip


def test_the_numbers_are_those_of_the_tables(store: Store) -> None:
    found = counted(store, MADE)
    assert (found.received, found.decided) == (5, 10)
    assert found.outcomes == {"geen_vergunning_nodig": 0, "verlenen": 7, "verlenen_met_voorschriften": 0, "weigeren": 3}
    assert (found.followed, found.deviated) == (9, 1)
    assert (found.objections, found.objections_judged, found.judgements["ongegrond"]) == (4, 3, 3)
    assert (found.looked_in, found.erased) == (12, 1)


def test_a_number_counts_in_the_year_of_its_day(store: Store) -> None:
    found = counted(store, MADE, 2025)
    assert (found.received, found.decided) == (7, 1)


def test_what_is_shown_holds_no_small_number(store: Store) -> None:
    found = counted(store, MADE).shown()
    assert (found.received, found.decided, found.erased, found.objections) == (5, 10, None, None)
    assert found.outcomes["weigeren"] is found.outcomes["verlenen"] is found.deviated is found.followed is None
    assert set(found.judgements.values()) == {None}
    flat = [one for value in astuple(found) for one in (value.values() if isinstance(value, dict) else [value])]
    assert not {1, 2, 3, 4} & {one for one in flat if one is not None}


def test_a_year_begins_at_midnight_in_the_netherlands() -> None:
    assert moments(days_of(2026)) == {"from": "2025-12-31T23:00:00.000000Z", "to": "2026-12-31T23:00:00.000000Z"}


@given(_PARTS)
def test_a_hidden_part_may_be_large_to_whoever_knows_the_sum(parts: dict[str, int]) -> None:
    if 0 < sum(parts.values()) < 5:
        return  # then the sum itself is not shown
    shown = shown_parts(parts)
    assert all(count is None or count == parts[name] for name, count in shown.items())
    hidden = [name for name, count in shown.items() if count is None]
    assert {name for name, count in parts.items() if 0 < count < 5} <= set(hidden)
    left = sum(parts[name] for name in hidden)
    least = 0 if len(hidden) == len(parts) else 1
    for name in hidden:
        others = [range(least, left + 1)] * (len(hidden) - 1)
        believed = (
            {left - sum(those) for those in product(*others)} if len(hidden) < 4 else {left - least * (len(hidden) - 1)}
        )
        assert max(believed) >= 5, name
