"""Leaves: what a comparison says about the facts. A plain walk over the tree of the rule file, in three values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wbmgp_engine.law.document import Operation
from wbmgp_engine.logic.forward_chaining import days
from wbmgp_engine.logic.forward_chaining.articles import Call, Computed, Fixed, Given, Meaning, OutsideFragment, Term
from wbmgp_engine.logic.values import Unknown

Local = Mapping[str, Any]
"""What the names of an element of a list mean, inside a FOREACH."""

COMPARISONS: Final = frozenset(
    {"EQUALS", "IN", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"}
)
READ: Final = COMPARISONS | {"AND", "OR", "NOT", "IF", "FOREACH", "LIST", "AGE", "DATE_DIFF", "DATE_ADD"}


class Unreadable(Exception):
    """A leaf met a value it cannot compare: no text, no verdict; whoever waits for it gets none."""


class LeafReader:
    """Reads leaves for one set of facts on one day."""

    def __init__(self, facts: Mapping[str, Any], on: date) -> None:
        self._facts = facts
        self._on = on
        self._known: dict[tuple[Any, ...], Any] = {}

    def value(self, call: Call, raw: Any, inside: str, local: Local | None) -> Any:
        """The value of an expression of an article. Raises Unreadable and OutsideFragment."""
        if isinstance(raw, Operation):
            return self._operation(call, raw, inside, local)
        if isinstance(raw, str) and raw.startswith("$"):
            return self._variable(call, raw[1:], inside, local)
        if isinstance(raw, list):
            return [self.value(call, item, inside, local) for item in raw]
        return raw

    # Names ---------------------------------------------------------------------------------------------------------

    def _variable(self, call: Call, text: str, inside: str, local: Local | None) -> Any:
        name, *path = text.split(".")
        if name == "referencedate":
            value: Any = self._on
        elif local is not None and name in local:
            value = local[name]
        else:
            value = self._meant(call.meaning(name))
        for key in path:
            if value is None or isinstance(value, Unknown):
                return value
            if not isinstance(value, dict) or key not in value:
                raise Unreadable(f"${text}")
            value = value[key]
        return value

    def _meant(self, meaning: Meaning) -> Any:
        match meaning:
            case Given(name):
                return self._facts[name] if name in self._facts else Unknown((name,))
            case Fixed(value):
                return value
            case Computed():
                return self._computed(meaning)
            case Term(_, _, filled, otherwise):
                value = None if filled is None else self._computed(filled)
                return self._computed(otherwise) if value is None and otherwise is not None else value

    def _computed(self, meaning: Computed) -> Any:
        key = (*meaning.call.key, meaning.name)
        if key not in self._known:
            self._known[key] = self.value(meaning.call, meaning.call.body(meaning.name), meaning.name, None)
        return self._known[key]

    # Operations ----------------------------------------------------------------------------------------------------

    def _operation(self, call: Call, operation: Operation, inside: str, local: Local | None) -> Any:
        name, operands = operation.operation, operation.operands
        if name not in READ:
            raise OutsideFragment(f"{call}, {inside}: {name} is not read here")
        if name in ("AND", "OR"):
            conditions = (self.value(call, item, inside, local) for item in operands["conditions"])
            return junction(name == "OR", conditions)
        if name == "IF":
            return self._choice(call, operands, inside, local)
        if name == "FOREACH":
            return self._each(call, operands, inside, local)
        plain = {
            key: [self.value(call, item, inside, local) for item in raw]
            if key in ("values", "items") and isinstance(raw, list)
            else self.value(call, raw, inside, local)
            for key, raw in operands.items()
        }
        return plain["items"] if name == "LIST" else simple(name, plain)

    def _choice(self, call: Call, operands: Mapping[str, Any], inside: str, local: Local | None) -> Any:
        for case in operands["cases"]:
            verdict = self.value(call, case["when"], inside, local)
            if isinstance(verdict, Unknown):
                return verdict
            if _boolean(verdict):
                return self.value(call, case["then"], inside, local)
        return self.value(call, operands.get("default"), inside, local)

    def _each(self, call: Call, operands: Mapping[str, Any], inside: str, local: Local | None) -> Any:
        collection = self.value(call, operands["collection"], inside, local)
        if isinstance(collection, Unknown):
            return collection
        found: list[Any] = []
        for inner in elements(collection, operands):
            verdict = self.value(call, operands["filter"], inside, inner) if "filter" in operands else True
            if isinstance(verdict, Unknown):
                found.append(verdict)
            elif _boolean(verdict):
                found.append(self.value(call, operands["body"], inside, inner))
        combine = operands.get("combine")
        if combine in ("AND", "OR"):
            return junction(combine == "OR", found)
        if combine is not None:
            raise OutsideFragment(f"{call}, {inside}: FOREACH that combines by {combine} is not read here")
        unknown = together(found)
        return found if unknown is None else unknown


def elements(collection: Any, operands: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the names mean for each element of a collection; null has none."""
    found = [] if collection is None else collection if isinstance(collection, list) else [collection]
    name = operands.get("as", "item")
    return [{**(item if isinstance(item, dict) else {}), name: item} for item in found]


def junction(decisive: bool, verdicts: Iterable[Any]) -> Any:
    """OR (`decisive` true) or AND: the first decisive verdict decides; else what is unknown."""
    unknown: Unknown | None = None
    for verdict in verdicts:
        if isinstance(verdict, Unknown):
            unknown = verdict | unknown
        elif _boolean(verdict) is decisive:
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
        return not _boolean(operands["value"])
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


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(f"{value!r} is no verdict")
    return value
