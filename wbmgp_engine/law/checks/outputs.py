"""What an action gives fits what its output declares (rule T4 of the grammar)."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import DEFINITIONS, Assignment, Leaf, View, name_of, short
from wbmgp_engine.law.types.scope import parse_reference
from wbmgp_engine.law.types.static_type import StaticType, of_definition, of_literal


def output_types(view: View) -> Iterator[Finding]:
    """Values of another type than their output, and definitions of another type than they say."""
    for assignment in view.assignments:
        if assignment.declared is not None:
            for leaf in assignment.leaves():
                yield from _fits(view, assignment, leaf, assignment.declared)
    for name, raw in view.machine.definitions.items():
        declared = of_definition(raw)
        if isinstance(raw, dict) and "value" in raw and not _takes(declared, of_literal(raw["value"]), literal=True):
            problem = f"{name_of(raw['value'])} is no {declared.kind}"
            yield view.finding((*DEFINITIONS, name, "value"), problem, f"write a {declared.kind}, or mend the type")


def _fits(view: View, assignment: Assignment, leaf: Leaf, declared: StaticType) -> Iterator[Finding]:
    literal = parse_reference(leaf.expression) is None
    if not _takes(declared, leaf.type, literal=literal):
        said = f"{name_of(leaf.expression)} of type {leaf.type.kind}"
        problem = f"{short(assignment.name)} is declared {declared.kind}, but gets {said}"
        yield view.finding(leaf.path, problem, f"give a {declared.kind}, or declare it {leaf.type.kind}")
        return
    yield from _fields(view, assignment, leaf, declared)


def _takes(declared: StaticType, given: StaticType, *, literal: bool) -> bool:
    if declared.kind == "string" and given.kind == "date":
        return literal
    return declared.matches(given) and (declared.kind, given.kind) != ("date", "string")


def _fields(view: View, assignment: Assignment, leaf: Leaf, declared: StaticType) -> Iterator[Finding]:
    """The fields that an output promises are in every object it gives."""
    promised = declared.fields or (declared.element.fields if declared.element else None)
    given = leaf.type.fields or (leaf.type.element.fields if leaf.type.element else None)
    if promised is None or given is None:
        return
    for name in sorted(promised.keys() - given.keys()):
        problem = f"{short(assignment.name)} promises field {short(name)}, which this value does not have"
        yield view.finding(leaf.path, problem, f"add {short(name)} to the value, or take it out of x-velden")
    for name in sorted(promised.keys() & given.keys()):
        if not promised[name].matches(given[name]):
            problem = f"field {short(name)} is declared {promised[name].kind}, but is {given[name].kind} here"
            yield view.finding(leaf.path, problem, "give it one type")
