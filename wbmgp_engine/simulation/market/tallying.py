"""What is written in the book of a month."""

from __future__ import annotations

from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.queues import waited
from wbmgp_engine.simulation.market.regime import Regime
from wbmgp_engine.simulation.market.rows import Int64s, Mask, Slots
from wbmgp_engine.simulation.market.state import CORPORATION, NEVER, NOBODY, NOWHERE
from wbmgp_engine.simulation.market.vacancies import Vacancies
from wbmgp_engine.simulation.market.verdicts import Verdicts
from wbmgp_engine.simulation.options import GROUNDS

_DESIGNATED: Final = ("niet_aangewezen", "aangewezen")


def tally_offer(market: Market, regime: Regime, vacancies: Vacancies, wait: int) -> None:
    """The dwellings within reach of a low income that come on offer this month."""
    homes, rows = market.state.dwellings, vacancies.dwellings
    fresh = homes.vacant_since[rows] == market.state.month - wait
    cheap = rows[fresh & (homes.rent[rows] <= market.option.value("bereik_laag"))]
    areas = homes.area[cheap]
    market.book.total("aanbod.passend", areas)
    market.book.split("aanbod.passend", "aangewezen", _DESIGNATED, areas, regime.designated[areas].astype(np.int64))


def tally_lettings(market: Market, rows: Slots, dwellings: Slots) -> None:
    """The seekers who are let a dwelling."""
    book, homes, time = market.book, market.state.dwellings, waited(market, rows)
    areas = homes.area[dwellings]
    book.count("verhuringen", areas, rows)
    book.count("geslaagd", areas, rows)
    book.count("geslaagd.maanden", areas, rows, time)
    book.total("leegstand.maanden", areas, market.state.month - homes.vacant_since[dwellings])
    corporation = homes.tenure[dwellings] == CORPORATION
    book.count("verhuringen.corporatie", areas[corporation], rows[corporation])
    book.count("wachttijd.maanden", areas[corporation], rows[corporation], time[corporation])


def tally_applications(
    market: Market, rows: Slots, areas: Int64s, decided: Verdicts, turn: Mask, priority: Mask, passed_over: Mask
) -> None:
    """What became of the candidates for covered dwellings whose turn came; refusals are remembered."""
    answers, final, told = decided.answers, decided.final, decided.told
    applies = turn & answers.needed[final]
    granted = applies & decided.passes
    refused = applies & answers.refused[final]
    unreasonable = np.stack((decided.drawn.hardship_8, np.zeros_like(turn), decided.drawn.hardship_10))
    counts = {
        "aanvragen": applies, "verleend": granted, "weigeringen": refused,
        "onvolledig": applies & answers.incomplete[final],
        "weigering.zeker": applies & answers.certain[told], "weigering.mogelijk": applies & answers.possible[told],
        "hardheid": granted & (unreasonable & answers.against[:, final]).any(axis=0),
        "voorrang": granted & priority, "voorbijgegaan": passed_over,
        **{f"weigeringen.{ground}": refused & against for ground, against in zip(GROUNDS, answers.against[:, final], strict=True)},
    }  # fmt: skip
    for measure, mask in counts.items():
        market.book.count(measure, areas[mask], rows[mask])
    _remember(market, rows[refused], areas[refused])


def _remember(market: Market, rows: Slots, areas: Int64s) -> None:
    """A seeker is counted as refused once; the first refusal tells where, the last until when they try elsewhere."""
    them, month = market.them, market.state.month
    them.refused_last[rows] = month
    first = them.refused[rows] == NEVER
    market.book.count("geweigerden", areas[first], rows[first])
    them.refused[rows[first]], them.refused_area[rows[first]] = month, areas[first]


def tally_seekers(market: Market, measure: str, rows: Slots) -> None:
    """Seekers in the area of their present dwelling."""
    homes, home = market.state.dwellings, market.them.home[rows]
    areas = np.full(len(rows), market.book.nowhere)
    housed = home != NOWHERE
    areas[housed] = homes.area[home[housed]]
    market.book.count(measure, areas, rows)


def tally_year(market: Market, excluded: Slots) -> None:
    """What there is on 31 December; `excluded`: the seekers for whom some designated area is closed."""
    them, homes = market.them, market.state.dwellings
    seekers = np.flatnonzero(them.present & (them.seeking != NEVER))
    tally_seekers(market, "zoekers", seekers)
    tally_seekers(market, "uitgesloten", excluded)
    tally_seekers(market, "huishoudens", np.flatnonzero(them.present))
    market.book.total("woningen", homes.area[homes.standing])
    market.book.total("leegstaand", homes.area[homes.standing & (homes.household == NOBODY)])
    waiting = seekers[them.refused[seekers] != NEVER]
    market.book.count("geweigerden.zoekend", them.refused_area[waiting], waiting)
