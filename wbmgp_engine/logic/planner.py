"""Builds the plan of a question: every step the asked outputs can reach, once per law version, article and call."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from wbmgp_engine.errors import InvalidOperation, MaxDepthExceeded, MissingParameter, VariableNotFound
from wbmgp_engine.law.document import Action, Article, Input, MachineReadable, OpenTerm, Parameter, Regulation
from wbmgp_engine.logic import calls, units
from wbmgp_engine.logic import declared as declarations
from wbmgp_engine.logic import plan as ir
from wbmgp_engine.logic.expressions import ExpressionBuilder, Slots
from wbmgp_engine.logic.frames import SCOPE_PARAMETERS, Binding, Frame, Names, label
from wbmgp_engine.logic.order import put_in_order
from wbmgp_engine.logic.plan import Constant, Declared, Expression, Failure, Place, Plan, Step, StepKind, slot_of_step

MAX_STEPS = 20_000


class LawSource(Protocol):
    """What the planner needs of a lawbook."""

    def regulation(self, law_id: str, on: date, *, known_on: date | None = None) -> Regulation: ...

    def article_of(self, regulation: Regulation, output: str) -> Article: ...

    def implementations(
        self, law_id: str, article: str, term: str, on: date, scope: Mapping[str, str], *, known_on: date | None = None
    ) -> tuple[Regulation, Article] | None: ...


def build_plan(
    lawbook: LawSource,
    law_id: str,
    outputs: Sequence[str],
    on: date,
    scope: Mapping[str, str] | None = None,
    *,
    known_on: date | None = None,
    conformance: bool = False,
) -> Plan:
    """The plan for some outputs of a law on a date, for one scope such as `{"gemeente_code": "GM0599"}`.

    `known_on` (default `on`): what was published by then; an ordinance that works back counts only after that.
    `conformance` is for other engines' files: values that come in are not checked against their declared types, facts
    reach the asked law only, and the names of missing facts say which law misses them.
    Raises LawLookupError when the asked law or output does not exist on that date, MaxDepthExceeded for a plan that
    is too deep or too large. Everything below the asked outputs fails only when a run reaches it.
    """
    return Planner(lawbook, on, known_on, dict(scope or {}), conformance).plan(law_id, outputs)


class Planner:
    """One plan in the making. Steps are made when a name first needs them, and filled in from a queue."""

    def __init__(
        self, lawbook: LawSource, on: date, known_on: date | None, scope: dict[str, str], conformance: bool
    ) -> None:
        self.lawbook = lawbook
        self.on = on
        self.known_on = known_on
        self._scope = scope
        self._conformance = conformance
        self._frames: dict[tuple[Any, ...], Frame] = {}
        self._steps: list[Step] = []
        self._pending: deque[Callable[[], None]] = deque()
        self._slots = Slots()

    def plan(self, law_id: str, outputs: Sequence[str]) -> Plan:
        """The whole plan for these outputs."""
        regulation = self.lawbook.regulation(law_id, self.on, known_on=self.known_on)
        passed = {name: Constant(self._scope[name]) for name in SCOPE_PARAMETERS if name in self._scope}
        asked = {}
        for name in outputs:
            article = self.lawbook.article_of(regulation, name)
            frame = self.frame(regulation, article, Binding(passed, open=True), (f"{law_id}#{name}",))
            asked[name] = self.action(frame, name).index
        while self._pending:
            self._pending.popleft()()
        self._keep_register_names()
        put_in_order(self._steps)
        steps, operations = tuple(self._steps), self._slots.count
        return Plan(law_id, self.on, self._scope, asked, steps, operations, not self._conformance)

    def _keep_register_names(self) -> None:
        """A caller may replace a call or open term by its name, but a name that is a register input means that input."""
        if self._conformance:
            return
        registers = {step.name for step in self._steps if step.kind == "register"}
        for step in self._steps:
            if step.kind in ("call", "open_term") and step.name in registers:
                step.from_caller = False

    # Frames and names ----------------------------------------------------------------------------------------------

    def frame(self, regulation: Regulation, article: Article, binding: Binding, chain: tuple[str, ...]) -> Frame:
        """The article under this binding; the same call gives the same frame."""
        terms = tuple(item for item in chain if item.startswith("term "))
        key = (regulation.id, regulation.valid_from, article.number, binding.key, terms)
        if key not in self._frames:
            machine = article.machine_readable or MachineReadable()
            knows_null = not self._conformance or declarations.knows_null(regulation)
            path = f"articles.{label(article.number)}.machine_readable"
            self._frames[key] = Frame(regulation, article, Names.of(machine), binding, chain, knows_null, path)
        return self._frames[key]

    def resolve(self, frame: Frame, name: str, inside: str) -> Step | Failure:
        """The step that `$name` means in an article; `inside` is the action that reads it."""
        if frame.names.computes(name, inside):
            return self.action(frame, name)
        if name in frame.steps:
            return frame.steps[name]
        found = self._declare(frame, name, inside)
        if isinstance(found, Step):
            frame.steps[name] = found
        return found

    def _declare(self, frame: Frame, name: str, inside: str) -> Step | Failure:
        names = frame.names
        if frame.parent is not None:
            return self.resolve(frame.parent, name, "")
        if name in names.definitions:
            return self._definition(frame, name)
        if name in names.open_terms:
            return self._open_term(frame, names.open_terms[name])
        if name in names.inputs:
            return self._input(frame, names.inputs[name])
        if name in names.parameters:
            return self._parameter(frame, names.parameters[name])
        if name in frame.binding.values or (frame.binding.open and self._conformance):
            return self._undeclared_parameter(frame, name)
        fix = "declare it as parameter, input or definition"
        message = f"{frame.place(inside, 'execution')}: ${name} is not declared; {fix}"
        return Failure(f"${name}", VariableNotFound, message)

    def expression(self, frame: Frame, raw: Any, place: Place, path: str, inside: str) -> Expression:
        """The expression for a value of the rule file."""
        return ExpressionBuilder(lambda name: self.resolve(frame, name, inside), place, self._slots).build(raw, path)

    def _step(self, kind: StepKind, name: str, place: Place, declared: Declared | None) -> Step:
        if len(self._steps) >= MAX_STEPS:
            raise MaxDepthExceeded(f"{place}: the question reaches more than {MAX_STEPS} steps")
        self._steps.append(Step(len(self._steps), kind, name, place, declared))
        return self._steps[-1]

    # Steps ---------------------------------------------------------------------------------------------------------

    def action(self, frame: Frame, name: str) -> Step:
        """The step of an output or intermediate of an article."""
        if name not in frame.actions:
            actions, output = frame.names.actions.get(name, []), frame.names.outputs.get(name)
            declared = None if output is None else declarations.of_field(output, knows_null=frame.knows_null)
            basis = actions[-1].legal_basis if actions else None
            basis = basis or (output.legal_basis if output is not None else None)
            step = self._step("action", name, frame.place(name, f"execution.actions.{label(name)}", basis), declared)
            frame.actions[name] = step
            self._pending.append(lambda: self._fill_action(frame, actions, step))
        return frame.actions[name]

    def _fill_action(self, frame: Frame, actions: Sequence[Action], step: Step) -> None:
        if (construct := frame.unaccepted_marking) is not None:
            message = f"{step.place}: the article carries an unaccepted marking ({construct})"
            step.body = Failure(step.name, InvalidOperation, message)
            return
        items = tuple(self._value(frame, action, step.place) for action in actions)
        value = Constant(None) if not items else items[0] if len(items) == 1 else ir.Sequence(items)
        step.body = value.kept_as(slot_of_step(step.index)) if isinstance(value, ir.Operation) else value
        if frame.names.have_units:
            step.unit_error = units.mismatch(step.body, self._steps)

    def _value(self, frame: Frame, action: Action, place: Place) -> Expression:
        here = place._replace(legal_basis=action.legal_basis or place.legal_basis)
        return self.expression(frame, action.value, here, f"{place.path}.value", action.output)

    def _definition(self, frame: Frame, name: str) -> Step:
        declared, value = declarations.of_definition(name, frame.names.definitions[name])
        step = self._step("definition", name, frame.place(name, f"definitions.{label(name)}"), declared)
        failure = Failure(
            name, InvalidOperation, f"{step.place}: a definition is a constant; move the expression to an action"
        )
        body = ExpressionBuilder(lambda _: failure, step.place, Slots()).build(value, step.place.path)
        step.body = body if isinstance(body, Constant) else failure
        return step

    def _parameter(self, frame: Frame, parameter: Parameter) -> Step:
        name, path = parameter.name, f"execution.parameters.{label(parameter.name)}"
        declared = declarations.of_field(parameter, knows_null=frame.knows_null)
        step = self._step("parameter", name, frame.place(name, path, parameter.legal_basis), declared)
        step.required = parameter.required
        step.absent = self._missing(frame, name, "not_passed")
        if parameter.required:
            message = f"{step.place}: required parameter {name!r} was not passed; pass a value"
            step.absent = Failure(name, MissingParameter, message)
        return self._passed(frame, step)

    def _undeclared_parameter(self, frame: Frame, name: str) -> Step:
        """Older files read what the caller passes without declaring it."""
        step = self._step("parameter", name, frame.place(name, "execution.parameters"), None)
        step.absent = Failure(name, VariableNotFound, f"{step.place}: ${name} is neither declared nor passed")
        return self._passed(frame, step)

    def _passed(self, frame: Frame, step: Step) -> Step:
        """Bind a step to what the call passes under its name; for the question itself that is known when it runs."""
        step.body = frame.binding.values.get(step.name)
        step.from_caller = frame.binding.open and step.body is None
        return step

    def _input(self, frame: Frame, item: Input) -> Step:
        declared = declarations.of_field(item, knows_null=frame.knows_null)
        place = frame.place(item.name, f"execution.input.{label(item.name)}", item.legal_basis)
        kind: StepKind = "register" if item.source.is_register else "call"
        step = self._passed(frame, self._step(kind, item.name, place, declared))
        if kind == "register":
            step.absent = self._missing(frame, item.name, "no_data")
            step.from_caller = step.body is None and (step.from_caller or not self._conformance)
        elif step.body is None:
            self._pending.append(lambda: calls.fill_call(self, frame, item, step))
        return step

    def _open_term(self, frame: Frame, term: OpenTerm) -> Step:
        place = frame.place(term.id, f"open_terms.{label(term.id)}")
        step = self._passed(frame, self._step("open_term", term.id, place, declarations.of_open_term(term)))
        if step.body is None:
            self._pending.append(lambda: calls.fill_term(self, frame, term, step))
        return step

    def _missing(self, frame: Frame, name: str, kind: str) -> str:
        return f"{frame.regulation.id}#{name}:{kind}" if self._conformance else name
