"""Whom the measures touch: seekers against whom the rules of some option would hold a ground for refusal.

Every option is asked in every run, so that a group is of the same kind of people whatever the option does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.facts import seekers_frame
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import Permits
from wbmgp_engine.simulation.market.rows import Slots
from wbmgp_engine.simulation.market.state import NEVER, NO_EVENT, UNKNOWN
from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.permits.probes import dwellings_of, probes, representatives


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
    """Ask the rules of every option about these households."""
    touched = np.zeros(len(rows), dtype=np.bool_)
    if len(rows):
        seekers = seekers_frame(market.them, rows, market.state.names)
        for permits in touching:
            touched |= permits.touched(market.state.day, seekers)
    market.them.touched[rows] = touched


def excluded(market: Market, permits: Permits, option: Option) -> Slots:
    """The seekers for whom some dwelling in a designated area is closed for certain, whoever else wants it."""
    them, day = market.them, market.state.day
    rows = np.flatnonzero(them.present & (them.seeking != NEVER))
    found = np.zeros(len(rows), dtype=np.bool_)
    if not option.designations or not len(rows):
        return rows[found]
    asked = probes(day, dwellings_of(option))
    seekers = seekers_frame(them, rows, market.state.names).with_columns(pl.lit(value=False).alias("voorrang"))
    for dwelling in representatives(asked, permits.judge(day, permits.applications(day, asked))):
        placed = seekers.with_columns(*(pl.lit(value).alias(name) for name, value in dwelling.items()))
        answer = permits.judge(day, permits.applications(day, placed))
        found |= answer["weigering.zeker"].fill_null(value=False).to_numpy()
    return rows[found]
