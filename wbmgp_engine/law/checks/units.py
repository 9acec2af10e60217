"""Units: what is added, compared or chosen between has one unit, and an output has the unit it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import Assignment, View, name_of, short
from wbmgp_engine.law.types import units
from wbmgp_engine.law.types.inference import Site

_SAME = (
    "ADD", "SUBTRACT", "MIN", "MAX", "EQUALS", "NOT_EQUALS",
    "GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL",
)  # fmt: skip
_RULES: dict[str, Callable[[Sequence[str | None]], str | None]] = {
    **dict.fromkeys(_SAME, units.same),
    "MULTIPLY": units.product,
    "DIVIDE": units.quotient,
}
_SPANS = ("years", "months", "weeks", "days")


def mixed_units(view: View) -> Iterator[Finding]:
    """Operands whose units do not go together, and values in another unit than their output declares."""
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            yield from _inside(view, site)
        yield from _of_output(view, assignment)


def _inside(view: View, site: Site) -> Iterator[Finding]:
    name = site.operation.operation
    if name == "DATE_ADD":
        yield from _spans(view, site)
    elif name in ("IF", "SWITCH"):
        branches = [operand.type.unit for operand in site.operands if not operand.role.endswith(".when")]
        yield from _tested(view, site, units.same, branches)
    elif name in ("IN", "NOT_IN"):
        yield from _members(view, site)
    elif name in _RULES:
        yield from _tested(view, site, _RULES[name], [operand.type.unit for operand in site.operands])


def _members(view: View, site: Site) -> Iterator[Finding]:
    subject = [operand.type.unit for operand in site.roles("subject")]
    for operand in site.roles("values") or site.roles("value"):
        element = operand.type.element
        unit = element.unit if element is not None else operand.type.unit
        yield from _tested(view, site, units.same, [*subject, unit])


def _tested(
    view: View, site: Site, rule: Callable[[Sequence[str | None]], str | None], found: Sequence[str | None]
) -> Iterator[Finding]:
    try:
        rule(found)
    except units.UnitsDiffer as problem:
        yield view.finding(
            site.path, f"{site.operation.operation} of {problem} mixes units", "convert one of them first"
        )


def _spans(view: View, site: Site) -> Iterator[Finding]:
    for operand in site.operands:
        if operand.role in _SPANS and operand.type.unit not in (None, operand.role):
            unit, value = operand.type.unit, name_of(operand.expression)
            problem = f"DATE_ADD takes {value} as {operand.role}, but it is in {unit}"
            yield view.finding((*site.path, operand.role), problem, f"write it under {unit}")


def _of_output(view: View, assignment: Assignment) -> Iterator[Finding]:
    wanted = assignment.declared.unit if assignment.declared is not None else None
    for leaf in assignment.leaves():
        if wanted is not None and leaf.type.unit not in (None, wanted):
            given = f"{name_of(leaf.expression)} is in {leaf.type.unit}"
            problem = f"{short(assignment.name)} is declared in {wanted}, but {given}"
            yield view.finding(leaf.path, problem, "convert it, or declare the other unit")
