"""What is known of a value before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, get_args

from wbmgp_engine.law.document import Field_, FieldType, OpenTerm
from wbmgp_engine.law.vocabulary import is_day

Kind = Literal["string", "number", "amount", "boolean", "date", "object", "array", "null", "any"]
_DECLARABLE = frozenset(get_args(FieldType))
_MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class StaticType:
    """Kind, unit and nullability of a value; `any` is not known, `null` is the literal.

    `fields` are those of an object, `element` is the type of an array's elements, `values` are the only values it can
    have, where a rule file says so.

    >>> str(StaticType("amount", "eurocent", nullable=True))
    'amount in eurocent or null'
    """

    kind: Kind = "any"
    unit: str | None = None
    nullable: bool = False
    fields: Mapping[str, StaticType] | None = None
    element: StaticType | None = None
    values: frozenset[str] | None = None

    def __str__(self) -> str:
        text = self.kind if self.unit is None else f"{self.kind} in {self.unit}"
        return f"{text} or null" if self.nullable and self.kind not in ("null", "any") else text

    @property
    def is_numeric(self) -> bool:
        return self.kind in ("number", "amount")

    @property
    def is_known(self) -> bool:
        """Whether the checks can say anything about its kind."""
        return self.kind not in ("any", "null")

    def present(self) -> StaticType:
        """The same type where it is proved not to be null."""
        return replace(self, nullable=False) if self.nullable else self

    def matches(self, other: StaticType) -> bool:
        """Whether a value of one kind can equal a value of the other: the same, number~amount, date~string."""
        if not (self.is_known and other.is_known) or self.kind == other.kind:
            return True
        return {self.kind, other.kind} in ({"number", "amount"}, {"date", "string"})

    def meets(self, other: StaticType) -> bool:
        """Whether two closed lists of values have one in common; a list that is not closed meets all."""
        return self.values is None or other.values is None or bool(self.values & other.values)


ANY = StaticType()
NULL = StaticType("null", nullable=True)
BOOLEAN = StaticType("boolean")
NUMBER = StaticType("number")
DATE = StaticType("date")
REFERENCE_DATE = StaticType("date", fields={"iso": DATE, "year": NUMBER, "month": NUMBER, "day": NUMBER})


def of_field(field: Field_) -> StaticType:
    """The declared type of a parameter, input or output, with the fields of extension `x-velden`."""
    unit = field.type_spec.unit if field.type_spec is not None else None
    return _declared(field.type, unit, field.nullable, field.model_extra or {}, 0)


def of_open_term(term: OpenTerm) -> StaticType:
    """The declared type of an open term; null where nothing has to fill it and it has no default."""
    return StaticType(term.type, nullable=not term.required and term.default is None)


def of_literal(value: Any, depth: int = 0) -> StaticType:
    """The type of a value as it stands in a rule file. Text that is a day is a date: the grammar writes them alike.

    >>> of_literal("2017-01-01").kind, of_literal([1, 2]).element
    ('date', StaticType(kind='number', unit=None, nullable=False, fields=None, element=None, values=None))
    """
    if value is None:
        return NULL
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, (int, Decimal)):
        return NUMBER
    if isinstance(value, str):
        return DATE if is_day(value) else StaticType("string", values=frozenset({value}))
    if depth >= _MAX_DEPTH:
        return ANY
    if isinstance(value, list):
        return StaticType("array", element=join(of_literal(item, depth + 1) for item in value))
    if isinstance(value, Mapping):
        fields = {name: of_literal(item, depth + 1) for name, item in value.items()}
        return StaticType("object", fields=fields)
    return ANY


def of_definition(raw: Any) -> StaticType:
    """The type of a constant; `{value: 5, type: …, type_spec: …}` is a structured one, any other mapping an object."""
    if not isinstance(raw, Mapping) or "value" not in raw:
        return of_literal(raw)
    found = of_literal(raw["value"])
    kind = raw["type"] if raw.get("type") in _DECLARABLE else found.kind
    return replace(found, kind=kind, unit=_unit_of(raw.get("type_spec")))


def join(types: Iterable[StaticType]) -> StaticType:
    """The type of a value that is one of several; `any` when they do not agree or one is not known."""
    result: StaticType | None = None
    for item in types:
        result = item if result is None else _joined(result, item)
    return ANY if result is None else result


def _joined(one: StaticType, other: StaticType) -> StaticType:
    nullable = one.nullable or other.nullable
    if one.kind == "null" or other.kind == "null":
        return replace(other if one.kind == "null" else one, nullable=True)
    if not (one.is_known and other.is_known and one.matches(other)):
        return StaticType(nullable=nullable)
    kind: Kind = one.kind if one.kind == other.kind else "number" if one.is_numeric else "string"
    unit = one.unit if other.unit in (None, one.unit) else other.unit if one.unit is None else None
    return StaticType(kind, unit, nullable, _common(one, other), _element(one, other), _either(one, other))


def _common(one: StaticType, other: StaticType) -> Mapping[str, StaticType] | None:
    """Only what both have can be read safely."""
    if one.fields is None or other.fields is None:
        return None
    if one.fields is other.fields:
        return one.fields
    return {name: _joined(field, other.fields[name]) for name, field in one.fields.items() if name in other.fields}


def _element(one: StaticType, other: StaticType) -> StaticType | None:
    return None if one.element is None or other.element is None else _joined(one.element, other.element)


def _either(one: StaticType, other: StaticType) -> frozenset[str] | None:
    return None if one.values is None or other.values is None else one.values | other.values


def _declared(kind: Any, unit: str | None, nullable: bool, extra: Mapping[str, Any], depth: int) -> StaticType:
    if kind not in _DECLARABLE:
        return StaticType(nullable=nullable)
    fields = _fields(extra.get("x-velden"), depth)
    if kind == "array":
        element = None if fields is None else StaticType("object", fields=fields)
        return StaticType("array", unit, nullable, element=element)
    options = _options(extra) if kind == "string" else None
    return StaticType(kind, unit, nullable, fields if kind == "object" else None, values=options)


def _fields(velden: Any, depth: int) -> Mapping[str, StaticType] | None:
    if not isinstance(velden, Mapping) or depth >= _MAX_DEPTH:
        return None
    return {name: _of_veld(veld, depth + 1) for name, veld in velden.items()}


def _of_veld(veld: Any, depth: int) -> StaticType:
    if not isinstance(veld, Mapping):
        return ANY
    return _declared(veld.get("type"), _unit_of(veld.get("type_spec")), veld.get("nullable") is True, veld, depth)


def _unit_of(type_spec: Any) -> str | None:
    unit = type_spec.get("unit") if isinstance(type_spec, Mapping) else None
    return unit if isinstance(unit, str) else None


def _options(extra: Mapping[str, Any]) -> frozenset[str] | None:
    """The closed list of answers of a judgement, or of a fact that can be only one of a few words."""
    oordeel = extra.get("x-oordeel")
    options = oordeel.get("opties") if isinstance(oordeel, Mapping) else extra.get("x-opties")
    if not isinstance(options, list):
        return None
    return frozenset(option for option in options if isinstance(option, str)) or None
