"""What a run read of each element of a register list: of which person the date of birth mattered, and of whom not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wbmgp_engine.logic.plan import Expression, LocalRef, Operation, StepRef
from wbmgp_engine.logic.scalar.evaluated import Evaluated, Part
from wbmgp_engine.logic.scalar.trace import steps_read
from wbmgp_engine.logic.values import NOT_TAKEN

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


def fields_read(run: Run, start: int, name: str) -> dict[int, set[str]]:
    """The fields that a run read below a step of each element of a register list, by the element's place in the list."""
    evaluated, found = Evaluated(run), dict[int, set[str]]()
    seen, pending = set[int](), [start]
    while pending:
        step = evaluated.plan.steps[pending.pop()]
        if step.index in seen or evaluated.step(step.index) is NOT_TAKEN:
            continue
        seen.add(step.index)
        pending.extend(steps_read(evaluated, step))
        if step.body is not None and evaluated.always_read(step) is None and not evaluated.given(step):
            for loop in _loops_over(evaluated, step.body, name):
                for place, row in enumerate(evaluated.rows(loop, None)):
                    found.setdefault(place, set()).update(_fields(evaluated, loop, row))
    return found


def _loops_over(evaluated: Evaluated, body: Expression, name: str) -> Iterator[Operation]:
    """The FOREACHs over a register list that a body evaluated."""
    for part in _inside(evaluated, Part("", body, True, None)):
        loop = part.expression
        if isinstance(loop, Operation) and loop.name == "FOREACH":
            collection = loop.operands[0][1]
            if isinstance(collection, StepRef) and evaluated.plan.steps[collection.step].name == name:
                yield loop


def _fields(evaluated: Evaluated, loop: Operation, row: list[Any]) -> Iterator[str]:
    reached = {"filter": True, "body": row[2] is not NOT_TAKEN}
    for role, item in loop.operands[1:]:
        for part in _inside(evaluated, Part(role, item, reached[role], row)):
            if isinstance(part.expression, LocalRef):
                # `$x` inside the loop and `$person.x` are the same field.
                yield from (part.expression.field,) if part.expression.field else part.expression.path[:1]


def _inside(evaluated: Evaluated, first: Part) -> Iterator[Part]:
    """A part and all that was evaluated below it, without the elements of a FOREACH."""
    pending = [first]
    while pending:
        part = pending.pop()
        if part.evaluated:
            yield part
            pending.extend(evaluated.parts(part.expression, True, part.row))
