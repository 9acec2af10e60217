"""No output depends on itself, within a law or across laws, on any day and in any place."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.graph import Node, circles, inside, whole
from wbmgp_engine.law.checks.landscape import Landscape
from wbmgp_engine.law.checks.view import View, short

_SHOWN = 6


def article_cycles(view: View) -> Iterator[Finding]:
    """Names of one article that depend on themselves without leaving it."""
    for circle in circles(inside(view)):
        yield _finding({(view.file, view.article.number): view}, circle)


def dependency_cycles(landscape: Landscape) -> Iterator[Finding]:
    """Names that depend on themselves, with the shortest way round; each circle once, on the first day it exists."""
    by_place = {(view.file, view.article.number): view for living in landscape for view in living.views}
    seen = set[tuple[Node, ...]]()
    for day in landscape.regimes:
        for scope in landscape.places(day) or [{}]:
            graph = whole(landscape, landscape.in_force(day, scope), certain=True)
            for circle in circles(graph):
                if tuple(circle) not in seen:
                    seen.add(tuple(circle))
                    yield _finding(by_place, circle)


def _finding(by_place: dict[tuple[str, str], View], circle: list[Node]) -> Finding:
    start = circle[0]
    view = by_place[start.file, start.article]
    steps = [_named(by_place, node, start) for node in circle]
    if len(steps) > _SHOWN:
        steps = [*steps[: _SHOWN - 1], "…", steps[-1]]
    return view.finding(_path(view, start), f"it depends on itself: {' → '.join(steps)}", "break the circle")


def _named(by_place: dict[tuple[str, str], View], node: Node, start: Node) -> str:
    name = f"default of {short(node.name)}" if node.default == node.name else short(node.name)
    if (node.file, node.article) == (start.file, start.article):
        return name
    return f"{short(by_place[node.file, node.article].regulation.id)} art. {node.article} {name}"


def _path(view: View, node: Node) -> tuple[str, ...]:
    if node.default:
        return ("machine_readable", "open_terms", node.default, "default", "actions", node.name)
    if node.name in {term.id for term in view.machine.open_terms}:
        return ("machine_readable", "open_terms", node.name)
    kind = "input" if node.name in {item.name for item in view.execution.input} else "actions"
    return ("machine_readable", "execution", kind, node.name)
