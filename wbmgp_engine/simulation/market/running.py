"""A run of the market: one option, one replicate, month after month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.book import Book
from wbmgp_engine.simulation.market.calendar import Scale, draw_year, scale_of
from wbmgp_engine.simulation.market.chance import Chance
from wbmgp_engine.simulation.market.entering import state_of
from wbmgp_engine.simulation.market.forming import change_incomes, enter, expect_newcomers
from wbmgp_engine.simulation.market.leaving import end_and_leave, give_up
from wbmgp_engine.simulation.market.letting import Refusals, let
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.newcomers import age_bands, pool_of
from wbmgp_engine.simulation.market.owning import sell
from wbmgp_engine.simulation.market.regime import Permits, regime_of
from wbmgp_engine.simulation.market.searching import begin_to_look
from wbmgp_engine.simulation.market.segments import segments_of
from wbmgp_engine.simulation.market.state import NEVER, NOBODY, State
from wbmgp_engine.simulation.market.supply import build_and_demolish
from wbmgp_engine.simulation.market.tallying import tally_seekers, tally_year
from wbmgp_engine.simulation.market.touching import classify_rest, classify_year, excluded
from wbmgp_engine.simulation.options import Option, Scenario
from wbmgp_engine.simulation.regions import Region

_MONTHS: Final = 12
Watch = Callable[[State, int], None]
Progress = Callable[[int], None]


def run(
    region: Region,
    scenario: Scenario,
    option: Option,
    permits: Permits,
    *,
    replicate: int,
    touching: Sequence[Permits] = (),
    months: int | None = None,
    watch: Watch | None = None,
    refusals: Refusals | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """The ledger of one option in one replicate; its columns are `book.SCHEMA`.

    `touching`: the permits of every option with measures, by which seekers count as touched. `watch` sees the state at
    the end of each month, with the number of the month from 0; `refusals` the refused applications of each;
    `progress` is told how many months are done.
    """
    wait = round(option.value("leegstand_norm_maanden"))
    market = market_of(region, scenario, option, replicate, wait)
    scale = scale_of(market.state)
    for number in range(scenario.months if months is None else months):
        market.state.month = market.begin + number
        if number == 0 or market.state.month % _MONTHS == 0:
            _begin_year(market, scale, touching)
        _month(market, permits, wait, touching, refusals)
        if market.state.month % _MONTHS == _MONTHS - 1:
            tally_year(market, excluded(market, permits))
        if watch is not None:
            watch(market.state, number)
        if progress is not None:
            progress(number + 1)
    return market.book.frame()


def market_of(region: Region, scenario: Scenario, option: Option, replicate: int, wait: int) -> Market:
    """The market of a run before its first month; `wait`: the months a dwelling stands vacant before it is on offer."""
    segments = segments_of(scenario, len(region.areas))
    state = state_of(region, scenario.begin, segments, wait)
    state.households.age[:] = age_bands(state.households.born, state.today)
    chance = Chance(scenario.seed, replicate)
    return Market(option, state.month, state, Book(state), chance, pool_of(state), segments)


def _begin_year(market: Market, scale: Scale, touching: Sequence[Permits]) -> None:
    _forget_the_gone(market.state)
    draw_year(market, scale)
    expect_newcomers(market)
    classify_year(market, touching)


def _month(market: Market, permits: Permits, wait: int, touching: Sequence[Permits], refusals: Refusals | None) -> None:
    regime = regime_of(permits, market.state)
    change_incomes(market)
    end_and_leave(market)
    build_and_demolish(market)
    begin_to_look(market, enter(market))
    classify_rest(market, touching)
    sell(market, regime, wait)
    them = market.them
    tally_seekers(market, "zoekmaanden", np.flatnonzero(them.present & (them.seeking != NEVER)))
    let(market, permits, regime, wait, refusals)
    give_up(market)


def _forget_the_gone(state: State) -> None:
    """Make room: households that are no longer there lose their rows, the others keep their order."""
    them, homes = state.households, state.dwellings
    kept = np.flatnonzero(them.present)
    row = np.full(them.room, NOBODY, dtype=np.int32)
    row[kept] = np.arange(len(kept))
    them.keep(kept)
    lived_in = homes.household != NOBODY
    homes.household[lived_in] = row[homes.household[lived_in]]
