"""The discipline of null (rules N1 to N4 of the grammar): a value that can be absent is tested before it is used."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import Assignment, View, name_of, short
from wbmgp_engine.law.document import Operation
from wbmgp_engine.law.types.inference import Operand, Site
from wbmgp_engine.law.types.scope import Unresolved, parse_reference
from wbmgp_engine.law.types.static_type import StaticType

# Operations that take a null, by operand; every other operand must be present.
_TAKES_NULL = {
    "EQUALS": ("subject", "value"),
    "NOT_EQUALS": ("subject", "value"),
    "IS_NULL": ("subject",),
    "NOT_NULL": ("subject",),
    "IN": ("subject", "values", "value"),
    "NOT_IN": ("subject", "values", "value"),
    "LIST": ("items",),
}
_LITERAL_NULL = {"EQUALS", "NOT_EQUALS", "LIST"}


def null_discipline(view: View) -> Iterator[Finding]:
    """Nulls where none is taken, tests for null of what is never null, and IFs that may end in nothing."""
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            for operand in site.operands:
                yield from _operand(view, site, operand)
            yield from _absence_test(view, site)
            yield from _ends_in_nothing(view, assignment, site)
        yield from _assigned(view, assignment)


def _operand(view: View, site: Site, operand: Operand) -> Iterator[Finding]:
    path = (*site.path, *operand.role.split("."))
    if operand.expression is None and operand.type.kind == "null":
        if not _may_write_null(site, operand):
            fix = "null stands in EQUALS, LIST, values of IN, or as the value of a nullable output"
            yield view.finding(path, f"{site.operation.operation} cannot take null here", fix)
    elif operand.type.nullable and not _takes_null(site, operand):
        problem = f"{site.operation.operation} cannot take null, and {name_of(operand.expression)} can be null here"
        yield view.finding(path, problem, "test NOT EQUALS null before it, in the same AND or in a case of IF")


def _takes_null(site: Site, operand: Operand) -> bool:
    """Whether a value that can be null may come here; branches of IF hand it on and are judged where it arrives."""
    name, key = site.operation.operation, operand.role.split(".")[0]
    if name in ("IF", "SWITCH"):
        return not operand.role.endswith(".when")
    if name == "FOREACH":
        return key == "collection" or (key == "body" and "combine" not in site.operation.operands)
    return key in _TAKES_NULL.get(name, ())


def _may_write_null(site: Site, operand: Operand) -> bool:
    name, key = site.operation.operation, operand.role.split(".")[0]
    if name in ("IF", "SWITCH"):
        # A branch of the IF that an output is, is judged with the output.
        return site.tail and not operand.role.endswith(".when")
    if name == "FOREACH":
        return key == "body" and "combine" not in site.operation.operands
    return name in _LITERAL_NULL or (name in ("IN", "NOT_IN") and key == "values")


def _absence_test(view: View, site: Site) -> Iterator[Finding]:
    if site.operation.operation not in ("EQUALS", "NOT_EQUALS", "IS_NULL", "NOT_NULL"):
        return
    sides = [operand for operand in site.operands if operand.expression is not None]
    if len(sides) != 1:
        return
    found = _unproved(site, sides[0])
    if found.kind != "any" and not found.nullable:
        fix = "declare it nullable, or drop the test"
        yield view.finding(site.path, f"{name_of(sides[0].expression)} is never null, so this test is idle", fix)


def _unproved(site: Site, operand: Operand) -> StaticType:
    """The type without what the tests around this one prove: testing twice is no fault."""
    names = parse_reference(operand.expression)
    if names is None:
        return operand.type
    found = site.scope.declared(names)
    return StaticType() if isinstance(found, Unresolved) else found


def _ends_in_nothing(view: View, assignment: Assignment, site: Site) -> Iterator[Finding]:
    if site.operation.operation not in ("IF", "SWITCH") or "default" in site.operation.operands:
        return
    if not (site.tail and assignment.declared is not None and assignment.declared.nullable):
        fix = "add default" if not site.tail else "add default, or declare a nullable output for it"
        yield view.finding(site.path, "IF ends in nothing when no case holds", fix)


def _assigned(view: View, assignment: Assignment) -> Iterator[Finding]:
    """Null may be the value of a nullable output only; an intermediate may hand on what can be null, not write it."""
    declared = assignment.declared
    if declared is not None and declared.nullable:
        return
    for leaf in assignment.leaves():
        if leaf.expression is None:
            problem = f"{short(assignment.name)} can become null here"
            yield view.finding(leaf.path, problem, "give a value, or declare a nullable output for it")
        elif declared is not None and leaf.type.nullable and not _is_choice(leaf.expression):
            problem = f"{short(assignment.name)} is not nullable, and {name_of(leaf.expression)} can be null here"
            yield view.finding(leaf.path, problem, "declare the output nullable, or test for null in an IF")


def _is_choice(expression: object) -> bool:
    return isinstance(expression, Operation) and expression.operation in ("IF", "SWITCH")
