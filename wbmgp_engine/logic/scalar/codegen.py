"""Writes the Python source of a plan: one function per action, operations inline, every result stored in a slot.

Nothing of a rule file becomes source text: steps and slots are numbers, literals and names are constants `k0`, `k1`, ….
In the source `c` is the list of slots of one run, `r` the slots of one FOREACH element, `N` "not taken", `U` Unknown.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wbmgp_engine.errors import UnitMismatch
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Constant, Expression, Failure, Plan, Step
from wbmgp_engine.logic.scalar import arithmetic, branches, date_operations, operations
from wbmgp_engine.logic.scalar.expression_code import FunctionWriter
from wbmgp_engine.logic.scalar.operation_code import ALIKE, IN_ORDER
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
        """The Python source of all actions, and of expressions that need a function of their own."""
        lines: list[str] = []
        for step in self.plan.steps:
            if step.kind == "action" or (step.kind == "definition" and not is_constant(step)):
                lines += self._action(step)
            elif step.body is not None and not isinstance(step.body, Constant):
                self.piece(step.body)
        while self._queue:
            lines += self._function(*self._queue.pop())
        return "\n".join(lines) + "\n"

    def load(self) -> dict[str, StepFunction]:
        """Generate, compile and load the code: the function of each asked output, by name."""
        names: dict[str, Any] = dict(RUNTIME)
        code = compile(self.source(), "<plan>", "exec", dont_inherit=True)
        names.update(self._constants)
        exec(code, names)
        functions: list[StepFunction] = []
        closures = StepFunctions(self.plan, functions, lambda expression: self._evaluator(names, expression))
        for step in self.plan.steps:
            function = names.get(f"s{step.index}") or closures.of(step)
            functions.append(guarded(function, step, self.plan) if step.guarded else function)
            names[f"s{step.index}"] = functions[-1]
        return {name: self._answer(functions[index], index) for name, index in self.plan.outputs.items()}

    def _answer(self, function: StepFunction, index: int) -> StepFunction:
        """The function of an asked output; who changes a list in the answer must not change the law."""
        declared = self.plan.steps[index].declared
        if declared is not None and declared.type in CLASSES:
            return function
        return lambda c: copied(function(c))

    def _evaluator(self, names: dict[str, Any], expression: Expression) -> StepFunction:
        piece = names[self.piece(expression)]
        return lambda c: piece(c, None)

    def _action(self, step: Step) -> list[str]:
        writer = FunctionWriter(self)
        if step.unit_error is not None:
            failure = Failure(step.name, UnitMismatch, step.unit_error)
            return [f"def s{step.index}(c):", f" fail({self.constant(failure)})"]
        value = "None" if step.body is None else writer.value(step.body)
        if step.declared is not None and not step.declared.nullable:
            refusal = f"refuse_null({self.constant(step.declared)}, {self.constant(step.place)})"
            writer.emit(f"if {value} is None: {refusal}")
        writer.emit(f"c[{FIRST_STEP + step.index}] = {value}")
        writer.emit(f"return {value}")
        return [f"def s{step.index}(c):", *writer.lines]

    def template(self) -> list[Any]:
        """The slots before a run: definitions are filled in, all else is not taken."""
        slots: list[Any] = [NOT_TAKEN] * (self.first_operation + self.plan.operation_slots)
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
