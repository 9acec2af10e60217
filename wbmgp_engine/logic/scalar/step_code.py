"""The Python source of a step: take a fact, pass a value on, call an article, fill an open term, compute.

Where nothing is missing the value goes straight to its slot; all else is a call into `step_functions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbmgp_engine.errors import UnitMismatch
from wbmgp_engine.logic.plan import Declared, Failure, Step
from wbmgp_engine.logic.scalar.boundary import Boundary
from wbmgp_engine.logic.scalar.kind import NULL, Kind
from wbmgp_engine.logic.scalar.step_functions import Given, absent
from wbmgp_engine.logic.values import CLASSES

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.expression_code import FunctionWriter

# The names that generated code has for the classes of facts that need no further look.
NAMED = {"str": "str", "int": "int", "bool": "bool", "date": "D"}


def step_value(w: FunctionWriter, step: Step) -> str:
    """Emit the evaluation of a step into its slot; the name under which its value then stands."""
    if step.kind in ("action", "definition"):
        value = _computed(w, step)
    elif step.body is not None:
        value = _passed_on(w, step)
    else:
        value = _given(w, step) if step.kind in ("parameter", "register") else _called(w, step)
    w.emit(f"{w.slot_of(step.index)} = {value}")
    return value


def _computed(w: FunctionWriter, step: Step) -> str:
    if step.unit_error is not None:
        w.emit(f"fail({w.constant(Failure(step.name, UnitMismatch, step.unit_error))})")
        return "None"
    value = "None" if step.body is None else w.value(step.body)
    _refuse_null(w, step, value, w.kind(step.body))
    return value


def _refuse_null(w: FunctionWriter, step: Step, value: str, kind: Kind) -> None:
    if step.declared is not None and not step.declared.nullable and kind.can_be(NULL):
        w.emit(f"if {value} is None: refuse_null({w.constant(step.declared)}, {w.constant(step.place)})")


def _boundary(w: FunctionWriter, step: Step) -> tuple[Boundary, str]:
    """The type wall of a step, and the test that a value has to go through it."""
    if step.declared is None or not w.program.plan.checked:
        return Boundary(step.declared or Declared(step.name), step.place, checked=False), "True"
    plain = CLASSES.get(step.declared.type or "")
    return Boundary(
        step.declared, step.place
    ), "True" if plain is None else f"type({{}}) is not {NAMED[plain.__name__]}"


def _given(w: FunctionWriter, step: Step) -> str:
    """A fact of the caller, or what is missing when there is none."""
    check, test = _boundary(w, step)
    fact = f"c[0].get({w.constant(step.name)}, N)" if step.from_caller else "N"
    given = w.constant(Given.of(step, check))
    declared = step.declared
    if w.program.plan.checked and declared is not None and declared.type == "array" and declared.columns is not None:
        return _listed(w, step, fact, f"{w.constant(declared.fields)}, {given}")
    value = w.assign(fact)
    null = f" and {value} is not None" if _may_be_null(step) and test != "True" else ""
    w.emit(f"if {test.format(value)}{null}: {value} = {given}({value})")
    return value


def _listed(w: FunctionWriter, step: Step, fact: str, how: str) -> str:
    """A list of rows. Where another article declares the same list in the same way, what it took in serves here."""
    value, *others = (*(w.slot_of(twin) for twin in w.program.twins(step)), f"rows({fact}, {how})")
    name = w.assign(value)
    for other in others:
        w.emit(f"if {name} is N: {name} = {other}")
    return name


def _may_be_null(step: Step) -> bool:
    return step.declared is None or step.declared.nullable


def _passed_on(w: FunctionWriter, step: Step) -> str:
    """A value bound by the calling article. The call itself already looked whether a required one is there."""
    assert step.body is not None
    if w.program.kinds.passes(step, w.kind(step.body), null=step.required):
        return w.value(step.body)
    check, test = _boundary(w, step)
    value = w.assign(w.value(step.body))
    null = f" and {value} is not None" if step.required else ""
    w.emit(f"if {test.format(value)}{null}: {value} = {w.constant(check)}({value})")
    return value


def _called(w: FunctionWriter, step: Step) -> str:
    """The caller's value, else the called article's output, else (open terms) the default, else what is absent."""
    if not (step.from_caller and w.program.replaced):
        return _answered(w, step)
    check, test = _boundary(w, step)
    value = w.assign(f"c[0].get({w.constant(step.name)}, N)")
    with w.block(f"if {value} is N:"):
        w.emit(f"{value} = {_answered(w, step)}")
    w.emit(f"elif {test.format(value)}: {value} = {w.constant(check)}({value})")
    return value


def _answered(w: FunctionWriter, step: Step) -> str:
    """Emit what the law itself answers. An answer that certainly passes the type wall is read where it stands."""
    answer, value = w.program.kinds.answer(step), w.fresh()
    passes = w.program.kinds.passes(step, answer, null=True)
    certain = passes and (_may_be_null(step) or not answer.can_be(NULL))
    if certain and step.target is not None and step.kind == "call" and not step.gates:
        return w.step(step.target)
    _asked(w, step, value)
    _otherwise(w, step, value)
    _refuse_null(w, step, value, answer)
    if w.program.plan.checked and not passes:
        check, test = _boundary(w, step)
        w.emit(f"if {value} is not None and {test.format(value)}: {value} = {w.constant(check)}({value})")
    return value


def _asked(w: FunctionWriter, step: Step, value: str) -> None:
    """Emit the call, which is not made where a required parameter of the called article is unknown or null."""
    gates = [(w.step(index), _nullable(w, index)) for index in step.gates]
    if gates:
        shut = " or ".join(f"type({gate}) is U" + ("" if null else f" or {gate} is None") for gate, null in gates)
        w.emit(f"if {shut}: {value} = blocked(({''.join(f'{gate}, ' for gate, _ in gates)}))")
        with w.block("else:"):
            _target(w, step, value)
    else:
        _target(w, step, value)


def _nullable(w: FunctionWriter, index: int) -> bool:
    declared = w.program.plan.steps[index].declared
    return declared is None or declared.nullable


def _target(w: FunctionWriter, step: Step, value: str) -> None:
    """Emit the output of the called article; where there is none, null for an open term, else what is absent."""
    missing, failure = (None, None) if step.kind == "open_term" else absent(step)
    if step.target is not None:
        w.emit(f"{value} = {w.step(step.target)}")
    elif failure is not None:
        w.emit(f"fail({w.constant(failure)})")
    else:
        w.emit(f"{value} = {w.constant(missing)}")


def _otherwise(w: FunctionWriter, step: Step, value: str) -> None:
    """Emit what an open term is when nothing fills it: its default, or an error when it is required."""
    if step.kind != "open_term":
        return
    if step.fallback is not None:
        with w.block(f"if {value} is None:"):
            w.emit(f"{value} = {w.step(step.fallback)}")
    elif (failure := absent(step)[1]) is not None:
        w.emit(f"if {value} is None: fail({w.constant(failure)})")
