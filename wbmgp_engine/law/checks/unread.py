"""Nothing stands in the law that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import DEFINITIONS, EXECUTION, TERMS, View
from wbmgp_engine.law.types.inference import Path, Use
from wbmgp_engine.law.types.scope import parse_reference

# A territory is read by whoever looks for the ordinance that fills an open term.
TERRITORIES = ("gemeente_code", "provincie_code", "waterschap_code")


def unread_declarations(view: View) -> Iterator[Finding]:
    """Inputs, definitions, open terms and intermediates that none of the article's outputs needs."""
    read = _read(view)
    for name, path in _declared(view):
        if name not in read:
            yield view.finding(path, "nothing in the article reads it", "delete it, or use it")


def _declared(view: View) -> Iterator[tuple[str, Path]]:
    yield from ((name, (*DEFINITIONS, name)) for name in view.machine.definitions)
    yield from ((term.id, (*TERMS, term.id)) for term in view.machine.open_terms)
    yield from ((item.name, (*EXECUTION, "input", item.name)) for item in view.execution.input)
    local = (action.output for action in view.execution.actions if action.output not in view.outputs)
    yield from ((name, (*EXECUTION, "actions", name)) for name in dict.fromkeys(local))


def _read(view: View) -> set[str]:
    """Every name that the outputs of the article reach, outputs included."""
    below: dict[str, set[str]] = {}
    for assignment in view.actions:
        below.setdefault(assignment.name, set()).update(_names(assignment.survey.uses))
    for term, assignment in view.defaults:
        below.setdefault(term.id, set()).update(_names(assignment.survey.uses))
    for item in view.execution.input:
        passed = (parse_reference(raw) for raw in item.source.parameters.values())
        below.setdefault(item.name, set()).update(names[0] for names in passed if names)
    seen, pending = set[str](), list(view.outputs)
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending.extend(below.get(name, ()))
    return seen


def _names(uses: Sequence[Use]) -> set[str]:
    """The names of the article that are read; elements of a FOREACH and their fields are none."""
    return {use.names[0] for use in uses if not use.scope.is_local(use.names[0])}
