"""The symbolic reader: a plan read with only a part of the facts fixed, so that what is left are terms.

It reads a plan as the scalar reader does without refinement: AND and OR follow Kleene, an IF that waits for an answer is
unknown. Where the scalar reader refuses a fact (null where a value has to stand), a term is unknown instead: a
population is judged row by row, and one odd row may not stop the others. What the reader cannot say as a term it refuses
while reading, with the place in the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Place,
    Plan,
    Sequence,
    Step,
    StepRef,
    Today,
)
from wbmgp_engine.logic.symbolic.comparing import Comparing
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.loops import foreach
from wbmgp_engine.logic.symbolic.operations import apply, chosen, gathered
from wbmgp_engine.logic.symbolic.terms import Kind, Term, Terms
from wbmgp_engine.logic.symbolic.values import NULL, Null, Record, Rows, Scalar, Symbolic

_KINDS: Final[Mapping[str | None, Kind]] = {
    "boolean": "boolean", "string": "string", "date": "date", "number": "number", "amount": "number",
}  # fmt: skip


class SymbolicReader:
    """One reading of a plan. `facts` holds the register inputs by name; what is not there nobody knows.

    `on` is the date of the decision: a day, or a term where it differs from case to case within one stretch of law.
    """

    def __init__(self, plan: Plan, facts: Mapping[str, Symbolic], on: date | Term, terms: Terms) -> None:
        self.plan, self.facts, self.terms = plan, facts, terms
        self.on = on if isinstance(on, Term) else terms.constant(on)
        self.compare = Comparing(terms)
        self._read: dict[int, Symbolic] = {}

    def output(self, name: str) -> Term:
        """An output as a truth; where the law says null it is unknown."""
        value = self.step(self.plan.outputs[name])
        return value.term if isinstance(value, Scalar) else self.terms.nobody_knows

    def holds(self, name: str) -> Term:
        """Whether an output is certainly true, or a list that certainly holds something; never unknown."""
        value = self.step(self.plan.outputs[name])
        if isinstance(value, Rows):
            known = (self.terms.known(row.counts) for row in value.items)
            return self.terms.surely(
                self.terms.all_of((value.known, *known, self.terms.any_of(row.counts for row in value.items)))
            )
        return self.terms.surely(self.output(name))

    def unanswered(self, name: str) -> Term:
        """Whether an output is unknown, and not the law's null; itself never unknown."""
        value = self.step(self.plan.outputs[name])
        there = (self.compare.known(value), self.compare.null(value))
        return self.terms.negation(self.terms.any_of(there))

    def step(self, index: int) -> Symbolic:
        """The value of a step of the plan."""
        if index not in self._read:
            self._read[index] = self._step(self.plan.steps[index])
        return self._read[index]

    def _step(self, step: Step) -> Symbolic:
        if step.name in self.facts and (step.from_caller or step.kind == "register"):
            return self.facts[step.name]
        if step.body is not None:
            return self.value(step.body, None)
        if step.target is not None:
            return self._gated(step, step.target)
        if step.fallback is not None:
            return self.step(step.fallback)
        if isinstance(step.absent, Failure):
            raise InvalidOperation(step.absent.message)
        if step.kind == "register" or isinstance(step.absent, str):
            return self._unknown(step)
        return NULL

    def _unknown(self, step: Step) -> Symbolic:
        declared = step.declared.type if step.declared is not None else None
        if declared == "array":
            return Rows((), self.terms.false)
        return Scalar(self.terms.unknown(_KINDS.get(declared, "any")))

    def _gated(self, step: Step, target: int) -> Symbolic:
        """A call is not made where a required parameter is not known: nothing is known of its answer then."""
        passed = [self.step(gate) for gate in step.gates]
        if any(isinstance(value, Null) for value in passed):
            return NULL
        known = self.terms.all_of(self.compare.known(value) for value in passed)
        found = self.step(target)
        if known is self.terms.true:
            return found
        return chosen(self, [(known, found)], self._unknown(step), step.place)

    # Expressions ---------------------------------------------------------------------------------------------------

    def value(self, expression: Expression, element: Symbolic | None) -> Symbolic:
        """What an expression stands for, for an element of a loop where there is one."""
        match expression:
            case Constant(value):
                return lifted(value, self.terms)
            case StepRef(_, step, path, place):
                return self._along(self.step(step), path, place)
            case LocalRef():
                return self._local(expression, element)
            case Today(_, path, place):
                return self._today(path, place)
            case Gathered(keys, items):
                return self._gathered(keys, [self.value(item, element) for item in items])
            case Sequence(items):
                return [self.value(item, element) for item in items][-1]
            case Failure(_, error, message):
                raise error(message)
        assert isinstance(expression, Operation)
        return foreach(self, expression, element) if expression.name == "FOREACH" else apply(self, expression, element)

    def _today(self, path: tuple[str, ...], place: Place) -> Symbolic:
        if not path:
            return Scalar(self.on)
        if self.on.operator != "constant":
            raise InvalidOperation(f"{place}: of a date of decision that differs only the whole day can be read")
        day: date = self.on.what
        fields = {"iso": day.isoformat(), "year": day.year, "month": day.month, "day": day.day}
        return self._along(Record({name: lifted(value, self.terms) for name, value in fields.items()}), path, place)

    def _gathered(self, keys: tuple[str, ...] | None, items: list[Symbolic]) -> Symbolic:
        if keys is not None:
            return Record(dict(zip(keys, items, strict=True)))
        return gathered(self, items)

    def _local(self, name: LocalRef, element: Symbolic | None) -> Symbolic:
        assert element is not None
        if name.field is None:
            return self._along(element, name.path, name.place)
        if isinstance(element, Record) and name.field in element.fields:
            return self._along(element.fields[name.field], name.path, name.place)
        if name.otherwise is None:
            raise InvalidOperation(f"{name.place}: the element has no field {name.field!r}")
        return self.value(name.otherwise, None)

    def _along(self, value: Symbolic, path: tuple[str, ...], place: Place) -> Symbolic:
        for name in path:
            if isinstance(value, Null) or (isinstance(value, Scalar) and value.term.operator == "unknown"):
                return value
            if not isinstance(value, Record) or name not in value.fields:
                raise InvalidOperation(f"{place}: there is no field {name!r} to read")
            value = value.fields[name]
        return value
