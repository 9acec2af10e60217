"""The Python source of one step: where its value comes from, what may stand there, and its memo."""

from __future__ import annotations

from typing import NoReturn

from wbmgp_engine.errors import (
    AbsentOperand,
    CircularReference,
    MissingParameter,
    UnitMismatch,
)
from wbmgp_engine.logic.plan import Declared, Failure, Place, Step
from wbmgp_engine.logic.scalar.boundary import Boundary
from wbmgp_engine.logic.scalar.expression_code import (
    FIRST_STEP,
    Constants,
    FunctionWriter,
)
from wbmgp_engine.logic.values import Unknown

# What needs no look beyond its class; every other value goes through the boundary's check.
FAST_PATHS = {
    "boolean": "{0} is not True and {0} is not False",
    "string": "type({0}) is not str",
    "date": "type({0}) is not D",
}


def fail(failure: Failure) -> NoReturn:
    """Raise the error of an expression that cannot be evaluated."""
    raise failure.error(failure.message)


def refuse_null(declared: Declared, place: Place) -> NoReturn:
    """Raise the error for a null where the declaration allows none."""
    raise AbsentOperand(
        f"{place}: {declared.name} is null, but it is not nullable; declare it nullable or give a value"
    )


class StepWriter:
    """Writes the function `sN(c)` of one step."""

    def __init__(self, program: Constants, step: Step) -> None:
        self._program = program
        self._step = step
        self._writer = FunctionWriter(program)
        self._checked = program.plan.checked

    def lines(self) -> list[str]:
        """The source lines of the function, with its guard when the step may read itself."""
        write = {
            "action": self._action, "definition": self._action, "parameter": self._given, "register": self._given,
            "call": self._call, "open_term": self._open_term,
        }[self._step.kind]  # fmt: skip
        write()
        index = self._step.index
        if not self._step.guarded:
            return [f"def s{index}(c):", *self._writer.lines]
        return [*self._guard(index), f"def g{index}(c):", *self._writer.lines]

    def _guard(self, index: int) -> list[str]:
        busy = f"c[{FIRST_STEP + len(self._program.plan.steps) + index}]"
        message = f"{self._step.place}: needs its own value; break the circle"
        circle = self._writer.constant(
            Failure(self._step.name, CircularReference, message)
        )
        return [
            f"def s{index}(c):", f" if {busy} is not N: fail({circle})", f" {busy} = True",
            f" try: return g{index}(c)", f" finally: {busy} = N",
        ]  # fmt: skip

    def _store(self, value: str) -> None:
        self._writer.emit(f"c[{FIRST_STEP + self._step.index}] = {value}")
        self._writer.emit(f"return {value}")

    def _fail(self, failure: Failure) -> None:
        self._writer.emit(f"fail({self._writer.constant(failure)})")

    def _action(self) -> None:
        step, writer = self._step, self._writer
        if step.unit_error is not None:
            self._fail(Failure(step.name, UnitMismatch, step.unit_error))
            return
        value = "None" if step.body is None else writer.value(step.body)
        if step.declared is not None and not step.declared.nullable:
            self._no_null(value, step.declared)
        self._store(value)

    def _no_null(self, value: str, declared: Declared) -> None:
        writer = self._writer
        writer.emit(
            f"if {value} is None: refuse_null({writer.constant(declared)}, {writer.constant(self._step.place)})"
        )

    def _accept(self, value: str) -> None:
        """Emit the check of a value against the declaration of this step."""
        step, writer = self._step, self._writer
        if step.declared is None:
            boundary = Boundary(Declared(step.name), step.place, checked=False)
        else:
            boundary = Boundary(step.declared, step.place, self._checked)
        fast = (
            FAST_PATHS.get((step.declared and step.declared.type) or "")
            if self._checked
            else None
        )
        condition = f"if {fast.format(value)}: " if fast else ""
        writer.emit(f"{condition}{value} = {writer.constant(boundary)}({value})")

    def _given(self) -> None:
        """A parameter or register input: from the call, from the caller's facts, or missing."""
        step, writer = self._step, self._writer
        if step.body is not None:
            self._passed_on()
            return
        if not step.from_caller:
            self._store(self._absent())
            return
        value = writer.fresh()
        writer.emit(f"{value} = c[0].get({writer.constant(step.name)}, N)")
        with writer.block(f"if {value} is N:"):
            writer.emit(f"{value} = {self._absent()}")
        with writer.block("else:"):
            self._accept(value)
            if step.kind == "parameter" and step.required:
                message = f"{step.place}: required parameter {step.name!r} is unknown; pass a value"
                failure = writer.constant(Failure(step.name, MissingParameter, message))
                writer.emit(f"if type({value}) is U: fail({failure})")
        self._store(value)

    def _passed_on(self) -> None:
        """A parameter bound by the calling article. The call already looked whether a required one is there."""
        step, writer = self._step, self._writer
        assert step.body is not None
        value = writer.fresh()
        writer.emit(f"{value} = {writer.value(step.body)}")
        with writer.block(f"if {value} is not None:" if step.required else "if 1:"):
            self._accept(value)
        self._store(value)

    def _absent(self) -> str:
        """What stands for a value that nobody gave: unknown, null, or an error."""
        absent = self._step.absent
        if isinstance(absent, Failure):
            self._fail(absent)
            return "None"
        return "None" if absent is None else self._writer.constant(Unknown({absent}))

    def _from_caller(self) -> None:
        """A value that the caller passes under the name of an input or open term replaces its source."""
        step, writer = self._step, self._writer
        if not step.from_caller:
            return
        value = writer.fresh()
        writer.emit(f"{value} = c[0].get({writer.constant(step.name)}, N)")
        with writer.block(f"if {value} is not N:"):
            self._accept(value)
            self._store(value)

    def _call(self) -> None:
        if self._step.body is not None:
            self._passed_on()
            return
        self._from_caller()
        value = (
            self._absent()
            if self._step.target is None
            else self._target(self._step.target)
        )
        if self._step.declared is not None and not self._step.declared.nullable:
            self._no_null(value, self._step.declared)
        self._store(value)

    def _target(self, target: int) -> str:
        """The output of the called article, unless a required parameter is unknown (then so is this) or null."""
        writer, plan = self._writer, self._program.plan
        gates = [plan.steps[index] for index in self._step.gates]
        if not gates:
            return self._accepted(writer.read(target))
        value, unknown, null = writer.fresh(), writer.fresh(), writer.fresh()
        writer.emit(f"{unknown} = None; {null} = False")
        for gate in gates:
            passed = writer.read(gate.index)
            writer.emit(f"if type({passed}) is U: {unknown} = {passed} | {unknown}")
            if gate.declared is not None and not gate.declared.nullable:
                writer.emit(f"elif {passed} is None: {null} = True")
        writer.emit(f"if {unknown} is not None: {value} = {unknown}")
        writer.emit(f"elif {null}: {value} = None")
        with writer.block("else:"):
            writer.emit(f"{value} = {self._accepted(writer.read(target))}")
        return value

    def _accepted(self, value: str) -> str:
        if self._checked and self._step.declared is not None:
            with self._writer.block(f"if {value} is not None:"):
                self._accept(value)
        return value

    def _open_term(self) -> None:
        step, writer = self._step, self._writer
        if step.body is not None:
            self._passed_on()
            return
        self._from_caller()
        if step.target is None:
            self._store(self._unfilled())
            return
        value = self._target(step.target)
        with writer.block(f"if {value} is None:"):
            writer.emit(f"{value} = {self._unfilled()}")
        self._store(value)

    def _unfilled(self) -> str:
        """The default of an open term, else what the declaration says about an empty one."""
        if self._step.fallback is None:
            return self._absent()
        return self._accepted(self._writer.read(self._step.fallback))
