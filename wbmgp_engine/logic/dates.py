"""Calendar arithmetic as the grammar fixes it: months clamp to their last day, 29 February has its birthday on the 28th.

The functions know dates only; what an unknown or a null does to them is the reader's business.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def parse_day(text: str) -> date:
    """The date a canonical `YYYY-MM-DD` names; ValueError for every other form, also `2031-1-1` and `20310101`.

    >>> parse_day("2031-07-01")
    datetime.date(2031, 7, 1)
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not in the form YYYY-MM-DD")
    return day


def add_months(day: date, months: int) -> date:
    """The same day number some months on, or that month's last day; ValueError or OverflowError outside 0001–9999.

    >>> add_months(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is outside 1–9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February in a year without one."""
    return add_months(day, 12 * years)


def add(day: date, *, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """Years, then months, then weeks, then days: each step clamps before the next one starts.

    >>> add(date(2028, 2, 29), years=1, days=1)
    datetime.date(2029, 3, 1)
    """
    day = add_years(day, years) if years else day
    day = add_months(day, months) if months else day
    return day + timedelta(days=7 * weeks + days)


def days_between(start: date, end: date) -> int:
    """Days from start to end; negative when end lies before start."""
    return end.toordinal() - start.toordinal()


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; a backward span is the negated forward one.

    >>> months_between(date(2027, 1, 31), date(2027, 2, 28))
    1
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= start.day or end.day >= monthrange(end.year, end.month)[1]:
        return months
    return months - 1


def years_between(start: date, end: date) -> int:
    """Whole years from start to end, so also an age; born on 29 February one is a year older on 28 February.

    >>> years_between(date(2008, 2, 29), date(2026, 2, 28)), years_between(date(2008, 2, 29), date(2024, 2, 28))
    (18, 15)
    """
    if end < start:
        return -years_between(end, start)
    years = end.year - start.year
    if (end.month, end.day) >= (start.month, start.day):
        return years
    leap_birthday = start.month == 2 == end.month and start.day == 29 and end.day == 28
    return years if leap_birthday and monthrange(end.year, 2)[1] == 28 else years - 1


def years_before(end: date, years: int) -> date:
    """The last day from which so many whole years have passed at `end`; ValueError where that lies before year 1.

    >>> years_before(date(2026, 2, 28), 18), years_before(date(2024, 2, 28), 18)
    (datetime.date(2008, 2, 29), datetime.date(2006, 2, 28))
    """
    day = add_years(end, -years)
    # Who was born on 29 February is a year older on 28 February of a year without one.
    next_day = day + timedelta(days=1)
    return next_day if years_between(next_day, end) >= years else day
