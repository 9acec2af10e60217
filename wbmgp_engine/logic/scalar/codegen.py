"""Writes the Python source of a plan: one function per step, operations inline, every result stored in a slot.

Nothing of a rule file becomes source text: steps and slots are numbers, literals and names are constants `k0`, `k1`, ….
In the source `c` is the list of slots of one run, `r` the slots of one FOREACH element, `N` "not taken", `U` Unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Constant, Expression, Plan, Step
from wbmgp_engine.logic.scalar import branches, operations, step_code
from wbmgp_engine.logic.scalar.expression_code import FIRST_STEP, FunctionWriter
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown, equal

RUNTIME: dict[str, Any] = {
    "__builtins__": {}, "type": type, "dict": dict, "str": str, "D": date, "N": NOT_TAKEN, "U": Unknown,
    "ORDERED": frozenset({int, date, Decimal}), "COMPARED": frozenset({int, str, bool, date, Decimal}),
    "equal": equal, "refined": branches.refined, "fail": step_code.fail, "refuse_null": step_code.refuse_null,
    **{name: getattr(operations, name) for name in (
        "undecided", "negate", "compare", "member", "field_of", "arithmetic", "rounded", "age", "date_diff",
        "date_add", "make_date", "date_part", "start_of", "day_of_week",
    )},
    **{name: getattr(dates, name) for name in ("days_between", "months_between", "years_between")},
}  # fmt: skip

StepFunction = Callable[[list[Any]], Any]


class Program:
    """The compiled form of a plan: a template of slots and a function per asked output."""

    def __init__(self, plan: Plan, refine: bool) -> None:
        self.plan = plan
        self.refine = refine
        # A slot per step for its value, one for "being computed" where a step may read itself, then the operations.
        self.first_operation = FIRST_STEP + 2 * len(plan.steps)
        self._constants: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._pieces: dict[int, str] = {}
        self._queue: list[tuple[str, Expression]] = []

    def source(self) -> str:
        """The Python source of the whole plan."""
        lines: list[str] = []
        for step in self.plan.steps:
            if not is_constant(step):
                lines += step_code.StepWriter(self, step).lines()
        while self._queue:
            lines += self._function(*self._queue.pop())
        return "\n".join(lines) + "\n"

    def load(self) -> dict[str, StepFunction]:
        """Generate, compile and load the code: the function of each asked output, by name."""
        names: dict[str, Any] = dict(RUNTIME)
        code = compile(self.source(), "<plan>", "exec", dont_inherit=True)
        names.update(self._constants)
        exec(code, names)  # noqa: S102 - the source holds numbers and our own words only
        return {name: names[f"s{index}"] for name, index in self.plan.outputs.items()}

    def template(self) -> list[Any]:
        """The slots before a run: definitions are filled in, all else is not taken."""
        slots: list[Any] = [NOT_TAKEN] * (
            self.first_operation + self.plan.operation_slots
        )
        for step in self.plan.steps:
            if isinstance(step.body, Constant) and is_constant(step):
                slots[FIRST_STEP + step.index] = step.body.value
        return slots

    def constant(self, value: Any) -> str:
        """The name under which generated code finds a value."""
        if value is None or value is True or value is False:
            return str(value)
        if id(value) not in self._names:
            name = f"k{len(self._constants)}"
            self._names[id(value)] = name
            self._constants[name] = value
        return self._names[id(value)]

    def piece(self, expression: Expression) -> str:
        """The name of a function `(c, r)` that evaluates an expression; it is written once."""
        if id(expression) not in self._pieces:
            self._pieces[id(expression)] = f"p{len(self._pieces)}"
            self._queue.append((self._pieces[id(expression)], expression))
        return self._pieces[id(expression)]

    def _function(self, name: str, expression: Expression) -> list[str]:
        writer = FunctionWriter(self, row="r")
        writer.emit(f"return {writer.value(expression)}")
        return [f"def {name}(c, r):", *writer.lines]


def is_constant(step: Step) -> bool:
    """Definitions need no code: their value stands in the template."""
    return step.kind == "definition" and isinstance(step.body, Constant)
