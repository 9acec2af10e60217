"""Calendar arithmetic against a model that counts day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_engine.logic import dates

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DAY = timedelta(days=1)


def is_last_of_month(day: date) -> bool:
    return (day + DAY).day == 1


def anniversary(born: date, year: int) -> date:
    """The birthday in a year, walking back to 28 February when there is no 29th."""
    day = date(year, born.month, 28) if born.day > 28 else date(year, born.month, born.day)
    while day.day < born.day and not is_last_of_month(day):
        day += DAY
    return day


def counted_months(start: date, end: date) -> int:
    """Month marks passed when walking from start to end: the start's day number, or the last day of a short month."""
    count, day = 0, start
    while day < end:
        day += DAY
        if day.day == start.day or (is_last_of_month(day) and day.day < start.day):
            count += 1
    return count


@given(days, st.integers(0, 1500))
def test_whole_months_are_those_a_walk_passes(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert dates.months_between(start, end) == counted_months(start, end)
    assert dates.months_between(end, start) == -counted_months(start, end)


@given(days, st.integers(0, 40_000))
def test_years_are_the_birthdays_that_have_come(born: date, length: int) -> None:
    on = born + timedelta(days=length)
    birthdays = sum(anniversary(born, year) <= on for year in range(born.year + 1, on.year + 1))
    assert dates.years_between(born, on) == birthdays
    assert dates.years_between(on, born) == -birthdays
    assert dates.years_between(born, on) == dates.months_between(born, on) // 12


@given(days, st.integers(-600, 600))
def test_adding_months_lands_on_the_day_number_or_the_last_day(start: date, months: int) -> None:
    found = dates.add_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found.day < start.day and is_last_of_month(found))


@given(days, st.integers(0, 600))
def test_a_span_of_added_months_has_that_many_whole_months(start: date, months: int) -> None:
    assert dates.months_between(start, dates.add_months(start, months)) == months


@given(days, st.integers(0, 60))
def test_years_full_on_the_day_itself_and_not_a_day_before(start: date, years: int) -> None:
    full = dates.add_years(start, years)
    assert dates.years_between(start, full) == years
    assert years == 0 or dates.years_between(start, full - DAY) == years - 1


@given(days, days)
def test_days_are_counted_one_by_one(start: date, end: date) -> None:
    assert start + DAY * dates.days_between(start, end) == end


@given(days)
def test_the_iso_text_of_a_day_is_read_back(day: date) -> None:
    assert dates.parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2031-1-1", "20310101", "2031-02-29", "2031-W01-1", "2031-07-01 ", "", "٢٠٣١-٠٧-٠١"])
def test_other_forms_are_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|YYYY-MM-DD|day is out of range"):
        dates.parse_day(text)


@pytest.mark.parametrize(
    ("start", "end", "months", "years"),
    [
        (date(2027, 1, 31), date(2027, 2, 28), 1, 0),
        (date(2027, 2, 28), date(2027, 3, 30), 1, 0),
        (date(2028, 2, 29), date(2029, 2, 28), 12, 1),
        (date(2027, 3, 31), date(2027, 4, 30), 1, 0),
        (date(2008, 2, 29), date(2026, 2, 28), 216, 18),
        (date(2008, 2, 29), date(2024, 2, 28), 191, 15),
        (date(2008, 2, 29), date(2024, 2, 29), 192, 16),
        (date(2011, 5, 25), date(2017, 5, 24), 71, 5),
        (date(2011, 5, 25), date(2017, 5, 25), 72, 6),
    ],
)
def test_spans_that_the_grammar_fixes(start: date, end: date, months: int, years: int) -> None:
    assert (dates.months_between(start, end), dates.years_between(start, end)) == (months, years)


@pytest.mark.parametrize(
    ("start", "amounts", "expected"),
    [
        (date(2027, 1, 31), {"months": 1}, date(2027, 2, 28)),
        (date(2028, 1, 31), {"months": 1}, date(2028, 2, 29)),
        (date(2027, 2, 28), {"months": 1}, date(2027, 3, 28)),
        (date(2028, 2, 29), {"years": 1}, date(2029, 2, 28)),
        (date(2028, 2, 29), {"years": 1, "months": 1, "weeks": 1, "days": 1}, date(2029, 4, 5)),
        (date(2027, 3, 31), {"months": -1}, date(2027, 2, 28)),
        (date(2028, 3, 1), {"days": -1}, date(2028, 2, 29)),
    ],
)
def test_additions_that_the_grammar_fixes(start: date, amounts: dict[str, int], expected: date) -> None:
    assert dates.add(start, **amounts) == expected


@pytest.mark.parametrize("amounts", [{"years": 8000}, {"months": -30_000}, {"days": 10**9}, {"weeks": 10**20}])
def test_leaving_the_calendar_is_an_error(amounts: dict[str, int]) -> None:
    with pytest.raises((ValueError, OverflowError)):
        dates.add(date(2030, 1, 1), **amounts)
