"""Which assumption moves a result: the one that a made market reads, and all others not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.our_law import OUR_LAW
from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline, made_option, made_scenario
from tests.simulation.running import markets
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.sensitivity import SCHEMA, TARGETS, Target, load_sensitivity, sensitivity

REGION = made_region(300)
SCENARIO = made_scenario(options=[made_option(values={"hardheid_artikel_8": 0.1})], years=2)
INFLOW = (Target("", "instroom"), Target("noord", "instroom"))


def asked(out: Path, **given: Any) -> pl.DataFrame:
    options: dict[str, Any] = {"workers": 1, "market": markets.quick, "region": REGION, "targets": INFLOW} | given
    return sensitivity(options.pop("scenario", SCENARIO), out, lawbook=OUR_LAW, **options)


def test_the_assumption_that_is_read_comes_first(tmp_path: Path) -> None:
    table = asked(tmp_path, assumptions=["zoekkans_jaar", "hardheid_artikel_8", "vertrek_jaar"])
    assert table.schema == pl.Schema(SCHEMA)
    assert table["aanname"].to_list() == ["hardheid_artikel_8", "zoekkans_jaar", "vertrek_jaar"] * 2
    first = table.row(0, named=True)
    assumed = SCENARIO.options[1].assumptions["hardheid_artikel_8"]
    # The market lets 1,000 times the share more in, in each of six areas and two years.
    assert first["bij_hoog"] - first["uitgangspunt"] == pytest.approx(12 * round(1000 * (assumed.high - assumed.value)))
    assert first["uitslag"] == first["bij_hoog"] - first["bij_laag"]
    assert table.filter(pl.col("aanname") != "hardheid_artikel_8")["uitslag"].to_list() == [0] * 4


def test_noise_is_the_interval_over_replicates(tmp_path: Path) -> None:
    single = asked(tmp_path, assumptions=["hardheid_artikel_8"])
    assert single["uitgangspunt_laag"].null_count() == 2
    several = asked(tmp_path, assumptions=["hardheid_artikel_8"], replicates=4)
    assert (several["uitgangspunt_laag"] < several["uitgangspunt"]).all()
    assert (several["uitgangspunt_hoog"] > several["uitgangspunt"]).all()


def test_it_goes_on_where_it_stopped_and_stays_out_of_the_result(tmp_path: Path) -> None:
    asked(tmp_path, assumptions=["hardheid_artikel_8"])
    heard: list[tuple[int, int, str]] = []
    asked(tmp_path, assumptions=["hardheid_artikel_8", "vertrek_jaar"], progress=lambda *told: heard.append(told))
    assert heard[0] == (3, 5, "") and [told[2] for told in heard[1:]] == [
        "artikel-8 1 vertrek_jaar laag", "artikel-8 1 vertrek_jaar hoog",
    ]  # fmt: skip
    assert not (tmp_path / "runs").exists()


def test_every_assumption_with_a_range_is_moved(tmp_path: Path) -> None:
    table = asked(tmp_path, years=1)
    assumed = SCENARIO.options[1].assumptions
    ranged = {name for name, item in assumed.items() if item.low != item.value or item.high != item.value}
    assert set(table["aanname"]) == ranged


def test_the_table_can_be_read_back(tmp_path: Path) -> None:
    assert load_sensitivity(tmp_path) is None
    table = asked(tmp_path, assumptions=["hardheid_artikel_8"])
    found = load_sensitivity(tmp_path)
    assert found is not None and found.equals(table)


@pytest.mark.parametrize("given", [{"option": "geen"}, {"assumptions": ["geluk"]}])
def test_what_is_not_there_is_refused(tmp_path: Path, given: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="is no "):
        asked(tmp_path, **given)


def test_a_scenario_without_measures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no option with measures"):
        asked(tmp_path, scenario=made_scenario(options=[made_baseline()]))


def test_the_real_market(tmp_path: Path) -> None:
    table = sensitivity(
        SCENARIO,
        tmp_path,
        lawbook=OUR_LAW,
        assumptions=["zoekkans_jaar"],
        years=1,
        workers=1,
        region=made_region(800),
        targets=(*TARGETS[1:], Target("", "verhuringen")),
    )
    assert set(table["maat"]) == {"instroom", "zoektijd", "verhuringen"}
    assert table.filter(pl.col("maat") == "verhuringen")["uitslag"].item() > 0
