"""A region made from counts: its counts are met, its people are possible, its seed decides."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.regions.written import REGION, TABLES, changed, counted
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions import Region, check, how_well, load_region
from wbmgp_engine.simulation.regions.columns import HOUSEHOLDS, TENURES
from wbmgp_engine.simulation.regions.reference import STAYS

pytest.importorskip("humanleague", reason="needs the extra [synthesis]")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return load_region(counted(tmp_path_factory.mktemp("klein")), seed=3)


def years_before(region: Region, column: str) -> pl.Expr:
    """Whole years from a date to the day of the region."""
    day, then = pl.lit(region.day), pl.col(column)
    passed = (day.dt.month() > then.dt.month()) | (
        (day.dt.month() == then.dt.month()) & (day.dt.day() >= then.dt.day())
    )
    return day.dt.year() - then.dt.year() - (~passed).cast(pl.Int32)


def counts_in(text: str, area: str) -> list[int]:
    return next(
        [int(cell) for cell in line.split(",")[1:]] for line in text.splitlines() if line.startswith(f"{area},")
    )


def with_area(region: Region) -> pl.DataFrame:
    places = region.dwellings.select(pl.col("id").alias("woning"), pl.col("gebied").cast(pl.String))
    return region.households.join(places, on="woning", how="left", maintain_order="left")


def test_every_count_is_met(region: Region) -> None:
    assert region.fit is not None
    assert region.fit["asked"].to_list() == region.fit["got"].to_list() == region.fit["published"].to_list()
    assert how_well(region.fit)["error"].sum() == 0
    check(region)


@pytest.mark.parametrize("area", ["noord", "zuid"])
def test_the_tables_hold_what_the_fit_says(region: Region, area: str) -> None:
    here = with_area(region).filter(pl.col("gebied") == area)
    dwellings = region.dwellings.filter(pl.col("gebied") == area)
    bands = here.select(pl.col("geboortedatum").pipe(lambda _: years_before(region, "geboortedatum")).alias("age"))[
        "age"
    ]
    assert [sum(here["huishouden"] == name) for name in HOUSEHOLDS] == counts_in(TABLES["huishouden"], area)
    assert _in_bands(bands, [18, 25, 35, 45, 65, 200]) == counts_in(TABLES["leeftijd"], area)
    assert [sum(dwellings["bezit"] == name) for name in TENURES] == counts_in(TABLES["bezit"], area)
    assert _in_bands(dwellings["huurprijs"].drop_nulls(), [30000, 60000, 120000]) == counts_in(TABLES["huur"], area)
    assert [sum(here["groep_kleur"] == name) for name in ("rood", "blauw")] == counts_in(TABLES["groep_kleur"], area)


def _in_bands(values: pl.Series, edges: Sequence[int]) -> list[int]:
    return [int(values.is_between(low, high, closed="left").sum()) for low, high in itertools.pairwise(edges)]


def test_incomes_and_residence_are_met_where_nothing_is_unknown(tmp_path: Path) -> None:
    known = REGION.replace("onbekendInkomen: {waarde: 0.05", "onbekendInkomen: {waarde: 0").replace(
        "onbekendVerblijf: {waarde: 0.05", "onbekendVerblijf: {waarde: 0"
    )
    region = load_region(counted(tmp_path, known))
    here = with_area(region).filter(pl.col("gebied") == "noord")
    stays = here.select(since=years_before(region, "ingezetene_vanaf"))["since"]
    edges = [*(low for low, _ in STAYS.values()), 200]
    assert _in_bands(stays, edges) == counts_in(TABLES["verblijf"], "noord")
    names = TABLES["inkomen"].splitlines()[0].split(",")[1:]
    assert [sum(here["inkomen"] == name) for name in names] == counts_in(TABLES["inkomen"], "noord")


def test_nobody_is_a_pensioner_before_their_time_or_a_student_after_it(region: Region) -> None:
    by_income = region.households.select("inkomen", age=years_before(region, "geboortedatum"))
    assert by_income.filter(pl.col("inkomen") == "aow")["age"].min() == 65
    assert by_income.filter(pl.col("inkomen") == "studiefinanciering")["age"].max() < 45  # type: ignore[operator]


def test_who_can_pay_more_lives_dearer_or_owns(region: Region) -> None:
    homes = region.households.join(region.dwellings, left_on="woning", right_on="id")
    low, high = (homes.filter(pl.col("inkomen") == income) for income in ("bijstand", "dienstbetrekking"))
    assert (low["bezit"] == "koop").mean() < (high["bezit"] == "koop").mean()  # type: ignore[operator]
    assert low["huurprijs"].mean() < high["huurprijs"].mean()  # type: ignore[operator]


def test_partners_are_of_about_the_same_age_and_their_income_is_of_theirs(region: Region) -> None:
    ages = [years_before(region, column).alias(column) for column in ("geboortedatum", "geboortedatum_partner")]
    pairs = region.households.filter(pl.col("geboortedatum_partner").is_not_null()).select(*ages, "inkomen_partner")
    assert (pairs["geboortedatum"] - pairs["geboortedatum_partner"]).abs().median() < 5  # type: ignore[operator]
    assert pairs["geboortedatum_partner"].min() >= 18  # type: ignore[operator]
    pensioners = pairs.filter(pl.col("inkomen_partner") == "aow")["geboortedatum_partner"]
    assert pensioners.len() > 10
    assert pensioners.min() >= 65  # type: ignore[operator]
    assert 0.005 < pairs["inkomen_partner"].is_null().mean() < 0.11  # type: ignore[operator]


def test_families_have_their_sizes(region: Region) -> None:
    sizes = {kind: sorted(set(rows["personen"])) for (kind,), rows in region.households.group_by("huishouden")}
    assert sizes == {"alleenstaand": [1], "paar": [2], "paar_met_kinderen": [3, 4, 5], "eenouder": [2, 3, 4]}


def test_the_order_of_households_says_nothing(region: Region) -> None:
    """Who stands first somewhere must not be the youngest."""
    here = with_area(region).filter(pl.col("gebied") == "zuid")["geboortedatum"]
    first, second = here.head(len(here) // 2), here.tail(len(here) // 2)
    assert abs(sum(first.dt.year()) / len(first) - sum(second.dt.year()) / len(second)) < 4


def test_rooms_go_to_who_is_alone(region: Region) -> None:
    homes = region.households.join(region.dwellings, left_on="woning", right_on="id")
    rooms = homes.filter(pl.col("soort") == "onzelfstandig")
    assert (rooms["huishouden"] == "alleenstaand").mean() > 0.7  # type: ignore[operator]


def test_dwellings_that_nobody_has_are_vacant(region: Region) -> None:
    lived_in = region.households["woning"].drop_nulls()
    assert lived_in.n_unique() == len(lived_in) == 1000
    assert region.dwellings.height - len(lived_in) == 25


def test_who_lives_in_or_comes_from_outside_looks_for_a_dwelling(region: Region) -> None:
    homeless = region.households.filter(pl.col("woning").is_null())
    assert homeless.height == 70
    assert homeless["zoekt_sinds"].null_count() == 0
    assert homeless["geen_ingezetene"].sum() == region.households["geen_ingezetene"].sum() == 30
    looking = region.households.filter(pl.col("woning").is_not_null())["zoekt_sinds"].is_not_null().mean()
    assert 0.06 < looking < 0.14  # type: ignore[operator]


def test_shares_are_those_of_the_file(region: Region) -> None:
    households = region.households
    assert 0.02 < households["inkomen"].is_null().mean() < 0.09  # type: ignore[operator]
    residents = households.filter(~pl.col("geen_ingezetene"))
    assert 0.02 < residents["ingezetene_vanaf"].is_null().mean() < 0.09  # type: ignore[operator]
    employed = households.filter(pl.col("inkomen") == "dienstbetrekking")["kenmerk"].is_not_null().mean()
    assert 0.23 < employed < 0.37  # type: ignore[operator]
    others = households.filter(pl.col("inkomen").is_in(["bijstand", "aow"]))["kenmerk"]
    assert others.null_count() == len(others)


def test_turnover_is_that_of_the_area_and_tenure(region: Region) -> None:
    rates = region.dwellings.group_by("gebied", "bezit").agg(pl.col("mutatiegraad").unique())
    found = {(area, tenure): rate for area, tenure, rate in rates.iter_rows()}
    assert found["noord", "particulier"] == [0.2]
    assert found["zuid", "koop"] == [0.04]


def test_every_figure_has_its_source(region: Region) -> None:
    figures = {figure.name: figure for figure in region.figures}
    assert figures["tellingen.bezit"].certainty == "gelezen"
    assert figures["tellingen.bezit"].verified
    assert figures["tellingen.huishouden"].value == "1070 in 4 rijen en 4 categorieën"
    assert not figures["aandelen.zoekend"].verified
    assert figures["samenhang"].certainty == "verzonnen"
    assert all(figure.source for figure in region.figures)


def test_the_same_seed_gives_the_same_region_and_another_does_not(tmp_path: Path) -> None:
    folder = counted(tmp_path)
    one, same, other = (load_region(folder, seed=seed) for seed in (5, 5, 6))
    assert one.digest == same.digest
    assert one.households.equals(same.households)
    assert one.digest != other.digest
    assert one.fit is not None and other.fit is not None
    assert one.fit.equals(other.fit)


@pytest.mark.parametrize("households", [1, 37, 535, 4280])
def test_a_region_scales_to_so_many_households(tmp_path: Path, households: int) -> None:
    region = load_region(counted(tmp_path), households=households)
    check(region)
    assert region.households.height == households
    assert abs(region.dwellings.height - 1025 * households / 1070) <= 1.5
    if households >= 535:
        singles = (region.households["huishouden"] == "alleenstaand").mean()
        assert abs(singles - 400 / 1070) < 0.01  # type: ignore[operator]


def test_progress_hears_every_area(tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    load_region(counted(tmp_path), households=100, progress=lambda *told: heard.append(told))
    assert heard == [(1, 4, "noord"), (2, 4, "zuid"), (3, 4, "inwonend"), (4, 4, "buiten")]


def test_counts_that_differ_a_little_are_evened_out_and_it_is_told(tmp_path: Path) -> None:
    ages = changed(TABLES["leeftijd"], 1, "tot_25", "70")
    region = load_region(counted(tmp_path, leeftijd=ages))
    assert region.fit is not None
    told = {row["marginal"]: row for row in how_well(region.fit).iter_rows(named=True)}
    assert told["leeftijd"]["evened_out"] == 10
    assert told["leeftijd"]["error"] == told["huishouden"]["evened_out"] == 0


def test_what_cannot_be_is_not_made_and_the_fit_tells_it(tmp_path: Path) -> None:
    """Nobody is older than 65 here, and forty state pensions are asked for."""
    ages = changed(changed(TABLES["leeftijd"], 1, "vanaf_65", "0"), 1, "45_64", "160")
    region = load_region(counted(tmp_path, leeftijd=ages))
    assert region.fit is not None
    pensions = region.fit.filter(pl.col("area") == "noord", pl.col("category") == "aow").row(0, named=True)
    assert (pensions["asked"], pensions["got"]) == (40, 0)
    worst = how_well(region.fit).filter(pl.col("marginal") == "inkomen").row(0, named=True)
    assert worst["worst_area"] == "noord"
    assert worst["error"] >= 80
    check(region)


def test_without_the_library_own_data_is_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "humanleague", None)
    with pytest.raises(BadInput) as refused:
        load_region(counted(tmp_path))
    assert str(refused.value) == (
        "humanleague: is not installed, and a region from counts is made with it"
        " → install wbmgp-engine[synthesis], which needs a C++ compiler, or use own data"
    )


@st.composite
def tables(draw: st.DrawFn) -> dict[str, str]:
    """Counts of two areas that agree, of any size from nobody on."""
    made = {
        name: TABLES[name].splitlines()[:1] for name in ("huishouden", "leeftijd", "inkomen", "verblijf", "groep_kleur")
    }
    stock = {name: TABLES[name].splitlines()[:1] for name in ("bezit", "huur", "soort")}
    for area, fewest in (("noord", 0), ("zuid", 1)):
        people = draw(st.integers(fewest, 60))
        homes = people + draw(st.integers(0, 10))
        owned = draw(st.integers(0, homes))
        for _name, rows in made.items():
            rows.append(f"{area},{_parts(draw, people, rows[0].count(','))}")
        corporation = draw(st.integers(0, homes - owned))
        stock["bezit"].append(f"{area},{corporation},{homes - owned - corporation},{owned}")
        stock["huur"].append(f"{area},{_parts(draw, homes - owned, 2)}")
        stock["soort"].append(f"{area},{_parts(draw, homes, 2)}")
    return {name: "\n".join(rows) + "\n" for name, rows in (made | stock).items()}


def _parts(draw: st.DrawFn, total: int, count: int) -> str:
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=count - 1, max_size=count - 1)))
    edges = [0, *cuts, total]
    return ",".join(str(high - low) for low, high in itertools.pairwise(edges))


@settings(deadline=None, max_examples=40)
@given(made=tables(), seed=st.integers(0, 2**63 - 1))
def test_whatever_is_asked_the_region_can_exist(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, str], seed: int
) -> None:
    region = load_region(counted(tmp_path_factory.mktemp("any"), **made), seed=seed)
    check(region)
    assert region.fit is not None
    totals = region.fit.group_by("marginal", "area").agg(pl.col("asked", "got").sum())
    # Rent and kind of dwellings may ask for what an owned one cannot be; nobody is lost or made for it.
    whole = totals.filter(pl.col("marginal") != "huur")
    assert whole["asked"].to_list() == whole["got"].to_list()
    exact = region.fit.filter(pl.col("marginal").is_in(["groep_kleur", "verblijf"]))
    assert exact["asked"].to_list() == exact["got"].to_list()
    assert region.households.height == totals.filter(pl.col("marginal") == "huishouden")["asked"].sum()
    assert set(region.households["huishouden"].unique()) <= set(HOUSEHOLDS)
