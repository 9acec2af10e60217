"""Couples that form, and first children: what keeps the types of household from wearing away."""

from __future__ import annotations

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.newcomers import OLDEST
from wbmgp_engine.simulation.market.rows import Mask, Slots
from wbmgp_engine.simulation.market.state import FAMILY, PAIR, SINGLE

_PARENTS_BEFORE = 3


def merge(market: Market, ending: Slots) -> None:
    """Of the households that end this month, single people under 65 move in with another of them, as a partner."""
    them = market.them
    leaving = ending[(them.kind[ending] == SINGLE) & (them.age[ending] < OLDEST)]
    open_to = them.present & (them.kind == SINGLE) & (them.age < OLDEST)
    open_to[ending] = False
    hosts = _drawn(market, Stream.MERGE, open_to, len(leaving))
    guests = leaving[np.argsort(them.id[leaving])][: len(hosts)]
    them.partner_born[hosts], them.partner_income[hosts] = them.born[guests], them.income[guests]
    them.kind[hosts], them.persons[hosts] = PAIR, 2


def bear(market: Market, number: int) -> None:
    """So many couples under 45 have a first child: as many as there were families that are none any more."""
    them = market.them
    rows = _drawn(market, Stream.BIRTH, them.present & (them.kind == PAIR) & (them.age < _PARENTS_BEFORE), number)
    them.kind[rows], them.persons[rows] = FAMILY, 3


def _drawn(market: Market, stream: Stream, wanted: Mask, number: int) -> Slots:
    """So many of these households by lot, or all where there are fewer."""
    rows = np.flatnonzero(wanted) if number else np.zeros(0, dtype=np.int64)
    found: Slots = rows[np.argsort(market.draw(stream, rows))[:number]]
    return found
