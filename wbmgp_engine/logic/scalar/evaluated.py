"""Which parts of a plan one run evaluated, told from its slots alone: what the trace and the list of facts read need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wbmgp_engine.errors import RunError
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
    children,
)
from wbmgp_engine.logic.scalar.operations import field_of
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


class Part(NamedTuple):
    """An expression in its place: its role, whether the run evaluated it, and the row of the FOREACH element around it."""

    role: str
    expression: Expression
    evaluated: bool
    row: list[Any] | None


class Told(NamedTuple):
    """What is read whatever the facts are: steps by their number, in order, and fields of the element at hand."""

    steps: tuple[int, ...]
    fields: tuple[str, ...]


class Reads(NamedTuple):
    """What a step read in one run: steps, each as often as it was read, and by the name of a register list the fields of each element."""

    steps: list[int]
    fields: Mapping[str, list[tuple[int, set[str]]]]


_DECISIVE: Final = {"AND": False, "OR": True}


class Evaluated:
    """Looks into the slots of a run."""

    def __init__(self, run: Run) -> None:
        self.plan = run.compiled.plan
        self._refine = run.compiled.refine
        self._slots = run.slots
        self._first_operation = run.compiled.slots_before_operations
        self._last_step = run.compiled.last_step
        self._told = run.compiled.told
        self.reads: dict[int, Reads] = {}

    def step(self, index: int) -> Any:
        """The value of a step, or NOT_TAKEN."""
        return self._slots[self._last_step - index]

    def given(self, step: Step) -> bool:
        """Whether the value of a step came from the caller's facts."""
        return step.from_caller and step.name in self._slots[0]

    def rows(self, operation: Operation, row: list[Any] | None) -> list[list[Any]]:
        """The rows that a FOREACH left behind, one for each element it looked at."""
        found = self._slot(operation, row, 1)
        return found if isinstance(found, list) else []

    def _slot(self, operation: Operation, row: list[Any] | None, offset: int = 0) -> Any:
        if not operation.in_row:
            return self._slots[self._first_operation + operation.slot + offset]
        return NOT_TAKEN if row is None else row[operation.slot + offset]

    def value(self, expression: Expression, row: list[Any] | None) -> Any:
        """The value of an expression, or NOT_TAKEN when the run has none."""
        if type(expression) is Operation:
            if not expression.in_row:
                return self._slots[self._first_operation + expression.slot]
            return NOT_TAKEN if row is None else row[expression.slot]
        if type(expression) is StepRef:
            found = self._slots[self._last_step - expression.step]
            return _down(found, expression) if expression.path else found
        match expression:
            case Constant():
                return expression.value
            case Today():
                return _down(self._slots[2], expression)
            case LocalRef():
                return self._local(expression, row)
            case Gathered():
                values = [self.value(item, row) for item in expression.items]
                return values if expression.keys is None else dict(zip(expression.keys, values, strict=True))
            case Sequence():
                return self.value(expression.items[-1], row)
            case Failure():
                return NOT_TAKEN

    def _local(self, expression: LocalRef, row: list[Any] | None) -> Any:
        if row is None:
            return NOT_TAKEN
        element = row[0]
        if expression.field is None:
            return _down(element, expression)
        if type(element) is dict and expression.field in element:
            return _down(element[expression.field], expression)
        if expression.otherwise is not None and not isinstance(expression.otherwise, Failure):
            return self.value(expression.otherwise, row)
        return element if element is None or type(element) is Unknown else NOT_TAKEN

    def parts(self, expression: Expression, evaluated: bool, row: list[Any] | None) -> list[Part]:
        """The expressions directly inside one, in order, with what the run did with each."""
        if not isinstance(expression, Operation):
            return [Part(role, item, evaluated, row) for role, item in children(expression)]
        if expression.name == "FOREACH":
            return [Part("collection", expression.operands[0][1], evaluated, row)]
        if not evaluated or expression.name not in ("AND", "OR", "IF"):
            return [Part(role, item, evaluated, row) for role, item in expression.operands]
        choose = self._cases if expression.name == "IF" else self._conditions
        return list(choose(expression, row))

    def _conditions(self, operation: Operation, row: list[Any] | None) -> Iterator[Part]:
        decisive, reached = operation.name == "OR", True
        for role, item in operation.operands:
            yield Part(role, item, reached, row)
            reached = reached and self.value(item, row) is not decisive

    def _cases(self, operation: Operation, row: list[Any] | None) -> Iterator[Part]:
        reached = True
        for index, (when, then) in enumerate(operation.cases()):
            verdict = self.value(when, row) if reached else False
            yield Part(f"cases.{index}.when", when, reached, row)
            doubtful = self._refine and type(verdict) is Unknown
            yield Part(f"cases.{index}.then", then, verdict is True or doubtful, row)
            reached = reached and (verdict is False or doubtful)
        default = operation.get("default")
        if default is not None:
            yield Part("default", default, reached, row)

    def told(self, expression: Expression) -> Told | None:
        """What an expression reads in every run that evaluates it; None where that depends on the facts."""
        try:
            return self._told[id(expression)]
        except KeyError:
            told = self._told[id(expression)] = _unconditional(expression)
            return told

    def reached(self, expression: Expression, row: list[Any] | None) -> list[Expression]:
        """The expressions directly inside an evaluated one that were evaluated too, in order."""
        if type(expression) is not Operation:
            return [item for _, item in children(expression)]
        if expression.name == "IF":
            return [part.expression for part in self._cases(expression, row) if part.evaluated]
        if expression.name == "FOREACH":
            return [expression.operands[0][1]]
        decisive, found = _DECISIVE.get(expression.name), list[Expression]()
        for _, item in expression.operands:
            found.append(item)
            if decisive is not None and self.value(item, row) is decisive:
                break
        return found

    def calls_target(self, step: Step) -> bool:
        """Whether the required parameters let a call or open term through to the article it asks."""
        if step.target is None or self.given(step) or self.step(step.index) is NOT_TAKEN:
            return False
        for gate in step.gates:
            value, declared = self.step(gate), self.plan.steps[gate].declared
            if type(value) is Unknown or (value is None and declared is not None and not declared.nullable):
                return False
        return True

    def uses_fallback(self, step: Step) -> bool:
        """Whether an open term took its default."""
        if step.fallback is None or self.given(step) or self.step(step.index) is NOT_TAKEN:
            return False
        if step.target is None:
            return True
        return self.step(step.target) is None if self.calls_target(step) else self._null_gate(step)

    def _null_gate(self, step: Step) -> bool:
        return not any(type(self.step(gate)) is Unknown for gate in step.gates)


def _unconditional(body: Expression) -> Told | None:
    steps, fields, pending = list[int](), list[str](), [body]
    while pending:
        item = pending.pop()
        if isinstance(item, Operation) and item.name in ("AND", "OR", "IF", "FOREACH"):
            return None
        if isinstance(item, StepRef):
            steps.append(item.step)
        if isinstance(item, LocalRef):
            # `$x` inside the loop and `$person.x` are the same field.
            fields.extend((item.field,) if item.field else item.path[:1])
        pending.extend(below for _, below in reversed(children(item)))
    return Told(tuple(steps), tuple(fields))


def _down(value: Any, expression: StepRef | LocalRef | Today) -> Any:
    if value is NOT_TAKEN:
        return NOT_TAKEN
    try:
        for field in expression.path:
            value = field_of(value, field, expression.place)
    except RunError:
        return NOT_TAKEN
    return value
