"""Which classes the value of a step or expression can have: what is certain needs no test in generated code.

It only follows declared types behind the type wall and what operations give; facts are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from wbmgp_engine.logic.plan import (
    Constant,
    Declared,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Plan,
    Sequence,
    Step,
    StepRef,
    Today,
)
from wbmgp_engine.logic.values import ReferenceDate, Unknown

NULL: Final = type(None)
EVERY: Final = frozenset({NULL, bool, int, Decimal, str, date, ReferenceDate, list, dict, Unknown})
NUMBERS: Final = frozenset({int, Decimal})
_DECLARED: Final = {
    "boolean": frozenset({bool}), "string": frozenset({str}), "date": frozenset({date}), "number": NUMBERS,
    "amount": NUMBERS, "object": frozenset({dict}), "array": frozenset({list}),
}  # fmt: skip
_TRUTH: Final = {"AND", "OR", "NOT", "EQUALS", "IN", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"}  # fmt: skip
_GIVES: Final = {
    **dict.fromkeys(_TRUTH, frozenset({bool})), "LIST": frozenset({list}),
    **dict.fromkeys(("AGE", "DATE_DIFF", "DATE_PART", "DAY_OF_WEEK"), frozenset({int})),
    **dict.fromkeys(("DATE_ADD", "DATE", "START_OF"), frozenset({date})),
    **dict.fromkeys(("SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX", "ROUND", "CEIL", "FLOOR"), NUMBERS),
}  # fmt: skip


class Kind(NamedTuple):
    """Classes a value can have; of an object the kinds of its declared fields, of a list that of its elements."""

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
_NULL: Final = Kind(frozenset({NULL}))
_UNKNOWN: Final = Kind(frozenset({Unknown}))


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


class Kinds:
    """The kinds of the steps and expressions of one plan. `replaced`: a caller may have given the value of a call."""

    def __init__(self, plan: Plan, order: Iterable[int], *, replaced: bool) -> None:
        self._plan = plan
        self._replaced = replaced
        self._steps: dict[int, Kind] = {}
        self._expressions: dict[int, Kind] = {}
        # Each step after what it reads; round a circle anything is possible.
        for index in order:
            self._steps[index] = self._of_step(plan.steps[index])

    def step(self, index: int) -> Kind:
        """The kind of the value of a step."""
        return self._steps.get(index, ANY)

    def _of_step(self, step: Step) -> Kind:
        if step.unit_error is not None:
            return NOTHING
        null = step.declared is None or step.declared.nullable
        if step.kind in ("action", "definition"):
            found = _NULL if step.body is None else self.of(step.body)
            return found if null else found.without(NULL)
        if step.body is not None:
            return self._walled(step, self.of(step.body), null=step.required)
        if step.kind in ("parameter", "register"):
            return self._wall(step) | (_NULL if step.absent is None else _UNKNOWN)
        found = self.answer(step) if null else self.answer(step).without(NULL)
        if self._plan.checked:
            found = self._walled(step, found, null=True)
        return found | self._wall(step) if self._replaced and step.from_caller else found

    def answer(self, step: Step) -> Kind:
        """What the law itself answers to a call or open term, before the type wall."""
        found = NOTHING if step.absent is not None else _NULL
        if isinstance(step.absent, str):
            found = _UNKNOWN
        if step.target is not None:
            found = self.step(step.target)
        if step.gates:
            found |= Kind(frozenset({NULL, Unknown}))
        if step.kind == "open_term":
            found |= _NULL
        return found if step.fallback is None else found | self.step(step.fallback)

    def _wall(self, step: Step) -> Kind:
        return declared_kind(step.declared) if step.declared is not None and self._plan.checked else ANY

    def _walled(self, step: Step, found: Kind, *, null: bool) -> Kind:
        """A value that goes through the type wall, unless it certainly passes; `null`: a null goes round it."""
        if self.passes(step, found, null=null):
            return found
        return self._wall(step) | (_NULL if null and found.can_be(NULL) else NOTHING)

    def passes(self, step: Step, found: Kind, *, null: bool) -> bool:
        """Whether the type wall of a step certainly lets a value through as it is."""
        if step.declared is None or not self._plan.checked or step.declared.columns is not None:
            return False
        plain = {"boolean": bool, "string": str, "date": date}.get(step.declared.type or "")
        return plain is not None and found.classes <= {
            plain,
            Unknown,
            *((NULL,) if null or step.declared.nullable else ()),
        }

    def of(self, expression: Expression | None, element: Kind = ANY) -> Kind:
        """The kind of an expression; `element` is that of the FOREACH element around it."""
        if expression is None:
            return _NULL
        if id(expression) not in self._expressions:
            self._expressions[id(expression)] = self._of(expression, element)
        return self._expressions[id(expression)]

    def _of(self, expression: Expression, element: Kind) -> Kind:
        match expression:
            case Constant():
                return _literal_kind(expression.value)
            case StepRef():
                return _down(self.step(expression.step), expression.path)
            case LocalRef():
                path = expression.path if expression.field is None else (expression.field, *expression.path)
                return _down(element, path) if expression.declared else ANY
            case Today():
                return ANY if expression.path else Kind(frozenset({ReferenceDate, date}))
            case Failure():
                return NOTHING
            case Sequence():
                return self.of(expression.items[-1], element)
            case Gathered():
                return Kind(frozenset({list if expression.keys is None else dict}))
            case Operation():
                return self._of_operation(expression, element)

    def _of_operation(self, operation: Operation, element: Kind) -> Kind:
        if operation.name == "FOREACH":
            return self._of_loop(operation, element)
        if operation.name == "IF":
            return self._of_if(operation, element)
        operands = [self.of(item, element) for _, item in operation.operands]
        numbers = operation.name == "ADD" and all(operand.within(*NUMBERS) for operand in operands)
        classes = NUMBERS if numbers else _GIVES.get(operation.name)
        if classes is None:
            return ANY
        return Kind(classes | {Unknown}) if any(operand.holds_unknown for operand in operands) else Kind(classes)

    def _of_if(self, operation: Operation, element: Kind) -> Kind:
        found = self.of(operation.get("default"), element)
        for when, then in operation.cases():
            found |= self.of(then, element)
            if self.of(when, element).can_be(Unknown):
                found |= _UNKNOWN
        return found

    def element(self, operation: Operation, around: Kind) -> Kind:
        """The kind of the elements that a FOREACH goes through."""
        collection = self.of(operation.get("collection"), around)
        return collection.items if collection.within(list, NULL) and collection.items is not None else ANY

    def _of_loop(self, operation: Operation, around: Kind) -> Kind:
        element = self.element(operation, around)
        body, keep = self.of(operation.get("body"), element), operation.get("filter")
        doubt = body.can_be(Unknown) or self.of(operation.get("collection"), around).can_be(Unknown)
        doubt = doubt or (keep is not None and self.of(keep, element).can_be(Unknown))
        unknown = _UNKNOWN if doubt else NOTHING
        combine = operation.options.get("combine")
        if combine is None:
            return Kind(frozenset({list}), None, body.without(Unknown)) | unknown
        if combine in ("AND", "OR"):
            return Kind(frozenset({bool})) | unknown
        if not body.within(*NUMBERS):
            return ANY
        return Kind(NUMBERS) | unknown | (_NULL if combine in ("MIN", "MAX") else NOTHING)


def _literal_kind(value: Any) -> Kind:
    items = reduce(or_, map(_literal_kind, value), NOTHING) if type(value) is list else None
    fields = {name: _literal_kind(item) for name, item in value.items()} if type(value) is dict else None
    return Kind(frozenset({type(value)}), fields, items)


def _down(kind: Kind, path: Iterable[str]) -> Kind:
    """The kind of a field: that of nothing known is anything, that of unknown is unknown and that of null is null."""
    for name in path:
        if kind.fields is None or name not in kind.fields or not kind.within(dict, NULL):
            return ANY
        kind = kind.fields[name] | Kind(kind.classes & {NULL, Unknown})
    return kind
