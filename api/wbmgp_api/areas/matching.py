"""Whether a place lies in an area, and by what it was recognised: the surest way first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.shapes import holds, on_edge

SURFACE: Final = "vlak"


class _Way(NamedTuple):
    """A way to recognise a place: what is known of it, what an area has of that kind, and whether one is in the other."""

    name: str
    known: Callable[[Location], Any]
    held: Callable[[Content], Any]
    holds: Callable[[Any, Any], bool] = lambda held, found: found in held
    comparable: Callable[[Any, Any], bool] = lambda held, found: True


_WAYS: Final = (
    _Way("object", lambda place: place.object, lambda area: area.objects),
    _Way("pand", lambda place: place.building, lambda area: area.buildings),
    _Way("openbareRuimte", lambda place: place.street, lambda area: area.streets),
    _Way("postcode", lambda place: place.postcode, lambda area: area.postcodes),
    _Way(SURFACE, lambda place: place.point, lambda area: area.surface, holds),
    # Codes change from year to year: one of another year says nothing about those of this one.
    _Way("buurt", lambda place: place.neighbourhood, lambda area: area.neighbourhoods,
         comparable=lambda held, found: all(one.year == found.year for one in held)),
)  # fmt: skip


ORDER: Final = tuple(way.name for way in _WAYS)
LISTED: Final = tuple(way for way in _WAYS if way.name != SURFACE)


class Position(NamedTuple):
    """Where a place lies: `binnen`, `buiten` or `onbekend`, what showed that it lies in it, and whether on its edge."""

    where: str
    way: str | None
    edge: bool


def matched(area: Content, place: Location) -> str | None:
    """The first way in which the place lies in the area: object, pand, openbareRuimte, postcode, vlak or buurt.

    None says that nothing known of the place lies in it; not that it lies outside.
    """
    return next(_matches(area, place), None)


def position(area: Content, place: Location) -> Position:
    """Where a place lies. Outside only where everything of which the area is made can be held against the place.

    An area is its parts together, so a part that cannot be compared leaves the question open: never a no.
    """
    way = matched(area, place)
    edge = way == SURFACE and on_edge(area.surface or {}, place.point or [])
    return seen(area, place, way, edge=edge)


def seen(area: Content, place: Location, way: str | None, *, edge: bool) -> Position:
    """The same where the way in which the place lies in the area is known already; None: it was looked for."""
    if way is not None:
        return Position("binnen", way, edge)
    asked = [one for one in _WAYS if one.held(area)]
    known = all(one.known(place) is not None and one.comparable(one.held(area), one.known(place)) for one in asked)
    return Position("buiten" if asked and known else "onbekend", None, edge=False)


def _matches(area: Content, place: Location) -> Iterator[str]:
    for way in _WAYS:
        found, held = way.known(place), way.held(area)
        if found is not None and held and way.holds(held, found):
            yield way.name
