"""Whether a place lies in an area, and by what it was recognised: the surest way first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.shapes import holds


class _Way(NamedTuple):
    """A way to recognise a place: what is known of it, and whether an area holds that."""

    name: str
    known: Callable[[Location], Any]
    holds: Callable[[Content, Any], bool]


_WAYS: Final = (
    _Way("object", lambda place: place.object, lambda area, found: found in area.objects),
    _Way("pand", lambda place: place.building, lambda area, found: found in area.buildings),
    _Way("openbareRuimte", lambda place: place.street, lambda area, found: found in area.streets),
    _Way("postcode", lambda place: place.postcode, lambda area, found: found in area.postcodes),
    _Way(
        "vlak", lambda place: place.point, lambda area, found: area.surface is not None and holds(area.surface, found)
    ),
    _Way("buurt", lambda place: place.neighbourhood, lambda area, found: found in area.neighbourhoods),
)


def matched(area: Content, place: Location) -> str | None:
    """The first way in which the place lies in the area: object, pand, openbareRuimte, postcode, vlak or buurt.

    None says that nothing known of the place lies in it; not that it lies outside.
    """
    return next(_matches(area, place), None)


def _matches(area: Content, place: Location) -> Iterator[str]:
    for way in _WAYS:
        found = way.known(place)
        if found is not None and way.holds(area, found):
            yield way.name
