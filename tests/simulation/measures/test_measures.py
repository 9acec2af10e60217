"""The measures against what can be worked out by hand, and what has to hold of every table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.made_scenario import made_scenario
from tests.simulation.measures.ledgers import AREAS, made_ledgers, whole
from wbmgp_engine.simulation.measures import SCHEMA, measures, side_by_side, words
from wbmgp_engine.simulation.measures.cubes import LEDGER

KEYS = ["variant", "gebied", "jaar", "maat", "dimensie", "groep"]
Told = Iterable[tuple[int, str, str, str, str, int]]


def told(rows: Told, option: str = "basis", replicate: int = 0) -> pl.DataFrame:
    return pl.DataFrame([(option, replicate, *row) for row in rows], schema=LEDGER, orient="row")


def value(table: pl.DataFrame, measure: str, column: str = "waarde", **where: object) -> float | None:
    asked = {"variant": "basis", "gebied": "", "jaar": None, "dimensie": "alles", "groep": ""} | where
    found = table.filter(
        pl.col("maat") == measure, *(pl.col(name).eq_missing(pl.lit(at)) for name, at in asked.items())
    )
    assert found.height == 1, (measure, where)
    number: float | None = found[column].item()
    return number


def test_a_row_stands_once_in_a_fixed_order() -> None:
    ledgers = made_ledgers()
    table = measures(ledgers, made_scenario())
    assert table.schema == pl.Schema(SCHEMA)
    assert table.select(KEYS).is_duplicated().sum() == 0
    assert table["maat"].unique(maintain_order=True).to_list() == [
        code for code in words.words_of() if code in set(table["maat"])
    ]
    again = measures(ledgers.sample(fraction=1, shuffle=True, seed=3).sort("variant", descending=True), made_scenario())
    assert table.equals(again)


def test_totals_of_areas_and_years() -> None:
    rows = [*whole(2026, "instroom", (10, 20, 30, 40)), *whole(2027, "instroom", (11, 21, 31, 41))]
    rows += [*whole(2026, "huishoudens", (10, 20, 30, 40)), *whole(2027, "huishoudens", (11, 21, 31, 41))]
    rows.append((2027, "", "zoekers", "alles", "", 50))
    rows.append((2027, "noord", "zoekers", "alles", "", 20))
    table = measures(told(rows), made_scenario())
    assert value(table, "instroom") == 204
    assert value(table, "instroom", gebied="aangewezen") == 62
    assert value(table, "instroom", gebied="overig", jaar=2026) == 70
    assert value(table, "huishoudens") == 104  # that of the last 31 December
    assert value(table, "zoekers", gebied="zonder_gebied") == 30


def test_the_mean_and_the_interval_over_replicates() -> None:
    counts = [100, 140, 120, 180]
    ledgers = pl.concat(
        [told(whole(2026, "instroom", (count, 0, 0, 0)), replicate=at) for at, count in enumerate(counts)]
    )
    table = measures(ledgers, made_scenario())
    assert value(table, "instroom") == 135
    assert value(table, "instroom", "laag") == pytest.approx(np.quantile(counts, 0.05))
    assert value(table, "instroom", "hoog") == pytest.approx(np.quantile(counts, 0.95))
    single = measures(ledgers.filter(pl.col("herhaling") == 0), made_scenario())
    assert single["laag"].null_count() == single["verschil_hoog"].null_count() == single.height


def test_the_difference_is_paired_by_replicate() -> None:
    parts = []
    for replicate, (own, baseline) in enumerate(((90, 100), (190, 200), (50, 60))):
        parts.append(told(whole(2026, "instroom", (baseline, 0, 0, 0)), "basis", replicate))
        parts.append(told(whole(2026, "instroom", (own, 0, 0, 0)), "artikel-8", replicate))
    table = measures(pl.concat(parts), made_scenario())
    for column in ("verschil", "verschil_laag", "verschil_hoog"):
        assert value(table, "instroom", column, variant="artikel-8") == -10
        assert value(table, "instroom", column) == 0


def test_an_option_equal_to_the_baseline_differs_nowhere() -> None:
    ledgers = made_ledgers(("basis",), 3)
    both = pl.concat([ledgers, ledgers.with_columns(pl.lit("artikel-8").alias("variant"))])
    table = measures(both, made_scenario())
    for column in ("verschil", "verschil_laag", "verschil_hoog"):
        assert set(table[column].drop_nulls()) == {0}


def test_bounds_over_unknown_facts() -> None:
    rows = [*whole(2026, "aanvragen", (100, 0, 0, 0)), *whole(2026, "weigeringen", (20, 0, 0, 0))]
    rows += [*whole(2026, "verleend", (70, 0, 0, 0)), *whole(2026, "onvolledig", (10, 0, 0, 0))]
    rows += [*whole(2026, "weigering.zeker", (18, 0, 0, 0)), *whole(2026, "weigering.mogelijk", (30, 0, 0, 0))]
    table = measures(told(rows), made_scenario())
    for measure, low, own, high in (
        ("weigeringen", 18, 20, 30), ("verleend", 70, 70, 82), ("weigeringsaandeel", 0.18, 0.2, 0.3)
    ):  # fmt: skip
        assert [value(table, measure, name) for name in ("ondergrens", "waarde", "bovengrens")] == [low, own, high]
    assert value(table, "aanvragen", "ondergrens") is None


def test_chance_of_success_and_time_by_group() -> None:
    rows: list[tuple[int, str, str, str, str, int]] = []
    for code, part, others in (("geslaagd", 10, 40), ("zoekmaanden", 600, 1200), ("geslaagd.maanden", 200, 400)):
        rows += whole(2026, code, (part + others, 0, 0, 0))
        rows += whole(2026, code, (part, 0, 0, 0), "geraakt", "geraakt")
        rows += whole(2026, code, (others, 0, 0, 0), "geraakt", "niet_geraakt")
    table = measures(told(rows), made_scenario())
    touched = {"dimensie": "geraakt", "groep": "geraakt"}
    own, rest = 1 - (1 - 10 / 600) ** 12, 1 - (1 - 40 / 1200) ** 12
    assert value(table, "slaagkans") == pytest.approx(1 - (1 - 50 / 1800) ** 12, abs=1e-6)
    assert value(table, "slaagkans", **touched) == pytest.approx(own, abs=1e-6)
    assert value(table, "slaagkans", gebied="overig") == 0
    assert value(table, "slaagkans.verhouding", **touched) == pytest.approx(own / rest, abs=1e-3)
    assert value(table, "slaagkans.groepsverschil", **touched) == pytest.approx(own - rest, abs=1e-6)
    assert value(table, "zoektijd", **touched) == 20
    assert value(table, "zoektijd.verhouding", **touched) == 2
    assert value(table, "zoektijd.groepsverschil", **touched) == 10


@given(st.integers(0, 50))
@settings(max_examples=10)
def test_no_chance_of_success_is_above_one_where_dwellings_are_plenty(found: int) -> None:
    rows = [*whole(2026, "geslaagd", (100 + found, 0, 0, 0)), *whole(2026, "zoekmaanden", (150, 0, 0, 0))]
    chance = value(measures(told(rows), made_scenario()), "slaagkans")
    assert isinstance(chance, float) and 0.99 < chance <= 1


def test_displacement_is_the_change_outside_the_designated_areas() -> None:
    parts = [
        told(whole(2026, "instroom", counts, dimension, group), option)
        for option, counts in (("basis", (50, 50, 50, 50)), ("artikel-8", (20, 30, 60, 70)))
        for dimension, group in (("alles", ""), ("geraakt", "geraakt"))
    ]
    table = measures(pl.concat(parts), made_scenario())
    own = {"variant": "artikel-8"}
    assert value(table, "verdringing", gebied="overig", **own) == 30
    assert value(table, "verdringing", gebied="west", **own) == 20
    assert value(table, "verdringing.aandeel", gebied="overig", **own) == 0.3
    assert set(table.filter(pl.col("maat") == "verdringing")["gebied"]) == {"overig", "zuid", "west"}


def test_regional_alternatives_and_their_trend() -> None:
    rows: list[tuple[int, str, str, str, str, int]] = []
    for year, supply in ((2026, 100), (2027, 80), (2028, 60)):
        rows += whole(year, "aanbod.passend", (20, 0, supply, 0))
        rows += whole(year, "aanbod.passend", (0, 0, supply, 0), "aangewezen", "niet_aangewezen")
        rows += whole(year, "uitgesloten", (20, 0, 0, 0))
        rows += whole(year, "zoekers", (40, 0, 0, 0))
    table = measures(told(rows), made_scenario())
    assert [value(table, "alternatieven", jaar=year) for year in (2026, 2027, 2028, None)] == [5, 4, 3, 4]
    assert value(table, "alternatieven.trend") == -1
    assert value(table, "aanbod.passend.trend") == -20
    assert value(table, "aanbod.per_zoeker", jaar=2027) == 2.5
    assert value(table, "aanbod.per_zoeker.trend") == -0.5


def test_groups_by_year_only_where_years_say_something() -> None:
    table = measures(made_ledgers(), made_scenario()).filter(pl.col("dimensie") == "huishouden")
    by_year = table.filter(pl.col("jaar").is_not_null())
    assert {"", "aangewezen", "overig", "noord", "oost"} == set(by_year["gebied"])
    assert set(AREAS) < set(table["gebied"])


def test_options_side_by_side() -> None:
    wide = side_by_side(measures(made_ledgers(("basis", "artikel-8", "lichter")), made_scenario()), "weigeringen")
    assert wide.columns == ["gebied", "jaar", "dimensie", "groep", "basis", "artikel-8", "lichter"]
    assert wide.height == wide.select("gebied", "jaar", "dimensie", "groep").unique().height


@pytest.mark.parametrize("only", ["weigeringsaandeel", "zoektijd", "wachttijd.maanden", "verdringing"])
def test_some_measures_are_those_of_the_whole_table(only: str) -> None:
    ledgers = made_ledgers(most=12)
    some, whole = (measures(ledgers, made_scenario(), only=codes) for codes in ([only], []))
    assert only in set(some["maat"])
    assert some.equals(whole.join(some.select("maat").unique(), on="maat", how="semi"))
    assert some.height < whole.height
