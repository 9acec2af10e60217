"""The worked scenarios of scenarios/council: they load as they are shipped, stand on their region, and hold under the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from wbmgp_engine import Lawbook
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.options import Scenario, lawbook_of, load_scenario, rulings

FOLDER = scenarios_root() / "council"
FILES = sorted(FOLDER.glob("*.yaml"))
LAWBOOK = Lawbook.load()


def scenario(name: str) -> Scenario:
    return load_scenario(FOLDER / f"{name}.yaml")


def test_there_are_three() -> None:
    assert [path.stem for path in FILES] == ["eindigen-en-verlengen", "rotterdam-2006", "voorbeeldwijk"]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_names_an_aim_for_every_ground_and_measures_that_show_it(path: Path) -> None:
    found = load_scenario(path)
    grounds = {item.ground for option in found.options for item in option.designations}
    assert grounds and set(found.aims) == set(found.aim_measures) == grounds
    assert all(option.name["nl"] != option.name["en"] for option in found.options)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_term_that_it_designates_is_possible_under_the_law_of_its_day(path: Path) -> None:
    found = load_scenario(path)
    terms = [
        ruling
        for option in found.options
        for ruling in rulings(option, found.municipality, lawbook_of(option, LAWBOOK))
    ]
    assert terms and {(term.verdict, term.area) for term in terms if term.verdict != "voldaan"} == set()


def test_ending_and_extending_hold_the_first_term_and_all_four_extensions() -> None:
    found = scenario("eindigen-en-verlengen")
    terms = {
        option.id: sorted({(str(item.start), str(item.end)) for item in option.designations})
        for option in found.options
    }
    assert terms["vier-jaar"] == [("2026-01-01", "2030-01-01")]
    assert [end for _, end in terms["alle-verlengingen"]] == [f"{year}-01-01" for year in range(2030, 2047, 4)]
    assert {item.instrument for item in found.option("vog").designations} == {"vog"}
    assert found.option("bouwen").without_measures and found.option("bouwen").supply


def test_a_milder_option_stands_beside_each_measure_of_the_example() -> None:
    found = scenario("voorbeeldwijk")
    whole, small, priority = (found.option(name) for name in ("artikel-8", "kleiner-gebied", "alleen-voorrang"))
    assert set(small.areas) < set(whole.areas) == set(priority.areas)
    assert {item.ground for item in priority.designations} == {"artikel_9"}
    assert found.households is None and found.baseline.without_measures
