"""Which areas lie within which, as a request says it: a street inside an area, an area around a street."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbmgp_engine.facts.request import DesignationRequest

Within = Mapping[str, frozenset[str]]


def areas_within(request: DesignationRequest) -> Within:
    """Per area the areas that directly enclose it, by `binnen` of a part or of an earlier designation."""
    pairs = [(part.area.id, part.area.within) for part in request.parts]
    pairs += [(item.area, item.within) for item in request.earlier]
    found: dict[str, frozenset[str]] = {}
    for inner, outer in dict.fromkeys(pairs):
        if outer is not None:
            found[inner] = found.get(inner, frozenset()) | {outer}
    return found


def enclosing(within: Within, area: str) -> frozenset[str]:
    """The areas that enclose this one, directly or by way of others."""
    found: set[str] = set()
    pending = [area]
    while pending:
        outer = within.get(pending.pop(), frozenset()) - found
        found |= outer
        pending.extend(outer)
    return frozenset(found)


def inside_itself(within: Within) -> str | None:
    """An area that would lie within itself; None when there is none."""
    try:
        # In a fixed order: a message must name the same area every time.
        TopologicalSorter({area: sorted(outer) for area, outer in within.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle[0]
    return None
