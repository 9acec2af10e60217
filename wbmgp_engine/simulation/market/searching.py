"""Who begins to look for a dwelling."""

from __future__ import annotations

from wbmgp_engine.simulation.market.calendar import due
from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER, NOWHERE


def begin_to_look(market: Market, newcomers: Slots) -> None:
    """Newcomers look at once; of those with a dwelling whoever it comes upon this month and does not look yet."""
    them, state = market.them, market.state
    settled = due(them.search, them, state.month)
    settled = settled[(them.home[settled] != NOWHERE) & (them.seeking[settled] == NEVER)]
    for rows in (newcomers, settled):
        them.seeking[rows], them.refused[rows], them.refused_last[rows] = state.month, NEVER, NEVER
        them.urgent[rows] = market.draw(Stream.URGENT, rows) < market.option.value("urgent_aandeel")
