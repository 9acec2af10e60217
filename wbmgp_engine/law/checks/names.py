"""Names: every reference means something, and means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import EXECUTION, Assignment, View, short
from wbmgp_engine.law.types.inference import Site, Use
from wbmgp_engine.law.types.scope import Unresolved, parse_reference


def unknown_names(view: View) -> Iterator[Finding]:
    """References to what the article does not declare, in actions, defaults and passed parameters."""
    for assignment in view.assignments:
        for use in assignment.survey.uses:
            yield from _unresolved(view, use)
        for path in assignment.survey.too_deep:
            yield view.finding(path[:12], "operations nest deeper than 100", "split them over several actions")
    for item in view.execution.input:
        for name, raw in item.source.parameters.items():
            if (names := parse_reference(raw)) is not None:
                path = (*EXECUTION, "input", item.name, "source", "parameters", name)
                yield from _unresolved(view, Use(names, path, view.scope))


def hidden_names(view: View) -> Iterator[Finding]:
    """Names in a FOREACH that hide another declaration of the article: the reader cannot see which one is meant."""
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            if site.operation.operation == "FOREACH":
                yield from _hidden_by_element(view, site)
        yield from _hidden_by_field(view, assignment)


def _unresolved(view: View, use: Use) -> Iterator[Finding]:
    found = use.scope.resolve(use.names)
    if isinstance(found, Unresolved):
        yield view.finding(use.path, short(found.problem), found.fix)


def _hidden_by_element(view: View, site: Site) -> Iterator[Finding]:
    name = site.operation.operands.get("as", "item")
    if name in view.scope.names:
        problem = f"the element is called {short(name)}, but the article declares {short(name)} too"
        yield view.finding((*site.path, "as"), problem, "give the element a name of its own")


def _hidden_by_field(view: View, assignment: Assignment) -> Iterator[Finding]:
    for use in assignment.survey.uses:
        name, fields = use.names[0], use.scope.element.fields or {}
        if name != use.scope.element_name and name in fields and name in use.scope.names:
            problem = f"${short(name)} is a field of the element, but the article declares {short(name)} too"
            yield view.finding(use.path, problem, f"write ${use.scope.element_name}.{short(name)}, or rename one")
