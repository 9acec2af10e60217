"""What the operations of the grammar say about symbolic values, each as the scalar reader does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, Protocol, TypeAlias, cast

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic.plan import Expression, Operation, Place
from wbmgp_engine.logic.symbolic.comparing import Comparing
from wbmgp_engine.logic.symbolic.terms import Term, Terms
from wbmgp_engine.logic.symbolic.values import NULL, Record, Row, Rows, Scalar, Symbolic


class Reading(Protocol):
    """What an operation asks of the reader it stands in."""

    terms: Terms
    compare: Comparing

    def value(self, expression: Expression, element: Symbolic | None) -> Symbolic:
        """What an expression stands for, for an element of a loop where there is one."""
        ...


Written: TypeAlias = "Callable[[Reading, Operation, Symbolic | None], Symbolic]"


def apply(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    """The value of an operation; InvalidOperation, with its place, where it cannot be said as a term."""
    return OPERATIONS.get(operation.name, refuse)(reading, operation, element)


def refuse(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    """Where the grammar knows more than can be said for many cases at once."""
    raise InvalidOperation(f"{operation.place}: {operation.name} has no form for a population or a proof yet")


def operand(reading: Reading, operation: Operation, role: str, element: Symbolic | None) -> Symbolic:
    """The value of one operand that the operation has."""
    found = operation.get(role)
    assert found is not None
    return reading.value(found, element)


def truth(reading: Reading, expression: Expression, element: Symbolic | None) -> Term:
    """An expression as a truth; what is no truth nobody knows."""
    value = reading.value(expression, element)
    return value.term if isinstance(value, Scalar) else reading.terms.nobody_knows


def gathered(reading: Reading, items: list[Symbolic]) -> Rows:
    """A list that is written out."""
    return Rows(tuple(Row(reading.terms.true, item) for item in items), reading.terms.true)


def _and(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    return Scalar(reading.terms.all_of(truth(reading, item, element) for item in operation.all("conditions")))


def _or(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    return Scalar(reading.terms.any_of(truth(reading, item, element) for item in operation.all("conditions")))


def _not(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    found = operation.get("value")
    assert found is not None
    return Scalar(reading.terms.negation(truth(reading, found, element)))


def _equals(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    left, right = (operand(reading, operation, role, element) for role in ("subject", "value"))
    return Scalar(reading.compare.equal(left, right, operation.place))


def _ordered(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    left, right = (operand(reading, operation, role, element) for role in ("subject", "value"))
    if operation.name.startswith("GREATER"):
        left, right = right, left
    strict = not operation.name.endswith("EQUAL")
    return Scalar(reading.compare.ordered(left, right, strict=strict, place=operation.place))


def _in(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    among = operation.all("values")
    values: Symbolic = gathered(reading, [reading.value(item, element) for item in among])
    given = operation.get("values") or operation.get("value")
    if not among and given is not None:  # of an empty list nothing stands in the plan
        values = reading.value(given, element)
    return Scalar(reading.compare.member(operand(reading, operation, "subject", element), values, operation.place))


def _age(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    born, on = (operand(reading, operation, role, element) for role in ("date_of_birth", "reference_date"))
    return Scalar(reading.terms.span("years", reading.compare.day(born), reading.compare.day(on)))


def _span(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    unit = operand(reading, operation, "in", element)
    if not isinstance(unit, Scalar) or unit.term.what not in ("years", "months", "days"):
        raise InvalidOperation(f"{operation.place}: 'in' has to be days, months or years beforehand")
    start, end = (reading.compare.day(operand(reading, operation, role, element)) for role in ("from", "to"))
    return Scalar(reading.terms.span(cast(Literal["years", "months", "days"], unit.term.what), start, end))


def _later(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    amounts = dict.fromkeys(("years", "months", "weeks", "days"), 0)
    for role in amounts:
        if operation.get(role) is not None:
            amounts[role] = _whole(operand(reading, operation, role, element), operation.place)
    start = reading.compare.day(operand(reading, operation, "date", element))
    return Scalar(reading.terms.later(start, **amounts))


def _whole(value: Symbolic, place: Place) -> int:
    if not isinstance(value, Scalar) or value.term.operator != "constant" or value.term.kind != "number":
        raise InvalidOperation(f"{place}: how much later has to be a number that is known beforehand")
    return int(value.term.what)


def _if(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    terms, cases = reading.terms, list[tuple[Term, Symbolic]]()
    for when, then in operation.cases():
        condition = truth(reading, when, element)
        if condition is terms.false:
            continue
        # A branch that no case can reach is not read: it may stand for what cannot be said there.
        cases.append((condition, reading.value(then, element)))
        if condition is terms.true:
            break
    default = operation.get("default")
    last: Symbolic = NULL if default is None else reading.value(default, element)
    return chosen(reading, cases, last, operation.place)


def chosen(reading: Reading, cases: list[tuple[Term, Symbolic]], default: Symbolic, place: Place) -> Symbolic:
    """The value of the first case that is true."""
    if cases and cases[-1][0] is reading.terms.true:
        *cases, (_, default) = cases
    if not cases:
        return default
    values = [*(value for _, value in cases), default]
    if any(isinstance(value, Rows) for value in values):
        return reading.compare.choose_rows(cases, default, place)
    if any(isinstance(value, Record) for value in values):
        raise InvalidOperation(f"{place}: a choice between objects has no form for a population or a proof yet")
    return reading.compare.choose(cases, default)


OPERATIONS: Final[Mapping[str, Written]] = {
    "AND": _and, "OR": _or, "NOT": _not, "EQUALS": _equals, "IN": _in, "AGE": _age, "DATE_DIFF": _span,
    "DATE_ADD": _later, "IF": _if, "GREATER_THAN": _ordered, "GREATER_THAN_OR_EQUAL": _ordered,
    "LESS_THAN": _ordered, "LESS_THAN_OR_EQUAL": _ordered,
}  # fmt: skip
