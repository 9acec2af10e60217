"""The worked scenarios played small: what each of them is there to show, it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from tests.simulation.scenarios.test_council import LAWBOOK, scenario
from wbmgp_engine.simulation.market import run
from wbmgp_engine.simulation.options import Scenario, lawbook_of
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.regions import Region, load_region

pytest.importorskip("humanleague", reason="the shipped regions are made from counts by the extra [synthesis]")
# Enough for some refusals: the four districts are a small part of their region.
HOUSEHOLDS = {"voorbeeldregio": 1500, "rotterdam-2006": 4000}


@cache
def region(name: str) -> Region:
    return load_region(name, households=HOUSEHOLDS[name], seed=4)


@cache
def ledgers(name: str, years: int, *options: str) -> Mapping[str, pl.DataFrame]:
    """The ledger of each option, of everybody in single areas."""
    found: Scenario = replace(scenario(name), years=years)
    where = region(found.region)
    found.check(where)
    made = {}
    for option in map(found.option, options):
        permits = Permits(option, found.municipality, where.municipalities, lawbook_of(option, LAWBOOK))
        ledger = run(where, found, option, permits, replicate=0)
        made[option.id] = ledger.filter((pl.col("dimensie") == "alles") & (pl.col("gebied") != ""))
    return made


def total(ledger: pl.DataFrame, measure: str) -> int:
    return int(ledger.filter(pl.col("maat") == measure)["waarde"].sum())


def places(ledger: pl.DataFrame, measure: str) -> set[str]:
    return set(ledger.filter((pl.col("maat") == measure) & (pl.col("waarde") > 0))["gebied"])


def test_the_example_refuses_in_its_neighbourhoods_only_and_passes_over_under_article_9() -> None:
    made = ledgers("voorbeeldwijk", 2, "basis", "artikel-8", "kleiner-gebied", "alleen-voorrang")
    assert total(made["basis"], "aanvragen") == total(made["basis"], "weigeringen") == 0
    assert places(made["artikel-8"], "aanvragen") == {"voorbeeldwijk", "oude-haven", "spoorwijk"}
    assert places(made["kleiner-gebied"], "aanvragen") == {"voorbeeldwijk"}
    assert total(made["artikel-8"], "weigeringen.artikel_8") == total(made["artikel-8"], "weigeringen") > 0
    assert total(made["artikel-8"], "weigeringen") > total(made["kleiner-gebied"], "weigeringen")
    priority = made["alleen-voorrang"]
    assert total(priority, "voorrang") > 0 and total(priority, "voorbijgegaan") > 0
    assert total(priority, "weigeringen") == 0


def test_a_designation_that_ends_asks_nothing_any_more_and_an_extended_one_does() -> None:
    made = ledgers("eindigen-en-verlengen", 5, "vier-jaar", "alle-verlengingen")
    ended, extended = (ledger.filter(pl.col("jaar") >= 2030) for ledger in made.values())
    assert total(made["vier-jaar"], "aanvragen") > 0
    assert total(ended, "aanvragen") == total(ended, "weigeringen") == 0 < total(extended, "aanvragen")
    first = pl.col("jaar") < 2030
    assert made["vier-jaar"].filter(first).equals(made["alle-verlengingen"].filter(first))


def test_screening_asks_permits_in_private_rent_and_refuses_by_the_rate_of_the_file() -> None:
    made = ledgers("eindigen-en-verlengen", 1, "politiegegevens", "vog")
    for ledger in made.values():
        assert places(ledger, "aanvragen") == {"voorbeeldwijk", "spoorwijk"}
        assert total(ledger, "weigeringen") == total(ledger, "weigeringen.artikel_10")
        # Two or three in a hundred: so few that a small region may have none.
        assert total(ledger, "aanvragen") > 4 * total(ledger, "weigeringen")


def test_building_changes_the_number_of_dwellings_and_asks_no_permit() -> None:
    made = ledgers("eindigen-en-verlengen", 3, "basis", "bouwen")
    homes = [total(ledger.filter(pl.col("jaar") == 2028), "woningen") for ledger in made.values()]
    # In a small region there are fewer dwellings to take down than the 150 of the file; 400 are built.
    assert 400 - 150 <= homes[1] - homes[0] < 400
    assert total(made["bouwen"], "aanvragen") == 0


def test_without_the_exemption_after_six_years_more_are_refused() -> None:
    made = ledgers("rotterdam-2006", 1, "artikel-8", "zonder-zes-jaar")
    refused = {name: total(ledger, "weigeringen") for name, ledger in made.items()}
    assert 0 < refused["artikel-8"] < refused["zonder-zes-jaar"]
    four = {"tarwewijk", "carnisse", "hillesluis", "oud-charlois"}
    assert places(made["artikel-8"], "weigeringen") <= four
