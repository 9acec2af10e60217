"""Writes the Python source of a plan: a step stands where it is read, every result is stored in a slot.

Nothing of a rule file becomes source text: steps and slots are numbers, literals and names are constants `k0`, `k1`, ….
In the source `c` is the list of slots of one run, `r` the slots of one FOREACH element, `N` "not taken", `U` Unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from wbmgp_engine.logic.order import dependencies_first
from wbmgp_engine.logic.plan import Declared, Expression, Plan, Step, references
from wbmgp_engine.logic.scalar.expression_code import FunctionWriter
from wbmgp_engine.logic.scalar.kind import Kind
from wbmgp_engine.logic.scalar.kinds import Kinds
from wbmgp_engine.logic.scalar.linking import Code, first_operation
from wbmgp_engine.logic.scalar.step_code import step_value


class Program:
    """The generated form of a plan. A function is written for what other functions call, and for nothing else.

    `replaced`: the caller's facts may hold the value of a call or open term, under its name.
    """

    def __init__(self, plan: Plan, refine: bool, *, replaced: bool = False) -> None:
        self.plan = plan
        self.refine = refine
        self.replaced = replaced
        self.kinds = Kinds(plan, dependencies_first(plan.steps), replaced=replaced)
        self.first_operation = first_operation(plan)
        self._constants: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._pieces: dict[int, str] = {}
        self._queue: list[tuple[str, Expression, Kind]] = []
        self._called: dict[int, str] = {}
        self._steps: list[Step] = []
        self._readers = _readers(plan)
        self._lists: dict[Hashable, list[int]] = {}

    def source(self) -> str:
        """The Python source: `answers(c)` gives what is asked at once, `rest(c)` all other outputs; then what they call."""
        asked, plan = {True: list[int](), False: list[int]()}, self.plan
        for name, index in plan.outputs.items():
            asked[plan.at_once is None or name in plan.at_once].append(index)
        lines = [*self._answering("answers", asked[True]), *self._answering("rest", asked[False])]
        while self._steps or self._queue:
            lines += self._step(self._steps.pop()) if self._steps else self._function(*self._queue.pop())
        return "\n".join(lines) + "\n"

    def code(self) -> Code:
        """Generate and compile the source."""
        compiled = compile(self.source(), "<plan>", "exec", dont_inherit=True)
        return Code(compiled, self._constants, tuple(self._called))

    def function(self, step: int) -> str:
        """The name of the function `(c)` of a step; it is written once."""
        if step not in self._called:
            self._called[step] = f"s{step}"
            self._steps.append(self.plan.steps[step])
        return self._called[step]

    def twins(self, step: Step) -> list[int]:
        """The other steps that take in the same register list in the same way."""
        if not self._lists:
            for other in self.plan.register_steps():
                self._lists.setdefault(_taken_in(other), []).append(other.index)
        return [index for index in self._lists[_taken_in(step)] if index != step.index]

    def read_once(self, step: int) -> bool:
        """Whether a step may stand where it is read. IF, when refining, reads what it decides on a second time."""
        return not self.refine and self._readers[step] == 1 and not self.plan.steps[step].guarded

    def _answering(self, name: str, outputs: Sequence[int]) -> list[str]:
        writer = FunctionWriter(self, once=True)
        values = [self._answer(writer, index) for index in outputs]
        writer.emit(f"return [{', '.join(values)}]")
        return [f"def {name}(c):", *writer.lines]

    def _answer(self, writer: FunctionWriter, index: int) -> str:
        """An asked output; who changes a list in the answer must not change the law."""
        value = writer.step(index)
        return f"copied({value})" if self.kinds.step(index).can_be(list, dict) else value

    def _step(self, step: Step) -> list[str]:
        writer = FunctionWriter(self, once=True)
        writer.emit(f"return {step_value(writer, step)}")
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

    def piece(self, expression: Expression, element: Kind) -> str:
        """The name of a function `(c, r)` that evaluates an expression; it is written once."""
        if id(expression) not in self._pieces:
            self._pieces[id(expression)] = f"p{len(self._pieces)}"
            self._queue.append((self._pieces[id(expression)], expression, element))
        return self._pieces[id(expression)]

    def _function(self, name: str, expression: Expression, element: Kind) -> list[str]:
        writer = FunctionWriter(self, row="r", around=element)
        writer.emit(f"return {writer.value(expression)}")
        return [f"def {name}(c, r):", *writer.lines]


def _taken_in(step: Step) -> Hashable:
    """What decides the value of a step that takes a fact: its name, and what is declared of it and its columns."""
    return step.name, step.from_caller, step.body is None, step.required, str(step.absent), _shape(step.declared)


def _shape(declared: Declared | None) -> Hashable:
    if declared is None:
        return None
    columns = tuple((name, _shape(column)) for name, column in (declared.columns or {}).items())
    return declared.name, declared.type, declared.nullable, declared.columns is None, columns


def _readers(plan: Plan) -> Counter[int]:
    """At how many places each step is read, the answer included."""
    found = Counter(plan.outputs.values())
    for step in plan.steps:
        found.update(references(step.body))
        found.update(index for index in (step.target, step.fallback, *step.gates) if index is not None)
    return found
