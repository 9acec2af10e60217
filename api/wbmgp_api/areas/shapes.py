"""Surfaces on the map: GeoJSON in, checked and in CRS84, one valid surface out.

Coordinates are the only fractions that come in: a place is measured, not counted. They are kept in seven decimals of a
degree, about a centimetre; the step from the Dutch grid (EPSG:28992) costs up to a quarter of a metre.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import shapely  # type: ignore[import-untyped]
from pyproj import Transformer

from wbmgp_api.words import bad_input

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
RD: Final = "http://www.opengis.net/def/crs/EPSG/0/28992"
_NAMES: Final = {
    CRS84: CRS84, "urn:ogc:def:crs:OGC:1.3:CRS84": CRS84, "urn:ogc:def:crs:OGC::CRS84": CRS84,
    RD: RD, "http://www.opengis.net/def/crs/EPSG/9.9.1/28992": RD, "urn:ogc:def:crs:EPSG::28992": RD,
    "EPSG:28992": RD,
}  # fmt: skip
_BOUNDS: Final = {CRS84: (3.2, 50.7, 7.3, 53.7), RD: (-7_000, 300_000, 289_000, 629_000)}
MOST_POINTS: Final = 20_000
_DECIMALS: Final = 1e-7
_DIGITS: Final = 30


def read_map(data: bytes) -> Any:
    """JSON with fractions: no key twice, no NaN, numbers of a bounded length. Raises BadInput."""
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse, parse_int=_whole, parse_float=_fraction
        )  # fmt: skip
    except UnicodeDecodeError:
        raise bad_input("no_utf8", "input") from None
    except (ValueError, RecursionError):
        raise bad_input("strict_json", "input") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(text: str) -> Any:
    raise ValueError("no number")


def _whole(digits: str) -> int:
    if len(digits) > 19:
        raise ValueError("too many digits")
    return int(digits)


def _fraction(digits: str) -> float:
    if len(digits) > _DIGITS:
        raise ValueError("too many digits")
    return float(digits)


def crs_of(name: str | None) -> str:
    """CRS84 or the Dutch grid by one of its names; CRS84 where none is given. Raises BadInput."""
    found = CRS84 if name is None else _NAMES.get(name.strip().strip("<>"))
    if found is None:
        raise bad_input("crs", "Content-Crs", known=f"{CRS84}, {RD}")
    return found


def surface(given: Any, place: str, crs: str = CRS84) -> dict[str, Any]:
    """A Polygon or MultiPolygon as GeoJSON in CRS84. Raises BadInput that names `place`."""
    rings = list(_rings(given))
    if not rings or not all(_is_ring(ring) for ring in rings):
        raise bad_input("no_surface", place)
    if sum(len(ring) for ring in rings) > MOST_POINTS:
        raise bad_input("too_many_points", place, most=MOST_POINTS)
    west, south, east, north = _BOUNDS[crs]
    if not all(west <= x <= east and south <= y <= north for ring in rings for x, y in ring):
        raise bad_input("surface_elsewhere", place)
    found = _valid(drawn({"type": given["type"], "coordinates": given["coordinates"]}), place)
    kept = _valid(shapely.set_precision(_moved(found, crs), _DECIMALS), place)
    return _written(shapely.orient_polygons(kept))  # outer rings against the clock (RFC 7946, 3.1.6)


def _rings(given: Any) -> Iterator[Any]:
    kind, parts = (given.get("type"), given.get("coordinates")) if isinstance(given, dict) else (None, None)
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list):
        return
    for polygon in [parts] if kind == "Polygon" else parts:
        yield from polygon if isinstance(polygon, list) and polygon else [None]


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) >= 4 and all(_is_pair(point) for point in ring) and ring[0] == ring[-1]


def _is_pair(point: Any) -> bool:
    return isinstance(point, list) and len(point) == 2 and all(type(number) in (int, float) for number in point)


def drawn(given: Mapping[str, Any]) -> Any:
    """A surface as a shape that can be asked."""
    return shapely.from_geojson(json.dumps(given))


def _valid(found: Any, place: str) -> Any:
    if found.is_empty or not found.is_valid:
        raise bad_input("surface_crosses", place)
    return found


def _moved(found: Any, crs: str) -> Any:
    if crs == CRS84:
        return found
    step = _from_grid()
    return shapely.transform(found, lambda x, y: step.transform(x, y), interleaved=False)


@cache
def _from_grid() -> Transformer:
    return Transformer.from_crs("EPSG:28992", "OGC:CRS84", always_xy=True)


def _written(found: Any) -> dict[str, Any]:
    said = json.loads(shapely.to_geojson(found))
    return {"type": said["type"], "coordinates": _listed(said["coordinates"])}


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, list) else round(value, 7)


def holds(surface: Mapping[str, Any], point: Sequence[float]) -> bool:
    """Whether a point of CRS84 lies in a surface, or on its edge."""
    return bool(drawn(surface).covers(shapely.Point(point)))


def on_edge(surface: Mapping[str, Any], point: Sequence[float]) -> bool:
    """Whether a point of CRS84 lies exactly on the edge of a surface."""
    return bool(drawn(surface).touches(shapely.Point(point)))


def meets(surface: Mapping[str, Any], box: Sequence[float]) -> bool:
    """Whether a surface and a box (west, south, east, north) have a point in common."""
    return bool(drawn(surface).intersects(shapely.box(*box)))


def place_of(point: Sequence[float], crs: str = CRS84) -> tuple[float, float]:
    """A point in CRS84. Raises BadInput outside the Netherlands."""
    west, south, east, north = _BOUNDS[crs]
    if not (west <= point[0] <= east and south <= point[1] <= north):
        raise bad_input("point_elsewhere", "punt")
    x, y = point if crs == CRS84 else _from_grid().transform(point[0], point[1])
    return x, y
