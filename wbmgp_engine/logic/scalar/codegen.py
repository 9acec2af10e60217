"""Writes the Python source of a plan: one function per action, operations inline, every result stored in a slot.

Nothing of a rule file becomes source text: steps and slots are numbers, literals and names are constants `k0`, `k1`, ….
In the source `c` is the list of slots of one run, `r` the slots of one FOREACH element, `N` "not taken", `U` Unknown.
"""

from __future__ import annotations

from typing import Any

from wbmgp_engine.errors import UnitMismatch
from wbmgp_engine.logic.plan import Constant, Expression, Failure, Plan, Step
from wbmgp_engine.logic.scalar.expression_code import FunctionWriter
from wbmgp_engine.logic.scalar.linking import Code, first_operation, is_constant
from wbmgp_engine.logic.scalar.step_functions import FIRST_STEP


class Program:
    """The generated form of a plan."""

    def __init__(self, plan: Plan, refine: bool) -> None:
        self.plan = plan
        self.refine = refine
        self.first_operation = first_operation(plan)
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

    def code(self) -> Code:
        """Generate and compile the source."""
        compiled = compile(self.source(), "<plan>", "exec", dont_inherit=True)
        passed = {step.index: self._pieces.get(id(step.body)) for step in self.plan.steps}
        return Code(compiled, self._constants, {index: name for index, name in passed.items() if name is not None})

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
