"""Nothing stands in the law that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.graph import Node, inside, reached, whole
from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.view import DEFINITIONS, EXECUTION, TERMS, View
from wbmgp_engine.law.document import Output
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.versions import SCOPE_KEYS


def unread_declarations(view: View) -> Iterator[Finding]:
    """Inputs, definitions, open terms and intermediates that none of the article's outputs needs."""
    here = view.file, view.article.number
    read = {node.name for node in reached(inside(view), (Node(*here, output) for output in view.outputs))}
    for name, path in _declared(view):
        if name not in read:
            yield view.finding(path, "nothing in the article reads it", "delete it, or use it")


def unread_outputs(landscape: Landscape) -> Iterator[Finding]:
    """Outputs that no question, article or open term reads, on any day."""
    read = reached(whole(landscape, landscape), _roots(landscape))
    for living in landscape:
        for view in living.views:
            for output in view.execution.output:
                if Node(view.file, view.article.number, output.name) not in read:
                    path = (*EXECUTION, "output", output.name)
                    fix = "delete it, read it, or mark it x-vraagbaar: true if people may ask for it"
                    yield view.finding(path, "nobody reads this output", fix)


def unread_parameters(landscape: Landscape) -> Iterator[Finding]:
    """Parameters that neither the article reads, nor what it calls or what fills its open terms takes over."""
    for living in landscape:
        for view in living.views:
            used = {node.name for nodes in inside(view).values() for node in nodes} | set(SCOPE_KEYS)
            for parameter in view.execution.parameters:
                if parameter.name not in used and not _handed_on(landscape, living, view, parameter.name):
                    path = (*EXECUTION, "parameters", parameter.name)
                    yield view.finding(path, "nothing reads this parameter", "delete it, or use it")


def _roots(landscape: Landscape) -> Iterator[Node]:
    for living in landscape:
        for view in living.views:
            filled = {item.open_term for item in view.machine.implements}
            for output in view.execution.output:
                if _is_asked(view, output) or output.name in filled:
                    yield Node(view.file, view.article.number, output.name)


def _is_asked(view: View, output: Output) -> bool:
    return view.regulation.regulatory_layer == "UITVOERINGSBELEID" or output.extension("vraagbaar") is True


def _handed_on(landscape: Landscape, living: Living, view: View, name: str) -> bool:
    """An article of the same law gets all parameters, and so does what fills an open term."""
    for item in view.execution.input:
        if item.source.output is not None and item.source.regulation is None:
            target = living.view_of(item.source.output)
            if target is not None and _takes(target, name):
                return True
    for term in view.machine.open_terms:
        key = (living.law_id, view.article.number, term.id)
        for other in (other for candidate in landscape for other in candidate.views):
            fills = any((item.law, item.article, item.open_term) == key for item in other.machine.implements)
            if fills and _takes(other, name):
                return True
    return False


def _takes(view: View, name: str) -> bool:
    return any(parameter.name == name for parameter in view.execution.parameters)


def _declared(view: View) -> Iterator[tuple[str, Path]]:
    yield from ((name, (*DEFINITIONS, name)) for name in view.machine.definitions)
    yield from ((term.id, (*TERMS, term.id)) for term in view.machine.open_terms)
    yield from ((item.name, (*EXECUTION, "input", item.name)) for item in view.execution.input)
    local = (action.output for action in view.execution.actions if action.output not in view.outputs)
    yield from ((name, (*EXECUTION, "actions", name)) for name in dict.fromkeys(local))
