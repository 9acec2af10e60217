"""The Python source of one expression: straight-line code that leaves every operation's result in its slot."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from wbmgp_engine.logic.dates import parse_day
from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Plan,
    Sequence,
    StepRef,
    Today,
)
from wbmgp_engine.logic.scalar.kinds import ANY, NULL, Kind, Kinds
from wbmgp_engine.logic.scalar.operation_code import WRITERS
from wbmgp_engine.logic.scalar.step_code import step_value
from wbmgp_engine.logic.scalar.step_functions import FIRST_STEP
from wbmgp_engine.logic.values import NOT_TAKEN

# Deeper code moves to a function of its own: CPython allows 20 nested loops and 100 levels of indentation.
MAX_INDENT = 8


class Constants(Protocol):
    """What the code of an expression needs of the program around it."""

    plan: Plan
    refine: bool
    replaced: bool
    first_operation: int
    kinds: Kinds

    def constant(self, value: Any) -> str:
        """The name of a value in generated code."""
        ...

    def piece(self, expression: Expression, element: Kind) -> str:
        """The name of a function `(c, r)` that evaluates an expression, with `r[0]` of this kind."""
        ...

    def function(self, step: int) -> str:
        """The name of the function `(c)` of a step."""
        ...

    def read_once(self, step: int) -> bool:
        """Whether a step may stand where it is read: one place reads it, and a run passes there at most once."""
        ...


class FunctionWriter:
    """Collects the lines of one function body; `value` returns the name under which a result then stands.

    `row` is what stands for the slots of the FOREACH element, `None` outside one. `once`: a run passes here only once.
    """

    def __init__(self, program: Constants, *, row: str = "None", once: bool = False, around: Kind = ANY) -> None:
        self.lines: list[str] = []
        self.program = program
        self.row, self.element, self.around = row, f"{row}[0]", around
        self._once_a_run = once
        self._indent = 1
        self._temporaries = 0
        # What was read already, per block: inner blocks may use what outer ones read, not the other way round.
        self._read: list[dict[Hashable, str]] = [{}]
        # What is not null there, though its declaration allows it.
        self._not_null: list[set[Hashable]] = [set()]

    def emit(self, line: str) -> None:
        """Add a line at the current indentation."""
        self.lines.append(" " * self._indent + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Indent what is emitted under `head`."""
        self.emit(head)
        self._indent += 1
        self._read.append({})
        self._not_null.append(set())
        yield
        self._read.pop()
        self._not_null.pop()
        self._indent -= 1

    @contextmanager
    def loop(self, head: str, row: str, element: str, kind: Kind) -> Iterator[None]:
        """A block that is passed for every element of a kind, with the element and its slots under these names."""
        outer = self.row, self.element, self.around, self._once_a_run
        self._once_a_run = False
        with self.block(head):
            self.row, self.element, self.around = row, element, kind
            yield
        self.row, self.element, self.around, self._once_a_run = outer

    def fresh(self) -> str:
        """A name that this function has not used yet."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    def constant(self, value: Any) -> str:
        """The name of a value that does not change between runs."""
        return self.program.constant(value)

    def known(self, expression: Expression | None, *, as_day: bool = False) -> Any:
        """The value of an expression that is the same in every run, or NOT_TAKEN."""
        if isinstance(expression, StepRef) and not expression.path:
            step = self.program.plan.steps[expression.step]
            expression = step.body if step.kind == "definition" else expression
        if not isinstance(expression, Constant):
            return NOT_TAKEN
        return _as_day(expression.value) if as_day else expression.value

    def kind(self, expression: Expression | None, *, as_day: bool = False) -> Kind:
        """Which classes the value of an expression can have here."""
        if as_day and (constant := self.known(expression, as_day=True)) is not NOT_TAKEN:
            return Kind(frozenset({type(constant)}))
        found, name = self.program.kinds.of(expression, self.around), self._name_of(expression)
        return found.without(NULL) if any(name in names for names in self._not_null) else found

    def is_not_null(self, expression: Expression) -> None:
        """From here to the end of the block an expression is not null."""
        self._not_null[-1].add(self._name_of(expression))

    def _name_of(self, expression: Expression | None) -> Hashable:
        """The same for expressions that read the same step or field; for all others what no one else has."""
        if isinstance(expression, StepRef):
            return expression.step, expression.path
        return (self.row, expression.field, expression.path) if isinstance(expression, LocalRef) else id(expression)

    def value(self, expression: Expression, *, as_day: bool = False) -> str:
        """Emit the evaluation of an expression. `as_day`: where only dates and numbers have a meaning."""
        if (constant := self.known(expression, as_day=as_day)) is not NOT_TAKEN:
            return self.constant(constant)
        match expression:
            case StepRef():
                return self._fields(self.step(expression.step), expression.path, expression)
            case LocalRef():
                return self._local(expression)
            case Today():
                today = "c[1]" if as_day and not expression.path else "c[2]"
                return self._fields(today, expression.path, expression)
            case Failure():
                self.emit(f"fail({self.constant(expression)})")
                return "None"
            case Sequence():
                return [self.value(item) for item in expression.items][-1]
            case Operation():
                return self._operation(expression)
            case Gathered():
                return self._gathered(expression)
        raise AssertionError(expression)

    def operand(self, operation: Operation, role: str, *, as_day: bool = False) -> str:
        """Emit the evaluation of an operand; an operand that is not there is null."""
        expression = operation.get(role)
        return "None" if expression is None else self.value(expression, as_day=as_day)

    def assign(self, code: str) -> str:
        """Emit the assignment of some code to a fresh name."""
        name = self.fresh()
        self.emit(f"{name} = {code}")
        return name

    def in_piece(self, expression: Expression) -> str:
        """A call of the expression as a function of its own, unless it is always the same."""
        if isinstance(expression, Constant):
            return self.constant(expression.value)
        return f"{self.piece(expression)}(c, {self.row})"

    def piece(self, expression: Expression) -> str:
        """The name of a function `(c, r)` that evaluates an expression of this place."""
        return self.program.piece(expression, self.around)

    def slot(self, operation: Operation, offset: int = 0) -> str:
        """Where the result of an operation is kept."""
        if operation.in_row:
            return f"{self.row}[{operation.slot + offset}]"
        return f"c[{self.program.first_operation + operation.slot + offset}]"

    def _once(self, key: Hashable, code: str) -> tuple[str, bool]:
        """The name of something read, and whether it was read just now."""
        for names in self._read:
            if key in names:
                return names[key], False
        self._read[-1][key] = self.assign(code)
        return self._read[-1][key], True

    def step(self, index: int) -> str:
        """Emit the reading of a step, computing it when no one did so before."""
        if self._once_a_run and self._indent <= MAX_INDENT and self.program.read_once(index):
            return step_value(self, self.program.plan.steps[index])
        name, first = self._once(index, f"c[{FIRST_STEP + index}]")
        if first:
            self.emit(f"if {name} is N: {name} = {self.program.function(index)}(c)")
        return name

    def _fields(self, value: str, path: tuple[str, ...], expression: StepRef | LocalRef | Today) -> str:
        for field in path:
            value = self.assign(f"field_of({value}, {self.constant(field)}, {self.constant(expression.place)})")
        return value

    def _local(self, expression: LocalRef) -> str:
        element = self.element
        if expression.field is None:
            return self._fields(element, expression.path, expression)
        key = self.constant(expression.field)
        if not expression.declared:
            return self._undeclared(expression, element, key)
        slow = f"field_of({element}, {key}, {self.constant(expression.place)})"
        quick = f"{element}[{key}]"
        if not self.around.within(dict) or expression.field not in (self.around.fields or ()):
            quick = f"{quick} if type({element}) is dict else {slow}"
        name, _ = self._once((self.row, expression.field), quick)
        return self._fields(name, expression.path, expression)

    def _undeclared(self, expression: LocalRef, element: str, key: str) -> str:
        """A name that is a field of the element if it has one, else a name of the article."""
        name = self.assign(f"{element}.get({key}, N) if type({element}) is dict else N")
        with self.block(f"if {name} is N:"):
            if isinstance(expression.otherwise, Failure):
                self.emit(f"if type({element}) is not U: fail({self.constant(expression.otherwise)})")
                self.emit(f"{name} = {element}")
            elif expression.otherwise is not None:
                self.emit(f"{name} = {self.value(expression.otherwise)}")
        if expression.path:
            with self.block("else:"):
                self.emit(f"{name} = {self._fields(name, expression.path, expression)}")
        return name

    def _gathered(self, expression: Gathered) -> str:
        items = [self.value(item) for item in expression.items]
        if expression.keys is None:
            return self.assign(f"[{', '.join(items)}]")
        pairs = [f"{self.constant(key)}: {item}" for key, item in zip(expression.keys, items, strict=True)]
        return self.assign(f"{{{', '.join(pairs)}}}")

    def _operation(self, operation: Operation) -> str:
        if self._indent > MAX_INDENT:
            return self.assign(self.in_piece(operation))
        name = WRITERS[operation.name](self, operation)
        self.emit(f"{self.slot(operation)} = {name}")
        return name


def _as_day(value: Any) -> Any:
    """A literal ISO date as a date, where only dates and numbers have a meaning."""
    if type(value) is not str:
        return value
    try:
        return parse_day(value)
    except ValueError:
        return value
