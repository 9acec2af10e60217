"""The page about the data of a region says what the code takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.simulation.regions.written import TABLES, counted
from wbmgp_engine.simulation.regions import check, load_region, shipped_regions
from wbmgp_engine.simulation.regions.column_contract import HOUSEHOLD_CONTRACT, dwelling_contract
from wbmgp_engine.simulation.regions.columns import AGES, HOUSEHOLDS, INCOMES, KINDS, TENURES
from wbmgp_engine.simulation.regions.reference import STAYS
from wbmgp_engine.simulation.regions.region_file import NEEDED, OPTIONAL

PAGE = (Path(__file__).parents[3] / "docs" / "simulation-data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "code", [*HOUSEHOLDS, *INCOMES, *AGES, *TENURES, *KINDS, *STAYS, *NEEDED, *OPTIONAL, *shipped_regions()]
)
def test_every_code_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE


def test_the_columns_on_the_page_are_those_of_the_contract() -> None:
    own = PAGE.partition("## Own data")[2].partition("## What is refused")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| ([a-z ,]+) \|", own, re.MULTILINE)
    contract = [*HOUSEHOLD_CONTRACT.items(), *dwelling_contract(["noord"]).items()]
    assert [name for name, _ in rows] == [name for name, _ in contract]
    assert [name for name, kind in rows if "optional" in kind] == [
        name for name, column in contract if not column.required
    ]


def test_the_example_on_the_page_makes_a_region(tmp_path: Path) -> None:
    pytest.importorskip("humanleague", reason="needs the extra [synthesis]")
    (example,) = re.findall(r"## From counts\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    counts = "".join(
        f"  {name}: {{bestand: {name}.csv, bron: een toets, zekerheid: verzonnen}}\n" for name in (*NEEDED[1:], "soort")
    )
    text = example.replace("  # … one for each table below\n", counts)
    rents = "gebied,tot_680,680_930,vanaf_930\nnoord,180,100,40\nzuid,110,50,50\n"
    region = load_region(counted(tmp_path, text, huur=rents, huishouden=TABLES["huishouden"]))
    check(region)
    assert set(region.households["kenmerk"].drop_nulls()) == {"beroep_zorg"}
