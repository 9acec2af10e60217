"""Whom the measures touch: seekers against whom the rules of some option would hold a ground for refusal.

Every option is asked in every run, so that a group is of the same kind of people whatever the option does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.facts import seekers_frame
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import ORDER, Permits
from wbmgp_engine.simulation.market.rows import Mask, Slots
from wbmgp_engine.simulation.market.state import NEVER, NO_EVENT, UNKNOWN
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
    """Ask the rules of every option about these households.

    An order of priority closes no door: it counts only where no option does anything else.
    """
    designated = [item for permits in touching for item in permits.option.designations]
    order_only = all(item.ground == ORDER for item in designated)
    touched = np.zeros(len(rows), dtype=np.bool_)
    if len(rows):
        seekers, day = seekers_frame(market.them, rows, market.state.names), market.state.day
        for permits in touching:
            touched |= permits.touched(day, seekers) if order_only else closed(permits, day, seekers)
    market.them.touched[rows] = touched


def excluded(market: Market, permits: Permits) -> Slots:
    """The seekers for whom some dwelling in a designated area is closed this month."""
    them = market.them
    rows = np.flatnonzero(them.present & (them.seeking != NEVER))
    return rows[closed(permits, market.state.day, seekers_frame(them, rows, market.state.names))]


def closed(permits: Permits, day: date, seekers: pl.DataFrame) -> Mask:
    """Of each seeker whether some dwelling in a designated area is closed for certain, whoever else wants it."""
    found = np.zeros(seekers.height, dtype=np.bool_)
    if permits.option.without_measures or not seekers.height:
        return found
    asked = probes(day, dwellings_of(permits.option))
    alone = seekers.with_columns(pl.lit(value=False).alias("voorrang"))
    for dwelling in representatives(asked, permits.judge(day, permits.applications(day, asked))):
        placed = alone.with_columns(*(pl.lit(value).alias(name) for name, value in dwelling.items()))
        answer = permits.judge(day, permits.applications(day, placed))
        found |= answer["weigering.zeker"].fill_null(value=False).to_numpy()
    return found
