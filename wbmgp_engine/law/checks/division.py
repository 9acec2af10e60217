"""Division that may not come out even, where the last digit decides (section 3.1 of the grammar)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import Assignment, View, name_of
from wbmgp_engine.law.document import Operation
from wbmgp_engine.law.types.inference import Operand, Path, Site
from wbmgp_engine.law.types.scope import parse_reference

_TAKERS = frozenset({
    "MULTIPLY", "FLOOR", "CEIL", "EQUALS", "NOT_EQUALS", "IN", "NOT_IN",
    "GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL",
})  # fmt: skip
# What hands a quotient on with all its digits. ROUND does not, and a comparison gives no number.
_PASSERS = frozenset({"ADD", "SUBTRACT", "DIVIDE", "MIN", "MAX", "IF", "SWITCH", "FOREACH"})
_FIX = "multiply before you divide, ROUND the quotient, or divide by a number that comes out even"


def uneven_division(view: View) -> Iterator[Finding]:
    """DIVIDE below MULTIPLY, FLOOR, CEIL or a comparison, unless the divisor always comes out even."""
    tracer = _Tracer(view)
    for assignment in view.assignments:
        operations = {site.path: site for site in assignment.survey.sites}
        for site in assignment.survey.sites:
            if site.operation.operation in _TAKERS:
                for operand in site.operands:
                    found = tracer.quotient(operand, (*site.path, *operand.role.split(".")), operations)
                    if found is not None:
                        problem = f"{site.operation.operation} takes {found}, which may not come out even"
                        yield view.finding((*site.path, *operand.role.split(".")), problem, _FIX)


class _Tracer:
    """Follows a value back to the DIVIDE it comes from, also through intermediates of the article."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._actions = {assignment.name: assignment for assignment in view.actions}
        self._known: dict[str, str | None] = {}

    def quotient(self, operand: Operand, path: Path, operations: dict[Path, Site]) -> str | None:
        """How a message calls the quotient inside an operand, or None."""
        if isinstance(operand.expression, Operation):
            return self._inside(operations.get(path), operations)
        names = parse_reference(operand.expression)
        if names is None or len(names) > 1 or not (operand.type.is_numeric or operand.type.kind == "any"):
            return None
        return self._through(names[0])

    def _through(self, name: str) -> str | None:
        if name not in self._known:
            self._known[name] = None  # an action that reads itself ends here
            assignment = self._actions.get(name)
            if assignment is not None:
                self._known[name] = self._of_assignment(assignment)
        return self._known[name]

    def _of_assignment(self, assignment: Assignment) -> str | None:
        operations = {site.path: site for site in assignment.survey.sites}
        value = Operand("value", assignment.value, assignment.survey.type)
        found = self.quotient(value, assignment.path, operations)
        return None if found is None else f"${assignment.name} with {found.removeprefix('the ')} in it"

    def _inside(self, site: Site | None, operations: dict[Path, Site]) -> str | None:
        if site is None:
            return None
        name = site.operation.operation
        if name == "DIVIDE" and not self._even(site):
            return f"the DIVIDE by {name_of(site.operands[1].expression)}" if len(site.operands) > 1 else None
        if name not in _PASSERS:
            return None
        for operand in site.operands:
            if not operand.role.endswith("when") and operand.role not in ("collection", "filter"):
                found = self.quotient(operand, (*site.path, *operand.role.split(".")), operations)
                if found is not None:
                    return found
        return None

    def _even(self, site: Site) -> bool:
        return all(_comes_out_even(self._constant(operand.expression)) for operand in site.operands[1:])

    def _constant(self, expression: Any) -> Any:
        names = parse_reference(expression)
        if names is None or len(names) > 1:
            return expression
        raw = self._view.machine.definitions.get(names[0])
        return raw.get("value") if isinstance(raw, dict) else raw


def _comes_out_even(divisor: Any) -> bool:
    """Whether every decimal divided by this number is a decimal again: it has no prime factors but 2 and 5."""
    if isinstance(divisor, bool) or not isinstance(divisor, (int, Decimal)) or not divisor:
        return False
    number = abs(int(Decimal(divisor).scaleb(-min(0, int(Decimal(divisor).as_tuple().exponent)))))
    for factor in (2, 5):
        while number % factor == 0:
            number //= factor
    return number == 1
