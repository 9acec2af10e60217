"""The same chances for every option: what differs is what an option does."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline, made_scenario
from tests.simulation.market.samples import GROUNDS, Run, contents, ground_option
from wbmgp_engine.simulation.market import State
from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.regions import Region

REGION = made_region(500)
MEASURES = ground_option(*GROUNDS)
SCENARIO = made_scenario(options=[MEASURES])


def _run(option: Option, **more: object) -> Run:
    given: dict[str, object] = {"region": REGION, "scenario": SCENARIO, "months": 14, "touching": [MEASURES], **more}
    return Run(option, **given)  # type: ignore[arg-type]


def _state(found: Run) -> State:
    assert found.state is not None
    return found.state


@pytest.fixture(scope="module")
def measured() -> Run:
    """A run with measures on every ground."""
    return _run(MEASURES)


@pytest.fixture(scope="module")
def basis() -> Run:
    """A run of the baseline."""
    return _run(made_baseline())


def test_an_option_without_measures_is_the_baseline_bit_for_bit(basis: Run) -> None:
    without = _run(replace(made_baseline(), id="niets", ordinance=MEASURES.ordinance))
    assert basis.ledger.equals(without.ledger)
    assert contents(_state(basis)) == contents(_state(without))


def test_designations_that_have_ended_are_the_baseline_too(basis: Run) -> None:
    past = [item.model_copy(update={"end": item.start}) for item in MEASURES.designations]
    found = _run(replace(MEASURES, designations=tuple(past)))
    assert found.ledger.equals(basis.ledger)


def test_the_same_run_twice_is_the_same(measured: Run) -> None:
    again = _run(MEASURES)
    assert measured.ledger.equals(again.ledger) and contents(_state(measured)) == contents(_state(again))


@pytest.mark.parametrize("change", [{"replicate": 1}, {"scenario": replace(SCENARIO, seed=2)}])
def test_another_replicate_or_seed_is_another_run_from_the_first_month_on(change: dict[str, object]) -> None:
    one, other = (_run(made_baseline(), months=1, **more) for more in ({}, change))
    assert not one.ledger.equals(other.ledger)


def test_the_order_of_households_and_dwellings_does_not_matter(measured: Run) -> None:
    mixed = Region(
        REGION.id, REGION.name, REGION.day, REGION.municipalities, REGION.areas,
        REGION.households.sample(fraction=1, shuffle=True, seed=1), REGION.dwellings.sample(fraction=1, shuffle=True, seed=2),
    )  # fmt: skip
    assert mixed.households["id"].to_list() != REGION.households["id"].to_list()
    assert _run(MEASURES, region=mixed).ledger.equals(measured.ledger)


def test_newcomers_are_the_same_whatever_the_option(basis: Run, measured: Run) -> None:
    arrived = [
        {number for number in _state(found).households.id.tolist() if 2**61 <= number < 2**62}
        for found in (basis, measured)
    ]
    # Some have left again, under one option sooner than under the other.
    assert len(arrived[0] & arrived[1]) > 0.8 * max(len(found) for found in arrived) > 0


def test_permits_that_everybody_gets_change_nothing() -> None:
    """Article 10 with no refusal at all: every application is granted, and the market goes as it would have gone."""
    granted = {"negatieve_woonverklaring": 0.0, "onbekend_inkomen": 0.0, "onbekend_verblijf": 0.0}
    with_permits = _run(ground_option("artikel_10", values=granted))
    without = _run(made_baseline())
    moves = pl.col("maat").is_in(["instroom", "uitstroom", "zoekmaanden", "verhuringen", "huishoudens", "geslaagd"])
    assert with_permits.total("aanvragen") == with_permits.total("verleend") > 0
    assert with_permits.ledger.filter(moves).equals(without.ledger.filter(moves))
