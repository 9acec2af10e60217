"""The trail of one run as a tree: every step and operation, taken and not taken, with value, version and citation."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    LocalRef,
    Operation,
    Place,
    Step,
    StepRef,
    Today,
)
from wbmgp_engine.logic.scalar.evaluated import Evaluated, Part
from wbmgp_engine.logic.scalar.reads import reads_of
from wbmgp_engine.logic.values import NOT_TAKEN, as_json

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.run import Run


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One step, operation, FOREACH element or operand.

    `kind` is action, definition, parameter, register, call, open_term (steps), operation, element, field, literal,
    date, list, or cached: a step whose own node stands elsewhere in the tree. `role` is its place in its parent. A
    node that was not taken has the value NOT_TAKEN.
    """

    kind: str
    name: str
    role: str
    taken: bool
    value: Any
    place: Place | None
    step: int | None
    children: tuple[TraceNode, ...]

    def walk(self) -> Iterator[TraceNode]:
        """This node and all below it, parents first."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    def to_json(self) -> dict[str, Any]:
        """The node as JSON-ready data; a step that was not taken has no `waarde`."""
        found: dict[str, Any] = {"soort": self.kind, "naam": self.name}
        if self.role:
            found["rol"] = self.role
        found["genomen"] = self.taken
        if self.value is not NOT_TAKEN:
            found["waarde"] = as_json(self.value)
        if self.place is not None:
            found.update(place_json(self.place))
        if self.children:
            found["onder"] = [child.to_json() for child in self.children]
        return found


def place_json(place: Place) -> dict[str, Any]:
    """A place in the law as the trail states it."""
    found: dict[str, Any] = {"regeling": place.law}
    if place.valid_from is not None:
        found["geldigVanaf"] = place.valid_from
    found["artikel"], found["pad"] = place.article, place.path
    if place.legal_basis is not None:
        found["grondslag"] = {name: item for name, item in place.legal_basis if item is not None}
    return found


Building: TypeAlias = "Generator[Building, TraceNode, TraceNode]"


def trace(run: Run) -> TraceNode:
    """The tree of a run: its root has a child for each asked output."""
    tracer = _Tracer(run.evaluated)
    plan = run.compiled.plan
    nodes = tuple(_built(tracer.step(index, name)) for name, index in plan.outputs.items())
    return TraceNode("question", plan.law_id, "", True, dict(run.outputs), None, None, nodes)


def facts_read(run: Run, output: str) -> tuple[str, ...]:
    """The names of the register inputs and caller's values that a run read below an output, in order of first reading."""
    evaluated = run.evaluated
    plan = run.compiled.plan
    names: dict[str, None] = {}
    seen: set[int] = set()
    pending: list[int] = [plan.outputs[output]]
    while pending:
        index = pending.pop()
        step = plan.steps[index]
        if index in seen or evaluated.step(index) is NOT_TAKEN:
            continue
        seen.add(index)
        if step.kind == "register" or evaluated.given(step) or (step.kind == "parameter" and step.body is None):
            names[step.name] = None
        pending.extend(reversed(reads_of(evaluated, step).steps))
    return tuple(names)


def _elements(
    evaluated: Evaluated, around: list[Any] | None, loop: Operation
) -> Iterator[tuple[list[Any], list[Part]]]:
    """Per element of a FOREACH: its row, and its filter and body."""
    for row in evaluated.rows(loop, around):
        reached = {"filter": True, "body": row[2] is not NOT_TAKEN}
        yield row, [Part(role, item, reached[role], row) for role, item in loop.operands[1:]]


class _Tracer:
    """Builds nodes as generators, so that a long chain of steps does not exhaust the interpreter's stack."""

    def __init__(self, evaluated: Evaluated) -> None:
        self._evaluated = evaluated
        self._seen: set[int] = set()

    def step(self, index: int, role: str) -> Building:
        step = self._evaluated.plan.steps[index]
        value = self._evaluated.step(index)
        if index in self._seen:
            return TraceNode(
                "cached",
                step.name,
                role,
                value is not NOT_TAKEN,
                value,
                step.place,
                index,
                (),
            )
        self._seen.add(index)
        children = []
        for building in self._below(step, value is not NOT_TAKEN):
            children.append((yield building))
        return TraceNode(
            step.kind,
            step.name,
            role,
            value is not NOT_TAKEN,
            value,
            step.place,
            index,
            tuple(children),
        )

    def _below(self, step: Step, taken: bool) -> list[Building]:
        given = self._evaluated.given(step)
        below = [self._reference(gate, "parameter", taken and not given) for gate in step.gates]
        if step.target is not None:
            below.append(self._reference(step.target, "target", self._evaluated.calls_target(step)))
        if step.fallback is not None:
            below.append(self._reference(step.fallback, "default", self._evaluated.uses_fallback(step)))
        if step.body is not None and step.kind != "definition":
            below.append(self._expression(Part("value", step.body, taken and not given, None)))
        return below

    def _reference(self, index: int, role: str, evaluated: bool) -> Building:
        """A step as it is read from somewhere; where it was not read, it is only expanded when no one read it."""
        if evaluated or (self._evaluated.step(index) is NOT_TAKEN and index not in self._seen):
            return (yield self.step(index, role))
        step = self._evaluated.plan.steps[index]
        return TraceNode("cached", step.name, role, False, NOT_TAKEN, step.place, index, ())

    def _expression(self, part: Part) -> Building:
        expression = part.expression
        if isinstance(expression, StepRef) and not expression.path:
            return (yield self._reference(expression.step, part.role, part.evaluated))
        value = self._evaluated.value(expression, part.row) if part.evaluated else NOT_TAKEN
        children = []
        if isinstance(expression, StepRef):
            children.append((yield self._reference(expression.step, expression.text, part.evaluated)))
        for inner in self._evaluated.parts(expression, value is not NOT_TAKEN, part.row):
            children.append((yield self._expression(inner)))
        for building in self._rows(part):
            children.append((yield building))
        kind, name, place = _describe(expression)
        return TraceNode(
            kind,
            name,
            part.role,
            value is not NOT_TAKEN,
            value,
            place,
            None,
            tuple(children),
        )

    def _rows(self, part: Part) -> list[Building]:
        operation = part.expression
        if not isinstance(operation, Operation) or operation.name != "FOREACH":
            return []
        found = list(_elements(self._evaluated, part.row, operation)) if part.evaluated else []
        if not found:
            return [self._expression(Part(role, item, False, None)) for role, item in operation.operands[1:]]
        name = str(operation.options.get("as", "item"))
        return [self._element(f"{name}[{index}]", row, parts) for index, (row, parts) in enumerate(found)]

    def _element(self, name: str, row: list[Any], parts: list[Part]) -> Building:
        children = []
        for part in parts:
            children.append((yield self._expression(part)))
        return TraceNode("element", name, "element", True, row[0], None, None, tuple(children))


def _describe(expression: Expression) -> tuple[str, str, Place | None]:
    match expression:
        case Operation():
            return "operation", expression.name, expression.place
        case StepRef() | LocalRef():
            return "field", expression.text, expression.place
        case Today():
            return "date", expression.text, expression.place
        case Constant():
            return "literal", "", None
    return "list", "", None


def _built(first: Building) -> TraceNode:
    """Run a generator that asks for the nodes below it, without recursion."""
    stack = [first]
    done: TraceNode | None = None
    while stack:
        try:
            request = next(stack[-1]) if done is None else stack[-1].send(done)
        except StopIteration as finished:
            stack.pop()
            done = finished.value
            continue
        stack.append(request)
        done = None
    assert done is not None
    return done
