"""Areas found by a place, without holding the place against each: lists by what stands in them, surfaces by a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import shapely  # type: ignore[import-untyped]

from wbmgp_api.areas.content import Content, Location, Neighbourhood
from wbmgp_api.areas.matching import LISTED, ORDER, SURFACE
from wbmgp_api.areas.shapes import drawn

_NONE: Final[tuple[int, ...]] = ()


class Index:
    """Areas by number, from 0 on. It answers as `matching.matched` does for each of them."""

    def __init__(self, areas: Sequence[Content]) -> None:
        self._lists: dict[str, dict[Any, list[int]]] = {way.name: {} for way in LISTED}
        for way in LISTED:
            for number, area in enumerate(areas):
                for one in {_key(held) for held in way.held(area)}:
                    self._lists[way.name].setdefault(one, []).append(number)
        self._numbers = [number for number, area in enumerate(areas) if area.surface]
        self._places = {number: at for at, number in enumerate(self._numbers)}
        self._surfaces = [drawn(areas[number].surface or {}) for number in self._numbers]
        self._tree = shapely.STRtree(self._surfaces)

    def ways(self, place: Location) -> Mapping[int, str]:
        """The areas in which a place lies, each with the first way in which that is seen."""
        found: dict[int, str] = {}
        for name in ORDER:
            for number in self._in_surfaces(place) if name == SURFACE else self._in_lists(name, place):
                found.setdefault(number, name)
        return found

    def on_edge(self, number: int, place: Location) -> bool:
        """Whether the point of a place lies exactly on the edge of the surface of an area."""
        return bool(self._surfaces[self._places[number]].touches(shapely.Point(place.point)))

    def _in_lists(self, name: str, place: Location) -> Iterable[int]:
        (known,) = (way.known(place) for way in LISTED if way.name == name)
        return _NONE if known is None else self._lists[name].get(_key(known), _NONE)

    def _in_surfaces(self, place: Location) -> Iterable[int]:
        if place.point is None:
            return _NONE
        # The border belongs to a surface: what meets the point lies in it or has it on its edge.
        return [
            self._numbers[at] for at in self._tree.query(shapely.Point(place.point), predicate="intersects").tolist()
        ]


def _key(value: Any) -> Any:
    return (value.code, value.year) if isinstance(value, Neighbourhood) else value
