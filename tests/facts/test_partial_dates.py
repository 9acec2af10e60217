"""Dates of which the day or the month may be unknown."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.strategies import days
from wbmgp_engine.facts import PartialDate
from wbmgp_engine.facts.partial_dates import full_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1971", date(1971, 1, 1), date(1971, 12, 31)),
        ("2011-01", date(2011, 1, 1), date(2011, 1, 31)),
        ("2011-02", date(2011, 2, 1), date(2011, 2, 28)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29)),
        ("1800-01-01", date(1800, 1, 1), date(1800, 1, 1)),
        ("2200-12-31", date(2200, 12, 31), date(2200, 12, 31)),
    ],
)
def test_the_first_and_the_last_day_it_can_mean(text: str, earliest: date, latest: date) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.earliest, parsed.latest) == (earliest, latest)
    assert parsed.exact == (earliest if earliest == latest else None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("71", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("1971-", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("1971-1-1", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("19710101", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("1971-01-01 ", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("1971-01-01\n", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("-1971", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("١٩٧١", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("1971-13", "there is no such month; write 01 to 12"),
        ("1971-00-01", "there is no such month; write 01 to 12"),
        ("2021-02-29", "there is no such day in that month; correct the day"),
        ("2021-04-31", "there is no such day in that month; correct the day"),
        ("2021-04-00", "there is no such day in that month; correct the day"),
        ("0000", "the year must lie between 1800 and 2200; correct the year"),
        ("1799-12-31", "the year must lie between 1800 and 2200; correct the year"),
        ("2201", "the year must lie between 1800 and 2200; correct the year"),
        (1971, "not a date; write YYYY-MM-DD, YYYY-MM or YYYY between quotes"),
        (None, "not a date; write YYYY-MM-DD, YYYY-MM or YYYY between quotes"),
        (True, "not a date; write YYYY-MM-DD, YYYY-MM or YYYY between quotes"),
        (datetime(2020, 1, 1), "not a date; write YYYY-MM-DD, YYYY-MM or YYYY between quotes"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        PartialDate.parse(text)


def test_a_date_that_was_read_is_itself() -> None:
    parsed = PartialDate.parse("1971-05")
    assert PartialDate.parse(parsed) is parsed
    assert PartialDate.parse(date(1971, 5, 25)) == PartialDate.parse("1971-05-25")


@given(days)
def test_text_and_date_round_trip(day: date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        parsed = PartialDate.parse(text)
        assert str(parsed) == text
        assert parsed.earliest <= day <= parsed.latest
    assert full_date(day.isoformat()) == day == full_date(day)


@given(days)
def test_a_partial_date_covers_a_whole_month_or_year(day: date) -> None:
    month, year = PartialDate.parse(day.isoformat()[:7]), PartialDate.parse(day.isoformat()[:4])
    assert month.earliest.day == 1 == year.earliest.day == year.earliest.month
    assert (month.latest + timedelta(1)).day == 1
    assert (year.latest + timedelta(1)).timetuple().tm_yday == 1
    assert year.earliest <= month.earliest <= month.latest <= year.latest


@pytest.mark.parametrize("text", ["1971", "1971-05", None, 1971, PartialDate.parse("1971")])
def test_a_full_date_knows_its_day(text: Any) -> None:
    with pytest.raises(ValueError, match="write YYYY-MM-DD"):
        full_date(text)


@given(st.text(max_size=12))
def test_text_is_read_or_refused_never_worse(text: str) -> None:
    try:
        assert str(PartialDate.parse(text)) == text
    except ValueError as refused:
        assert str(refused)
