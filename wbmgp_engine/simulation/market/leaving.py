"""Who is no longer there: households that end, leave the region, or give up looking."""

from __future__ import annotations

import numpy as np

from wbmgp_engine.simulation.market.calendar import due
from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.couples import merge
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER, NOWHERE

INFLOW, OUTFLOW, REFUSED_GONE = "instroom", "uitstroom", "geweigerden.vertrokken"


def vacate(market: Market, rows: Slots) -> None:
    """These households, of whom some have a dwelling, leave it."""
    them = market.them
    housed = rows[them.home[rows] != NOWHERE]
    market.book.count(OUTFLOW, market.state.dwellings.area[them.home[housed]], housed)
    market.state.move_out(housed)


def end_and_leave(market: Market) -> None:
    """The households that end this month, and those with a dwelling that leave the region."""
    them, month = market.them, market.state.month
    ending = due(them.end, them, month)
    merge(market, ending)
    _depart(market, ending)
    leaving = due(them.leave, them, month)
    leaving = leaving[them.home[leaving] != NOWHERE]
    market.book.count(INFLOW, market.book.outside, leaving)
    _depart(market, leaving)


def give_up(market: Market) -> None:
    """Seekers who stop: who has no dwelling leaves the region, the others stay where they are."""
    them = market.them
    seekers = np.flatnonzero(them.present & (them.seeking != NEVER))
    stopping = seekers[market.draw(Stream.GIVE_UP, seekers) < market.option.value("opgeven_maand")]
    housed = them.home[stopping] != NOWHERE
    _stop(market, stopping[housed])
    _depart(market, stopping[~housed])


def _depart(market: Market, rows: Slots) -> None:
    _stop(market, rows)
    vacate(market, rows)
    market.state.go(rows)


def _stop(market: Market, rows: Slots) -> None:
    """These households, of whom some looked for a dwelling, no longer do."""
    them = market.them
    refused = rows[them.refused[rows] != NEVER]
    market.book.count(REFUSED_GONE, them.refused_area[refused], refused)
    them.seeking[rows], them.refused[rows], them.urgent[rows] = NEVER, NEVER, False
