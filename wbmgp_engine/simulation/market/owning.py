"""Dwellings for sale: tenants who move on to one, and buyers from outside. The market for sale itself is not modelled."""

from __future__ import annotations

import numpy as np

from wbmgp_engine.simulation.market.calendar import due
from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.newcomers import derived_ids, expect, picked, take_after
from wbmgp_engine.simulation.market.regime import Regime
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.settling import settle
from wbmgp_engine.simulation.market.state import NO_EVENT, NOBODY, NOWHERE, OWNED


def sell(market: Market, regime: Regime, wait: int) -> None:
    """Every vacated dwelling for sale is sold after the wait: to tenants who move on, what is left to outsiders."""
    state, homes = market.state, market.state.dwellings
    empty = homes.standing & (homes.tenure == OWNED) & (homes.household == NOBODY)
    for_sale = np.flatnonzero(empty & (homes.vacant_since <= state.month - wait))
    for_sale = for_sale[np.argsort(homes.id[for_sale])]
    tenants = _tenants(market)[: len(for_sale)]
    settle(market, regime, tenants, for_sale[: len(tenants)])
    # Where nobody ever lived nobody is like a buyer.
    rest = for_sale[len(tenants) :] if market.pool.size else for_sale[:0]
    settle(market, regime, _outsiders(market, rest), rest)


def _tenants(market: Market) -> Slots:
    """The tenants who move on to a dwelling of their own this month, in an order of chance."""
    them, homes = market.them, market.state.dwellings
    rows = due(them.own, them, market.state.month)
    rows = rows[them.home[rows] != NOWHERE]
    rows = rows[homes.tenure[them.home[rows]] != OWNED]
    found: Slots = rows[np.argsort(market.draw(Stream.OWN, rows))]
    return found


def _outsiders(market: Market, dwellings: Slots) -> Slots:
    """A household for each of these dwellings that was not in the region before."""
    state, them = market.state, market.them
    ids = derived_ids(market.chance, Stream.BUYER, state.month, state.dwellings.id[dwellings])
    rows = expect(state, ids, np.full(len(ids), NO_EVENT, dtype=np.int8))
    take_after(
        state, rows, market.pool, picked(market.pool.buying, market.chance.uniform(Stream.BUYER, state.month, ids))
    )
    them.present[rows], them.outside[rows] = True, True
    state.came += len(rows)
    return rows
