"""What a run read of each element of a register list: of which person the date of birth mattered, and of whom not."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from wbmgp_engine.logic.plan import Operation, Plan, Step, StepRef, children
from wbmgp_engine.logic.scalar.reads import reads_of
from wbmgp_engine.logic.values import NOT_TAKEN

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


def steps_to(plan: Plan, name: str) -> frozenset[int]:
    """The steps below which a register list is gone through; below all others nothing is read of its elements."""
    above: dict[int, list[int]] = {}
    for step in plan.steps:
        for index in step.depends_on:
            above.setdefault(index, []).append(step.index)
    found = set[int]()
    pending = [step.index for step in plan.steps if _goes_through(plan, step, name)]
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending.extend(above.get(index, ()))
    return frozenset(found)


def _goes_through(plan: Plan, step: Step, name: str) -> bool:
    pending = [] if step.body is None else [step.body]
    while pending:
        item = pending.pop()
        if isinstance(item, Operation) and item.name == "FOREACH":
            collection = item.operands[0][1]
            if isinstance(collection, StepRef) and plan.steps[collection.step].name == name:
                return True
        pending.extend(below for _, below in children(item))
    return False


def fields_read(run: Run, start: int, name: str, within: Container[int]) -> dict[int, set[str]]:
    """The fields that a run read below a step of each element of a register list, by the element's place in the list.

    `within` are the steps that need a look, as `steps_to` tells them.
    """
    evaluated, found = run.evaluated, dict[int, set[str]]()
    seen, pending = set[int](), [start]
    while pending:
        index = pending.pop()
        if index in seen or index not in within or evaluated.step(index) is NOT_TAKEN:
            continue
        seen.add(index)
        reads = reads_of(evaluated, evaluated.plan.steps[index])
        pending.extend(reads.steps)
        for place, fields in reads.fields.get(name, ()):
            found.setdefault(place, set()).update(fields)
    return found
