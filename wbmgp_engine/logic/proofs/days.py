"""Dates as whole numbers: 20280229 for 29 February 2028. They compare as dates do, and years are steps of 10000.

Only what an end of a span has to know of the calendar is spelled out: whether 28 February is the last of its month.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import z3

YEAR: Final = 10_000
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_LAST_OF_FEBRUARY: Final = 228
_SHORT: Final = (4, 6, 9, 11)
_NO_LEAP_YEARS: Final = (1900, 2100)
_WHOLE_YEAR: Final = 13


def key_of(day: date) -> int:
    """The number of a date."""
    return day.year * YEAR + day.month * 100 + day.day


def day_of(key: int) -> date:
    """The date of a number."""
    return date(key // YEAR, key // 100 % 100, key % 100)


def leap(year: z3.ArithRef) -> z3.BoolRef:
    """Whether a year has a 29 February."""
    return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))


def any_day(symbol: str) -> tuple[z3.ArithRef, z3.ArithRef, z3.BoolRef]:
    """A date that is not fixed: its number, its number as the end of a span, and that it is a date at all."""
    key = z3.Int(symbol)
    year, month, day, fours, rest = (z3.Int(f"{symbol}.{part}") for part in ("jaar", "maand", "dag", "vier", "rest"))
    # Leap years by a remainder of its own: a solver is slow at dividing.
    leaps = z3.And(rest == 0, *(year != century for century in _NO_LEAP_YEARS))
    short = z3.Or(*(month == number for number in _SHORT))
    real = z3.And(
        key == year * YEAR + month * 100 + day, year >= FIRST_YEAR, year <= LAST_YEAR,
        month >= 1, month <= 12, day >= 1, day <= 31, year == 4 * fours + rest, rest >= 0, rest <= 3,
        z3.Implies(short, day <= 30), z3.Implies(month == 2, z3.Or(day <= 28, z3.And(day == 29, leaps))),
    )  # fmt: skip
    return key, z3.If(z3.And(month == 2, day == 28, z3.Not(leaps)), key + 1, key), real


def month_or_year(symbol: str, first: z3.ArithRef) -> tuple[z3.BoolRef, z3.ArithRef]:
    """That a date is the first day of a month or a year, and the last day of that month or year."""
    year, month, fours, rest = (z3.Int(f"{symbol}.{part}") for part in ("jaar", "maand", "vier", "rest"))
    leaps = z3.And(rest == 0, *(year != century for century in _NO_LEAP_YEARS))
    length = z3.If(month == 2, z3.If(leaps, 29, 28), z3.If(z3.Or(*(month == one for one in _SHORT)), 30, 31))
    begins = first == year * YEAR + z3.If(month == _WHOLE_YEAR, 1, month) * 100 + 1
    known = z3.And(begins, month >= 1, month <= _WHOLE_YEAR, year == 4 * fours + rest, rest >= 0, rest <= 3)
    return known, year * YEAR + z3.If(month == _WHOLE_YEAR, 1231, month * 100 + length)


def as_end(key: z3.ArithRef) -> z3.ArithRef:
    """A date as the end of a span: 28 February counts as the 29th in a year without one, for the birthday is then."""
    last = z3.And(key % YEAR == _LAST_OF_FEBRUARY, z3.Not(leap(key / YEAR)))
    return z3.If(last, key + 1, key)


def years_on(start: z3.ArithRef, number: int) -> z3.ArithRef:
    """As `dates.add_years`: 29 February becomes 28 February in a year without one."""
    moved = start + number * YEAR
    return z3.If(z3.And(start % YEAR == _LAST_OF_FEBRUARY + 1, z3.Not(leap(moved / YEAR))), moved - 1, moved)
