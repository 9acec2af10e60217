"""Options and regions at the edge of what can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import polars as pl
import pytest

from tests.simulation.made import AREAS, made_region
from tests.simulation.made_scenario import made_baseline, made_scenario
from tests.simulation.market.samples import GROUNDS, TOWN, Run, ground_option
from wbmgp_engine.simulation.options import Option, Supply
from wbmgp_engine.simulation.options.option import Kind, Tenure
from wbmgp_engine.simulation.regions import Region

REGION = made_region(300)
EVERYTHING = ground_option(*GROUNDS, areas=TOWN)
NOTHING_MOVES = dict.fromkeys(
    (
        "zoekkans_jaar",
        "doorstroom_huur",
        "sterfte_oplossing_jaar",
        "vorming_jaar",
        "instroom_buiten_jaar",
        "vertrek_jaar",
    ),
    0.0,
)


def _with(households: pl.DataFrame | None = None, dwellings: pl.DataFrame | None = None) -> Region:
    return replace(
        REGION,
        households=REGION.households if households is None else households,
        dwellings=REGION.dwellings if dwellings is None else dwellings,
    )


def _one_household(housed: bool) -> Region:
    first = REGION.households.filter(pl.col("woning").is_not_null() == housed).head(1)
    home = pl.lit(0 if housed else None, pl.Int64)
    return _with(first.with_columns(id=pl.lit(0, pl.Int64), woning=home), REGION.dwellings.head(1 if housed else 3))


REGIONS = {
    "one household": _one_household(housed=True),
    "one seeker": _one_household(housed=False),
    "nobody": _with(REGION.households.head(0), REGION.dwellings.head(40)),
    "no dwellings": _with(REGION.households.with_columns(woning=pl.lit(None, pl.Int64)), REGION.dwellings.head(0)),
    "empty areas": _with(
        REGION.households.with_columns(woning=pl.lit(None, pl.Int64)),
        REGION.dwellings.with_columns(gebied=pl.lit("dorp", pl.Enum([area.id for area in AREAS]))),
    ),
    "owners only": _with(
        dwellings=REGION.dwellings.with_columns(
            bezit=pl.lit("koop", REGION.dwellings.schema["bezit"]), huurprijs=pl.lit(None, pl.Int64)
        )
    ),
    "no turnover": _with(dwellings=REGION.dwellings.with_columns(mutatiegraad=pl.lit(0.0))),
}


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS.keys())
@pytest.mark.parametrize("option", [made_baseline(), EVERYTHING], ids=["basis", "everything"])
def test_a_region_at_the_edge_runs(region: Region, option: Option) -> None:
    found = Run(option, region=region, months=13, touching=[EVERYTHING])
    state = found.state
    assert state is not None
    assert state.households.present.sum() == region.households.height + state.came - state.went
    assert found.total("woningen", year=2026) == region.dwellings.height


def test_where_nothing_moves_nothing_is_counted_but_what_stands() -> None:
    settled = REGION.households.filter(pl.col("woning").is_not_null()).with_columns(zoekt_sinds=pl.lit(None, pl.Date))
    still = _with(
        settled.with_columns(id=pl.int_range(pl.len())),
        REGION.dwellings.filter(pl.col("bezit") != "koop").with_columns(id=pl.int_range(pl.len())),
    )
    still = replace(still, households=still.households.filter(pl.col("woning") < still.dwellings.height))
    found = Run(ground_option(*GROUNDS, values=NOTHING_MOVES), region=still, months=12)
    assert set(found.ledger["maat"]) == {"woningen", "huishoudens", "leegstaand", "aanbod.passend"}


def test_no_vacancies_and_no_supply_house_nobody() -> None:
    homes = REGION.dwellings.join(REGION.households, left_on="id", right_on="woning", how="semi")
    numbers = dict(zip(homes["id"].to_list(), range(homes.height), strict=True))
    housed = REGION.households.filter(pl.col("woning").is_not_null())
    # Nobody sells, so that nothing comes free.
    rate = pl.when(pl.col("bezit") == "koop").then(0.0).otherwise(0.1)
    full = _with(
        housed.with_columns(woning=pl.col("woning").replace_strict(numbers)),
        homes.with_columns(id=pl.int_range(pl.len()), mutatiegraad=rate),
    )
    found = Run(made_baseline(NOTHING_MOVES | {"zoekkans_jaar": 0.2}), region=full, months=12)
    assert found.total("zoekmaanden") > 0 and found.total("instroom") == 0


def test_everything_that_is_demolished_is_gone() -> None:
    ruin = [
        Supply(area.id, date(2026, 6, 1), -100_000, tenure, kind, None)
        for area in AREAS
        for tenure in get_args(Tenure)
        for kind in get_args(Kind)
    ]
    found = Run(made_baseline(supply=ruin), region=REGION, months=14)
    state = found.state
    assert state is not None and not state.dwellings.standing.any() and (state.households.home == -1).all()
    assert found.total("woningen", year=2026) == 0 and found.total("verhuringen", year=2027) == 0


def test_a_run_may_begin_in_the_middle_of_a_year_and_later_than_the_region() -> None:
    begin = date(2031, 8, 1)
    option = ground_option("artikel_8")
    found = Run(option, region=REGION, scenario=made_scenario(options=[option], begin=begin), months=7)
    assert found.ledger["jaar"].unique().sort().to_list() == [2031, 2032]
    state = found.state
    assert state is not None and state.day == date(2032, 2, 1)
    # Everybody is as old at the begin as on the day of the region.
    oldest = REGION.households["geboortedatum"].to_physical().min()
    assert isinstance(oldest, int)
    assert state.households.born[state.households.present].min() >= oldest + (begin - REGION.day).days


def test_where_everybody_is_unknown_and_nothing_is_completed_nobody_gets_in() -> None:
    unknown = {"hardheid_artikel_8": 0.0, "onbekend_inkomen": 1.0, "onbekend_verblijf": 1.0, "aanvulling": 0.0}
    found = Run(ground_option("artikel_8", values=unknown), region=made_region(1000), months=12)
    assert found.total("onvolledig") == found.total("aanvragen") == found.total("weigering.mogelijk") > 0
    assert found.total("weigering.zeker") == found.total("weigeringen") == 0


def test_a_region_without_traits_groups_or_known_facts_runs() -> None:
    people = REGION.households.drop("groep_herkomst").with_columns(
        kenmerk=pl.lit(None, pl.String), inkomen=pl.lit(None, REGION.households.schema["inkomen"]),
        inkomen_partner=pl.lit(None, REGION.households.schema["inkomen"]), ingezetene_vanaf=pl.lit(None, pl.Date),
    )  # fmt: skip
    found = Run(EVERYTHING, region=_with(people), months=14, touching=[EVERYTHING])
    assert found.total("voorrang") == 0 and found.total("aanvragen") > 0
    assert set(found.ledger.filter(pl.col("dimensie") == "inkomen")["groep"]) == {"onbekend"}
