"""Arithmetic and rounding as generated code calls them: exact, with the limits of the engine whose files we read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DecimalException
from decimal import DivisionByZero as _Zero
from decimal import InvalidOperation as _Invalid
from decimal import Overflow as _Overflow
from typing import Any

from wbmgp_engine.errors import ArithmeticOverflow, DivisionByZero
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.scalar.operations import NUMBERS, refuse, unknown_of
from wbmgp_engine.logic.values import Unknown, show

LIMIT = 2**63
# The largest decimal of the engine whose files we read has 96 bits.
DECIMAL_LIMIT = Decimal(2**96)
EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[_Invalid, _Zero, _Overflow])
WIDE = Context(prec=80, traps=[_Invalid, _Overflow])
# Away from zero on a tie: what `ROUND_HALF_UP` means in `decimal`, and not what Python's round() does.
ROUNDINGS = {"ROUND": ROUND_HALF_UP, "CEIL": ROUND_CEILING, "FLOOR": ROUND_FLOOR}


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
        return _bounded(_ARITHMETIC[place.operation](_alike(values)), place)
    except DecimalException:
        raise ArithmeticOverflow(f"{place}: the result of {show(values)} is too large for 28 digits") from None


def _alike(values: list[Any]) -> list[Any]:
    """All integers stay integers; with one decimal all become decimals. A division makes decimals of them anyway."""
    if all(type(value) is int for value in values):
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
    return refuse(values[0], "numbers, strings or arrays", place)


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
