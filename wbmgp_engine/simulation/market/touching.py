"""Whom the measures touch: seekers against whom the rules of some option would hold a ground for refusal.

Every option is asked in every run, so that a group is of the same kind of people whatever the option does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wbmgp_engine.simulation.market.facts import seekers_frame
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import ORDER, Permits
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER, NO_EVENT, UNKNOWN


def classify_year(market: Market, touching: Sequence[Permits]) -> None:
    """Classify, for the year, whoever looks for a dwelling or will begin to in it."""
    them = market.them
    looks = them.present & ((them.seeking != NEVER) | (them.search < NO_EVENT))
    classify(market, touching, np.flatnonzero(looks | (them.enter < NO_EVENT)))


def classify_rest(market: Market, touching: Sequence[Permits]) -> None:
    """Classify seekers whom nobody saw coming, such as the occupants of demolished dwellings."""
    them = market.them
    classify(market, touching, np.flatnonzero(them.present & (them.seeking != NEVER) & (them.touched == UNKNOWN)))


def classify(market: Market, touching: Sequence[Permits], rows: Slots) -> None:
    """Ask the rules of every option about these households.

    An order of priority closes no door: it counts only where no option does anything else.
    """
    designated = [item for permits in touching for item in permits.option.designations]
    order_only = all(item.ground == ORDER for item in designated)
    touched = np.zeros(len(rows), dtype=np.bool_)
    if len(rows):
        seekers, day = seekers_frame(market.them, rows, market.state.names), market.state.day
        for permits in touching:
            touched |= permits.touched(day, seekers, rival=order_only)
    market.them.touched[rows] = touched


def excluded(market: Market, permits: Permits) -> Slots:
    """The seekers for whom some dwelling in a designated area is closed this month."""
    them = market.them
    rows = np.flatnonzero(them.present & (them.seeking != NEVER))
    seekers = seekers_frame(them, rows, market.state.names)
    return rows[permits.touched(market.state.day, seekers, rival=False)]
