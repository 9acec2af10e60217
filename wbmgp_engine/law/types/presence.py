"""Which references a condition proves not to be null (rule N4 of the grammar).

A proof must also hold when the condition is unknown, because AND and OR go on past an unknown operand: it says that
a null there would have made the condition false (or, for OR, true).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wbmgp_engine.law.document import Operation
from wbmgp_engine.law.types.scope import Names, Proof, Scope, parse_reference

_NOTHING = Proof()
MAX_DEPTH = 100


def proof(expression: Any, scope: Scope, depth: int = 0) -> Proof:
    """What the expression proves as a condition in a scope."""
    if (names := parse_reference(expression)) is not None:
        local = names[0] == scope.element_name or scope.path_of(names) != names
        return _NOTHING if local or len(names) > 1 else scope.proofs.get(names[0], _NOTHING)
    if not isinstance(expression, Operation) or depth >= MAX_DEPTH:
        return _NOTHING
    operands = expression.operands
    match expression.operation:
        case "EQUALS":
            return _of_comparison(operands.get("subject"), operands.get("value"), scope)
        case "IS_NULL":
            return _of_comparison(operands.get("subject"), None, scope)
        case "NOT_NULL":
            return _turned(_of_comparison(operands.get("subject"), None, scope))
        case "NOT":
            return _turned(proof(operands.get("value"), scope, depth + 1))
        case "AND" | "OR" as name:
            found = [proof(item, scope, depth + 1) for item in _listed(operands.get("conditions"))]
            every, shared = (_united, _shared) if name == "AND" else (_shared, _united)
            return Proof(every(item.if_true for item in found), shared(item.if_false for item in found))
    return _NOTHING


def _of_comparison(subject: Any, value: Any, scope: Scope) -> Proof:
    if value is None or subject is None:
        return Proof(if_false=_reference(subject if value is None else value, scope))
    # A literal equals no null. Two references may both be null, or one unknown: they prove nothing.
    literal, other = (value, subject) if _is_literal(value) else (subject, value)
    return Proof(if_true=_reference(other, scope)) if _is_literal(literal) else _NOTHING


def _reference(expression: Any, scope: Scope) -> frozenset[Names]:
    names = parse_reference(expression)
    return frozenset() if names is None else frozenset({scope.path_of(names)})


def _is_literal(value: Any) -> bool:
    return isinstance(value, (bool, int, Decimal, str)) and parse_reference(value) is None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _turned(found: Proof) -> Proof:
    return Proof(found.if_false, found.if_true)


def _united(sets: Iterable[frozenset[Names]]) -> frozenset[Names]:
    return frozenset().union(*sets)


def _shared(sets: Iterable[frozenset[Names]]) -> frozenset[Names]:
    found = list(sets)
    return frozenset.intersection(*found) if found else frozenset()
