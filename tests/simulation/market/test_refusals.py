"""Refusals: only where the rules refuse, and every one of them as the desk would."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.our_law import OUR_LAW
from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline, made_designation, made_option, made_ordinance
from tests.simulation.market.samples import GROUNDS, Run, ground_option
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.simulation.market import State

REGION = made_region(6000)
STRICT = {"negatieve_woonverklaring": 0.1, "hardheid_artikel_8": 0.0, "voorrang_reageert": 0.5}
COUNTERS = (
    "aanvragen",
    "weigeringen",
    "weigering.mogelijk",
    "voorrang",
    "voorbijgegaan",
    "geweigerden",
    "hardheid",
    "onvolledig",
)


@pytest.fixture(scope="module")
def everything() -> Run:
    option = ground_option(*GROUNDS, areas=("noord", "oost", "zuid"), values=STRICT)
    return Run(option, region=REGION, touching=[option])


def test_every_refusal_is_what_the_desk_would_decide(everything: Run) -> None:
    refused = pl.concat(everything.refused)
    assert refused.height == everything.total("weigeringen") > 100
    for row in refused.sample(min(refused.height, 1000), seed=1).iter_rows(named=True):
        told = Application.model_validate(everything.permits.application(row))
        assessed = assess(told, lawbook=OUR_LAW, on=row["aanvraagdatum"])
        assert assessed.advice == "weigeren", row


def test_each_application_ends_in_one_way_within_its_bounds(everything: Run) -> None:
    ledger = everything.ledger.filter(
        pl.col("maat").is_in(
            ["aanvragen", "verleend", "weigeringen", "onvolledig", "weigering.zeker", "weigering.mogelijk"]
        )
    )
    wide = ledger.pivot(on="maat", index=["jaar", "gebied", "dimensie", "groep"], values="waarde").fill_null(0)
    ends = wide["verleend"] + wide["weigeringen"] + wide["onvolledig"]
    assert wide.height > 50 and (wide["aanvragen"] == ends).all()
    assert (wide["weigering.zeker"] <= wide["weigeringen"]).all() and (
        wide["weigeringen"] <= wide["weigering.mogelijk"]
    ).all()
    assert wide["onvolledig"].sum() > 0 and (wide["weigering.zeker"] < wide["weigering.mogelijk"]).any()


def test_each_ground_is_counted_by_itself(everything: Run) -> None:
    parts = [everything.total(f"weigeringen.{ground}") for ground in GROUNDS]
    assert min(parts) > 0 and sum(parts) >= everything.total("weigeringen") >= max(parts)


def test_no_refusal_without_measures() -> None:
    found = Run(made_baseline(), region=REGION, months=14)
    assert not found.refused
    assert all(found.total(counter) == 0 for counter in COUNTERS)


def test_no_refusal_outside_a_designation_in_force() -> None:
    start, end = date(2026, 5, 1), date(2027, 3, 1)
    option = made_option("kort", made_designation("noord", "artikel_8", start, end))
    found = Run(option, region=REGION, months=20)
    refused = pl.concat(found.refused)
    assert set(refused["woonruimte.gebied"]) == {"noord"}
    assert refused["aanvraagdatum"].min() >= start and refused["aanvraagdatum"].max() < end  # type: ignore[operator]
    areas = found.ledger.filter(pl.col("maat").is_in(COUNTERS) & ~pl.col("maat").str.starts_with("geweigerden."))[
        "gebied"
    ]
    assert set(areas) <= {"noord", ""}


def test_no_refusal_where_the_ordinance_does_not_reach() -> None:
    rooms = made_ordinance(
        categorieen=[{"gronden": ["artikel_8"], "verhuurder": ["particulier"], "huurprijsTot": 60000}]
    )
    found = Run(ground_option("artikel_8", ordinance=rooms), region=REGION, months=18)
    refused = pl.concat(found.refused)
    assert set(refused["woonruimte.verhuurder"]) == {"particulier"}
    assert refused["woonruimte.huurprijs"].max() < 60000  # type: ignore[operator]


def test_the_refused_look_on_and_are_accounted_for(everything: Run) -> None:
    first, found = everything.total("geweigerden"), everything.total("geweigerden.gevonden")
    gone, looking = everything.total("geweigerden.vertrokken"), everything.total("geweigerden.zoekend", year=2027)
    assert first == found + gone + looking and min(found, looking) > 0
    ways = everything.ledger.filter((pl.col("dimensie") == "bestemming") & (pl.col("gebied") == ""))
    assert ways["waarde"].sum() == found


def test_the_hardship_clause_grants_what_would_be_refused() -> None:
    strict = ground_option("artikel_8", values={"hardheid_artikel_8": 0.0})
    # The range of the assumption does not bind what a test asks of it.
    lenient = ground_option("artikel_8", values={"hardheid_artikel_8": 1.0})
    hard, soft = (Run(option, region=REGION, months=12) for option in (strict, lenient))
    assert hard.total("weigeringen") > 0 and hard.total("hardheid") == 0
    assert soft.total("weigeringen") == 0 and soft.total("hardheid") > 0


def test_the_state_remembers_who_was_refused(everything: Run) -> None:
    state: State | None = everything.state
    assert state is not None
    waiting = state.households.refused >= 0
    assert waiting.sum() == everything.total("geweigerden.zoekend", year=2027)
    assert (state.households.refused_last[waiting] >= state.households.refused[waiting]).all()


def test_whoever_completes_is_judged_on_the_true_facts() -> None:
    """Nothing told at first and everything completed ends as if everything had been told at once."""
    hidden = {"onbekend_inkomen": 1.0, "onbekend_verblijf": 1.0, "aanvulling": 1.0}
    told = {"onbekend_inkomen": 0.0, "onbekend_verblijf": 0.0}
    late, early = (Run(ground_option(*GROUNDS, values=values), region=REGION, months=12) for values in (hidden, told))
    # Which ground stands in the way, and whether hardship was needed, may stay open where another ground decides.
    outcome = ~pl.col("maat").str.contains(r"^weigering\.|artikel_|^hardheid$")
    assert late.ledger.filter(outcome).equals(early.ledger.filter(outcome))
    assert late.total("weigering.mogelijk") > early.total("weigering.mogelijk") > 0
