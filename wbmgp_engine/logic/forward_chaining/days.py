"""Calendar arithmetic of the leaves: complete years and months counted by calendar parts, written apart on purpose.

The scalar reader counts with `logic.dates`; two readers that shared these lines would be wrong together.
"""

from __future__ import annotations

from datetime import date, timedelta


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def moved(day: date, months: int) -> date:
    """The same day of another month, or the last one of it. Raises ValueError outside the calendar."""
    ahead = day.month - 1 + months
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, last_day(year, month)))


def whole_months(start: date, end: date) -> int:
    """How many times a month fits between two days; before the start it counts back."""
    if start > end:
        return -whole_months(end, start)
    count = 12 * end.year + end.month - 12 * start.year - start.month
    return count if moved(start, count) <= end else count - 1


def whole_years(start: date, end: date) -> int:
    """How many times a year fits between two days: 29 February has its birthday on the 28th where there is no 29th.

    >>> whole_years(date(2008, 2, 29), date(2026, 2, 28)), whole_years(date(2026, 2, 28), date(2008, 2, 29))
    (18, -18)
    """
    months = whole_months(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def added(day: date, *, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """Years, then months, then weeks and days. Raises ValueError or OverflowError outside the calendar."""
    return moved(moved(day, 12 * years), months) + timedelta(days=7 * weeks + days)
