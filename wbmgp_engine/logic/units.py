"""Units: adding, comparing and choosing need the same unit; an undeclared unit is never checked and never changes a number."""

from __future__ import annotations

from collections.abc import Sequence

from wbmgp_engine.logic.plan import Expression, Operation, Step, StepRef, children
from wbmgp_engine.logic.plan import Sequence as Assignments

SCALARS = ("ratio", "percentage")
DURATIONS = ("years", "months", "weeks", "days")
COMPARISONS = (
    "EQUALS",
    "GREATER_THAN",
    "LESS_THAN",
    "GREATER_THAN_OR_EQUAL",
    "LESS_THAN_OR_EQUAL",
)


class Mismatch(Exception):
    """Two units that do not go together; the message names the operation and both."""


def mismatch(expression: Expression, steps: Sequence[Step]) -> str | None:
    """Why the units inside an expression do not fit together, or None. Every branch is looked at, taken or not."""
    try:
        _unit(expression, steps)
    except Mismatch as problem:
        return str(problem)
    return None


def _unit(expression: Expression, steps: Sequence[Step]) -> str | None:
    if isinstance(expression, StepRef):
        declared = steps[expression.step].declared
        return declared.unit if declared is not None and not expression.path else None
    units = {role: _unit(child, steps) for role, child in children(expression)}
    if isinstance(expression, Assignments):
        return None
    return _of_operation(expression, units) if isinstance(expression, Operation) else None


def _of_operation(operation: Operation, units: dict[str, str | None]) -> str | None:
    known = [unit for unit in units.values() if unit is not None]
    match operation.name:
        case "ADD" | "SUBTRACT" | "MIN" | "MAX":
            return _same(operation, known)
        case "IF":
            return _same(
                operation,
                [unit for role, unit in units.items() if unit and not role.endswith(".when")],
            )
        case "MULTIPLY":
            return _product(operation, known)
        case "DIVIDE":
            return _quotient(operation, known)
        case "ROUND" | "CEIL" | "FLOOR":
            return units["value"]
        case "AGE":
            return "years"
        case "FOREACH":
            return units["body"] if operation.options.get("combine") in ("ADD", "MIN", "MAX") else None
        case "IN":
            subject = units["subject"]
            for role, unit in units.items():
                _same(
                    operation,
                    [subject, unit] if role != "subject" and subject and unit else [],
                )
        case name if name in COMPARISONS:
            _same(operation, known)
    return None


def _same(operation: Operation, units: list[str]) -> str | None:
    for unit in units[1:]:
        if unit != units[0]:
            raise Mismatch(f"{operation.place}: {operation.name} of {units[0]} and {unit}; convert one of them first")
    return units[0] if units else None


def _product(operation: Operation, units: list[str]) -> str | None:
    result: str | None = None
    for unit in units:
        if result is None or result in SCALARS:
            result = unit
        elif unit not in SCALARS:
            raise Mismatch(f"{operation.place}: MULTIPLY of {result} and {unit}; one of them must be a ratio")
    return result


def _quotient(operation: Operation, units: list[str]) -> str | None:
    result: str | None = None
    for unit in units:
        if result is None:
            result = unit
        elif unit not in SCALARS:
            if _dimension(result) != _dimension(unit):
                raise Mismatch(f"{operation.place}: DIVIDE of {result} by {unit}; divide like by like, or by a ratio")
            result = "ratio"
    return result


def _dimension(unit: str) -> str:
    if unit in DURATIONS:
        return "time"
    return "money" if unit in ("euro", "eurocent") else unit
