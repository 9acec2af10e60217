"""Infers the static type of an expression and shows every operation and reference on the way.

Nullability follows the order of evaluation: behind a test that proves presence a nullable reference is not nullable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wbmgp_engine.law.document import Operation
from wbmgp_engine.law.types import units
from wbmgp_engine.law.types.presence import MAX_DEPTH, proof
from wbmgp_engine.law.types.scope import Names, Scope, Unresolved, parse_reference
from wbmgp_engine.law.types.static_type import (
    ANY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    Kind,
    StaticType,
    join,
    of_literal,
)

Path = tuple[str, ...]
# Operands that are words of the grammar, not values. `in` of DATE_DIFF may also be a reference.
_WORDS = frozenset({"precision", "as", "combine"})
_CHOICES = frozenset({"IF", "SWITCH"})
# A condition is evaluated before what it guards, in whatever order the keys stand.
_FIRST = {"filter": 1, "default": 2, "body": 2}


@dataclass(frozen=True, slots=True)
class Operand:
    """One operand: its role (`conditions.0`, `cases.1.when`), what stands there, and its type at that place."""

    role: str
    expression: Any
    type: StaticType


Operands = tuple[Operand, ...]
Parts = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Site:
    """One operation with the types of its operands; `tail` says that its value is the value of the whole expression."""

    operation: Operation
    path: Path
    operands: tuple[Operand, ...]
    type: StaticType
    scope: Scope
    tail: bool

    def roles(self, *starts: str) -> list[Operand]:
        """The operands whose role is, or begins with, one of these words."""
        return [operand for operand in self.operands if operand.role.split(".")[0] in starts]


@dataclass(frozen=True, slots=True)
class Use:
    """One reference and the scope it is read in."""

    names: Names
    path: Path
    scope: Scope


@dataclass(slots=True)
class Survey:
    """Everything inside one expression: its type, its operations and its references, in file order."""

    type: StaticType = ANY
    sites: list[Site] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    too_deep: list[Path] = field(default_factory=list)


def infer(expression: Any, scope: Scope) -> StaticType:
    """The static type of an expression in a scope; `any` where it cannot be known.

    >>> infer(Operation.model_validate({"operation": "ADD", "values": [1, 2]}), Scope()).kind
    'number'
    """
    return survey(expression, scope).type


def sites(expression: Any, scope: Scope) -> list[Site]:
    """Every operation inside an expression, operands before the operation that takes them."""
    return survey(expression, scope).sites


def survey(expression: Any, scope: Scope, path: Path = ()) -> Survey:
    """The type of an expression and everything inside it; `path` is where it stands."""
    walk = _Walk()
    walk.found.type = walk.value(expression, scope, path, tail=True)
    return walk.found


def spread(operation: Operation) -> Iterator[tuple[str, Any]]:
    """The operands of an operation by role, in the order in which they are evaluated."""
    literal_unit = operation.operation in ("DATE_PART", "START_OF")
    for key, raw in sorted(operation.operands.items(), key=lambda item: _FIRST.get(item[0], 0)):
        if key in _WORDS or (key == "in" and (literal_unit or parse_reference(raw) is None)):
            continue
        if key == "cases" and isinstance(raw, list):
            cases = [case for case in raw if isinstance(case, Mapping)]
            yield from (
                (f"cases.{index}.{part}", case.get(part))
                for index, case in enumerate(cases)
                for part in ("when", "then")
            )
        elif key in ("values", "conditions", "items") and isinstance(raw, list):
            yield from ((f"{key}.{index}", item) for index, item in enumerate(raw))
        else:
            yield key, raw


class _Walk:
    def __init__(self) -> None:
        self.found = Survey()
        self._depth = 0

    def value(self, expression: Any, scope: Scope, path: Path, *, tail: bool = False) -> StaticType:
        if (names := parse_reference(expression)) is not None:
            self.found.uses.append(Use(names, path, scope))
            found = scope.resolve(names)
            return ANY if isinstance(found, Unresolved) else found
        if not isinstance(expression, (Operation, Mapping, list)):
            return of_literal(expression)
        if self._depth >= MAX_DEPTH:
            self.found.too_deep.append(path)
            return ANY
        self._depth += 1
        try:
            return self._composed(expression, scope, path, tail)
        finally:
            self._depth -= 1

    def _composed(self, expression: Any, scope: Scope, path: Path, tail: bool) -> StaticType:
        if isinstance(expression, Operation):
            return self._operation(expression, scope, path, tail)
        if isinstance(expression, Mapping):
            fields = {key: self.value(item, scope, (*path, str(key))) for key, item in expression.items()}
            return StaticType("object", fields=fields)
        items = [self.value(item, scope, (*path, str(index))) for index, item in enumerate(expression)]
        return StaticType("array", element=join(items))

    def _operation(self, operation: Operation, scope: Scope, path: Path, tail: bool) -> StaticType:
        operands = tuple(self._operands(operation, scope, path, tail))
        found = _RESULT.get(operation.operation, _boolean)(operation, operands)
        self.found.sites.append(Site(operation, path, operands, found, scope, tail))
        return found

    def _operands(self, operation: Operation, scope: Scope, path: Path, tail: bool) -> Iterator[Operand]:
        """Each operand in the scope it is evaluated in: behind the tests that stand before it."""
        name, parts = operation.operation, list(spread(operation))
        if name == "FOREACH":
            return self._loop(operation, parts, scope, path)
        if name in _CHOICES:
            return self._choice(parts, scope, path, tail)
        if name in ("AND", "OR"):
            return self._logic(name, parts, scope, path)
        return (self._operand(role, raw, scope, path) for role, raw in parts)

    def _operand(self, role: str, raw: Any, scope: Scope, path: Path, *, tail: bool = False) -> Operand:
        return Operand(role, raw, self.value(raw, scope, (*path, *role.split(".")), tail=tail))

    def _logic(self, name: str, parts: Parts, scope: Scope, path: Path) -> Iterator[Operand]:
        for role, raw in parts:
            yield self._operand(role, raw, scope, path)
            known = proof(raw, scope)
            scope = scope.knowing(known.if_true if name == "AND" else known.if_false)

    def _choice(self, parts: Parts, scope: Scope, path: Path, tail: bool) -> Iterator[Operand]:
        chosen = scope
        for role, raw in parts:
            if role.endswith(".when"):
                yield self._operand(role, raw, scope, path)
                known = proof(raw, scope)
                chosen, scope = scope.knowing(known.if_true), scope.knowing(known.if_false)
            else:
                yield self._operand(role, raw, scope if role == "default" else chosen, path, tail=tail)

    def _loop(self, operation: Operation, parts: Parts, scope: Scope, path: Path) -> Iterator[Operand]:
        for role, raw in parts:
            yield (operand := self._operand(role, raw, scope, path))
            if role == "collection":
                name = operation.operands.get("as", "item")
                scope = scope.inside(name if isinstance(name, str) else "item", _element(operand.type))
            elif role == "filter":
                scope = scope.knowing(proof(raw, scope).if_true)


def _element(collection: StaticType) -> StaticType:
    """What a FOREACH hands out; a collection that is no array is its own only element."""
    if collection.kind == "array":
        return collection.element or ANY
    return collection.present() if collection.is_known else ANY


def _boolean(operation: Operation, operands: Operands) -> StaticType:
    return BOOLEAN


def _number(operation: Operation, operands: Operands) -> StaticType:
    return NUMBER


def _date(operation: Operation, operands: Operands) -> StaticType:
    return DATE


def _unit(rule: Callable[[Sequence[str | None]], str | None], types: Sequence[StaticType]) -> str | None:
    try:
        return rule([item.unit for item in types])
    except units.UnitsDiffer:
        return None


def _arithmetic(operation: Operation, operands: Operands) -> StaticType:
    types = [operand.type for operand in operands]
    if operation.operation == "ADD" and types and not types[0].is_numeric:
        return _added(types)
    rule = _RULES.get(operation.operation, units.same)
    kind: Kind = "amount" if any(item.kind == "amount" for item in types) else "number"
    return StaticType(kind, _unit(rule, types))


def _added(types: Sequence[StaticType]) -> StaticType:
    if types[0].kind == "array":
        return StaticType("array", element=_either([item.element or ANY for item in types]))
    return StaticType("string") if types[0].kind == "string" else ANY


def _either(types: Sequence[StaticType]) -> StaticType | None:
    found = join(types)
    return found if found.is_known else None


def _rounded(operation: Operation, operands: Operands) -> StaticType:
    kept = operands[0].type if operands else NUMBER
    return StaticType(kept.kind if kept.is_numeric else "number", kept.unit)


def _choice_of(operation: Operation, operands: Operands) -> StaticType:
    branches = [operand.type for operand in operands if not operand.role.endswith(".when")]
    if "default" not in operation.operands:
        branches.append(NULL)
    return join(branches)


def _span(operation: Operation, operands: Operands) -> StaticType:
    unit = operation.operands.get("in")
    return StaticType("number", unit if unit in ("years", "months", "days") else None)


def _age(operation: Operation, operands: Operands) -> StaticType:
    return StaticType("number", "years")


def _list(operation: Operation, operands: Operands) -> StaticType:
    return StaticType("array", element=join([operand.type for operand in operands]) if operands else None)


def _looped(operation: Operation, operands: Operands) -> StaticType:
    body = next((operand.type for operand in operands if operand.role == "body"), ANY)
    match operation.operands.get("combine"):
        case "AND" | "OR":
            return BOOLEAN
        case "MIN" | "MAX":
            # Nothing is the least of no elements.
            return StaticType(body.kind if body.is_numeric else "number", body.unit, nullable=True)
        case "ADD":
            return StaticType(body.kind, body.unit, element=body.element) if body.is_known else ANY
    return StaticType("array", element=body)


_RULES: dict[str, Callable[[Sequence[str | None]], str | None]] = {
    "MULTIPLY": units.product,
    "DIVIDE": units.quotient,
}
_RESULT: dict[str, Callable[[Operation, Operands], StaticType]] = {
    **dict.fromkeys(("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"), _arithmetic),
    **dict.fromkeys(("ROUND", "CEIL", "FLOOR"), _rounded),
    **dict.fromkeys(("IF", "SWITCH"), _choice_of),
    **dict.fromkeys(("DATE_ADD", "DATE", "START_OF"), _date),
    **dict.fromkeys(("DAY_OF_WEEK", "DATE_PART"), _number),
    "LIST": _list,
    "FOREACH": _looped,
    "DATE_DIFF": _span,
    "AGE": _age,
}
