"""What cannot be true together in a request for designation: impossible facts. Impossible law is a verdict of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.enclosure import inside_itself
from wbmgp_engine.facts.showing import shown

if TYPE_CHECKING:
    from wbmgp_engine.facts.procedure import EarlierDesignation
    from wbmgp_engine.facts.request import DesignationRequest


def refuse_request_contradictions(request: DesignationRequest) -> None:
    """Raise what pydantic understands, carrying every finding; nothing when the facts can be true together."""
    if found := list(_contradictions(request)):
        raise PydanticCustomError(CONTRADICTION, "the request contradicts itself", {"findings": found})


def _contradictions(request: DesignationRequest) -> Iterator[Finding]:
    yield from _order(request)
    yield from _parts(request)
    yield from _units(request)
    yield from _enclosed(request)
    for index, item in enumerate(request.earlier):
        yield from _earlier(item, f"eerdereAanwijzingen.{index}")
    for index, suspended in enumerate(request.suspensions):
        # Asked and completed within a day suspends nothing, and is no contradiction.
        if suspended.end is not None and suspended.end < suspended.start:
            yield _backwards(f"opschortingen.{index}", "van", suspended.start, suspended.end)
    if request.ordinance is not None:
        yield from _term("verordening", "van", request.ordinance.start, request.ordinance.end)


def _order(request: DesignationRequest) -> Iterator[Finding]:
    """What comes first in time must have happened first."""
    taken = request.decision.taken if request.decision is not None else None
    notified = request.decision.notified if request.decision is not None else None
    for place, later, said, earlier in (
        ("ontvangen", request.received, "verzonden", request.sent),
        ("besluit.datum", taken, "ontvangen", request.received),
        ("besluit.datum", taken, "verzonden", request.sent if request.received is None else None),
        ("besluit.bekendgemaakt", notified, "besluit.datum", taken),
    ):
        if later is not None and earlier is not None and later < earlier:
            problem, fix = f"{later} lies before {said} {earlier}", "correct one of the two dates"
            yield Finding(place, problem, fix, "", "before", {"name": said})


def _parts(request: DesignationRequest) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for index, part in enumerate(request.parts):
        yield from _term(f"onderdelen.{index}", "vanaf", part.start, part.end)
        first = seen.setdefault((part.area.id, part.ground), index)
        if first != index:
            problem = f"{shown(part.area.id)} and {part.ground} stand in onderdelen.{first} too"
            yield Finding(f"onderdelen.{index}", problem, "ask each ground once for each gebied", "", "part_twice")


def _units(request: DesignationRequest) -> Iterator[Finding]:
    kinds: dict[str, str] = {}
    for index, part in enumerate(request.parts):
        kind = part.area.kind
        if kind is not None and kinds.setdefault(part.area.id, kind) != kind:
            problem = f"{shown(part.area.id)} is a {kind} here and a {kinds[part.area.id]} elsewhere"
            fix = "give one unit one soort, or another id"
            yield Finding(f"onderdelen.{index}.gebied.soort", problem, fix, "", "two_kinds")


def _enclosed(request: DesignationRequest) -> Iterator[Finding]:
    name = inside_itself(request.within)
    if name is not None:
        place, problem = _place_of_within(request, name), f"{shown(name)} would lie within itself"
        yield Finding(place, problem, "name only a larger area", "", "within_itself")


def _place_of_within(request: DesignationRequest, area: str) -> str:
    for index, part in enumerate(request.parts):
        if part.area.id == area and part.area.within is not None:
            return f"onderdelen.{index}.gebied.binnen"
    index = next(at for at, item in enumerate(request.earlier) if item.area == area and item.within is not None)
    return f"eerdereAanwijzingen.{index}.binnen"


def _earlier(item: EarlierDesignation, place: str) -> Iterator[Finding]:
    yield from _term(place, "van", item.start, item.end)
    withdrawn = item.withdrawn
    if withdrawn is None:
        return
    if (item.start is not None and withdrawn < item.start) or (item.end is not None and withdrawn > item.end):
        fix = "correct the date; leave out a designation that never came into force"
        yield Finding(f"{place}.ingetrokkenOp", f"{withdrawn} lies outside its term", fix, "", "outside_term")


def _term(place: str, name: str, start: date | None, end: date | None) -> Iterator[Finding]:
    if start is None or end is None or start < end:
        return
    if start == end:
        problem, names = f"covers no day: {name} and tot are both {start}", {"start": name, "end": "tot"}
        yield Finding(place, problem, f"let {name} come before tot", "", "no_day", names)
    else:
        yield _backwards(place, name, start, end)


def _backwards(place: str, name: str, start: date, end: date) -> Finding:
    problem, names = f"runs backwards: {name} {start}, tot {end}", {"start": name, "end": "tot"}
    return Finding(place, problem, f"let {name} come before tot", "", "backwards", names)
