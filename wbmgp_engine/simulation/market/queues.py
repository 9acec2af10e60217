"""In which order candidates for a segment are served."""

from __future__ import annotations

from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Int64s, Mask, Slots
from wbmgp_engine.simulation.market.state import CORPORATION, NO_DAY, NOWHERE
from wbmgp_engine.simulation.market.vacancies import Vacancies
from wbmgp_engine.simulation.regions.columns import INCOMES

# What a tie to the municipality counts for at most, in months of waiting.
_TIE: Final = 240
# The place of each part in one number by which candidates are sorted.
_SEGMENT, _PRIORITY, _URGENT, _WAITED, _LOT = 50, 49, 48, 36, 36
_LONGEST: Final = (1 << (_URGENT - _WAITED)) - 1
_WORK: Final = np.array([*(name in ("dienstbetrekking", "zelfstandige") for name in INCOMES), False])


def order(market: Market, vacancies: Vacancies, rows: Slots, place: Int64s, priority: Mask) -> Slots:
    """Candidates segment by segment, in the order in which the landlord serves them.

    A corporation: who has priority, who has urgency, who waits longest, by lot. Another landlord: by lot, with better
    odds for who earns a wage.
    """
    corporation = vacancies.tenure[place] == CORPORATION
    within = np.where(corporation, _waiting(market, vacancies, rows, place, priority), _landlords(market, rows))
    return np.argsort((place << _SEGMENT) | within, kind="stable")


def waited(market: Market, rows: Slots) -> Int64s:
    """The months since these seekers began to look."""
    return market.state.month - market.them.seeking[rows].astype(np.int64)


def _waiting(market: Market, vacancies: Vacancies, rows: Slots, place: Int64s, priority: Mask) -> Int64s:
    them, towns = market.them, market.state.names.municipality
    months, tie = waited(market, rows), round(market.option.value("binding_voorrang") * _TIE)
    if tie:
        anchor = them.anchor[rows]
        months = months + tie * ((anchor != NOWHERE) & (towns[anchor] == towns[vacancies.area[place]]))
    behind = _LONGEST - np.clip(months, 0, _LONGEST)
    first = ((~priority).astype(np.int64) << _PRIORITY) | ((~them.urgent[rows]).astype(np.int64) << _URGENT)
    return first | (behind << _WAITED) | _lot(market, rows)


def _lot(market: Market, rows: Slots) -> Int64s:
    bits = market.chance.bits(Stream.QUEUE, market.state.month, market.them.id[rows])
    return (bits >> np.uint64(64 - _LOT)).astype(np.int64)


def _landlords(market: Market, rows: Slots) -> Int64s:
    """A race of exponential times: whoever weighs more tends to be earlier (a Plackett-Luce order)."""
    them = market.them
    works = _WORK[them.income[rows]] | (_WORK[them.partner_income[rows]] & (them.partner_born[rows] != NO_DAY))
    weight = np.exp(market.option.value("verhuurder_voorkeur_werk") * works)
    time = -np.log1p(-market.draw(Stream.QUEUE, rows)) / weight
    found: Int64s = np.minimum(time / (1 + time) * 2.0**_PRIORITY, 2.0**_PRIORITY - 1).astype(np.int64)
    return found


def served(place: Int64s, passes: Mask, number: Int64s) -> Mask:
    """Whose turn comes, of sorted candidates, while there are dwellings: before the last one is let."""
    start = np.searchsorted(place, np.arange(len(number)), side="left")[place]
    before: Int64s = np.cumsum(passes) - passes
    turn: Mask = before - before[start] < number[place]
    return turn
