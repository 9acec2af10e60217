"""From generated code to functions that run: the names it finds, and a function for every step.

What the generator wrote (`Code`) and the plan are all that is needed, so both can be kept for a later run.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import CodeType
from typing import Any, TypeAlias

from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Constant, Plan, slot_of_step
from wbmgp_engine.logic.scalar import arithmetic, boundary, branches, date_operations, operations
from wbmgp_engine.logic.scalar.operations import ALIKE, IN_ORDER
from wbmgp_engine.logic.scalar.step_functions import FIRST_FLAG, Slots, blocked, fail, guarded, refuse_null
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown, copied, equal

RUNTIME: dict[str, Any] = {
    "__builtins__": {}, "type": type, "len": len, "list": list, "dict": dict, "str": str, "int": int, "bool": bool, "D": date,
    "N": NOT_TAKEN, "U": Unknown, "ALIKE": ALIKE, "IN_ORDER": IN_ORDER,
    "equal": equal, "refined": branches.refined, "fail": fail, "refuse_null": refuse_null,
    "blocked": blocked, "copied": copied, "rows": boundary.rows,
    **{name: getattr(operations, name) for name in ("undecided", "negate", "compare", "member", "field_of")},
    **{name: getattr(arithmetic, name) for name in ("arithmetic", "rounded")},
    **{name: getattr(date_operations, name) for name in (
        "age", "date_diff", "date_add", "make_date", "date_part", "start_of", "day_of_week",
    )},
    **{name: getattr(dates, name) for name in ("days_between", "months_between", "years_between")},
}  # fmt: skip


Answers: TypeAlias = Callable[[Slots], list[Any]]


@dataclass(frozen=True, slots=True)
class Code:
    """Compiled source, its constants by name, and the steps that have a function of their own."""

    compiled: CodeType
    constants: Mapping[str, Any]
    steps: tuple[int, ...]

    def __reduce__(self) -> tuple[Callable[..., Code], tuple[Any, ...]]:
        return _restored, (marshal.dumps(self.compiled), self.constants, self.steps)


def _restored(compiled: bytes, constants: Mapping[str, Any], steps: tuple[int, ...]) -> Code:
    return Code(marshal.loads(compiled), constants, steps)


def link(plan: Plan, code: Code) -> tuple[Answers, Answers]:
    """Load the code: the functions that give the outputs asked at once, and all others, each in their order."""
    names: dict[str, Any] = {**RUNTIME, **code.constants}
    exec(code.compiled, names)
    for step in (plan.steps[index] for index in code.steps):
        if step.guarded:
            names[f"s{step.index}"] = guarded(names[f"s{step.index}"], step, plan)
    return names["answers"], names["rest"]


def first_operation(plan: Plan) -> int:
    """The first slot of the operations: before it a slot per step for its value, and one for "being computed"."""
    return FIRST_FLAG + 2 * len(plan.steps)


def template(plan: Plan) -> list[Any]:
    """The slots before a run: definitions are filled in, all else is not taken."""
    slots: list[Any] = [NOT_TAKEN] * (first_operation(plan) + plan.operation_slots)
    for step in plan.steps:
        if step.kind == "definition" and isinstance(step.body, Constant):
            slots[first_operation(plan) + slot_of_step(step.index)] = step.body.value
    return slots
