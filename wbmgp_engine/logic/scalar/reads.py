"""What each step read in a run: other steps, and fields of the elements of register lists, told from the slots alone."""

from __future__ import annotations

from typing import Any, TypeAlias

from wbmgp_engine.logic.plan import Expression, Operation, Step, StepRef
from wbmgp_engine.logic.scalar.evaluated import Evaluated, Reads
from wbmgp_engine.logic.values import NOT_TAKEN

_Fields: TypeAlias = dict[str, list[tuple[int, set[str]]]]
# An evaluated expression, the row of the element around it, and where the fields that it reads are written down:
# None outside every loop.
_Placed: TypeAlias = tuple[Expression, "list[Any] | None", "set[str] | None"]


def reads_of(evaluated: Evaluated, step: Step) -> Reads:
    """What a step read. Kept with the run: several grounds rest on the same step."""
    known = evaluated.reads.get(step.index)
    if known is None:
        fields: _Fields = {}
        steps = [] if evaluated.given(step) else _steps(evaluated, step, fields)
        known = evaluated.reads[step.index] = Reads(steps, fields)
    return known


def _steps(evaluated: Evaluated, step: Step, fields: _Fields) -> list[int]:
    found = list(step.gates)
    if step.target is not None and evaluated.calls_target(step):
        found.append(step.target)
    if step.fallback is not None and evaluated.uses_fallback(step):
        found.append(step.fallback)
    if step.body is not None:
        _below(evaluated, step.body, fields, found)
    return found


def _below(evaluated: Evaluated, body: Expression, fields: _Fields, found: list[int]) -> None:
    pending: list[_Placed] = [(body, None, None)]
    while pending:
        expression, row, into = pending.pop()
        told = evaluated.told(expression)
        if told is not None:
            found += told.steps
            if into is not None:
                into.update(told.fields)
            continue
        if type(expression) is Operation and expression.name == "FOREACH":
            pending.extend(reversed(_elements(evaluated, expression, row, fields if into is None else {})))
        # A branch that failed while refining leaves no value, but what it read decided that it failed.
        for item in reversed(evaluated.reached(expression, row)):
            pending.append((item, row, into))


def _elements(evaluated: Evaluated, loop: Operation, around: list[Any] | None, fields: _Fields) -> list[_Placed]:
    """The filter and body of each element that a FOREACH looked at; what is read of it is written down in `fields`."""
    if evaluated.value(loop, around) is NOT_TAKEN:
        return [(item, None, set()) for _, item in loop.operands[1:]]
    collection, found = loop.operands[0][1], list[_Placed]()
    listed = evaluated.plan.steps[collection.step].name if isinstance(collection, StepRef) else ""
    for place, row in enumerate(evaluated.rows(loop, around)):
        into = set[str]()
        fields.setdefault(listed, []).append((place, into))
        reached = (item for role, item in loop.operands[1:] if role == "filter" or row[2] is not NOT_TAKEN)
        found.extend((item, row, into) for item in reached)
    return found
