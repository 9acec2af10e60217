"""Parts of one request that are about the same dwellings: one area lies in the other, and their days coincide. No law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from wbmgp_engine.designations.periods import Period
from wbmgp_engine.facts.request import DesignationRequest, RequestedPart

Coinciding = Mapping[int, frozenset[str]]


def coinciding(request: DesignationRequest) -> Coinciding:
    """Per number of a part the grounds of the parts that enclose it, or lie inside it, on one of its days.

    A part whose days are not known coincides with nothing: it is asked for them. The same unit and ground twice is bad
    input already; two grounds for the same unit are the rule.
    """
    by_area: dict[str, list[int]] = defaultdict(list)
    for index, part in enumerate(request.parts):
        by_area[part.area.id].append(index)
    found: dict[int, set[str]] = defaultdict(set)
    for index, part in enumerate(request.parts):
        for other in (at for outer in request.enclosing(part.area.id) for at in by_area.get(outer, ())):
            around = request.parts[other]
            if _same_days(part, around):
                found[index].add(around.ground)
                found[other].add(part.ground)
    return {index: frozenset(grounds) for index, grounds in found.items()}


def _same_days(one: RequestedPart, other: RequestedPart) -> bool:
    first, second = _period(one), _period(other)
    return first is not None and second is not None and first.overlaps(second)


def _period(part: RequestedPart) -> Period | None:
    end = date.max if part.endless else part.end
    return None if part.start is None or end is None else Period(part.start, end)
