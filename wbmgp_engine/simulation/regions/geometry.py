"""The shapes of areas for a map, from GeoJSON: longitude and latitude in degrees (WGS 84), as RFC 7946 has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.simulation.regions.region import Area, Ring

_LEAST = 4


def with_shapes(areas: Sequence[Area], path: Path) -> tuple[Area, ...]:
    """The areas with the rings of the feature whose property `id` is theirs; no map needs every area.

    BadInput with file, feature (counted from 1), value and fix.
    """
    shapes: dict[str, tuple[Ring, ...]] = {}
    findings: list[Finding] = []
    known = [area.id for area in areas]
    for number, feature in enumerate(_features(path), 1):
        place = f"{path} feature {number}"
        name = _property(feature)
        if name not in known:
            findings.append(Finding(f"{place} property id", "is no area here", nearest(name, known), shown(name)))
        elif name in shapes:
            findings.append(Finding(f"{place} property id", "has a feature before", "keep one", shown(name)))
        else:
            rings = tuple(_rings(feature.get("geometry")))
            findings += _wrong(place, rings)
            shapes[name] = rings
    if findings:
        raise BadInput(findings)
    return tuple(replace(area, polygon=shapes.get(area.id, ())) for area in areas)


def _features(path: Path) -> list[Mapping[str, Any]]:
    if not path.is_file():
        raise BadInput.one(str(path), "is no file", "put it beside regio.yaml, or leave kaart out")
    try:
        whole = json.loads(path.read_bytes())
    except ValueError as problem:
        raise BadInput.one(str(path), f"is no JSON: {problem}", "save it as GeoJSON") from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise BadInput.one(str(path), "is no FeatureCollection", "save it as GeoJSON with one feature for each area")
    return features


def _property(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    return str(properties.get("id", "")) if isinstance(properties, dict) else ""


def _rings(geometry: Any) -> Iterator[Ring]:
    kind, coordinates = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else ("", [])
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    for polygon in polygons if isinstance(polygons, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            yield tuple(_point(point) for point in ring) if isinstance(ring, list) else ()


def _point(point: Any) -> tuple[float, float]:
    if isinstance(point, list) and len(point) >= 2 and all(type(part) in (int, float) for part in point[:2]):
        return float(point[0]), float(point[1])
    return float("nan"), float("nan")


def _wrong(place: str, rings: Sequence[Ring]) -> Iterator[Finding]:
    if not rings:
        yield Finding(f"{place} geometry", "has no rings", "give a Polygon or a MultiPolygon")
    for number, ring in enumerate(rings, 1):
        at = f"{place} ring {number}"
        if len(ring) < _LEAST or ring[0] != ring[-1]:
            yield Finding(at, "is not closed", "give four points or more, the last the same as the first")
        elif not all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring):
            yield Finding(at, "lies outside the world", "give longitude and latitude in degrees (WGS 84)")
