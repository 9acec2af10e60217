"""What a simulation ends with: read back as it was, hashed for the log, refused where its files do not belong together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.our_law import OUR_LAW
from tests.simulation.made_scenario import BEGIN, made_designation, made_option, made_scenario
from tests.simulation.running.test_running import REGION, simulated
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.measures import SCHEMA
from wbmgp_engine.simulation.options import Supply
from wbmgp_engine.simulation.running import Result, load_result
from wbmgp_engine.simulation.running.region_json import facts_of, region_of, region_to_json
from wbmgp_engine.simulation.running.result import FACTS, MEASURES, TABLE
from wbmgp_engine.trail.canonical import decode, encode

RICH = made_scenario(
    options=[
        made_option(
            "alles", made_designation("noord", "artikel_10"), made_designation("oost", "artikel_9", end=None),
            values={"hardheid_artikel_8": 0.2}, supply=[Supply("zuid", BEGIN, -3, "corporatie", "zelfstandig", 60_000)],
        )
    ],
    years=1,
)  # fmt: skip


@pytest.fixture
def result(tmp_path: Path) -> Result:
    return simulated(tmp_path / "out", 2, scenario=RICH)


def test_a_result_is_read_back_as_it_was(result: Result) -> None:
    found = load_result(result.folder)
    assert found.digest == result.digest and found.facts == result.facts
    assert found.scenario == replace(RICH, path=Path(RICH.path.name))
    assert found.region == result.region
    assert found.measures.equals(result.measures)
    assert (found.replicates, found.smallest, found.rules) == (2, 5, OUR_LAW.hash)
    assert found.ledgers.collect().equals(result.ledgers.collect())


def test_the_facts_of_a_result_are_canonical(result: Result) -> None:
    assert decode(encode(dict(result.facts))) == result.facts


def test_other_results_have_another_hash(result: Result, tmp_path: Path) -> None:
    others = [
        simulated(tmp_path / "seed", 2, scenario=replace(RICH, seed=2)),
        simulated(tmp_path / "more", 3, scenario=RICH),
        simulated(tmp_path / "years", 2, scenario=replace(RICH, years=2)),
        simulated(tmp_path / "small", 2, scenario=RICH, smallest=10),
    ]
    again = simulated(tmp_path / "again", 2, scenario=RICH)
    assert again.digest == result.digest
    assert len({other.digest for other in (result, *others)}) == 5


def test_the_files_hold_no_place_of_a_machine(result: Result, tmp_path: Path) -> None:
    at_home = replace(RICH, path=tmp_path / "mijn.yaml", region=str(tmp_path / "regio"))
    found = simulated(tmp_path / "home", 2, scenario=at_home)
    assert str(tmp_path).encode() not in (found.folder / FACTS).read_bytes()


def test_hidden_values_are_empty_in_every_file(result: Result) -> None:
    for table in (pl.read_parquet(result.folder / MEASURES), pl.read_csv(result.folder / TABLE, schema=SCHEMA)):
        values = [name for name, kind in SCHEMA.items() if kind == pl.Float64]
        hidden = table.filter("onderdrukt")
        assert hidden.height and hidden.select(values).null_count().row(0) == (hidden.height,) * len(values)
    assert "herhaling" not in SCHEMA


def change_measures(folder: Path) -> None:
    path = folder / MEASURES
    pl.read_parquet(path).with_columns(pl.col("waarde") + 1).write_parquet(path)


def change_facts(folder: Path) -> None:
    (folder / FACTS).write_bytes((folder / FACTS).read_bytes() + b" ")


@pytest.mark.parametrize(
    "break_it",
    [
        change_measures, change_facts, lambda folder: (folder / MEASURES).write_bytes(b"PAR1"),
        lambda folder: (folder / FACTS).unlink(), lambda folder: (folder / MEASURES).unlink(),
    ],
)  # fmt: skip
def test_files_that_do_not_belong_together_are_refused(result: Result, break_it: object) -> None:
    assert callable(break_it)
    break_it(result.folder)
    with pytest.raises(BadInput):
        load_result(result.folder)


def test_how_well_a_region_fits_is_told_by_marginal() -> None:
    rows = {"area": ["a", "a", "b"], "marginal": ["leeftijd", "leeftijd", "inkomen"], "category": ["x", "y", "z"]}
    fit = pl.DataFrame({**rows, "asked": [10, 20, 5], "got": [12, 18, 5]})
    facts = facts_of(replace(REGION, fit=fit))
    assert facts.fit is not None
    assert facts.fit.rows() == [("leeftijd", 2, 30, 2, 2), ("inkomen", 1, 5, 0, 0)]
    assert region_of(region_to_json(facts)).fit.equals(facts.fit)  # type: ignore[union-attr]
