"""Quarters: whole, over, and never two that overlap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.oversight.quarters import Quarter, over, quarter, quarters
from wbmgp_engine.errors import BadInput

TODAY = date(2026, 11, 22)


@given(st.dates(date(1999, 1, 1), date(2101, 1, 1)))
def test_each_day_lies_in_one_quarter(day: date) -> None:
    found = Quarter.of(day)
    assert found.since <= day <= found.until
    assert (found.after.since, found.before.until) == (found.until + timedelta(1), found.since - timedelta(1))
    assert found.before < found < found.after and quarter(found.name, date(2200, 1, 1)) == found


def test_only_what_is_over_can_be_asked() -> None:
    assert [one.name for one in over(TODAY, 5)] == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"]
    assert [one.name for one in quarters("2026", TODAY)] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert quarters("2026Q2", TODAY) == [Quarter(2026, 2)]
    assert over(date(2026, 10, 1), 1) == [Quarter(2026, 3)]
    assert Quarter(2026, 1).period.since == date(2026, 1, 1)


@pytest.mark.parametrize("wrong", ["2026-Q4", "2027", "2026-Q5", "2026-09", "", "２０２６-Q1", "0999-Q1", "9999-Q1"])
def test_nothing_else_is_a_period(wrong: str) -> None:
    with pytest.raises(BadInput):
        quarters(wrong, TODAY)
