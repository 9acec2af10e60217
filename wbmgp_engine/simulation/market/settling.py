"""What it means to find a dwelling: the move, and the end of a search."""

from __future__ import annotations

from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.leaving import INFLOW, vacate
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import Regime
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER

# Where the refused end up, from the place of the refusal.
DESTINATIONS: Final = ("zelfde_gebied", "aangewezen_elders", "zelfde_gemeente", "elders_in_regio")


def settle(market: Market, regime: Regime, rows: Slots, dwellings: Slots) -> None:
    """These households leave where they live and move each into its dwelling."""
    areas = market.state.dwellings.area[dwellings]
    market.book.count(INFLOW, areas, rows)
    _refused(market, regime, rows, dwellings)
    vacate(market, rows)
    market.state.move_in(rows, dwellings)


def _refused(market: Market, regime: Regime, rows: Slots, dwellings: Slots) -> None:
    """Those who were refused while they looked have found something after all: where, and after how long."""
    them, towns = market.them, market.state.names.municipality
    chosen = them.refused[rows] != NEVER
    rows, to = rows[chosen], market.state.dwellings.area[dwellings[chosen]].astype(np.int64)
    origin = them.refused_area[rows]
    kind = np.select([to == origin, regime.designated[to], towns[to] == towns[origin]], [0, 1, 2], 3)
    market.book.count("geweigerden.gevonden", to, rows)
    market.book.split("geweigerden.gevonden", "bestemming", DESTINATIONS, to, kind)
    market.book.count("geweigerden.maanden", to, rows, market.state.month - them.refused[rows])
    them.refused[rows], them.refused_last[rows] = NEVER, NEVER
