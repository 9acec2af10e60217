"""What the generated code of a step calls where its quick way ends: a fact that is missing, null or of another class."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, NoReturn, TypeAlias

from wbmgp_engine.errors import AbsentOperand, CircularReference, MissingParameter
from wbmgp_engine.logic.plan import Declared, Failure, Place, Plan, Step
from wbmgp_engine.logic.scalar.boundary import Boundary
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown

# c[0] the facts, c[1] the date, c[2] the date as `$referencedate`; then a flag per step for "being computed", a slot
# per step for its value, backwards, and a slot or two per operation.
FIRST_FLAG = 3
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
    busy = FIRST_FLAG + step.index
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


class Given(NamedTuple):
    """A fact of the caller that is not of the plain class its declaration names, or was not given at all."""

    check: Boundary
    missing: Unknown | None
    failure: Failure | None
    required: Failure | None

    def __call__(self, value: Any) -> Any:
        """The fact as the law computes with it, or what stands for it. Raises what the declaration asks."""
        if value is NOT_TAKEN:
            if self.failure is not None:
                fail(self.failure)
            return self.missing
        value = self.check(value)
        if self.required is not None and type(value) is Unknown:
            fail(self.required)
        return value

    @classmethod
    def of(cls, step: Step, check: Boundary) -> Given:
        """For a parameter or register input."""
        message = f"{step.place}: required parameter {step.name!r} is unknown; pass a value"
        required = Failure(step.name, MissingParameter, message) if step.required else None
        return cls(check, *absent(step), required)


def absent(step: Step) -> tuple[Unknown | None, Failure | None]:
    """What stands for a value that nobody gave: unknown or null, or else an error."""
    if isinstance(step.absent, Failure):
        return None, step.absent
    return (None if step.absent is None else Unknown({step.absent})), None


def blocked(values: Iterable[Any]) -> Any:
    """Unknown or null when a required parameter (that may not be null) of the called article is: it does not run."""
    unknown: Unknown | None = None
    for value in values:
        if type(value) is Unknown:
            unknown = value | unknown
    return unknown
