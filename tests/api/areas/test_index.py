"""The index of areas answers as holding a place against each area does, whatever the areas and the place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.areas import matching, shapes
from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.index import Index
from wbmgp_api.areas.known import Area, Known
from wbmgp_api.areas.matching import matched, position, seen
from wbmgp_api.areas.placing import Seen
from wbmgp_api.store.version_rows import Kept

# Few values, so that places lie in areas, on their edges and on their corners, and areas lie over each other.
STEPS = [52.0 + step / 1000 for step in range(5)]
OBJECTS = [f"059901000000000{number}" for number in range(3)]
POSTCODES = ["3081AA", "3081AB", "3082AA"]
CODES = [{"code": f"BU0599010{number}", "jaar": year} for number in (1, 2) for year in (2023, 2024)]


def ring(x: int, y: int, right: int, top: int) -> list[list[float]]:
    west, south, east, north = STEPS[x] - 47.5, STEPS[y], STEPS[right] - 47.5, STEPS[top]
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@st.composite
def surfaces(draw: Any) -> dict[str, Any]:
    """A rectangle, one with a hole, or two apart."""
    kind = draw(st.sampled_from(["plain", "hole", "two"]))
    if kind == "hole":
        return {"type": "Polygon", "coordinates": [ring(0, 0, 4, 4), ring(1, 1, 3, 3)[::-1]]}
    if kind == "two":
        return {"type": "MultiPolygon", "coordinates": [[ring(0, 0, 1, 1)], [ring(2, 2, 4, 3)]]}
    x, y = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    right, top = draw(st.tuples(st.integers(x + 1, 4), st.integers(y + 1, 4)))
    return {"type": "Polygon", "coordinates": [ring(x, y, right, top)]}


def listed(values: list[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), max_size=2)


AREAS = st.lists(
    st.builds(
        lambda **held: Content.model_validate({"naam": "A", "van": "2026-01-01", **held}),
        objecten=listed(OBJECTS), panden=listed(OBJECTS), openbareRuimten=listed(OBJECTS), postcodes=listed(POSTCODES),
        buurten=listed(CODES), geometrie=st.none() | surfaces(),
    ),
    max_size=6,
)  # fmt: skip
_AXIS = st.integers(0, 8).map(lambda half: 52.0 + half / 2000)
PLACES = st.builds(
    lambda **known: Location.model_validate({name: one for name, one in known.items() if one is not None}),
    adresseerbaarObject=st.none() | st.sampled_from(OBJECTS), pand=st.none() | st.sampled_from(OBJECTS),
    openbareRuimte=st.none() | st.sampled_from(OBJECTS), postcode=st.none() | st.sampled_from(POSTCODES),
    buurt=st.none() | st.sampled_from(CODES),
    punt=st.none() | st.tuples(_AXIS.map(lambda x: x - 47.5), _AXIS).map(list),
)  # fmt: skip


def plain(areas: list[Content], place: Location) -> dict[int, str]:
    """The answer without an index."""
    found = ((number, matched(area, place)) for number, area in enumerate(areas))
    return {number: way for number, way in found if way is not None}


@given(AREAS, PLACES)
def test_it_answers_as_the_plain_loop_does(areas: list[Content], place: Location) -> None:
    index = Index(areas)
    ways = index.ways(place)
    assert dict(ways) == plain(areas, place)
    for number, area in enumerate(areas):
        way = ways.get(number)
        edge = way == matching.SURFACE and index.on_edge(number, place)
        assert seen(area, place, way, edge=edge) == position(area, place)


def kept(number: int, area: Content) -> Area:
    return Area(number, Kept(f"wijk-{number}", 1, "inhoud", area.model_dump_json(by_alias=True), "2026-01-01", "", ""))


def test_a_check_holds_no_surface_against_a_place_but_those_that_the_tree_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = [
        Content.model_validate(
            {"naam": "A", "van": "2026-01-01", "geometrie": {"type": "Polygon", "coordinates": [ring(x, y, x + 1, y + 1)]}}
        )
        for x in range(4) for y in range(4)
    ]  # fmt: skip
    index = Index(held)
    place = Location.model_validate({"punt": [STEPS[2] - 47.5 + 0.0005, STEPS[1] + 0.0005]})

    def never(*given: Any) -> bool:
        raise AssertionError("a surface was read for one place")

    for name in ("holds", "on_edge", "drawn"):
        monkeypatch.setattr(shapes, name, never)
    seen_at = Seen(index, place)
    (inside,) = [number for number, area in enumerate(held) if seen_at.inside(kept(number, area))]
    assert inside == 2 * 4 + 1
    assert seen_at.lying(kept(inside, held[inside]))["ligging"] == "binnen"
    assert seen_at.lying(kept(0, held[0]))["ligging"] == "buiten"


def test_the_index_is_made_once_for_a_version_of_the_register() -> None:
    known = Known(1, "", [kept(0, Content.model_validate({"naam": "A", "van": "2026-01-01", "postcodes": ["3081AA"]}))])
    assert known.index is known.index
    assert Index([]).ways(Location.model_validate({"postcode": "3081AA", "punt": [4.5, 52.0]})) == {}
