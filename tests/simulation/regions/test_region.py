"""What a region is: its digest, and what cannot be in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.made import made_region
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions import Area, Figure, Region, check
from wbmgp_engine.simulation.regions.columns import HOUSEHOLDS, INCOMES, KINDS, TENURES


@settings(deadline=None, max_examples=20)
@given(st.integers(40, 700), st.integers(0, 10_000))
def test_the_made_region_of_the_tests_can_exist(households: int, seed: int) -> None:
    region = made_region(households, seed)
    check(region)
    assert region.households.height == households
    assert region.digest == made_region(households, seed).digest


def test_the_made_region_holds_every_code() -> None:
    region = made_region()
    assert set(region.households["huishouden"]) == set(HOUSEHOLDS)
    assert set(region.households["inkomen"].drop_nulls()) == set(INCOMES)
    assert set(region.dwellings["bezit"]) == set(TENURES)
    assert set(region.dwellings["soort"]) == set(KINDS)
    assert set(region.dwellings["gebied"]) == {area.id for area in region.areas}
    assert region.households["woning"].null_count() == 60


CHANGES: list[Callable[[Region], Region]] = [
    lambda region: replace(region, name="anders"),
    lambda region: replace(region, day=date(2026, 2, 1)),
    lambda region: replace(region, municipalities=("GM9998", "GM9999")),
    lambda region: replace(region, areas=(replace(region.areas[0], polygon=()), *region.areas[1:])),
    lambda region: replace(region, figures=(Figure("a", "1", "een toets", "gelezen", verified=True),)),
    lambda region: replace(region, households=region.households.with_columns(~pl.col("urgent"))),
    lambda region: replace(region, households=region.households.with_columns(kenmerk=pl.col("kenmerk").fill_null(""))),
    lambda region: replace(region, dwellings=region.dwellings.with_columns(pl.col("huurprijs") + 1)),
    lambda region: replace(region, dwellings=region.dwellings.reverse()),
    lambda region: replace(region, fit=pl.DataFrame({"area": ["noord"]})),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_changes_the_digest(change: Callable[[Region], Region]) -> None:
    assert change(made_region()).digest != made_region().digest


def test_the_digest_does_not_depend_on_chunks_or_order_of_codes() -> None:
    region = made_region()
    households = pl.concat([region.households.head(7), region.households.tail(-7)], rechunk=False)
    assert replace(region, households=households).digest == region.digest


def wrong(region: Region, **columns: pl.Expr) -> list[str]:
    with pytest.raises(BadInput) as raised:
        check(replace(region, households=region.households.with_columns(**columns)))
    return str(raised.value).splitlines()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"id": pl.col("id") + 1}, "households column id: does not count from 0 on → number the households 0, 1, 2 …"),
        (
            {"personen": pl.col("personen").cast(pl.Int64)},
            "households column personen: Int64 is of the wrong type → give Int8",
        ),
        ({"nationaliteit": pl.lit("x")}, "households column nationaliteit: is not known → leave it out"),
        ({"urgent": pl.lit(None, pl.Boolean)}, "households row 1 column urgent: is empty → give every row one"),
        ({"woning": pl.col("woning") * 0 + 5}, "is lived in by another household already"),
        ({"woning": pl.col("woning") + 100_000}, "is no dwelling → use an id of the dwellings"),
        ({"geboortedatum": pl.lit(date(2026, 1, 2))}, "'2026-01-02' lies after 2026-01-01, the day of the region"),
    ],
)
def test_what_cannot_be_is_named(columns: dict[str, pl.Expr], said: str) -> None:
    assert any(said in line for line in wrong(made_region(), **columns))


def test_areas_lie_in_the_region_and_are_there_once() -> None:
    region = made_region()
    with pytest.raises(BadInput) as raised:
        check(replace(region, areas=(*region.areas, Area("noord", "Weer noord", "GM0001")), day=date(2026, 1, 5)))
    assert str(raised.value).splitlines() == [
        "day: 2026-01-05 is not the first of a month → give the first day of a month",
        "area 'noord': is there more than once → give every area an id of its own",
        "area 'noord': 'GM0001' lies outside the region → use one of the municipalities of the region",
        "area 'noord': is there more than once → give every area an id of its own",
    ]
