"""The letting of a month: who reacts to what, whose turn comes, who gets a permit, and who moves in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.choice import Reactions, react
from wbmgp_engine.simulation.market.judging import Answers, draw, judge
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.queues import order, served
from wbmgp_engine.simulation.market.regime import Permits, Regime, covered
from wbmgp_engine.simulation.market.rows import Int64s, Mask, Slots
from wbmgp_engine.simulation.market.settling import settle
from wbmgp_engine.simulation.market.state import CORPORATION
from wbmgp_engine.simulation.market.tallying import tally_applications, tally_lettings, tally_offer
from wbmgp_engine.simulation.market.vacancies import Vacancies, vacancies_of
from wbmgp_engine.simulation.market.verdicts import Verdicts, rivals, verdicts, with_priority


class Refusals(Protocol):
    """What is told of the refusals of a month."""

    def __call__(self, day: date, applications: pl.DataFrame) -> None:
        """The applications that were refused on a day, as the rules read them."""


@dataclass(frozen=True)
class Served:
    """Of each candidate whether the turn came, and who gets which of the dwellings of the segment."""

    turn: Mask
    housed: Slots
    dwellings: Slots


def let(market: Market, permits: Permits, regime: Regime, wait: int, refusals: Refusals | None) -> None:
    """Let what is on offer this month."""
    vacancies = vacancies_of(market.state, market.segments, wait)
    tally_offer(market, regime, vacancies, wait)
    permit = covered(permits, market.state, regime, market.segments, vacancies.codes, vacancies.rent)
    found = react(market, vacancies, permit)
    asking = np.flatnonzero(permit[found.place])
    if len(asking):
        served = _let_with_permits(market, permits, regime, vacancies, found, asking, refusals)
    else:
        nobody = np.zeros(len(found.rows), dtype=np.bool_)
        served = _serve(vacancies, found.place, order(market, vacancies, found.rows, found.place, nobody), ~nobody)
    rows = found.rows[served.housed]
    tally_lettings(market, rows, served.dwellings)
    settle(market, regime, rows, served.dwellings)


def _let_with_permits(
    market: Market, permits: Permits, regime: Regime, vacancies: Vacancies, found: Reactions, asking: Slots,
    refusals: Refusals | None,
) -> Served:  # fmt: skip
    """The same where some of the candidates, `asking`, need a permit."""
    rows, place = found.rows[asking], found.place[asking]
    area = vacancies.area[place]
    drawn = draw(market, rows, area)
    answers = judge(market, permits, vacancies, rows, place, drawn, regime.ordered[area])
    priority = with_priority(answers)
    line = order(market, vacancies, found.rows, found.place, _spread(priority, asking, len(found.rows)))
    position = np.empty(len(line))
    position[line] = np.arange(len(line))
    meets, position[asking] = rivals(market, vacancies, rows, place, position[asking], priority, drawn.to_another)
    decided = verdicts(answers, drawn, meets)
    line = np.argsort(position)
    passes = ~_spread(~decided.passes, asking, len(found.rows))
    served = _serve(vacancies, found.place, line, passes)
    over = _passed_over(market, vacancies, found, passes, served) if priority.any() else served.turn & ~served.turn
    tally_applications(market, rows, area, decided, served.turn[asking], priority, over[asking])
    if refusals is not None:
        _tell(market, answers, decided, served.turn[asking], refusals)
    return served


def _serve(vacancies: Vacancies, place: Int64s, line: Slots, passes: Mask) -> Served:
    """Go down the line: each who passes gets the next dwelling of the segment, until there is none."""
    queue, able = place[line], passes[line]
    in_turn = served(queue, able, vacancies.number)
    turn = np.zeros(len(line), dtype=np.bool_)
    turn[line] = in_turn
    housed = line[in_turn & able]
    segment = place[housed]
    rank = np.arange(len(housed)) - np.searchsorted(segment, segment, side="left")
    return Served(turn, housed, vacancies.dwellings[vacancies.first[segment] + rank])


def _passed_over(market: Market, vacancies: Vacancies, found: Reactions, passes: Mask, served: Served) -> Mask:
    """Who would have got a dwelling of a corporation had nobody had priority, and whose turn did not come."""
    nobody = np.zeros(len(found.rows), dtype=np.bool_)
    plain = _serve(vacancies, found.place, order(market, vacancies, found.rows, found.place, nobody), passes)
    housed = plain.housed[vacancies.tenure[found.place[plain.housed]] == CORPORATION]
    return _spread(np.ones(len(housed), dtype=np.bool_), housed, len(nobody)) & ~served.turn


def _spread(values: Mask, where: Slots, size: int) -> Mask:
    whole = np.zeros(size, dtype=np.bool_)
    whole[where] = values
    return whole


def _tell(market: Market, answers: Answers, decided: Verdicts, turn: Mask, refusals: Refusals) -> None:
    refused = decided.final[turn & answers.refused[decided.final]]
    if len(refused):
        refusals(market.state.day, answers.applications[refused])
