"""Verdicts of the second reader: what two values, or a list of verdicts, come to in three values. No law, no names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wbmgp_engine.logic.forward_chaining import days
from wbmgp_engine.logic.values import Unknown

COMPARISONS: Final = frozenset(
    {"EQUALS", "IN", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"}
)


class Unreadable(Exception):
    """A leaf met a value it cannot compare: no text, no verdict; whoever waits for it gets none."""


def junction(decisive: bool, verdicts: Iterable[Any]) -> Any:
    """OR (`decisive` true) or AND: the first decisive verdict decides; else what is unknown."""
    unknown: Unknown | None = None
    for verdict in verdicts:
        if isinstance(verdict, Unknown):
            unknown = verdict | unknown
        elif boolean(verdict) is decisive:
            return decisive
    return (not decisive) if unknown is None else unknown


def together(values: Iterable[Any]) -> Unknown | None:
    """All that is missing in these values; None when each of them is known."""
    missing = [value.missing for value in values if isinstance(value, Unknown)]
    return Unknown(frozenset().union(*missing)) if missing else None


def simple(name: str, operands: Mapping[str, Any]) -> Any:
    """An operation of which every operand is a value. A comparison with unknown is unknown."""
    if name == "IN":
        return _inside(operands["subject"], operands["values"] if "values" in operands else operands["value"])
    if name == "EQUALS":
        return same(operands["subject"], operands["value"])
    unknown = together(operands.values())
    if unknown is not None:
        return unknown
    if name == "NOT":
        return not boolean(operands["value"])
    if name in COMPARISONS:
        return _ordered(name, operands["subject"], operands["value"])
    try:
        return _calendar(name, operands)
    except (ValueError, OverflowError):
        raise Unreadable(name) from None


def same(first: Any, second: Any) -> bool | Unknown:
    """Equality: of one kind and the same. A day is also the text that writes it."""
    unknown = together((first, second))
    if unknown is not None:
        return unknown
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and junction(False, map(same, first, second))
    return type(_plain(first)) is type(_plain(second)) and bool(_plain(first) == _plain(second))


def _inside(subject: Any, values: Any) -> bool | Unknown:
    unknown = together((subject, values))
    if unknown is not None:
        return unknown
    found: bool | Unknown = junction(
        True, (same(subject, item) for item in (values if isinstance(values, list) else [values]))
    )
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _ordered(name: str, first: Any, second: Any) -> bool:
    a, b = _measured(first), _measured(second)
    if type(a) is not type(b):
        raise Unreadable(name)
    less, equal = bool(a < b), bool(a == b)
    return {
        "LESS_THAN": less,
        "LESS_THAN_OR_EQUAL": less or equal,
        "GREATER_THAN": not less and not equal,
        "GREATER_THAN_OR_EQUAL": not less,
    }[name]


def _measured(value: Any) -> Any:
    """A number, or a day."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return _day(value)


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Unreadable(value) from None
    if not isinstance(value, date):
        raise Unreadable(f"{value!r} is no day")
    return date(value.year, value.month, value.day)


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unreadable(f"{value!r} is no number")
    return int(value)


def _calendar(name: str, operands: Mapping[str, Any]) -> Any:
    if name == "AGE":
        return days.whole_years(_day(operands["date_of_birth"]), _day(operands["reference_date"]))
    if name == "DATE_ADD":
        amounts = {key: _number(value) for key, value in operands.items() if key != "date"}
        return days.added(_day(operands["date"]), **amounts)
    start, end = _day(operands["from"]), _day(operands["to"])
    if operands["in"] == "days":
        return (end - start).days
    return days.whole_years(start, end) if operands["in"] == "years" else days.whole_months(start, end)


def boolean(value: Any) -> bool:
    """A value that is a verdict. Raises Unreadable for any other."""
    if not isinstance(value, bool):
        raise Unreadable(f"{value!r} is no verdict")
    return value
