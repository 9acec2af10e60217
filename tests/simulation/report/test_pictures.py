"""Maps and colours: every area in its place and its class, and nothing told by colour alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.report.made import AREAS
from tests.simulation.report.parsed import parsed
from wbmgp_engine.simulation.dossier.figures import Spread
from wbmgp_engine.simulation.regions.region import Area
from wbmgp_engine.simulation.report import colours
from wbmgp_engine.simulation.report.maps import Choropleth, rising, turning
from wbmgp_engine.simulation.report.numbers import Number
from wbmgp_engine.simulation.report.plane import Plane, drawable

TEXT, SHAPE = 4.5, 3.0


def test_text_of_the_page_stands_out_on_both_screens(pages: dict[str, str]) -> None:
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", rules)) for rules in re.findall(r":root \{([^}]+)\}", pages["nl"]))  # fmt: skip
    assert light.keys() == dark.keys()
    for theme in (light, dark):
        for name in ("ink", "quiet", "accent", "wrong"):
            assert colours.contrast(theme[name], theme["paper"]) >= TEXT, name
        assert colours.contrast(theme["on-accent"], theme["accent"]) >= TEXT
        assert colours.contrast(theme["line"], theme["paper"]) >= SHAPE


def test_marks_stand_out_on_both_screens() -> None:
    for light, dark in colours.DARK.items():
        if light != colours.FAINT:
            assert colours.contrast(light, colours.PAPER) >= SHAPE
            assert colours.contrast(dark, colours.DARK_PAPER) >= SHAPE
    assert {*colours.SERIES, colours.INK, colours.LINE} <= colours.DARK.keys()


def test_the_figure_in_an_area_can_be_read_on_its_colour() -> None:
    for fill, text in (*colours.RISING, *colours.TURNING, (colours.HIDDEN, colours.BLACK_TEXT)):
        assert colours.contrast(fill, text) >= TEXT
    fixed = {colour for pair in (*colours.RISING, *colours.TURNING) for colour in pair} | {colours.HIDDEN}
    assert not fixed & colours.DARK.keys()


def test_every_colour_that_is_drawn_has_one_for_a_dark_screen(pages: dict[str, str]) -> None:
    fixed = {colour for pair in (*colours.RISING, *colours.TURNING) for colour in pair} | {colours.HIDDEN}
    drawn = set(re.findall(r'(?:fill|stroke)="(#[0-9a-fA-F]+|[a-z]+)"', pages["nl"]))
    assert drawn - {"none", "transparent"} <= colours.DARK.keys() | fixed


@pytest.mark.parametrize("kind", [rising, turning])
@given(value=st.floats(-1e5, 1e5), most=st.floats(0.01, 1e5))
def test_a_value_has_one_of_five_classes(kind: object, value: float, most: float) -> None:
    assert callable(kind)
    classes = kind([most, -most / 2], "aantal", "nl")
    assert len(classes.labels) == len(classes.colours) == 5
    assert list(classes.edges) == sorted(classes.edges)
    assert 0 <= classes.of(value) <= 4
    assert classes.of(value) <= classes.of(value + abs(value))


def test_no_change_lies_in_the_middle_class() -> None:
    classes = turning([40.0, -10.0], "aantal", "nl")
    assert [classes.of(value) for value in (-40.0, -10.0, 0.0, 10.0, 40.0)] == [0, 1, 2, 3, 4]


def test_areas_lie_on_the_sheet_with_north_up() -> None:
    plane = Plane(AREAS, 400, 420)
    places = [plane.at(point) for area in AREAS for ring in area.polygon for point in ring]
    assert all(-0.01 <= x <= 400.01 and -0.01 <= y <= 420.01 for x, y in places)
    south, north = plane.middle(AREAS[0]), plane.middle(AREAS[-1])
    assert north[1] < south[1]
    # A degree of longitude at 52 degrees is about 0.62 of a degree of latitude.
    (x0, y0), (x1, y1) = plane.at((4.42, 51.81)), plane.at((4.43, 51.82))
    assert (x1 - x0) / (y0 - y1) == pytest.approx(0.618, abs=0.002)


def test_metres_are_not_stretched() -> None:
    square = Area("a", "A", "GM0001", (((90_000, 430_000), (91_000, 430_000), (91_000, 431_000), (90_000, 431_000)),))
    plane = Plane([square], 400, 400)
    assert (plane.width, plane.height) == (400, 400)
    assert plane.middle(square) == (200, 200)


def test_an_area_without_a_polygon_makes_no_map() -> None:
    assert drawable(AREAS)
    assert not drawable([*AREAS, Area("x", "X", "GM0001")])
    assert not drawable([])


def test_an_area_carries_the_figure_of_its_class_or_why_there_is_none() -> None:
    shown, hidden, none = AREAS[:3]
    numbers = {shown.id: Number("aantal", Spread(90.0)), hidden.id: Number("aantal", hidden=True)}
    drawing = Choropleth(AREAS[:3], numbers, {shown.id: 90.0}, rising([90.0], "aantal", "nl"), frozenset({shown.id}))
    tree = parsed(drawing.svg("kaart", "Kaart", "nl"))
    marks = [found.text for found in tree.all("text") if found.attributes.get("text-anchor") == "middle"][:3]
    assert marks == ["×", "–", "5"]
    outlined = [found for found in tree.all("path") if found.attributes["fill"] == "none"]
    assert len(outlined) == 2
    # What is outlined is drawn last, above its neighbours.
    assert [found.text for found in tree.all("title")] == ["Kaart", hidden.name, none.name, shown.name]
