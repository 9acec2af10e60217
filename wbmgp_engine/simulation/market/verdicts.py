"""What becomes of the candidates for covered dwellings: whose answer counts, given who stands where in the queue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.judging import Answers, Drawn
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.rows import Int64s, Mask, Slots
from wbmgp_engine.simulation.market.state import CORPORATION
from wbmgp_engine.simulation.market.vacancies import Vacancies

_ORDER = 1


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


def rivals(market: Market, vacancies: Vacancies, rows: Slots, place: Int64s, position: Int64s, priority: Mask) -> Mask:
    """Who meets a rival: behind them in the queue of a private landlord stands somebody with priority who wants it.

    A corporation serves those with priority first: when another's turn comes, none of them is left.
    """
    private = vacancies.tenure[place] != CORPORATION
    claims = private & priority & (market.draw(Stream.PRIORITY_REACTS, rows) < market.option.value("voorrang_reageert"))
    last = np.full(len(vacancies.codes), -1)
    np.maximum.at(last, place[claims], position[claims])
    found: Mask = private & ~priority & (position < last[place])
    return found


def verdicts(answers: Answers, drawn: Drawn, rival: Mask) -> Verdicts:
    """Which answers count, with or without a rival; who tells the rest after all is judged on the true facts."""
    own = np.arange(len(rival))
    told, true = answers.told[rival.astype(np.int64), own], answers.true[rival.astype(np.int64), own]
    completes = answers.incomplete[told] & drawn.completed & (true >= 0)
    return Verdicts(answers, drawn, told, np.where(completes, true, told))
