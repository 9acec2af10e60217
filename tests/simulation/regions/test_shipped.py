"""The regions that travel with the package."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.simulation.regions import Region, check, how_well, load_region, shipped_regions

pytest.importorskip("humanleague", reason="needs the extra [synthesis]")


@pytest.fixture(scope="module", params=["voorbeeldregio", "rotterdam-2006"])
def region(request: pytest.FixtureRequest) -> Region:
    return load_region(request.param, households=1500, seed=1)


def households_of(folder: Path) -> int:
    with (folder / "huishouden.csv").open(encoding="utf-8") as file:
        return sum(int(cell) for row in list(csv.reader(file))[1:] for cell in row[1:])


def test_there_are_two() -> None:
    assert sorted(shipped_regions()) == ["rotterdam-2006", "voorbeeldregio"]
    assert households_of(shipped_regions()["voorbeeldregio"]) == 250_000


def test_a_shipped_region_can_exist_and_fits(region: Region) -> None:
    check(region)
    assert region.fit is not None
    assert how_well(region.fit)["standardised"].max() < 0.01  # type: ignore[operator]
    assert all(area.polygon for area in region.areas)


def test_areas_do_not_overlap_on_the_map(region: Region) -> None:
    boxes = []
    for area in region.areas:
        xs, ys = zip(*area.polygon[0], strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    slack = 1e-6
    for one, other in combinations(boxes, 2):
        apart_x = one[1] <= other[0] + slack or other[1] <= one[0] + slack
        apart_y = one[3] <= other[2] + slack or other[3] <= one[2] + slack
        assert apart_x or apart_y


def test_the_fictional_region_claims_nothing() -> None:
    region = load_region("voorbeeldregio", households=300)
    assert len(region.areas) == 40
    assert {area.municipality for area in region.areas} == {"GM9997", "GM9998", "GM9999"}
    assert {figure.certainty for figure in region.figures} == {"verzonnen"}
    assert not any(figure.verified for figure in region.figures)


def test_of_rotterdam_only_what_was_read_is_verified() -> None:
    region = load_region("rotterdam-2006", households=300)
    verified = {figure.name for figure in region.figures if figure.verified}
    assert verified == {"aangewezen.wijken", "aangewezen.later"}
    assert not any(
        figure.verified for figure in region.figures if figure.name.startswith(("tellingen.", "vergelijking."))
    )
    assert {area.id for area in region.areas} >= {"hillesluis", "carnisse", "oud-charlois", "tarwewijk", "bloemhof"}


def test_the_designated_districts_are_those_of_the_register() -> None:
    rules = Path(__file__).parents[3] / "rules" / "aanwijzingen" / "gm0599-rotterdam" / "2006-06-13.yaml"
    units = read_yaml(rules.read_bytes(), place=rules.name)["onderdelen"]
    figures = {figure.name: figure.value for figure in load_region("rotterdam-2006", households=300).figures}
    assert figures["aangewezen.wijken"].split(", ") == [unit["gebied"]["id"] for unit in units]
    counted = [
        int(figures[f"vergelijking.{name}"]) for name in ("verleend", "geweigerd", "onvolledig", "in_behandeling")
    ]
    assert sum(counted) == int(figures["vergelijking.aanvragen"])
