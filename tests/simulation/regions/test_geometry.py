"""The shapes of areas from GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulation.regions.written import OWN, owned
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions import load_region

SQUARE = [[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.0]]


def feature(name: str, kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": name}, "geometry": {"type": kind, "coordinates": coordinates}}


def mapped(folder: Path, *features: dict[str, Any]) -> Path:
    owned(folder, region=OWN.replace("gebieden: gebieden.csv\n", "gebieden: gebieden.csv\nkaart: kaart.geojson\n"))
    (folder / "kaart.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return folder


def test_an_area_has_the_rings_of_its_feature(tmp_path: Path) -> None:
    many = feature("noord", "MultiPolygon", [[SQUARE], [SQUARE, SQUARE]])
    region = load_region(mapped(tmp_path, many))
    assert [len(area.polygon) for area in region.areas] == [3, 0]
    assert region.areas[0].polygon[0][1] == (4.1, 52.0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature("oost", "Polygon", [SQUARE]), "feature 1 property id: 'oost' is no area here"),
        (feature("noord", "Polygon", [SQUARE[:3]]), "feature 1 ring 1: is not closed"),
        (feature("noord", "Polygon", [[*SQUARE[:3], [5, 52]]]), "feature 1 ring 1: is not closed"),
        (feature("noord", "Polygon", [[[92000, 437000]] * 4]), "feature 1 ring 1: lies outside the world"),
        (feature("noord", "Polygon", [[["4", "52"]] * 4]), "feature 1 ring 1: is not closed"),
        (feature("noord", "Point", [4, 52]), "feature 1 geometry: has no rings"),
        ({"type": "Feature"}, "feature 1 property id: '' is no area here"),
    ],
)
def test_a_fault_in_a_shape_is_named(tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as raised:
        load_region(mapped(tmp_path, wrong))
    assert said in str(raised.value)


def test_an_area_has_one_feature(tmp_path: Path) -> None:
    both = feature("noord", "Polygon", [SQUARE]), feature("noord", "Polygon", [SQUARE])
    with pytest.raises(BadInput, match="feature 2 property id: 'noord' has a feature before → keep one"):
        load_region(mapped(tmp_path, *both))


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "is no JSON"), ("[]", "is no FeatureCollection"), ('{"features": [1]}', "is no FeatureCollection")],
)
def test_a_file_that_is_no_geojson_is_named(tmp_path: Path, text: str, said: str) -> None:
    folder = mapped(tmp_path)
    (folder / "kaart.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        load_region(folder)
