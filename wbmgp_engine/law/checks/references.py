"""Grounds that name a law of the lawbook name an article that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.landscape import Landscape
from wbmgp_engine.law.checks.view import EXECUTION, View, short
from wbmgp_engine.law.types.inference import Path

_MAX_DEPTH = 32


def dangling_grounds(landscape: Landscape) -> Iterator[Finding]:
    """Grounds of facts in an article that no version of that law has; laws outside the lawbook are not looked at."""
    articles = {
        law_id: {article.number for living in versions for article in living.regulation.articles}
        for law_id, versions in landscape.laws.items()
    }
    for living in landscape:
        for view in living.views:
            for path, ground in _grounds(view):
                yield from _dangling(view, path, ground, articles)


def _dangling(view: View, path: Path, ground: str, articles: Mapping[str, set[str]]) -> Iterator[Finding]:
    law_id, _, place = ground.partition("#")
    number = place.strip().partition(" ")[0]
    if number and law_id in articles and number not in articles[law_id]:
        problem = f"{short(law_id)} has no article {short(number)} in the lawbook"
        yield view.finding(path, problem, "mend the ground, or add the article: text alone will do")


def _grounds(view: View) -> Iterator[tuple[Path, str]]:
    for item in view.execution.input:
        yield from _of_fact(item.model_extra or {}, (*EXECUTION, "input", item.name), 0)
    for parameter in view.execution.parameters:
        path = (*EXECUTION, "parameters", parameter.name)
        yield from _of_fact(parameter.model_extra or {}, path, 0)
        if parameter.origin is not None and parameter.origin.grondslag is not None:
            yield (*path, "origin", "grondslag"), parameter.origin.grondslag


def _of_fact(extra: Mapping[str, Any], path: Path, depth: int) -> Iterator[tuple[Path, str]]:
    origin, velden = extra.get("x-origin"), extra.get("x-velden")
    ground = origin.get("grondslag") if isinstance(origin, Mapping) else None
    if isinstance(ground, str):
        yield (*path, "x-origin", "grondslag"), ground
    for at, other in enumerate(extra.get("x-grondslag-bij") or ()):
        yield (*path, "x-grondslag-bij", str(at), "grondslag"), str(other.get("grondslag"))
    for name, veld in velden.items() if isinstance(velden, Mapping) and depth < _MAX_DEPTH else ():
        if isinstance(veld, Mapping):
            yield from _of_fact(veld, (*path, "x-velden", name), depth + 1)
