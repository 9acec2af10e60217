"""What a run read of each element of a register list: of which person the date of birth mattered, and of whom not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbmgp_engine.logic.scalar.reads import reads_of
from wbmgp_engine.logic.values import NOT_TAKEN

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


def fields_read(run: Run, start: int, name: str) -> dict[int, set[str]]:
    """The fields that a run read below a step of each element of a register list, by the element's place in the list."""
    evaluated, found = run.evaluated, dict[int, set[str]]()
    seen, pending = set[int](), [start]
    while pending:
        index = pending.pop()
        if index in seen or evaluated.step(index) is NOT_TAKEN:
            continue
        seen.add(index)
        reads = reads_of(evaluated, evaluated.plan.steps[index])
        pending.extend(reads.steps)
        for place, fields in reads.fields.get(name, ()):
            found.setdefault(place, set()).update(fields)
    return found
