"""Which elements made an output true that holds for some element of a collection: the person, and the income of that person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wbmgp_engine.logic.plan import Expression, Operation, StepRef
from wbmgp_engine.logic.scalar.evaluated import Evaluated

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


def witnesses(run: Run, output: str) -> list[tuple[int, ...]]:
    """The places of the elements that make an output of the question true, each with the places inside it that do.

    `[(1, 0)]` for "some person has some income of the list" where it is the first income of the second person; empty
    where the output is not of that kind. A run stops at the first that decides, so others may not be told.
    """
    evaluated = run.evaluated
    loop = _loop(evaluated, run.compiled.plan.outputs[output])
    return [] if loop is None else list(_true(evaluated, loop, None))


def _loop(evaluated: Evaluated, index: int) -> Operation | None:
    """The FOREACH that gives a step its value, found along calls and plain references."""
    step = evaluated.plan.steps[index]
    if step.target is not None:
        return _loop(evaluated, step.target)
    if isinstance(step.body, StepRef) and not step.body.path:
        return _loop(evaluated, step.body.step)
    return step.body if isinstance(step.body, Operation) and step.body.name == "FOREACH" else None


def _true(evaluated: Evaluated, loop: Operation, row: list[Any] | None) -> Iterator[tuple[int, ...]]:
    body = loop.get("body")
    if body is None:
        return
    for place, inner in enumerate(evaluated.rows(loop, row)):
        if evaluated.value(body, inner) is True:
            below = [found for nested in _nested(evaluated, body, inner) for found in _true(evaluated, nested, inner)]
            yield from ((place, *found) for found in below or [()])


def _nested(evaluated: Evaluated, expression: Expression, row: list[Any]) -> Iterator[Operation]:
    """The loops inside an expression that came out true."""
    for part in evaluated.parts(expression, True, row):
        if part.evaluated and isinstance(part.expression, Operation):
            if part.expression.name != "FOREACH":
                yield from _nested(evaluated, part.expression, row)
            elif evaluated.value(part.expression, row) is True:
                yield part.expression
