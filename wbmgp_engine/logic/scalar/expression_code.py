"""The Python source of one expression: straight-line code that leaves every operation's result in its slot."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from wbmgp_engine.logic.dates import parse_day
from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Sequence,
    Step,
    StepRef,
    Today,
    slot_of_step,
)
from wbmgp_engine.logic.scalar.kind import ANY, NULL, Kind, down
from wbmgp_engine.logic.scalar.lines import Constants, Lines
from wbmgp_engine.logic.scalar.operation_code import WRITERS
from wbmgp_engine.logic.scalar.step_code import step_value
from wbmgp_engine.logic.values import CLASSES, NOT_TAKEN

# Deeper code moves to a function of its own: CPython allows 20 nested loops and 100 levels of indentation.
MAX_INDENT = 8


class FunctionWriter(Lines):
    """Collects the lines of one function body; `value` returns the name under which a result then stands.

    `row` is what stands for the slots of the FOREACH element, `None` outside one. `once`: a run passes here only once.
    """

    def __init__(
        self,
        program: Constants,
        *,
        row: str = "None",
        once: bool = False,
        around: Kind = ANY,
    ) -> None:
        super().__init__(program)
        self.row, self.element, self.around = row, f"{row}[0]", around
        self._once_a_run = once

    @contextmanager
    def loop(self, head: str, row: str, element: str, kind: Kind) -> Iterator[None]:
        """A block that is passed for every element of a kind, with the element and its slots under these names."""
        outer = self.row, self.element, self.around, self._once_a_run
        self._once_a_run = False
        with self.block(head):
            self.row, self.element, self.around = row, element, kind
            yield
        self.row, self.element, self.around, self._once_a_run = outer

    def known(self, expression: Expression | None, *, as_day: bool = False) -> Any:
        """The value of an expression that is the same in every run, or NOT_TAKEN."""
        if isinstance(expression, StepRef) and not expression.path:
            step = self.program.plan.steps[expression.step]
            expression = step.body if step.kind == "definition" else expression
        if isinstance(expression, LocalRef) and not expression.declared and not expression.path:
            fields = self.around.fields if self.around.within(dict) else None
            if fields is not None and expression.field not in fields and isinstance(expression.otherwise, StepRef):
                return self.known(expression.otherwise, as_day=as_day)
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
        if isinstance(expression, StepRef | LocalRef):
            self._not_null[-1].add(self._name_of(expression))

    def _name_of(self, expression: Expression | None) -> Hashable:
        """The same for expressions that read the same step or field; for all others None."""
        if isinstance(expression, StepRef):
            return expression.step, expression.path
        return (self.row, expression.field, expression.path) if isinstance(expression, LocalRef) else None

    def value(self, expression: Expression, *, as_day: bool = False) -> str:
        """Emit the evaluation of an expression. `as_day`: where only dates and numbers have a meaning."""
        if (constant := self.known(expression, as_day=as_day)) is not NOT_TAKEN:
            return self.constant(constant)
        match expression:
            case StepRef():
                return self._fields(
                    self.step(expression.step), expression.path, expression, self.program.kinds.step(expression.step)
                )
            case LocalRef():
                return self._local(expression)
            case Today():
                if as_day and not expression.path:
                    self.reads_today = True
                    return "today"
                return self._fields("c[2]", expression.path, expression)
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

    def slot_of(self, step: int) -> str:
        """Where the value of a step is kept."""
        return f"c[{self.program.first_operation + slot_of_step(step)}]"

    def step(self, index: int) -> str:
        """Emit the reading of a step, computing it when no one did so before."""
        step, shallow = self.program.plan.steps[index], self._indent <= MAX_INDENT
        if shallow and self._once_a_run and self.program.read_once(index):
            return step_value(self, step)
        name, first = self._once(index, self.slot_of(index))
        if first and shallow and _is_fact(step):
            # Taking a fact costs less than a call.
            with self.block(f"if {name} is N:"):
                self.emit(f"{name} = {step_value(self, step)}")
        elif first:
            self.emit(f"if {name} is N: {name} = {self.program.function(index)}(c)")
        return name

    def _fields(
        self, value: str, path: tuple[str, ...], expression: StepRef | LocalRef | Today, kind: Kind = ANY
    ) -> str:
        for field in path:
            name, place = self.constant(field), self.constant(expression.place)
            known = kind.within(dict) and field in (kind.fields or ())
            value = self.assign(f"{value}[{name}]" if known else f"field_of({value}, {name}, {place})")
            kind = down(kind, (field,))
        return value

    def _local(self, expression: LocalRef) -> str:
        element = self.element
        if expression.field is None:
            return self._fields(element, expression.path, expression, self.around)
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
        fields = self.around.fields if self.around.within(dict) and not expression.path else None
        other = expression.otherwise
        if fields is not None and expression.field not in fields and not isinstance(other, Failure | None):
            return self.value(other)
        if fields is not None and expression.field in fields and isinstance(other, Failure | None):
            return self.assign(f"{element}[{key}]")
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
        if not operation.kept_elsewhere:
            self.emit(f"{self.slot(operation)} = {name}")
        return name


def _is_fact(step: Step) -> bool:
    """Whether a step only takes what the caller gave."""
    plain = step.declared is not None and step.declared.type in CLASSES
    return plain and step.body is None and step.kind in ("parameter", "register") and not step.guarded


def _as_day(value: Any) -> Any:
    """A literal ISO date as a date, where only dates and numbers have a meaning."""
    if type(value) is not str:
        return value
    try:
        return parse_day(value)
    except ValueError:
        return value
