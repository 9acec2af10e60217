"""Polygons of areas on a sheet of paper: scaled as a local plane, north up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

from wbmgp_engine.simulation.regions.region import Area, Ring

Point = tuple[float, float]


class Plane:
    """Where the points of the areas lie on a sheet of at most `width` by `height`.

    Degrees are stretched by the latitude of the middle; other coordinates are taken for metres, and stay as they are.
    """

    def __init__(self, areas: Iterable[Area], width: float, height: float) -> None:
        points = [point for area in areas for ring in area.polygon for point in ring]
        (west, east), (south, north) = (_ends([point[at] for point in points]) for at in (0, 1))
        degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        self._squeeze = cos(radians((south + north) / 2)) if degrees else 1.0
        self._west, self._north = west, north
        across, down = (east - west) * self._squeeze or 1.0, north - south or 1.0
        self._scale = min(width / across, height / down)
        self.width, self.height = across * self._scale, down * self._scale

    def at(self, point: Point) -> Point:
        """A point on the sheet, from its upper left corner."""
        x, y = point
        return (x - self._west) * self._squeeze * self._scale, (self._north - y) * self._scale

    def path(self, area: Area) -> str:
        """The outline of an area, as the data of an SVG path."""
        return "".join(f"M{'L'.join(_pair(self.at(point)) for point in ring)}Z" for ring in area.polygon)

    def middle(self, area: Area) -> Point:
        """Where a mark of the area stands: the centre of its largest ring."""
        rings = [[self.at(point) for point in ring] for ring in area.polygon]
        return _centre(max(rings, key=lambda ring: abs(_twice(ring))))


def drawable(areas: Sequence[Area]) -> bool:
    """Whether every area has a polygon to draw."""
    return bool(areas) and all(area.polygon and all(len(ring) >= 3 for ring in area.polygon) for area in areas)


def _ends(values: Sequence[float]) -> Point:
    return min(values), max(values)


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _sides(ring: Sequence[Point]) -> Iterable[tuple[Point, Point, float]]:
    for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
        yield one, two, one[0] * two[1] - two[0] * one[1]


def _twice(ring: Sequence[Point]) -> float:
    return sum(cross for _, _, cross in _sides(ring))


def _centre(ring: Ring | Sequence[Point]) -> Point:
    whole = _twice(ring)
    if abs(whole) < 1e-9:
        return ring[0]
    x, y = (sum((one[at] + two[at]) * cross for one, two, cross in _sides(ring)) / (3 * whole) for at in (0, 1))
    return x, y
