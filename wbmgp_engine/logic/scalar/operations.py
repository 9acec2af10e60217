"""The operations as generated code calls them: every case that is not inline, with the grammar's errors.

In all of them an unknown operand makes the result unknown, with all that is missing; a null operand is an
AbsentOperand; another type is a TypeMismatch. `True` is not 1 anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from wbmgp_engine.errors import (
    AbsentOperand,
    TypeMismatch,
    VariableNotFound,
)
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.values import ReferenceDate, Unknown, equal, show, type_name

NUMBERS = (int, Decimal)
# Classes of which two values compare for equality, or for order, without further ado.
ALIKE = frozenset({str, int, bool, date, Decimal})
IN_ORDER = frozenset({int, date, Decimal})
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "GREATER_THAN": lambda a, b: bool(a > b),
    "GREATER_THAN_OR_EQUAL": lambda a, b: bool(a >= b),
    "LESS_THAN": lambda a, b: bool(a < b),
    "LESS_THAN_OR_EQUAL": lambda a, b: bool(a <= b),
}


def unknown_of(values: Iterable[Any]) -> Unknown | None:
    """What is missing over all values together, or None when all are known."""
    merged: Unknown | None = None
    for value in values:
        if type(value) is Unknown:
            merged = value | merged
    return merged


def refuse(value: Any, wanted: str, place: Place) -> NoReturn:
    """Raise the error for an operand that the operation does not take."""
    if value is None:
        raise AbsentOperand(f"{place}: an operand is null; test it with EQUALS null first")
    raise TypeMismatch(f"{place}: {show(value)} is a {type_name(value)}; give {wanted}")


# Logic -------------------------------------------------------------------------------------------------------------


def undecided(value: Any, before: Unknown | bool | None, place: Place) -> Unknown:
    """A condition that is neither true nor false: unknown is merged with what was unknown before, the rest is an error.

    `before` is what the conditions came to until here; true and false miss nothing.
    """
    if type(value) is Unknown:
        return value | before if type(before) is Unknown else value
    refuse(value, "true or false", place)


def negate(value: Any, place: Place) -> Any:
    """NOT of anything but true and false."""
    return value if type(value) is Unknown else refuse(value, "true or false", place)


# Comparison --------------------------------------------------------------------------------------------------------


def compare(a: Any, b: Any, place: Place) -> Any:
    """GREATER_THAN and its family: two numbers or two dates."""
    if type(a) is Unknown or type(b) is Unknown:
        return unknown_of((a, b))
    if a is None or b is None:
        refuse(None, "", place)
    test = COMPARISONS[place.operation]
    if type(a) in NUMBERS and type(b) in NUMBERS:
        return test(a, b)
    left, right = day_or_none(a), day_or_none(b)
    if left is not None and right is not None:
        return test(left, right)
    raise TypeMismatch(f"{place}: {show(a)} against {show(b)}; give two numbers or two dates")


_TEXT = frozenset((str,))


def member(subject: Any, values: Any, place: Place) -> Any:
    """IN: true on a definite match, else unknown when something that might match is unknown."""
    if type(subject) is str and type(values) is list and _TEXT.issuperset(map(type, values)):
        return subject in values
    if type(subject) is Unknown or type(values) is Unknown:
        return unknown_of((subject, values))
    unknown: Unknown | None = None
    for value in values if type(values) is list else [values]:
        verdict = equal(subject, value, dates=False)
        if verdict is True:
            return True
        if type(verdict) is Unknown:
            unknown = verdict | unknown
    return False if unknown is None else unknown


def field_of(value: Any, name: str, place: Place) -> Any:
    """`$value.name`: of unknown it is unknown, of null it is null, of an object without it an error."""
    if type(value) is dict and name in value:
        return value[name]
    if value is None or type(value) is Unknown:
        return value
    if type(value) is ReferenceDate and name in ("iso", "year", "month", "day"):
        return value.fields()[name]
    if type(value) is list and name.isdigit() and int(name) < len(value):
        return value[int(name)]  # `$list.0`: only files of another engine can hold it
    raise VariableNotFound(f"{place}: {show(value)} has no field {name!r}")


def day_or_none(value: Any) -> date | None:
    """A date, its ISO text or an object with that `iso`, as a date."""
    if type(value) is date:
        return value
    if type(value) is ReferenceDate:
        return value.plain()
    text = value.get("iso") if type(value) is dict else value
    try:
        return dates.parse_day(text) if type(text) is str else None
    except ValueError:
        return None
