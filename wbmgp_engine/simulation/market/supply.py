"""What is built and taken down, after the programme of the option."""

from __future__ import annotations

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.leaving import vacate
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER, NOBODY, OWNED, UNKNOWN, month_of
from wbmgp_engine.simulation.options import Supply
from wbmgp_engine.simulation.regions.columns import KINDS, TENURES


def build_and_demolish(market: Market) -> None:
    """Carry out what the programme has for this month."""
    for item in market.option.supply:
        if month_of(item.month) == market.state.month:
            (_build if item.dwellings > 0 else _demolish)(market, item)


def _build(market: Market, item: Supply) -> None:
    """New dwellings stand vacant; they will change hands as often as those of their tenure do."""
    state, homes = market.state, market.state.dwellings
    alike = homes.turnover[: homes.count][homes.tenure[: homes.count] == TENURES.index(item.tenure)]
    rows = homes.add(item.dwellings)
    homes.id[rows], homes.standing[rows] = rows, True
    homes.area[rows] = state.names.areas.index(item.area)
    homes.tenure[rows], homes.kind[rows] = TENURES.index(item.tenure), KINDS.index(item.kind)
    homes.rent[rows] = 0 if item.tenure == TENURES[OWNED] else item.rent or 0
    homes.turnover[rows] = alike.mean() if len(alike) else 0.0
    homes.vacant_since[rows] = state.month
    parts = (getattr(homes, name)[rows] for name in ("area", "tenure", "kind", "rent"))
    homes.segment[rows] = market.segments.of(*parts)
    state.built += len(rows)


def _demolish(market: Market, item: Supply) -> None:
    """Vacant dwellings first; who lived in the others looks for one with urgency. There may be fewer than was planned."""
    state, homes = market.state, market.state.dwellings
    alike = homes.standing & (homes.area == state.names.areas.index(item.area)) & (homes.kind == KINDS.index(item.kind))
    rows = np.flatnonzero(alike & (homes.tenure == TENURES.index(item.tenure)))
    order = np.lexsort((market.chance.uniform(Stream.DEMOLISH, 0, homes.id[rows]), homes.household[rows] != NOBODY))
    rows = rows[order[: -item.dwellings]]
    occupants = homes.household[rows]
    _displace(market, occupants[occupants != NOBODY].astype(np.int64))
    homes.standing[rows], homes.segment[rows] = False, -1
    state.demolished += len(rows)


def _displace(market: Market, rows: Slots) -> None:
    them = market.them
    vacate(market, rows)
    begins = rows[them.seeking[rows] == NEVER]
    them.seeking[begins], them.refused[begins], them.touched[begins] = market.state.month, NEVER, UNKNOWN
    them.refused_last[begins] = NEVER
    them.urgent[rows] = True
