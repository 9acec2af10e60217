"""Values the law computes with: null, boolean, whole number, decimal, text, date, list, object, and *unknown*.

Numbers are `int` or `Decimal` with 28 digits, as in the engine whose files we read, so that (1/3)·3 is 0.999… in both;
a `Fraction` would be truer but would give other outcomes after FLOOR. There is never a float.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody here has the value; `missing` names the facts that would tell.

    >>> sorted((Unknown({"inkomen"}) | Unknown({"verblijf"})).missing)
    ['inkomen', 'verblijf']
    """

    missing: frozenset[str]

    def __init__(self, missing: Iterable[str]) -> None:
        object.__setattr__(self, "missing", frozenset(missing))

    def __or__(self, other: Unknown | None) -> Unknown:
        if other is None or other.missing <= self.missing:
            return self
        return other if self.missing <= other.missing else Unknown(self.missing | other.missing)

    # Order and fields of unknown are unknown: generated code need not look first whether a date or row is known.
    def __lt__(self, other: object) -> Unknown:
        return self | other if isinstance(other, Unknown) else self

    __le__ = __gt__ = __ge__ = __lt__

    def __getitem__(self, name: str) -> Unknown:
        return self

    __iter__ = None  # or `__getitem__` would make it an endless sequence

    def __bool__(self) -> bool:
        # The trap this closes: `if verdict:` would read "unknown" as yes.
        raise TypeError(f"unknown is neither true nor false (missing: {', '.join(sorted(self.missing))})")


Value: TypeAlias = "bool | int | Decimal | str | date | list[Any] | dict[str, Any] | Unknown | None"


class NotTaken:
    """What stands in a slot that no run has filled: the step was not taken."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_TAKEN"

    def __reduce__(self) -> str:
        return "NOT_TAKEN"  # there is one, also after pickling: it is told apart by identity


NOT_TAKEN: Final = NotTaken()


class ReferenceDate(date):
    """`$referencedate` as a value: a date that has the fields iso, year, month and day.

    >>> as_json(ReferenceDate.of(date(2031, 7, 1)))
    {'iso': '2031-07-01', 'year': 2031, 'month': 7, 'day': 1}
    """

    @classmethod
    def of(cls, day: date) -> ReferenceDate:
        """The same day, as `$referencedate`."""
        return cls(day.year, day.month, day.day)

    def plain(self) -> date:
        """The same day, as an ordinary date."""
        return date(self.year, self.month, self.day)

    def fields(self) -> dict[str, Any]:
        """The object that rules and other engines see."""
        return {
            "iso": self.isoformat(),
            "year": self.year,
            "month": self.month,
            "day": self.day,
        }


# Types of which every known value has one class; numbers have two, and lists and objects have an inside.
CLASSES: Final[Mapping[str | None, type]] = {"boolean": bool, "string": str, "date": date}

_NAMES: Final = {
    type(None): "null", bool: "boolean", int: "number", Decimal: "number", str: "string",
    date: "date", ReferenceDate: "date", list: "array", dict: "object", Unknown: "unknown",
}  # fmt: skip


def type_name(value: object) -> str:
    """The grammar's name for the type of a value, for messages."""
    return _NAMES.get(type(value), type(value).__name__)


def show(value: object) -> str:
    """A value as it may stand in a message: its JSON, cut at eighty characters."""
    finite = type(value) in _NAMES and not (type(value) is Decimal and not value.is_finite())
    text = dumps(value) if finite else repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def equal(a: Any, b: Any, *, dates: bool = True) -> bool | Unknown:
    """Structural equality in three values: different types are different, 42 = 42.0, `True` is not 1.

    A container that holds unknown elements is unknown unless another element already differs. With `dates`, a date
    also equals its ISO text and an object with that `iso` (EQUALS); without it `$referencedate` stays an object (IN).
    """
    if type(a) is Unknown:
        return a | b if type(b) is Unknown else a
    if type(b) is Unknown:
        return b
    if type(a) is list and type(b) is list:
        return _all_equal(zip(a, b, strict=True), dates) if len(a) == len(b) else False
    if type(a) is dict and type(b) is dict:
        return _all_equal(((a[key], b[key]) for key in a), dates) if a.keys() == b.keys() else False
    if type(a) is type(b):
        return bool(a == b)
    return _equal_across_types(a, b, dates)


def _all_equal(pairs: Iterable[tuple[Any, Any]], dates: bool) -> bool | Unknown:
    unknown: Unknown | None = None
    for left, right in pairs:
        verdict = equal(left, right, dates=dates)
        if verdict is False:
            return False
        if type(verdict) is Unknown:
            unknown = verdict | unknown
    return True if unknown is None else unknown


def _equal_across_types(a: Any, b: Any, dates: bool) -> bool:
    if type(a) in (int, Decimal) and type(b) in (int, Decimal):
        return bool(a == b)
    left, right = _day_text(a, dates), _day_text(b, dates)
    return left is not None and left == right


def _day_text(value: Any, objects: bool) -> str | None:
    if type(value) is str:
        return value
    if type(value) is date or (objects and type(value) is ReferenceDate):
        return str(value.isoformat())
    if objects and type(value) is dict and type(value.get("iso")) is str:
        return str(value["iso"])
    return None


def copied(value: Any) -> Any:
    """A value that shares no list or object with the original."""
    if type(value) is list:
        return [copied(item) for item in value]
    return {key: copied(item) for key, item in value.items()} if type(value) is dict else value


def missing_in(value: Any) -> Unknown | None:
    """What is missing in a value: itself unknown, or with unknown elements at any depth; None when all is known."""
    if type(value) is Unknown:
        return value
    merged: Unknown | None = None
    if type(value) in (list, dict):
        for item in value.values() if type(value) is dict else value:
            found = missing_in(item)
            merged = merged if found is None else found | merged
    return merged


def as_json(value: Any) -> Any:
    """The canonical JSON form: dates as text, whole decimals as integers, unknown as an object with what is missing.

    Decimals that are not whole stay `Decimal`: print the result with `dumps`, never through a float.
    """
    if value is None or type(value) in (str, bool, int):
        return value
    if type(value) is Decimal:
        return int(value) if value == value.to_integral_value() else value
    if type(value) is ReferenceDate:
        return value.fields()
    if type(value) is date:
        return value.isoformat()
    if type(value) is Unknown:
        return {"__unknown": True, "missing": sorted(value.missing)}
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value


def dumps(value: Any) -> str:
    """JSON text with every digit of every number.

    >>> dumps({"bedrag": Decimal("0.10"), "dag": date(2031, 7, 1)})
    '{"bedrag": 0.1, "dag": "2031-07-01"}'
    """
    return "".join(_pieces(as_json(value)))


def _pieces(value: Any) -> Iterator[str]:
    if type(value) is Decimal:
        yield f"{value.normalize():f}"
    elif type(value) is dict:
        for index, (key, item) in enumerate(value.items()):
            yield (", " if index else "{") + json.dumps(key, ensure_ascii=False) + ": "
            yield from _pieces(item)
        yield "}" if value else "{}"
    elif type(value) is list:
        for index, item in enumerate(value):
            yield ", " if index else "["
            yield from _pieces(item)
        yield "]" if value else "[]"
    else:
        yield json.dumps(value, ensure_ascii=False)
