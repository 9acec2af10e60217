"""Surfaces as they come in: strict numbers, closed rings, in the Netherlands, bounded; and what is in and out."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.api.areas.drawn import square
from wbmgp_api.areas import shapes
from wbmgp_api.areas.shapes import CRS84, RD, crs_of, holds, meets, place_of, read_map, surface
from wbmgp_engine.errors import BadInput


@pytest.mark.parametrize(
    "text",
    [b"[NaN]", b"[Infinity]", b'{"a": 1, "a": 2}', b"[" * 100_000, b"[1" + b"0" * 30 + b"]", b"[0." + b"1" * 40 + b"]",
     b"\xff", b"", b"[1,]"],
)  # fmt: skip
def test_numbers_are_numbers(text: bytes) -> None:
    with pytest.raises(BadInput):
        read_map(text)


def test_a_map_has_fractions() -> None:
    assert read_map(b'{"punt": [4.5, 52]}') == {"punt": [4.5, 52]}


def test_a_surface_with_a_hole_is_in_and_out() -> None:
    outer, hole = square(4.4, 51.8, 0.1)["coordinates"][0], square(4.44, 51.84, 0.02)["coordinates"][0]
    found = surface({"type": "Polygon", "coordinates": [outer, hole], "bbox": [1]}, "geometrie")
    assert holds(found, (4.41, 51.81)) and holds(found, (4.4, 51.85)) and not holds(found, (4.45, 51.85))
    assert meets(found, (4.0, 51.0, 4.41, 51.81)) and not meets(found, (4.445, 51.845, 4.455, 51.855))
    # Outer rings go against the clock, holes with it.
    assert [_turn(ring) > 0 for ring in found["coordinates"]] == [True, False]


def _turn(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def test_several_surfaces_are_one_area() -> None:
    parts = [square(4.4)["coordinates"], square(4.5)["coordinates"]]
    found = surface({"type": "MultiPolygon", "coordinates": parts}, "geometrie")
    assert found["type"] == "MultiPolygon" and holds(found, (4.505, 51.895))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "is geen vlak"), ({"type": "Polygon", "coordinates": "x"}, "is geen vlak"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "is geen vlak"),
        ({"type": "Polygon", "coordinates": [[[4.4, 51.8], [4.5, 51.8], [4.5, 51.9], [4.4, 51.9]]]}, "is geen vlak"),
        ({"type": "Polygon", "coordinates": [[[4.4, 51.8, 3.0]] * 4]}, "is geen vlak"),
        ({"type": "Polygon", "coordinates": [[[True, 51.8]] * 4]}, "is geen vlak"),
        (square(51.89, 4.49), "ligt niet in Nederland"),
        ({"type": "Polygon", "coordinates": [[[4.4, 51.8], [4.5, 51.9], [4.5, 51.8], [4.4, 51.9], [4.4, 51.8]]]},
         "is geen geldig vlak"),
    ],
)  # fmt: skip
def test_what_is_no_surface_is_refused(given: Any, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        surface(given, "geometrie")


def test_the_number_of_points_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MOST_POINTS", 4)
    with pytest.raises(BadInput, match="te veel punten"):
        surface(square(), "geometrie")


def test_systems_of_coordinates_have_names() -> None:
    assert (crs_of(None), crs_of(f"<{RD}>"), crs_of("EPSG:28992"), crs_of(CRS84)) == (CRS84, RD, RD, CRS84)
    with pytest.raises(BadInput):
        crs_of("EPSG:4326")


def test_the_tower_of_amersfoort_stands_where_it_stands() -> None:
    # The origin of the grid, by the transformation of Kadaster: 5.38720621, 52.15517440; ours is a quarter metre off.
    x, y = place_of((155_000, 463_000), RD)
    assert abs(x - 5.38720621) < 4e-6 and abs(y - 52.1551744) < 3e-6
    assert place_of((5.3, 52.1)) == (5.3, 52.1)
    with pytest.raises(BadInput):
        place_of((52.1, 5.3))
