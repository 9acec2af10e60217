"""Which classes a value can have, as declarations and literals tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from wbmgp_engine.logic.plan import Declared
from wbmgp_engine.logic.scalar.boundary import MAX_ELEMENTS
from wbmgp_engine.logic.values import ReferenceDate, Unknown

NULL: Final = type(None)
EVERY: Final = frozenset({NULL, bool, int, Decimal, str, date, ReferenceDate, list, dict, Unknown})
NUMBERS: Final = frozenset({int, Decimal})
_DECLARED: Final = {
    "boolean": frozenset({bool}), "string": frozenset({str}), "date": frozenset({date}), "number": NUMBERS,
    "amount": NUMBERS, "object": frozenset({dict}), "array": frozenset({list}),
}  # fmt: skip


class Kind(NamedTuple):
    """Classes a value can have; of an object the kinds of its declared fields, of a list that of its elements.

    A list of which the elements are known is no longer than the type wall allows.
    """

    classes: frozenset[type]
    fields: Mapping[str, Kind] | None = None
    items: Kind | None = None

    def __or__(self, other: Kind) -> Kind:
        fields = self.fields if self.fields == other.fields or dict not in other.classes else None
        items = self.items if self.items == other.items or list not in other.classes else None
        fields, items = (
            (fields if dict in self.classes else other.fields),
            (items if list in self.classes else other.items),
        )
        return Kind(self.classes | other.classes, fields, items)

    def within(self, *classes: type) -> bool:
        """Whether a known value certainly has one of these classes; it may also be unknown."""
        return self.classes <= {*classes, Unknown}

    def can_be(self, *classes: type) -> bool:
        """Whether the value may have one of these classes."""
        return not self.classes.isdisjoint(classes)

    @property
    def holds_unknown(self) -> bool:
        """Whether the value, or something in it, may be unknown."""
        items = list in self.classes and (self.items is None or self.items.holds_unknown)
        fields = dict in self.classes and (
            self.fields is None or any(field.holds_unknown for field in self.fields.values())
        )
        return Unknown in self.classes or items or fields

    def without(self, *classes: type) -> Kind:
        """The kind, where the value is known to be of none of these classes."""
        return self._replace(classes=self.classes - set(classes))


ANY: Final = Kind(EVERY)
NOTHING: Final = Kind(frozenset())
ONLY_NULL: Final = Kind(frozenset({NULL}))
ONLY_UNKNOWN: Final = Kind(frozenset({Unknown}))


def declared_kind(declared: Declared) -> Kind:
    """What comes through the type wall under a declaration."""
    classes = _DECLARED.get(declared.type or "")
    if classes is None:
        return ANY
    row = (
        None if declared.columns is None else {name: declared_kind(column) for name, column in declared.columns.items()}
    )
    items = Kind(frozenset({dict, Unknown}), row) if row is not None else None
    classes |= {Unknown, NULL} if declared.nullable else {Unknown}
    return Kind(classes, row if declared.type == "object" else None, items if declared.type == "array" else None)


def literal_kind(value: Any) -> Kind:
    """The kind of a literal of the rule file."""
    listed = type(value) is list and len(value) <= MAX_ELEMENTS
    items = reduce(or_, map(literal_kind, value), NOTHING) if listed else None
    fields = {name: literal_kind(item) for name, item in value.items()} if type(value) is dict else None
    return Kind(frozenset({type(value)}), fields, items)


def down(kind: Kind, path: Iterable[str]) -> Kind:
    """The kind of a field: that of nothing known is anything, that of unknown is unknown and that of null is null."""
    for name in path:
        if kind.fields is None or name not in kind.fields or not kind.within(dict, NULL):
            return ANY
        kind = kind.fields[name] | Kind(kind.classes & {NULL, Unknown})
    return kind
