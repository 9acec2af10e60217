"""The date operations as generated code calls them, and what counts as a date."""

from __future__ import annotations

from datetime import date
from typing import Any

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.scalar.operations import NUMBERS, day_or_none, refuse, unknown_of
from wbmgp_engine.logic.values import Unknown, show


def _day(value: Any, place: Place) -> date:
    day = day_or_none(value)
    if day is None and type(value) is str:
        raise InvalidOperation(f"{place}: {show(value)} is no date; write an existing date as YYYY-MM-DD")
    return refuse(value, "a date", place) if day is None else day


def _whole(value: Any, name: str, place: Place) -> int:
    if type(value) not in NUMBERS:
        refuse(value, f"a number of {name}", place)
    return int(value)


def age(born: Any, on: Any, place: Place) -> Any:
    """AGE: whole years."""
    unknown = unknown_of((born, on))
    return dates.years_between(_day(born, place), _day(on, place)) if unknown is None else unknown


def date_diff(start: Any, end: Any, unit: Any, place: Place) -> Any:
    """DATE_DIFF in days, months or years."""
    if (unknown := unknown_of((start, end, unit))) is not None:
        return unknown
    days = _day(start, place), _day(end, place)
    if type(unit) is not str:
        refuse(unit, "days, months or years as 'in'", place)
    if unit not in ("days", "months", "years"):
        raise InvalidOperation(f"{place}: 'in' is {show(unit)}; use days, months or years")
    return {
        "days": dates.days_between,
        "months": dates.months_between,
        "years": dates.years_between,
    }[unit](*days)


def date_add(day: Any, amounts: dict[str, Any], place: Place) -> Any:
    """DATE_ADD: years, months, weeks, days, in that order; decimals lose their fraction."""
    if (unknown := unknown_of((day, *amounts.values()))) is not None:
        return unknown
    start = _day(day, place)
    whole = {name: _whole(value, name, place) for name, value in amounts.items()}
    try:
        return dates.add(start, **whole)
    except (ValueError, OverflowError):
        raise InvalidOperation(f"{place}: {start} plus {show(amounts)} leaves the years 1–9999") from None


def make_date(year: Any, month: Any, day: Any, place: Place) -> Any:
    """DATE: an impossible one is an error, never moved to the month's end."""
    parts = (year, month, day)
    if (unknown := unknown_of(parts)) is not None:
        return unknown
    names = ("year", "month", "day")
    numbers = [_whole(part, name, place) for part, name in zip(parts, names, strict=True)]
    try:
        if numbers == list(parts):
            return date(*numbers)
    except (ValueError, OverflowError):
        pass
    text = "-".join(show(part) for part in parts)
    raise InvalidOperation(f"{place}: {text} is no date; give an existing year, month and day")


def date_part(day: Any, part: str, place: Place) -> Any:
    """DATE_PART: the year, month or day number."""
    return day if type(day) is Unknown else int(getattr(_day(day, place), part))


def start_of(day: Any, unit: str, place: Place) -> Any:
    """START_OF: the first day of the year or month."""
    if type(day) is Unknown:
        return day
    first = _day(day, place).replace(day=1)
    return first.replace(month=1) if unit == "year" else first


def day_of_week(day: Any, place: Place) -> Any:
    """DAY_OF_WEEK: 0 is Monday."""
    return day if type(day) is Unknown else _day(day, place).weekday()
