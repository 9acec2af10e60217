"""What every step but an action does, as closures: take a fact, pass a value on, call an article, fill an open term.

Only actions hold expressions worth generating source for; these need no compiling.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

from wbmgp_engine.errors import AbsentOperand, CircularReference, MissingParameter
from wbmgp_engine.logic.plan import Constant, Declared, Failure, Place, Plan, Step, StepRef
from wbmgp_engine.logic.scalar.boundary import Boundary
from wbmgp_engine.logic.values import CLASSES, NOT_TAKEN, Unknown

# c[0] the facts, c[1] the date, c[2] the date as `$referencedate`; then a slot per step, then the rest.
FIRST_STEP = 3
Slots: TypeAlias = list[Any]
StepFunction: TypeAlias = Callable[[Slots], Any]


def fail(failure: Failure) -> NoReturn:
    """Raise the error of an expression that cannot be evaluated."""
    raise failure.error(failure.message)


def refuse_null(declared: Declared, place: Place) -> NoReturn:
    """Raise the error for a null where the declaration allows none."""
    message = f"{place}: {declared.name} is null, but it is not nullable; declare it nullable or give a value"
    raise AbsentOperand(message)


def guarded(function: StepFunction, step: Step, plan: Plan) -> StepFunction:
    """A step that may read itself, so that going round is an error instead of an endless run."""
    busy = FIRST_STEP + len(plan.steps) + step.index
    circle = Failure(step.name, CircularReference, f"{step.place}: needs its own value; break the circle")

    def once(c: Slots) -> Any:
        if c[busy] is not NOT_TAKEN:
            fail(circle)
        c[busy] = True
        try:
            return function(c)
        finally:
            c[busy] = NOT_TAKEN

    return once


class StepFunctions:
    """Makes the functions of a plan's steps. They find each other by number in `functions` when they run."""

    def __init__(self, plan: Plan, functions: list[StepFunction], evaluate: Callable[[Step], StepFunction]) -> None:
        self._plan = plan
        self._functions = functions
        # Gives the function of a step whose passed-on expression is more than a name.
        self._evaluate = evaluate

    def of(self, step: Step) -> StepFunction:
        """The function of a parameter, register input, call or open term."""
        if step.body is not None:
            return self._passed_on(step)
        if step.kind in ("parameter", "register"):
            return self._given(step)
        return self._called(step)

    def _check(self, step: Step) -> tuple[Boundary, type | None]:
        """The type wall of a step, and the class of value that may pass it unseen."""
        if step.declared is None or not self._plan.checked:
            return Boundary(step.declared or Declared(step.name), step.place, checked=False), None
        return Boundary(step.declared, step.place), CLASSES.get(step.declared.type)

    def _given(self, step: Step) -> StepFunction:
        """A fact of the caller, or what is missing when there is none."""
        slot, name, from_caller = FIRST_STEP + step.index, step.name, step.from_caller
        check, plain = self._check(step)
        missing, failure = _absent(step)
        message = f"{step.place}: required parameter {name!r} is unknown; pass a value"
        unknown = Failure(name, MissingParameter, message) if step.required else None

        def take(c: Slots) -> Any:
            value = c[0].get(name, NOT_TAKEN) if from_caller else NOT_TAKEN
            if value is NOT_TAKEN:
                if failure is not None:
                    fail(failure)
                value = missing
            elif type(value) is not plain:
                value = check(value)
                if unknown is not None and type(value) is Unknown:
                    fail(unknown)
            c[slot] = value
            return value

        return take

    def _passed_on(self, step: Step) -> StepFunction:
        """A value bound by the calling article. The call itself already looked whether a required one is there."""
        slot, required = FIRST_STEP + step.index, step.required
        check, plain = self._check(step)
        evaluate = self._expression(step)

        def take(c: Slots) -> Any:
            value = evaluate(c)
            if type(value) is not plain and not (required and value is None):
                value = check(value)
            c[slot] = value
            return value

        return take

    def _expression(self, step: Step) -> StepFunction:
        if isinstance(step.body, Constant):
            constant = step.body.value
            return lambda c: constant
        if isinstance(step.body, StepRef) and not step.body.path:
            return self._read(step.body.step)
        return self._evaluate(step)

    def _read(self, index: int) -> StepFunction:
        slot, functions = FIRST_STEP + index, self._functions

        def read(c: Slots) -> Any:
            value = c[slot]
            return functions[index](c) if value is NOT_TAKEN else value

        return read

    def _called(self, step: Step) -> StepFunction:
        """The caller's value, else the called article's output, else (open terms) the default, else what is absent."""
        slot, name, from_caller = FIRST_STEP + step.index, step.name, step.from_caller
        declared, place = step.declared, step.place
        check, plain = self._check(step)
        blocked, target, otherwise = self._blocked(step), self._target(step), self._otherwise(step)
        checked, null_allowed = self._plan.checked, declared is None or declared.nullable
        # Nearly every call asks an article, and most without a condition: that one is read here, not by a function.
        asked, functions = step.target if blocked is None else None, self._functions

        def take(c: Slots) -> Any:
            if from_caller and name in c[0]:
                value = c[0][name]
                c[slot] = value = value if type(value) is plain else check(value)
                return value
            if asked is not None:
                value = c[FIRST_STEP + asked]
                if value is NOT_TAKEN:
                    value = functions[asked](c)
            else:
                value = NOT_TAKEN if blocked is None else blocked(c)
                if value is NOT_TAKEN:
                    value = target(c)
            if type(value) is plain:
                c[slot] = value
                return value
            if value is None and otherwise is not None:
                value = otherwise(c)
            if value is None:
                if not null_allowed and declared is not None:
                    refuse_null(declared, place)
            elif checked:
                value = check(value)
            c[slot] = value
            return value

        return take

    def _target(self, step: Step) -> StepFunction:
        if step.target is not None:
            return self._read(step.target)
        if step.kind == "open_term":
            return lambda c: None
        missing, failure = _absent(step)
        return lambda c: missing if failure is None else fail(failure)

    def _otherwise(self, step: Step) -> StepFunction | None:
        """What an open term is when nothing fills it: its default, or an error when it is required."""
        if step.kind != "open_term":
            return None
        if step.fallback is not None:
            return self._read(step.fallback)
        _, failure = _absent(step)
        return None if failure is None else lambda c: fail(failure)

    def _blocked(self, step: Step) -> StepFunction | None:
        """Unknown or null when a required parameter of the called article is: then the article does not run."""
        gates = [(self._read(index), self._nullable(index)) for index in step.gates]
        if not gates:
            return None

        def blocked(c: Slots) -> Any:
            unknown: Unknown | None = None
            null = False
            for read, nullable in gates:
                value = read(c)
                if type(value) is Unknown:
                    unknown = value | unknown
                null = null or (value is None and not nullable)
            return unknown if unknown is not None else None if null else NOT_TAKEN

        return blocked

    def _nullable(self, index: int) -> bool:
        declared = self._plan.steps[index].declared
        return declared is None or declared.nullable


def _absent(step: Step) -> tuple[Unknown | None, Failure | None]:
    """What stands for a value that nobody gave: unknown or null, or else an error."""
    if isinstance(step.absent, Failure):
        return None, step.absent
    return (None if step.absent is None else Unknown({step.absent})), None
