"""The type wall: what comes in from a register, a caller or another law, checked against its declaration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from wbmgp_engine.errors import (
    AbsentOperand,
    ArithmeticOverflow,
    InvalidOperation,
    TypeMismatch,
)
from wbmgp_engine.logic.dates import parse_day
from wbmgp_engine.logic.plan import Declared, DeclaredFields, Place
from wbmgp_engine.logic.values import CLASSES, NOT_TAKEN, ReferenceDate, Unknown, show, type_name

MAX_ELEMENTS = 1_000
LIMIT = 2**63
# What is remembered of rows must not grow with what callers send.
MAX_KINDS_OF_ROWS = 256
_OBJECTS = frozenset({dict})


class Boundary(NamedTuple):
    """Checks one declared value; `checked` off (another engine's files) only refuses floats and unwanted nulls."""

    declared: Declared
    place: Place
    checked: bool = True

    def __call__(self, value: Any) -> Any:
        """The value as the law computes with it: dates as dates, whole decimals as integers.

        Raises AbsentOperand for a null that is not allowed, TypeMismatch for another type than declared,
        InvalidOperation for text that is no date.
        """
        declared = self.declared
        if type(value) is list and declared.columns is not None and self.checked:
            try:
                return quick_rows(value, declared.fields)
            except LookupError:  # some value needs the road below, or is wrong
                pass
        return _accept(value, declared, self.place, declared.name, self.checked)


def _accept(value: Any, declared: Declared, place: Place, name: str, checked: bool) -> Any:
    if type(value) is Unknown:
        return value
    if value is None:
        if declared.nullable:
            return None
        raise AbsentOperand(f"{place}: {name} is null, but it is not nullable; leave it out when it is not known")
    check = _CHECKS.get(declared.type) if checked else None
    if check is None:
        return _anything(value, place, name)
    return check(value, declared, place, name)


def _wrong(value: Any, declared: Declared, place: Place, name: str) -> TypeMismatch:
    return TypeMismatch(f"{place}: {name} is {show(value)}, a {type_name(value)}; give a {declared.type}")


def _number(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is int:
        return _in_range(value, place, name)
    if type(value) is Decimal and value.is_finite():
        return _in_range(int(value), place, name) if value == value.to_integral_value() else value
    raise _wrong(value, declared, place, name)


def _in_range(value: int, place: Place, name: str) -> int:
    if -LIMIT <= value < LIMIT:
        return value
    raise ArithmeticOverflow(f"{place}: {name} is {value}, which does not fit in 64 bits")


def _boolean(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is bool:
        return value
    raise _wrong(value, declared, place, name)


def _string(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is str:
        return value
    raise _wrong(value, declared, place, name)


def _date(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is date:
        return value
    if type(value) is ReferenceDate:
        return value.plain()
    if type(value) is not str:
        raise _wrong(value, declared, place, name)
    try:
        return parse_day(value)
    except ValueError:
        message = f"{place}: {name} is {show(value)}; write an existing date as YYYY-MM-DD"
        raise InvalidOperation(message) from None


def _object(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is not dict:
        raise _wrong(value, declared, place, name)
    return value if declared.columns is None else _row(value, declared.fields, place, name, None)


def _array(value: Any, declared: Declared, place: Place, name: str) -> Any:
    if type(value) is not list:
        raise _wrong(value, declared, place, name)
    if len(value) > MAX_ELEMENTS:
        raise InvalidOperation(f"{place}: {name} holds {len(value)} elements; at most {MAX_ELEMENTS}")
    if declared.columns is None:
        return value
    columns = declared.fields
    return [_element(row, columns, place, name, index) for index, row in enumerate(value)]


def _element(row: Any, columns: DeclaredFields, place: Place, name: str, index: int) -> Any:
    if type(row) is dict:
        return _row(row, columns, place, name, index)
    if type(row) is Unknown:
        return row
    raise TypeMismatch(f"{place}: {name}[{index}] is {show(row)}, a {type_name(row)}; give an object")


def _row(row: dict[str, Any], columns: DeclaredFields, place: Place, name: str, index: int | None) -> dict[str, Any]:
    """The declared fields of the row: one that is missing is unknown; what the article does not declare it never sees."""
    accepted: dict[str, Any] = {}
    for key, declared in zip(columns.names, columns.declared, strict=True):
        value, field = row.get(key, NOT_TAKEN), f"{name}.{key}" if index is None else f"{name}[{index}].{key}"
        accepted[key] = Unknown({field}) if value is NOT_TAKEN else _accept(value, declared, place, field, True)
    return accepted


def rows(value: Any, columns: DeclaredFields, otherwise: Callable[[Any], Any]) -> Any:
    """The rows of a register list; all but the most usual goes to `otherwise`."""
    if type(value) is list:
        try:
            return quick_rows(value, columns)
        except LookupError:
            pass
    return otherwise(value)


class _Otherwise(LookupError):
    """A row that has to go the long way."""


def quick_rows(rows: list[Any], columns: DeclaredFields) -> list[Any]:
    """Rows of which every value passes as it is, in a tenth of the bytecodes; LookupError where `_row` has to look."""
    if len(rows) > MAX_ELEMENTS or not _OBJECTS.issuperset(map(type, rows)):
        raise _Otherwise
    names, pick, quick, accepted = columns.names, columns.pick, columns.quick, list[Any]()
    for row in rows:
        values = pick(row)
        classes = tuple(map(type, values))
        looks = quick[classes] if classes in quick else _looks(columns, classes)
        if looks is None:
            raise _Otherwise
        found = dict(zip(names, values))  # noqa: B905 -- as many values as names, and nobody to count them again
        for name, look in looks:
            found[name] = look(found[name])
        accepted.append(found)
    return accepted


def _looks(columns: DeclaredFields, classes: tuple[type, ...]) -> tuple[tuple[str, Callable[[Any], Any]], ...] | None:
    """What a quick look has to be taken at in rows with values of these classes; None where that is not enough."""
    if len(columns.quick) >= MAX_KINDS_OF_ROWS:
        columns.quick.clear()
    found, enough = list[tuple[str, Callable[[Any], Any]]](), True
    for name, declared, kind in zip(columns.names, columns.declared, classes, strict=True):
        if kind in (CLASSES.get(declared.type), Unknown) or (kind is type(None) and declared.nullable):
            continue
        if kind is int and declared.type in ("number", "amount"):
            found.append((name, _small))
        elif kind is list and declared.type == "array":
            found.append((name, _short if declared.columns is None else partial(quick_rows, columns=declared.fields)))
        else:
            enough = False
    columns.quick[classes] = tuple(found) if enough else None
    return columns.quick[classes]


def _small(value: int) -> int:
    if -LIMIT <= value < LIMIT:
        return value
    raise _Otherwise


def _short(value: list[Any]) -> list[Any]:
    if len(value) <= MAX_ELEMENTS:
        return value
    raise _Otherwise


def _anything(value: Any, place: Place, name: str) -> Any:
    """A value of no declared type, in the form the law computes with; floats never come in."""
    if type(value) is Decimal and value.is_finite():
        return _in_range(int(value), place, name) if value == value.to_integral_value() else value
    if type(value) is int:
        return _in_range(value, place, name)
    if type(value) is list:
        return [_anything(item, place, name) for item in value]
    if type(value) is dict:
        if value.get("__unknown") is True:
            return Unknown(_names(value.get("missing"), name))
        return {key: _anything(item, place, f"{name}.{key}") for key, item in value.items()}
    if value is None or type(value) in (bool, str, date, ReferenceDate, Unknown):
        return value
    raise TypeMismatch(
        f"{place}: {name} is {show(value)}, a {type_name(value)}; the law computes with exact values only"
    )


def _names(missing: Any, name: str) -> list[str]:
    """The facts that an unknown from another engine misses; each is {law, name, kind} or a plain name."""
    if not isinstance(missing, list):
        return [name]
    return [
        f"{item.get('law')}#{item.get('name')}:{item.get('kind')}" if isinstance(item, dict) else str(item)
        for item in missing
    ] or [name]


_CHECKS: dict[str | None, Callable[[Any, Declared, Place, str], Any]] = {
    "number": _number, "amount": _number, "boolean": _boolean, "string": _string,
    "date": _date, "object": _object, "array": _array,
}  # fmt: skip
