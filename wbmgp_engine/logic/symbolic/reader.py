"""The symbolic reader: a plan read with only a part of the facts fixed, so that what is left are terms.

It reads a plan as the scalar reader does without refinement: AND and OR follow Kleene, an IF that waits for an answer is
unknown. Where the scalar reader refuses a fact (null where a value has to stand), a term is unknown instead: a
population is judged row by row, and one odd row may not stop the others. What the reader cannot say as a term it refuses
while reading, with the place in the law.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Literal, cast

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
from wbmgp_engine.logic.symbolic.terms import Kind, Term, Terms
from wbmgp_engine.logic.symbolic.values import NULL, Null, Record, Row, Rows, Scalar, Symbolic

_KINDS: Final[Mapping[str | None, Kind]] = {
    "boolean": "boolean", "string": "string", "date": "date", "number": "number", "amount": "number",
}  # fmt: skip


class SymbolicReader:
    """One reading of a plan. `facts` holds the register inputs by name; what is not there nobody knows."""

    def __init__(self, plan: Plan, facts: Mapping[str, Symbolic], on: date, terms: Terms) -> None:
        self.plan, self.facts, self.on, self.terms = plan, facts, on, terms
        self._compare = Comparing(terms)
        self._read: dict[int, Symbolic] = {}

    def output(self, name: str) -> Term:
        """An output as a truth; where the law says null it is unknown."""
        value = self.step(self.plan.outputs[name])
        return value.term if isinstance(value, Scalar) else self.terms.nobody_knows

    def step(self, index: int) -> Symbolic:
        """The value of a step of the plan."""
        if index not in self._read:
            self._read[index] = self._step(self.plan.steps[index])
        return self._read[index]

    def _step(self, step: Step) -> Symbolic:
        if step.name in self.facts and (step.from_caller or step.kind == "register"):
            return self.facts[step.name]
        if step.body is not None:
            return self._value(step.body, None)
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
        known = self.terms.all_of(self._compare.known(value) for value in passed)
        found = self.step(target)
        if known is self.terms.true:
            return found
        return self._chosen([(known, found)], self._unknown(step), step.place)

    # Expressions ---------------------------------------------------------------------------------------------------

    def _value(self, expression: Expression, element: Symbolic | None) -> Symbolic:
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
                return self._gathered(keys, [self._value(item, element) for item in items])
            case Sequence(items):
                return [self._value(item, element) for item in items][-1]
            case Failure(_, error, message):
                raise error(message)
        assert isinstance(expression, Operation)
        return self._OPERATIONS.get(expression.name, SymbolicReader._refused)(self, expression, element)

    def _today(self, path: tuple[str, ...], place: Place) -> Symbolic:
        if not path:
            return Scalar(self.terms.constant(self.on))
        fields = {"iso": self.on.isoformat(), "year": self.on.year, "month": self.on.month, "day": self.on.day}
        return self._along(Record({name: lifted(value, self.terms) for name, value in fields.items()}), path, place)

    def _gathered(self, keys: tuple[str, ...] | None, items: list[Symbolic]) -> Symbolic:
        if keys is not None:
            return Record(dict(zip(keys, items, strict=True)))
        return Rows(tuple(Row(self.terms.true, item) for item in items), self.terms.true)

    def _local(self, name: LocalRef, element: Symbolic | None) -> Symbolic:
        assert element is not None
        if name.field is None:
            return self._along(element, name.path, name.place)
        if isinstance(element, Record) and name.field in element.fields:
            return self._along(element.fields[name.field], name.path, name.place)
        if name.otherwise is None:
            raise InvalidOperation(f"{name.place}: the element has no field {name.field!r}")
        return self._value(name.otherwise, None)

    def _along(self, value: Symbolic, path: tuple[str, ...], place: Place) -> Symbolic:
        for name in path:
            if isinstance(value, Null) or (isinstance(value, Scalar) and value.term.operator == "unknown"):
                return value
            if not isinstance(value, Record) or name not in value.fields:
                raise InvalidOperation(f"{place}: there is no field {name!r} to read")
            value = value.fields[name]
        return value

    # Operations ----------------------------------------------------------------------------------------------------

    def _refused(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        raise InvalidOperation(f"{operation.place}: {operation.name} has no form for a population or a proof yet")

    def _operand(self, operation: Operation, role: str, element: Symbolic | None) -> Symbolic:
        found = operation.get(role)
        assert found is not None
        return self._value(found, element)

    def _truth(self, expression: Expression, element: Symbolic | None) -> Term:
        value = self._value(expression, element)
        return value.term if isinstance(value, Scalar) else self.terms.nobody_knows

    def _and(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        return Scalar(self.terms.all_of(self._truth(item, element) for item in operation.all("conditions")))

    def _or(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        return Scalar(self.terms.any_of(self._truth(item, element) for item in operation.all("conditions")))

    def _not(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        found = operation.get("value")
        assert found is not None
        return Scalar(self.terms.negation(self._truth(found, element)))

    def _equals(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        sides = (self._operand(operation, role, element) for role in ("subject", "value"))
        return Scalar(self._compare.equal(*sides, operation.place))

    def _ordered(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        left, right = (self._operand(operation, role, element) for role in ("subject", "value"))
        if operation.name.startswith("GREATER"):
            left, right = right, left
        strict = not operation.name.endswith("EQUAL")
        return Scalar(self._compare.ordered(left, right, strict=strict, place=operation.place))

    def _in(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        among = operation.all("values")
        values = (
            self._gathered(None, [self._value(item, element) for item in among])
            if among
            else self._operand(operation, "values" if operation.get("values") is not None else "value", element)
        )
        return Scalar(self._compare.member(self._operand(operation, "subject", element), values, operation.place))

    def _age(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        born, on = (self._operand(operation, role, element) for role in ("date_of_birth", "reference_date"))
        return Scalar(self.terms.span("years", self._compare.day(born), self._compare.day(on)))

    def _span(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        unit = self._operand(operation, "in", element)
        if not isinstance(unit, Scalar) or unit.term.what not in ("years", "months", "days"):
            raise InvalidOperation(f"{operation.place}: 'in' has to be days, months or years beforehand")
        start, end = (self._compare.day(self._operand(operation, role, element)) for role in ("from", "to"))
        return Scalar(self.terms.span(cast(Literal["years", "months", "days"], unit.term.what), start, end))

    def _later(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        amounts = dict.fromkeys(("years", "months", "weeks", "days"), 0)
        for role in amounts:
            if operation.get(role) is not None:
                amounts[role] = self._whole(self._operand(operation, role, element), operation.place)
        return Scalar(self.terms.later(self._compare.day(self._operand(operation, "date", element)), **amounts))

    def _whole(self, value: Symbolic, place: Place) -> int:
        if not isinstance(value, Scalar) or value.term.operator != "constant" or value.term.kind != "number":
            raise InvalidOperation(f"{place}: how much later has to be a number that is known beforehand")
        return int(value.term.what)

    def _if(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        cases: list[tuple[Term, Symbolic]] = []
        for when, then in operation.cases():
            condition = self._truth(when, element)
            if condition is self.terms.false:
                continue
            # A branch that no case can reach is not read: it may stand for what cannot be said there.
            cases.append((condition, self._value(then, element)))
            if condition is self.terms.true:
                break
        default = operation.get("default")
        last: Symbolic = NULL if default is None else self._value(default, element)
        return self._chosen(cases, last, operation.place)

    def _chosen(self, cases: list[tuple[Term, Symbolic]], default: Symbolic, place: Place) -> Symbolic:
        if cases and cases[-1][0] is self.terms.true:
            *cases, (_, default) = cases
        if not cases:
            return default
        values = [*(value for _, value in cases), default]
        if any(isinstance(value, Rows) for value in values):
            return self._compare.choose_rows(cases, default, place)
        if any(isinstance(value, Record) for value in values):
            raise InvalidOperation(f"{place}: a choice between objects has no form for a population or a proof yet")
        return self._compare.choose(cases, default)

    # Loops ---------------------------------------------------------------------------------------------------------

    def _foreach(self, operation: Operation, element: Symbolic | None) -> Symbolic:
        collection = self._operand(operation, "collection", element)
        if isinstance(collection, Null):
            collection = Rows((), self.terms.true)
        if isinstance(collection, Scalar) and collection.term.operator == "unknown":
            collection = Rows((), self.terms.false)
        if not isinstance(collection, Rows):
            collection = Rows((Row(self.terms.true, collection),), self.terms.true)
        return self._combined(operation, collection, [self._kept(operation, row) for row in collection.items])

    def _kept(self, operation: Operation, row: Row) -> Row:
        """An element with its body's value, counting where the filter lets it."""
        keep, body = operation.get("filter"), operation.get("body")
        assert body is not None
        verdict = self.terms.true if keep is None else self._truth(keep, row.value)
        counts = self.terms.all_of((row.counts, verdict))
        value: Symbolic = NULL if counts is self.terms.false else self._value(body, row.value)
        return Row(counts, value)

    def _combined(self, operation: Operation, collection: Rows, rows: list[Row]) -> Symbolic:
        rows = [row for row in rows if row.counts is not self.terms.false]
        combine = operation.options.get("combine")
        if combine is None:
            certain = self.terms.all_of((collection.known, *(self.terms.known(row.counts) for row in rows)))
            return Rows(tuple(rows), certain)
        if combine not in ("OR", "AND"):
            return self._refused(operation, None)
        return Scalar(self.terms.only_where(collection.known, self._decided(combine, rows)))

    def _decided(self, combine: str, rows: list[Row]) -> Term:
        """Any or all of the bodies; an element that may not count leaves it open unless others decide."""
        terms, whole = self.terms, self.terms.true if combine == "AND" else self.terms.false
        said = [
            terms.choose([(row.counts, row.value.term if isinstance(row.value, Scalar) else terms.nobody_knows)], whole)
            for row in rows
        ]
        return terms.all_of(said) if combine == "AND" else terms.any_of(said)

    _OPERATIONS: Final[Mapping[str, Callable[[SymbolicReader, Operation, Symbolic | None], Symbolic]]] = {
        "AND": _and, "OR": _or, "NOT": _not, "EQUALS": _equals, "IN": _in, "AGE": _age, "DATE_DIFF": _span, "DATE_ADD": _later, "IF": _if,
        "FOREACH": _foreach, "GREATER_THAN": _ordered, "GREATER_THAN_OR_EQUAL": _ordered, "LESS_THAN": _ordered,
        "LESS_THAN_OR_EQUAL": _ordered,
    }  # fmt: skip


