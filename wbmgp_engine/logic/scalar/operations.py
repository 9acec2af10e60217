"""The operations as generated code calls them: every case that is not inline, with the grammar's errors.

In all of them an unknown operand makes the result unknown, with all that is missing; a null operand is an
AbsentOperand; another type is a TypeMismatch. `True` is not 1 anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
)
from decimal import (
    DivisionByZero as _Zero,
)
from decimal import (
    InvalidOperation as _Invalid,
)
from decimal import (
    Overflow as _Overflow,
)
from typing import Any, NoReturn

from wbmgp_engine.errors import (
    AbsentOperand,
    ArithmeticOverflow,
    DivisionByZero,
    InvalidOperation,
    TypeMismatch,
    VariableNotFound,
)
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.values import ReferenceDate, Unknown, equal, show, type_name

LIMIT = 2**63
# The largest decimal of the engine whose files we read has 96 bits.
DECIMAL_LIMIT = Decimal(2**96)
EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[_Invalid, _Zero, _Overflow])
WIDE = Context(prec=80, traps=[_Invalid, _Overflow])
# Away from zero on a tie: what `ROUND_HALF_UP` means in `decimal`, and not what Python's round() does.
ROUNDINGS = {"ROUND": ROUND_HALF_UP, "CEIL": ROUND_CEILING, "FLOOR": ROUND_FLOOR}
NUMBERS = (int, Decimal)
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


def undecided(value: Any, before: Unknown | None, place: Place) -> Unknown:
    """A condition that is neither true nor false: unknown is merged with what was unknown before, the rest is an error."""
    if type(value) is Unknown:
        return value | before
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
    left, right = _day_or_none(a), _day_or_none(b)
    if left is not None and right is not None:
        return test(left, right)
    raise TypeMismatch(f"{place}: {show(a)} against {show(b)}; give two numbers or two dates")


def member(subject: Any, values: Any, place: Place) -> Any:
    """IN: true on a definite match, else unknown when something that might match is unknown."""
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
    raise VariableNotFound(f"{place}: {show(value)} has no field {name!r}")


# Arithmetic --------------------------------------------------------------------------------------------------------


def arithmetic(values: list[Any], place: Place) -> Any:
    """ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN and MAX over a list of operands."""
    if (unknown := unknown_of(values)) is not None:
        return unknown
    if place.operation == "ADD" and type(values[0]) not in NUMBERS:
        return _join(values, place)
    for value in values:
        if type(value) not in NUMBERS:
            refuse(value, "numbers", place)
    if place.operation == "DIVIDE" and 0 in values[1:]:
        raise DivisionByZero(f"{place}: division by zero; test the divisor first")
    try:
        return _bounded(_ARITHMETIC[place.operation](_alike(values, place.operation)), place)
    except DecimalException:
        raise ArithmeticOverflow(f"{place}: the result of {show(values)} is too large for 28 digits") from None


def _alike(values: list[Any], operation: str) -> list[Any]:
    """All integers stay integers; with one decimal, or to divide, all become decimals."""
    if operation != "DIVIDE" and all(type(value) is int for value in values):
        return values
    return [Decimal(value) for value in values]


def _sum(values: list[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total + value if type(total) is int else EXACT.add(total, value)
    return total


def _difference(values: list[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total - value if type(total) is int else EXACT.subtract(total, value)
    return total


def _product(values: list[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total * value if type(total) is int else EXACT.multiply(total, value)
    return total


def _quotient(values: list[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = EXACT.divide(total, value)
    return total


_ARITHMETIC: dict[str, Callable[[list[Any]], Any]] = {
    "ADD": _sum, "SUBTRACT": _difference, "MULTIPLY": _product, "DIVIDE": _quotient, "MIN": min, "MAX": max,
}  # fmt: skip


def _bounded(value: Any, place: Place) -> Any:
    if type(value) is int and not -LIMIT <= value < LIMIT:
        raise ArithmeticOverflow(f"{place}: {value} does not fit in 64 bits")
    if type(value) is Decimal and abs(value) >= DECIMAL_LIMIT:
        raise ArithmeticOverflow(f"{place}: {value} does not fit in 28 digits")
    return value


def _join(values: list[Any], place: Place) -> Any:
    """ADD of texts or lists; the first value says which."""
    if type(values[0]) is list:
        joined: list[Any] = []
        for value in values:
            joined += value if type(value) is list else refuse(value, "arrays only", place)
        return joined
    if type(values[0]) in (str, date):
        return "".join(_text(value, place) for value in values)
    refuse(values[0], "numbers, strings or arrays", place)


def _text(value: Any, place: Place) -> str:
    if type(value) is str:
        return value
    return str(value.isoformat()) if type(value) is date else refuse(value, "strings only", place)


def rounded(value: Any, precision: int, place: Place) -> Any:
    """ROUND (ties away from zero), CEIL, FLOOR to a number of decimals; a whole result is an integer."""
    if type(value) is Unknown:
        return value
    if type(value) not in NUMBERS:
        refuse(value, "a number", place)
    quantum = Decimal((0, (1,), -precision))
    try:
        result = Decimal(value).quantize(quantum, ROUNDINGS[place.operation], WIDE)
    except DecimalException:
        raise ArithmeticOverflow(f"{place}: {show(value)} cannot be rounded to {precision} decimals") from None
    return _bounded(int(result) if result == result.to_integral_value() else result, place)


# Dates -------------------------------------------------------------------------------------------------------------


def _day_or_none(value: Any) -> date | None:
    if type(value) is date:
        return value
    if type(value) is ReferenceDate:
        return value.plain()
    text = value.get("iso") if type(value) is dict else value
    try:
        return dates.parse_day(text) if type(text) is str else None
    except ValueError:
        return None


def _day(value: Any, place: Place) -> date:
    day = _day_or_none(value)
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
