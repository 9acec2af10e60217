"""Builds the plan of a question: every step the asked outputs can reach, each once per law version, article and call."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from wbmgp_engine.errors import (
    CircularReference,
    InvalidOperation,
    LawLookupError,
    MaxDepthExceeded,
    MissingParameter,
    ResolutionError,
    VariableNotFound,
    WbmgpError,
)
from wbmgp_engine.law.document import (
    Action,
    Article,
    Input,
    MachineReadable,
    OpenTerm,
    Parameter,
    Regulation,
)
from wbmgp_engine.logic import declared as declarations
from wbmgp_engine.logic import plan as ir
from wbmgp_engine.logic.expressions import ExpressionBuilder, Slots
from wbmgp_engine.logic.frames import SCOPE_PARAMETERS, Binding, Frame, Names, label
from wbmgp_engine.logic.order import ordered
from wbmgp_engine.logic.plan import (
    Constant,
    Declared,
    Expression,
    Failure,
    Place,
    Plan,
    Step,
)

MAX_REFERENCE_DEPTH = 20
MAX_STEPS = 20_000


class LawSource(Protocol):
    """What the planner needs of a lawbook."""

    def regulation(
        self, law_id: str, on: date, *, known_on: date | None = None
    ) -> Regulation: ...

    def article_of(self, regulation: Regulation, output: str) -> Article: ...

    def implementations(
        self,
        law_id: str,
        article: str,
        term: str,
        on: date,
        scope: Mapping[str, str],
        *,
        known_on: date | None = None,
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
    return _Planner(lawbook, on, known_on, dict(scope or {}), conformance).plan(
        law_id, outputs
    )


class _Planner:
    def __init__(
        self,
        lawbook: LawSource,
        on: date,
        known_on: date | None,
        scope: dict[str, str],
        conformance: bool,
    ) -> None:
        self._lawbook = lawbook
        self._on = on
        self._known_on = known_on
        self._scope = scope
        self._conformance = conformance
        self._frames: dict[tuple[Any, ...], Frame] = {}
        self._steps: list[Step | None] = []
        self._declared: list[Declared | None] = []
        self._pending: deque[tuple[int, Callable[[int], Step]]] = deque()
        self._slots = Slots()

    def plan(self, law_id: str, outputs: Sequence[str]) -> Plan:
        regulation = self._lawbook.regulation(law_id, self._on, known_on=self._known_on)
        passed = {
            name: Constant(self._scope[name])
            for name in SCOPE_PARAMETERS
            if name in self._scope
        }
        asked = {}
        for name in outputs:
            article = self._lawbook.article_of(regulation, name)
            frame = self._frame(
                regulation, article, Binding(passed, open=True), (f"{law_id}#{name}",)
            )
            asked[name] = self._action(frame, name)
        while self._pending:
            index, fill = self._pending.popleft()
            self._steps[index] = fill(index)
        steps = ordered(
            self._replaceable([step for step in self._steps if step is not None])
        )
        inputs = {
            step.name: step.declared
            for step in steps
            if step.kind == "register" and step.declared is not None
        }
        checked = not self._conformance
        return Plan(
            law_id,
            self._on,
            self._scope,
            asked,
            steps,
            self._slots.count,
            checked,
            inputs,
        )

    def _replaceable(self, steps: list[Step]) -> list[Step]:
        """A caller may replace a call or open term by its name, but a name that is a register input means that input."""
        registers = (
            {step.name for step in steps if step.kind == "register"}
            if not self._conformance
            else set()
        )
        taken = [
            step.kind != "register"
            and step.kind != "parameter"
            and step.name in registers
            for step in steps
        ]
        return [
            replace(step, from_caller=False) if other else step
            for step, other in zip(steps, taken, strict=True)
        ]

    # Frames and steps ----------------------------------------------------------------------------------------------

    def _frame(
        self,
        regulation: Regulation,
        article: Article,
        binding: Binding,
        chain: tuple[str, ...],
    ) -> Frame:
        terms = tuple(item for item in chain if item.startswith("term "))
        key = (regulation.id, regulation.valid_from, article.number, binding.key, terms)
        if key not in self._frames:
            machine = article.machine_readable or MachineReadable()
            knows_null = not self._conformance or declarations.knows_null(regulation)
            path = f"articles.{label(article.number)}.machine_readable"
            self._frames[key] = Frame(
                regulation, article, Names.of(machine), binding, chain, knows_null, path
            )
        return self._frames[key]

    def _add(
        self,
        frame: Frame,
        name: str,
        declared: Declared | None,
        fill: Callable[[int], Step],
    ) -> int:
        frame.steps[name] = self._reserve(frame, name, declared, fill)
        return frame.steps[name]

    def _reserve(
        self,
        frame: Frame,
        name: str,
        declared: Declared | None,
        fill: Callable[[int], Step],
    ) -> int:
        if len(self._steps) >= MAX_STEPS:
            raise MaxDepthExceeded(
                f"{frame.place(name, name)}: the question reaches more than {MAX_STEPS} steps"
            )
        self._steps.append(None)
        self._declared.append(declared)
        self._pending.append((len(self._steps) - 1, fill))
        return len(self._steps) - 1

    def _resolve(
        self, frame: Frame, name: str, inside: str
    ) -> tuple[int, Declared | None] | Failure:
        """The step that `$name` means in an article; `inside` is the action that reads it."""
        found = (
            self._action(frame, name)
            if frame.names.computes(name, inside)
            else self._declare(frame, name, inside)
        )
        return found if isinstance(found, Failure) else (found, self._declared[found])

    def _declare(self, frame: Frame, name: str, inside: str) -> int | Failure:
        names = frame.names
        if name in frame.steps:
            return frame.steps[name]
        if frame.parent is not None:
            found = self._resolve(frame.parent, name, "")
            return found if isinstance(found, Failure) else found[0]
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
        message = f"{frame.place(inside, 'execution')}: ${name} is not declared; declare it as parameter, input or definition"
        return Failure(f"${name}", VariableNotFound, message)

    # The kinds of step ---------------------------------------------------------------------------------------------

    def _action(self, frame: Frame, name: str) -> int:
        if name not in frame.actions:
            output = frame.names.outputs.get(name)
            declared = (
                None
                if output is None
                else declarations.of_field(output, knows_null=frame.knows_null)
            )
            frame.actions[name] = self._reserve(
                frame,
                name,
                declared,
                lambda index: self._fill_action(frame, name, declared, index),
            )
        return frame.actions[name]

    def _fill_action(
        self, frame: Frame, name: str, declared: Declared | None, index: int
    ) -> Step:
        actions = frame.names.actions.get(name, [])
        basis = actions[-1].legal_basis if actions else None
        if basis is None and name in frame.names.outputs:
            basis = frame.names.outputs[name].legal_basis
        place = frame.place(name, f"execution.actions.{label(name)}", basis)
        body: Expression
        if (construct := frame.unaccepted_marking) is not None:
            body = Failure(
                name,
                InvalidOperation,
                f"{place}: the article carries an unaccepted marking ({construct})",
            )
        elif not actions:
            body = Constant(None)
        else:
            items = tuple(self._value(frame, action, place) for action in actions)
            body = items[0] if len(items) == 1 else ir.Sequence(items)
        return Step(index, "action", name, place, declared, body=body)

    def _value(self, frame: Frame, action: Action, place: Place) -> Expression:
        here = replace(place, legal_basis=action.legal_basis or place.legal_basis)
        builder = ExpressionBuilder(
            lambda name: self._resolve(frame, name, action.output), here, self._slots
        )
        return builder.build(action.value, f"{place.path}.value")

    def _definition(self, frame: Frame, name: str) -> int:
        declared, value = declarations.of_definition(
            name, frame.names.definitions[name]
        )
        place = frame.place(name, f"definitions.{label(name)}")

        def fail(_: str) -> Failure:
            return Failure(
                name,
                InvalidOperation,
                f"{place}: a definition is a constant, it cannot read ${_}",
            )

        body = ExpressionBuilder(fail, place, Slots()).build(value, place.path)
        if not isinstance(body, Constant):
            body = Failure(
                name,
                InvalidOperation,
                f"{place}: a definition is a constant; move the operation to an action",
            )
        return self._add(
            frame,
            name,
            declared,
            lambda index: Step(index, "definition", name, place, declared, body=body),
        )

    def _parameter(self, frame: Frame, parameter: Parameter) -> int:
        declared = declarations.of_field(parameter, knows_null=frame.knows_null)
        place = frame.place(
            parameter.name,
            f"execution.parameters.{label(parameter.name)}",
            parameter.legal_basis,
        )
        body = frame.binding.values.get(parameter.name)
        message = f"{place}: required parameter {parameter.name!r} was not passed; pass a value"
        absent = Failure(parameter.name, MissingParameter, message)
        step = Step(
            0, "parameter", parameter.name, place, declared,
            from_caller=frame.binding.open and body is None, body=body, required=parameter.required,
            absent=absent if parameter.required else self._missing(frame, parameter.name, "not_passed"),
        )  # fmt: skip
        return self._add(
            frame, parameter.name, declared, lambda index: replace(step, index=index)
        )

    def _undeclared_parameter(self, frame: Frame, name: str) -> int:
        """Older files read what the caller passes without declaring it."""
        place = frame.place(name, "execution.parameters")
        absent = Failure(
            name, VariableNotFound, f"{place}: ${name} is neither declared nor passed"
        )
        body = frame.binding.values.get(name)
        step = Step(
            0,
            "parameter",
            name,
            place,
            None,
            from_caller=body is None,
            body=body,
            absent=absent,
        )
        return self._add(frame, name, None, lambda index: replace(step, index=index))

    def _input(self, frame: Frame, item: Input) -> int:
        declared = declarations.of_field(item, knows_null=frame.knows_null)
        place = frame.place(
            item.name, f"execution.input.{label(item.name)}", item.legal_basis
        )
        passed = frame.binding.values.get(item.name)
        everywhere = item.source.is_register and not self._conformance
        step = Step(
            0, "register" if item.source.is_register else "call", item.name, place, declared,
            from_caller=(frame.binding.open or everywhere) and passed is None, body=passed,
            absent=self._missing(frame, item.name, "no_data"),
        )  # fmt: skip
        if item.source.is_register or passed is not None:
            return self._add(
                frame, item.name, declared, lambda index: replace(step, index=index)
            )
        return self._add(
            frame,
            item.name,
            declared,
            lambda index: self._fill_call(frame, item, step, index),
        )

    def _missing(self, frame: Frame, name: str, kind: str) -> str:
        return f"{frame.regulation.id}#{name}:{kind}" if self._conformance else name

    # Calls ---------------------------------------------------------------------------------------------------------

    def _fill_call(self, frame: Frame, item: Input, step: Step, index: int) -> Step:
        output = item.source.output or item.name
        law_id = item.source.regulation or frame.regulation.id
        try:
            regulation = frame.regulation
            if item.source.regulation is not None:
                regulation = self._lawbook.regulation(
                    law_id, self._on, known_on=self._known_on
                )
            article = self._lawbook.article_of(regulation, output)
        except LawLookupError as problem:
            return replace(
                step,
                index=index,
                absent=_failure(step.place, type(problem), str(problem)),
            )
        key = f"{law_id}#{output}"
        if (
            key in _since_last_term(frame.chain)
            or len(frame.chain) > MAX_REFERENCE_DEPTH
        ):
            problem_text = f"{' → '.join([*frame.chain, key])} goes round or is deeper than {MAX_REFERENCE_DEPTH}"
            return replace(
                step,
                index=index,
                absent=_failure(step.place, CircularReference, problem_text),
            )
        binding = (
            self._passed(frame, item, step.place)
            if item.source.regulation is not None
            else frame.binding
        )
        return self._called(
            frame, regulation, article, output, binding, key, step, index
        )

    def _called(
        self, frame: Frame, regulation: Regulation, article: Article, output: str, binding: Binding, key: str,
        step: Step, index: int,
    ) -> Step:  # fmt: skip
        called = self._frame(regulation, article, binding, (*frame.chain, key))
        return replace(
            step, index=index, target=self._action(called, output), absent=None
        )

    def _passed(self, frame: Frame, item: Input, place: Place) -> Binding:
        values: dict[str, Expression] = {}
        for name, raw in item.source.parameters.items():
            builder = ExpressionBuilder(
                lambda text: self._resolve(frame, text, item.name), place, self._slots
            )
            built = builder.build(raw, f"{place.path}.source.parameters.{label(name)}")
            values[name] = self._static(frame, name, built)
        return Binding(values)

    def _static(self, frame: Frame, name: str, built: Expression) -> Expression:
        """A territorial parameter passed on from the question is a constant: it decides which ordinance counts."""
        if (
            name not in SCOPE_PARAMETERS
            or not isinstance(built, ir.StepRef)
            or built.path
        ):
            return built
        passed = frame.binding.values.get(built.text[1:])
        return passed if isinstance(passed, Constant) else built

    # Open terms ----------------------------------------------------------------------------------------------------

    def _open_term(self, frame: Frame, term: OpenTerm) -> int:
        declared = declarations.of_open_term(term)
        place = frame.place(term.id, f"open_terms.{label(term.id)}")
        passed = frame.binding.values.get(term.id)
        step = Step(
            0,
            "open_term",
            term.id,
            place,
            declared,
            from_caller=frame.binding.open and passed is None,
            body=passed,
        )
        fill: Callable[[int], Step] = lambda index: self._fill_term(
            frame, term, step, index
        )
        if passed is not None:
            fill = lambda index: replace(step, index=index)
        return self._add(frame, term.id, declared, fill)

    def _fill_term(self, frame: Frame, term: OpenTerm, step: Step, index: int) -> Step:
        step = replace(
            step,
            index=index,
            fallback=self._default(frame, term),
            absent=self._unfilled(term, step.place),
        )
        law_id, number = frame.regulation.id, frame.article.number
        key = f"term {law_id}#{number}#{term.id}"
        # An ordinance that reads the law it fills gets the term without itself: its default, or nothing.
        if key in frame.chain:
            return step
        try:
            scope, known_on = frame.scope(), self._known_on
            found = self._lawbook.implementations(
                law_id, number, term.id, self._on, scope, known_on=known_on
            )
        except LawLookupError as problem:
            return replace(
                step,
                fallback=None,
                absent=_failure(step.place, type(problem), str(problem)),
            )
        if found is None:
            return step
        regulation, article = found
        execution = (article.machine_readable or MachineReadable()).execution
        names = {item.name for item in execution.parameters}
        binding = frame.binding
        if not binding.open:
            binding = Binding(
                {name: value for name, value in binding.values.items() if name in names}
            )
        absent = step.absent
        step = self._called(
            frame, regulation, article, term.id, binding, key, step, index
        )
        return replace(step, absent=absent)

    def _default(self, frame: Frame, term: OpenTerm) -> int | None:
        if term.default is None:
            return None
        names = Names()
        for action in term.default.actions:
            names.actions.setdefault(action.output, []).append(action)
        path = f"{frame.path}.open_terms.{label(term.id)}.default"
        inner = Frame(
            frame.regulation,
            frame.article,
            names,
            frame.binding,
            frame.chain,
            frame.knows_null,
            path,
            parent=frame,
        )
        return self._action(inner, term.id)

    def _unfilled(self, term: OpenTerm, place: Place) -> Failure | None:
        if not term.required:
            return None
        filler = term.delegated_to or term.delegation_type or "a lower regulation"
        return _failure(
            place,
            ResolutionError,
            f"nothing fills the open term {term.id!r}; {filler} must, in the scope asked for",
        )


def _since_last_term(chain: tuple[str, ...]) -> tuple[str, ...]:
    """What may not be asked again: an ordinance may once more ask the law whose term it fills."""
    terms = [index for index, item in enumerate(chain) if item.startswith("term ")]
    return chain[terms[-1] :] if terms else chain


def _failure(place: Place, error: type[WbmgpError], message: str) -> Failure:
    return Failure(place.name, error, f"{place}: {message}")
