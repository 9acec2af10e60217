"""The page of a scenario holds every key and every parameter, and its example can be run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from pydantic import BaseModel

from tests.simulation.made import made_region
from wbmgp_engine import Lawbook
from wbmgp_engine.facts.situation import Category
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.options import load_scenario, parameters, rulings, units
from wbmgp_engine.simulation.options.schema import ScenarioGiven
from wbmgp_engine.simulation.options.variants import Variant, lawbook_of
from wbmgp_engine.simulation.regions import Area

PAGE = Path(__file__).parents[3] / "docs" / "simulation-scenario.md"
TEXT = PAGE.read_text(encoding="utf-8")


def example(number: int) -> str:
    """A piece of YAML of the page."""
    found: list[str] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    return found[number]


def table() -> str:
    """The table of parameters as the page has to have it."""
    head = ["| parameter | default | range | unit | what it is | source | certainty |", "|---|---|---|---|---|---|---|"]
    rows = [
        f"| `{name}` | {found.value:.12g} | {found.low:.12g} to {found.high:.12g} | {units()[found.unit].text['en']} "
        f"| {found.text['en']} | {found.source} | `{found.certainty}` |"
        for name, found in parameters().items()
    ]
    return "\n".join([*head, *rows]) + "\n"


def test_the_table_is_that_of_the_parameters() -> None:
    assert table() in TEXT, f"put this in {PAGE.name}:\n{table()}"


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    (tmp_path / "voorbeeldregio").mkdir()
    path = tmp_path / "eigen-wijk.yaml"
    path.write_text(example(0), encoding="utf-8")
    return path


def test_the_example_is_a_scenario(scenario_file: Path) -> None:
    scenario = load_scenario(scenario_file)
    assert [option.id for option in scenario.options] == [
        "basis", "artikel-8", "alleen-voorrang", "screening", "bouwen", "zonder-zes-jaar",
    ]  # fmt: skip
    lawbook = Lawbook.load()
    found = [ruling for option in scenario.options for ruling in rulings(option, scenario.municipality, lawbook)]
    assert {ruling.verdict for ruling in found} == {"voldaan"}


def test_the_areas_of_the_example_are_in_the_shipped_region(scenario_file: Path) -> None:
    scenario = load_scenario(scenario_file)
    areas = pl.read_csv(scenarios_root() / "council" / "regios" / scenario.region / "gebieden.csv")
    there = tuple(Area(*row) for row in areas.select("id", "naam", "gemeente").iter_rows())
    made = made_region(300)
    scenario.check(replace(made, areas=there, municipalities=tuple(areas["gemeente"].unique())))


def test_the_example_of_a_law_variant_is_a_rule_book(scenario_file: Path) -> None:
    folder = scenario_file.parent / "na-tien-jaar"
    folder.mkdir()
    (folder / "recht.yaml").write_text(example(1), encoding="utf-8")
    text = scenario_file.read_text(encoding="utf-8").replace("recht: zonder-zes-jaar", "recht: na-tien-jaar")
    scenario_file.write_text(text, encoding="utf-8")
    option, lawbook = load_scenario(scenario_file).option("zonder-zes-jaar"), Lawbook.load()
    assert lawbook_of(option, lawbook).hash != lawbook.hash


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
        for part in _models(field.annotation):
            yield from _keys(part)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


@pytest.mark.parametrize("key", sorted({*_keys(ScenarioGiven), *_keys(Category), *_keys(Variant)}))
def test_every_key_is_on_the_page(key: str) -> None:
    assert re.search(rf"`{key}`|^ *(?:- )?{key}:|[{{ ]{key}:", TEXT, re.MULTILINE), f"{key} is not on the page"
