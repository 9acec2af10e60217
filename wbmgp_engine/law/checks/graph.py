"""What reads what, over articles and laws: names as nodes, and the circles among them. Nothing here recurses."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.view import View
from wbmgp_engine.law.document import Input, OpenTerm
from wbmgp_engine.law.types.inference import Use
from wbmgp_engine.law.types.scope import parse_reference


class Node(NamedTuple):
    """A name in an article of a version. `default` is a name inside the default of an open term."""

    file: str
    article: str
    name: str
    default: str = ""


Graph = Mapping[Node, set[Node]]


def names_read(uses: Iterable[Use]) -> set[str]:
    """The names of the article that are read; elements of a FOREACH and their fields are none."""
    return {use.names[0] for use in uses if not use.scope.is_local(use.names[0])}


def inside(view: View) -> dict[Node, set[Node]]:
    """What every name of an article reads in the article itself."""
    edges: dict[Node, set[Node]] = {}
    for assignment in view.actions:
        edges.setdefault(_node(view, assignment.name), set()).update(
            _node(view, name) for name in names_read(assignment.survey.uses)
        )
    for term in view.machine.open_terms:
        if term.default is not None:
            edges.setdefault(_node(view, term.id), set()).add(_node(view, term.id, term.id))
            edges.update(_default(view, term))
    for item in view.execution.input:
        passed = (parse_reference(raw) for raw in item.source.parameters.values())
        edges.setdefault(_node(view, item.name), set()).update(_node(view, names[0]) for names in passed if names)
    return edges


def _default(view: View, term: OpenTerm) -> dict[Node, set[Node]]:
    own = {action.output for action in term.default.actions} if term.default else set()
    return {
        _node(view, assignment.name, term.id): {
            _node(view, name, term.id if name in own else "") for name in names_read(assignment.survey.uses)
        }
        for of_term, assignment in view.defaults
        if of_term is term
    }


def whole(landscape: Landscape, versions: Iterable[Living], *, certain: bool = False) -> dict[Node, set[Node]]:
    """What every name of some versions reads, through calls and open terms too, among the same versions.

    `certain` leaves out an implementation where the term has something to fall back on: an ordinance that reads the
    law it fills gets the value without itself.
    """
    shown = list(versions)
    edges: dict[Node, set[Node]] = {}
    for living in shown:
        for view in living.views:
            edges.update(inside(view))
            for item in view.execution.input:
                edges[_node(view, item.name)].update(_called(living, shown, item))
            for term in view.machine.open_terms:
                if not certain or (term.required and term.default is None):
                    edges.setdefault(_node(view, term.id), set()).update(_fillings(living, view, term, shown))
    return edges


def _called(living: Living, versions: Iterable[Living], item: Input) -> Iterator[Node]:
    if item.source.is_register:
        return
    law_id, output = item.source.regulation, item.source.output or item.name
    for called in [living] if law_id is None else versions:
        if law_id in (None, called.law_id) and called.life.meets(living.life):
            view = called.view_of(output)
            if view is not None:
                yield _node(view, output)


def _fillings(living: Living, view: View, term: OpenTerm, versions: Iterable[Living]) -> Iterator[Node]:
    key = (living.law_id, view.article.number, term.id)
    for other in versions:
        for candidate in other.views if other.life.meets(living.life) else ():
            if any((item.law, item.article, item.open_term) == key for item in candidate.machine.implements):
                yield _node(candidate, term.id)


def _node(view: View, name: str, default: str = "") -> Node:
    return Node(view.file, view.article.number, name, default)


def reached(graph: Graph, roots: Iterable[Node]) -> set[Node]:
    """Everything that the roots read, themselves included."""
    seen, pending = set[Node](), list(roots)
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(graph.get(node, ()))
    return seen


def circles(graph: Graph) -> Iterator[list[Node]]:
    """One shortest circle for each group of names that depend on themselves, from its smallest name back to it."""
    for group in _groups(graph):
        start = min(group)
        yield _shortest(graph, start, group)


def _shortest(graph: Graph, start: Node, group: set[Node]) -> list[Node]:
    before: dict[Node, Node] = {}
    pending = deque([start])
    while pending:
        node = pending.popleft()
        for following in sorted(graph.get(node, set()) & group):
            if following == start:
                path = [node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return [*reversed(path), start]
            if following not in before:
                before[following] = node
                pending.append(following)
    return [start, start]


def _groups(graph: Graph) -> Iterator[set[Node]]:
    """Kosaraju's strongly connected components that hold a circle."""
    backwards: dict[Node, set[Node]] = {}
    for node, following in graph.items():
        for other in following:
            backwards.setdefault(other, set()).add(node)
    done = set[Node]()
    for root in reversed(_finished(graph)):
        if root in done:
            continue
        group, pending = set[Node](), [root]
        while pending:
            node = pending.pop()
            if node not in done:
                done.add(node)
                group.add(node)
                pending.extend(backwards.get(node, ()))
        if len(group) > 1 or root in graph.get(root, ()):
            yield group


def _finished(graph: Graph) -> list[Node]:
    """All nodes in the order in which a depth-first walk leaves them."""
    left, seen = list[Node](), set[Node]()
    for root in graph:
        work = [(root, iter(graph[root]))] if root not in seen else []
        seen.add(root)
        while work:
            node, following = work[-1]
            child = next((item for item in following if item not in seen), None)
            if child is None:
                left.append(node)
                work.pop()
            else:
                seen.add(child)
                work.append((child, iter(graph.get(child, ()))))
    return left
