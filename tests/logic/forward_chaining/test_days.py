"""The second calendar against the first one: written apart, they count alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_engine.logic import dates
from wbmgp_engine.logic.forward_chaining import days

some_days = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(2008, 2, 29), date(2026, 2, 28), date(2024, 2, 28), date(2024, 12, 31), date(2000, 1, 31)]
)


@given(some_days, some_days)
def test_years_and_months(first: date, second: date) -> None:
    assert days.whole_years(first, second) == dates.years_between(first, second)
    assert days.whole_months(first, second) == dates.months_between(first, second)


@given(some_days, st.integers(-90, 90), st.integers(-40, 40), st.integers(-9, 9), st.integers(-99, 99))
def test_adding(day: date, years: int, months: int, weeks: int, more: int) -> None:
    amounts = {"years": years, "months": months, "weeks": weeks, "days": more}
    assert days.added(day, **amounts) == dates.add(day, **amounts)


def test_outside_the_calendar() -> None:
    with pytest.raises(ValueError, match="year"):
        days.added(date(9999, 12, 31), months=1)
