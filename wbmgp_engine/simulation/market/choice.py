"""Which segment a seeker reacts to: a multinomial logit over the segments on offer (docs/simulation-model.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Floats, Int64s, Mask, Slots
from wbmgp_engine.simulation.market.state import (
    CORPORATION,
    NEVER,
    NO_DAY,
    NOWHERE,
    SINGLE,
    UNKNOWN,
    Households,
)  # fmt: skip
from wbmgp_engine.simulation.market.vacancies import Vacancies
from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.regions.columns import INCOMES

LOW, MIDDLE, HIGH = 0, 1, 2
_REACHES: Final = 3
# Whoever was refused does not try again for a year where a permit is needed.
_AVOIDS: Final = 12
_EUROCENTS: Final = 10_000
_MIDDLE: Final = frozenset({"dienstbetrekking", "zelfstandige", "vut", "pensioen"})
# An income that is not known counts as one in the middle: its code, -1, reads the last.
_EARNS: Final = np.array([*(name in _MIDDLE for name in INCOMES), True])


@dataclass(frozen=True)
class Reactions:
    """Seekers who react, and the segment each reacts to, as a place in the vacancies."""

    rows: Slots
    place: Int64s


def reach_of(them: Households, rows: Slots) -> Int64s:
    """How far an income reaches, by its kind: two of work or pension together reach highest."""
    own = _EARNS[them.income[rows]].astype(np.int64)
    found: Int64s = own + (_EARNS[them.partner_income[rows]] & (them.partner_born[rows] != NO_DAY))
    return found


def react(market: Market, vacancies: Vacancies, covered: Mask) -> Reactions:
    """Let every seeker who reacts this month choose a segment, unless there is none that will do."""
    them, month = market.them, market.state.month
    rows = np.flatnonzero(them.present & (them.seeking != NEVER))
    if not len(vacancies.codes):
        return Reactions(rows[:0], rows[:0])
    rows = rows[market.draw(Stream.REACT, rows) < market.option.value("reacties_maand")]
    avoids = (them.refused_last[rows] != NEVER) & (them.refused_last[rows] > month - _AVOIDS)
    kinds = _Kinds(them.anchor[rows].astype(np.int64), reach_of(them, rows), them.kind[rows] == SINGLE, avoids)
    weights = _weights(market, vacancies, covered, kinds)
    place = _chosen(weights, kinds.dense, market.draw(Stream.CHOOSE, rows))
    reacts = place != UNKNOWN
    return Reactions(rows[reacts], place[reacts])


class _Kinds:
    """Seekers of one kind weigh the segments alike: the kinds there are, and that of each seeker (`dense`)."""

    def __init__(self, anchor: Int64s, reach: Int64s, single: Mask, avoids: Mask) -> None:
        code = (((anchor + 1) * _REACHES + reach) * 2 + single) * 2 + avoids
        there = np.bincount(code) > 0
        self.dense = (np.cumsum(there) - 1)[code]
        found = np.flatnonzero(there)
        self.avoids, self.single = found % 2, found // 2 % 2
        self.reach, self.anchor = found // 4 % _REACHES, found // (4 * _REACHES) - 1


def _weights(market: Market, vacancies: Vacancies, covered: Mask, kinds: _Kinds) -> Floats:
    """exp(utility) of every segment for every kind of seeker; 0 where it will not do."""
    option = market.option
    found = _nearness(market, vacancies)[kinds.anchor] * vacancies.number
    found *= _affordable(option, vacancies)[kinds.reach]
    # A room is for one person.
    found *= np.stack((vacancies.kind == 0, np.ones_like(vacancies.kind, dtype=bool)))[kinds.single]
    found *= np.stack((np.ones_like(covered), ~covered))[kinds.avoids]
    return found


def _nearness(market: Market, vacancies: Vacancies) -> Floats:
    """exp(utility) of nearness by area of origin (the last row: from nowhere) and segment."""
    option, towns = market.option, market.state.names.municipality
    areas = np.arange(len(towns))[:, None]
    utility = option.value("voorkeur_eigen_gebied") * (areas == vacancies.area)
    utility = utility + option.value("voorkeur_nabij") * (towns[:, None] == towns[vacancies.area])
    found: Floats = np.exp(np.vstack((utility, np.zeros(len(vacancies.area)))))
    return found


def _affordable(option: Option, vacancies: Vacancies) -> Floats:
    """exp(utility) of the rent by reach and segment; passend toewijzen leaves out what a corporation may not let."""
    low, middle = option.value("bereik_laag"), option.value("bereik_midden")
    reach = np.array([low, middle, np.inf])[:, None]
    over = np.maximum(vacancies.rent - reach, 0) / _EUROCENTS
    cheap, corporation = vacancies.rent <= low, vacancies.tenure == CORPORATION
    fits = np.stack((cheap, np.ones_like(cheap), ~cheap)) | ~corporation
    found: Floats = np.exp(-option.value("prijsgevoeligheid") * over) * fits
    return found


def _chosen(weights: Floats, kind: Int64s, numbers: Floats) -> Int64s:
    """The segment of each seeker: the first at which the summed weights of its kind pass its number; -1 for none."""
    sums = np.cumsum(weights, axis=1)
    total = sums[:, -1]
    able = total > 0
    sums /= np.where(able, total, 1)[:, None]
    sums += np.arange(len(sums))[:, None]
    # All kinds in one row of numbers; below 1 by more than a float of that size loses.
    wanted = np.minimum(numbers, 1 - 1e-9) + kind
    found = np.searchsorted(sums.ravel(), wanted, side="right") - kind * weights.shape[1]
    return np.where(able[kind], found, NOWHERE)
