"""The ledger: whole numbers that add up."""

from __future__ import annotations

import polars as pl
import pytest

from tests.simulation.made import AREAS, made_region
from tests.simulation.market.samples import GROUNDS, Run, ground_option, programme
from wbmgp_engine.simulation.market import SCHEMA
from wbmgp_engine.simulation.options import Option

OPTION = ground_option(*GROUNDS, supply=programme())
OWN = ("bestemming", "aangewezen")
KEY = ["jaar", "gebied", "maat"]


@pytest.fixture(scope="module")
def found() -> Run:
    return Run(OPTION, region=made_region(1200), months=30, touching=[OPTION])


def test_the_ledger_has_its_columns_and_one_row_for_each_number(found: Run) -> None:
    assert dict(found.ledger.schema) == SCHEMA
    assert not found.ledger.select(list(SCHEMA)[:-1]).is_duplicated().any()
    assert (found.ledger["waarde"] > 0).all() and set(found.ledger["jaar"]) == {2026, 2027, 2028}
    assert set(found.ledger["gebied"]) == {"", "buiten", *(area.id for area in AREAS)}


def test_groups_add_up_to_the_whole(found: Run) -> None:
    whole = found.ledger.filter(pl.col("dimensie") == "alles").select(*KEY, pl.col("waarde").alias("alles"))
    parts = (
        found.ledger.filter(~pl.col("dimensie").is_in(["alles", "geraakt"]))
        .group_by(*KEY, "dimensie")
        .agg(pl.col("waarde").sum())
    )
    joined = parts.join(whole, on=KEY, how="left")
    assert (joined["waarde"] == joined["alles"]).all()
    assert {*OWN, "inkomen", "huishouden", "leeftijd", "groep_herkomst"} == set(joined["dimensie"])


def test_every_seeker_is_touched_or_not(found: Run) -> None:
    for measure in ("zoekmaanden", "geslaagd", "zoekers", "verhuringen", "aanvragen", "weigeringen"):
        groups = found.ledger.filter(
            (pl.col("maat") == measure) & (pl.col("dimensie") == "geraakt") & (pl.col("gebied") == "")
        )
        assert groups["waarde"].sum() == found.total(measure) > 0
        assert set(groups["groep"]) <= {"geraakt", "niet_geraakt"}


def test_the_region_is_the_sum_of_its_areas_and_of_who_lives_nowhere(found: Run) -> None:
    inside = found.ledger.filter(~pl.col("gebied").is_in(["", "buiten"]) & (pl.col("dimensie") == "alles"))
    whole = found.ledger.filter((pl.col("gebied") == "") & (pl.col("dimensie") == "alles")).sort("maat", "jaar")
    summed = inside.group_by("maat", "jaar").agg(pl.col("waarde").sum())
    joined = whole.join(summed, on=["maat", "jaar"], how="left", suffix="_som").with_columns(
        pl.col("waarde_som").fill_null(0)
    )
    nowhere = joined.filter(pl.col("waarde") != pl.col("waarde_som"))
    assert set(nowhere["maat"]) <= {"zoekers", "zoekmaanden", "huishoudens", "uitgesloten"}
    assert (nowhere["waarde"] > nowhere["waarde_som"]).all()


def test_the_stock_at_the_end_of_a_year_is_what_is_there() -> None:
    region = made_region(700)
    found = Run(OPTION, region=region, months=12)
    state = found.state
    assert state is not None
    them, homes = state.households, state.dwellings
    assert found.total("huishoudens") == them.present.sum() and found.total("zoekers") == (them.seeking >= 0).sum()
    assert found.total("woningen") == homes.standing.sum()
    assert found.total("leegstaand") == (homes.standing & (homes.household < 0)).sum()
    oost = list(state.names.areas).index("oost")
    assert found.total("woningen", "oost") == (homes.standing & (homes.area == oost)).sum()
    assert (
        found.total("instroom") - found.total("uitstroom")
        == (them.home >= 0).sum() - region.households["woning"].count()
    )


def test_who_finds_was_let_a_dwelling(found: Run) -> None:
    assert found.total("verhuringen") == found.total("geslaagd") > found.total("verhuringen.corporatie") > 0
    assert found.total("instroom") > found.total("verhuringen")
    assert found.total("geslaagd.maanden") >= found.total("wachttijd.maanden") > 0
    assert found.total("leegstand.maanden") >= found.total("verhuringen")


def _touched(touching: list[Option]) -> dict[str, int]:
    ledger = Run(OPTION, region=made_region(700), months=12, touching=touching).ledger
    chosen = (pl.col("maat") == "zoekers") & (pl.col("dimensie") == "geraakt") & (pl.col("gebied") == "")
    return dict(ledger.filter(chosen).select("groep", "waarde").iter_rows())


def test_only_a_seeker_whom_a_rule_would_stop_is_touched() -> None:
    assert set(_touched([])) == {"niet_geraakt"}
    eight, nine = ground_option("artikel_8"), ground_option("artikel_9")
    touched = _touched([eight])
    assert touched["niet_geraakt"] > touched["geraakt"] > 0
    # The order of article 9 closes no door, but where it is all there is.
    assert _touched([eight, nine]) == touched
    ordered = _touched([nine])
    assert ordered["geraakt"] > ordered["niet_geraakt"] > 0
