"""From generated code to functions that run: the names it finds, and a function for every step.

What the generator wrote (`Code`) and the plan are all that is needed, so both can be kept for a later run.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import CodeType
from typing import Any

from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Constant, Plan, Step
from wbmgp_engine.logic.scalar import arithmetic, branches, date_operations, operations
from wbmgp_engine.logic.scalar.operations import ALIKE, IN_ORDER
from wbmgp_engine.logic.scalar.step_functions import FIRST_STEP, StepFunction, StepFunctions, fail, guarded, refuse_null
from wbmgp_engine.logic.values import CLASSES, NOT_TAKEN, Unknown, copied, equal

RUNTIME: dict[str, Any] = {
    "__builtins__": {}, "type": type, "dict": dict, "str": str, "int": int, "bool": bool, "D": date,
    "N": NOT_TAKEN, "U": Unknown, "ALIKE": ALIKE, "IN_ORDER": IN_ORDER,
    "equal": equal, "refined": branches.refined, "fail": fail, "refuse_null": refuse_null,
    **{name: getattr(operations, name) for name in ("undecided", "negate", "compare", "member", "field_of")},
    **{name: getattr(arithmetic, name) for name in ("arithmetic", "rounded")},
    **{name: getattr(date_operations, name) for name in (
        "age", "date_diff", "date_add", "make_date", "date_part", "start_of", "day_of_week",
    )},
    **{name: getattr(dates, name) for name in ("days_between", "months_between", "years_between")},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """Compiled source, its constants by name, and which piece of it evaluates the passed-on value of a step."""

    compiled: CodeType
    constants: Mapping[str, Any]
    pieces: Mapping[int, str]

    def __reduce__(self) -> tuple[Callable[..., Code], tuple[Any, ...]]:
        return _restored, (marshal.dumps(self.compiled), self.constants, self.pieces)


def _restored(compiled: bytes, constants: Mapping[str, Any], pieces: Mapping[int, str]) -> Code:
    return Code(marshal.loads(compiled), constants, pieces)


def link(plan: Plan, code: Code) -> dict[str, StepFunction]:
    """Load the code: the function of each asked output, by name."""
    names: dict[str, Any] = {**RUNTIME, **code.constants}
    exec(code.compiled, names)
    functions: list[StepFunction] = []
    closures = StepFunctions(plan, functions, lambda step: _evaluator(names[code.pieces[step.index]]))
    for step in plan.steps:
        function = names.get(f"s{step.index}") or closures.of(step)
        functions.append(guarded(function, step, plan) if step.guarded else function)
        names[f"s{step.index}"] = functions[-1]
    return {name: _answer(plan.steps[index], functions[index]) for name, index in plan.outputs.items()}


def _evaluator(piece: Callable[[Any, Any], Any]) -> StepFunction:
    return lambda c: piece(c, None)


def _answer(step: Step, function: StepFunction) -> StepFunction:
    """The function of an asked output; who changes a list in the answer must not change the law."""
    if step.declared is not None and step.declared.type in CLASSES:
        return function
    return lambda c: copied(function(c))


def first_operation(plan: Plan) -> int:
    """The first slot of the operations: before it a slot per step for its value, and one for "being computed"."""
    return FIRST_STEP + 2 * len(plan.steps)


def template(plan: Plan) -> list[Any]:
    """The slots before a run: definitions are filled in, all else is not taken."""
    slots: list[Any] = [NOT_TAKEN] * (first_operation(plan) + plan.operation_slots)
    for step in plan.steps:
        if isinstance(step.body, Constant) and is_constant(step):
            slots[FIRST_STEP + step.index] = step.body.value
    return slots


def is_constant(step: Step) -> bool:
    """Definitions need no code: their value stands in the template."""
    return step.kind == "definition" and isinstance(step.body, Constant)
