"""What becomes of the candidates for covered dwellings: whose answer counts, given who stands where in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.judging import Answers, Drawn
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import ORDER
from wbmgp_engine.simulation.market.rows import Floats, Int64s, Mask, Slots
from wbmgp_engine.simulation.market.state import CORPORATION
from wbmgp_engine.simulation.market.vacancies import Vacancies
from wbmgp_engine.simulation.options import GROUNDS

_ORDER: Final = GROUNDS.index(ORDER)


@dataclass(frozen=True)
class Verdicts:
    """Of each candidate the rows of the answers that count: on what was told, and in the end (after completion)."""

    answers: Answers
    drawn: Drawn
    told: Int64s
    final: Int64s

    @property
    def passes(self) -> Mask:
        """Who may move in."""
        return ~(self.answers.refused | self.answers.incomplete)[self.final]


def with_priority(answers: Answers) -> Mask:
    """Who has priority: the order applies, and a rival with priority would be no ground against them."""
    there = answers.told[1] >= 0
    found: Mask = there & answers.ordered[answers.told[1]] & ~answers.against[_ORDER, answers.told[1]]
    return found


def rivals(
    market: Market, vacancies: Vacancies, rows: Slots, place: Int64s, position: Floats, priority: Mask, to_another: Mask
) -> tuple[Mask, Floats]:
    """Who meets a rival when their turn comes, and everybody's position once the rivals have had their way.

    A rival has priority, wants the dwelling and stands behind in the queue of a private landlord. Where B&W leave the
    dwelling to the rival, it goes there and to nobody in between: one rival stands in the way of one candidate. A
    corporation serves those with priority first: when another's turn comes, none of them is left.
    """
    private = vacancies.tenure[place] != CORPORATION
    claims = private & priority & (market.draw(Stream.PRIORITY_REACTS, rows) < market.option.value("voorrang_reageert"))
    yields = private & ~priority & to_another
    losing, winning = _pairs(place, position, yields, claims, len(vacancies.codes))
    moved, meets = position.copy(), np.zeros(len(rows), dtype=np.bool_)
    moved[winning], meets[losing] = position[losing] + 0.5, True
    last = np.full(len(vacancies.codes), -1.0)
    np.maximum.at(last, place[claims], moved[claims])
    meets |= private & ~priority & ~to_another & (position < last[place])
    return meets, moved


def _pairs(place: Int64s, position: Floats, yields: Mask, claims: Mask, places: int) -> tuple[Slots, Slots]:
    """The first of those who yield in a queue with the first claim behind, the second with the second, and so on."""
    first = np.full(places, np.inf)
    np.minimum.at(first, place[yields], position[yields])
    sides = []
    for side in (yields, claims & (position > first[place])):
        rows = np.flatnonzero(side)
        rows = rows[np.argsort(position[rows])]
        rank = np.arange(len(rows)) - np.searchsorted(place[rows], place[rows], side="left")
        sides.append((rows, place[rows] * len(place) + rank))
    _, one, other = np.intersect1d(sides[0][1], sides[1][1], assume_unique=True, return_indices=True)
    losing, winning = sides[0][0][one], sides[1][0][other]
    ahead = position[losing] < position[winning]
    return losing[ahead], winning[ahead]


def verdicts(answers: Answers, drawn: Drawn, rival: Mask) -> Verdicts:
    """Which answers count, with or without a rival; who tells the rest after all is judged on the true facts."""
    own = np.arange(len(rival))
    told, true = answers.told[rival.astype(np.int64), own], answers.true[rival.astype(np.int64), own]
    completes = answers.incomplete[told] & drawn.completed & (true >= 0)
    return Verdicts(answers, drawn, told, np.where(completes, true, told))
