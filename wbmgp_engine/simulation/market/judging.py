"""What the rules say of candidates: on the facts as told, on the true ones, with and without a rival who has priority.

Every way a candidate may come before the rules this month goes into one question, because the rules answer a thousand
rows as fast as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.facts import seekers_frame
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.regime import ORDER, Permits, dwellings_frame
from wbmgp_engine.simulation.market.rows import Floats, Int64s, Mask, Slots
from wbmgp_engine.simulation.market.vacancies import Vacancies
from wbmgp_engine.simulation.options import GROUNDS

_STATEMENTS: Final = ("weigeren", "verlenen_met_voorschriften", "verlenen")


@dataclass(frozen=True)
class Drawn:
    """What chance decides of each candidate, should it come to that."""

    income: Mask
    stay: Mask
    completed: Mask
    hardship_8: Mask
    hardship_10: Mask
    statement: Int64s
    to_another: Mask

    @property
    def incomplete(self) -> Slots:
        """The candidates who do not tell everything."""
        return np.flatnonzero(self.income | self.stay)


@dataclass(frozen=True)
class Answers:
    """The answers to all rows, the applications they answer, and which row is that of a candidate (-1: none).

    `told` and `true` have a line without and one with a rival; `true` is there for who did not tell everything.
    `against` has a line for each ground; `ordered`: the order of priority applies.
    """

    applications: pl.DataFrame
    refused: Mask
    incomplete: Mask
    needed: Mask
    certain: Mask
    possible: Mask
    ordered: Mask
    against: Mask
    told: Int64s
    true: Int64s


def draw(market: Market, rows: Slots, areas: Int64s) -> Drawn:
    """Draw for candidates, each by the rates of the area they want to live in."""
    option, month, ids = market.option, market.state.month, market.them.id[rows]

    def number(stream: Stream) -> Floats:
        return market.chance.uniform(stream, month, ids)

    def rate(name: str) -> Floats:
        return np.array([option.value_in(name, area) for area in market.state.names.areas])[areas]

    negative = rate("negatieve_woonverklaring")
    bounds = np.stack((negative, negative + rate("voorwaardelijke_woonverklaring")))
    return Drawn(
        income=number(Stream.UNKNOWN_INCOME) < rate("onbekend_inkomen"),
        stay=number(Stream.UNKNOWN_STAY) < rate("onbekend_verblijf"),
        completed=number(Stream.COMPLETED) < rate("aanvulling"),
        hardship_8=number(Stream.HARDSHIP_8) < rate("hardheid_artikel_8"),
        hardship_10=number(Stream.HARDSHIP_10) < rate("hardheid_artikel_10"),
        statement=(number(Stream.STATEMENT) >= bounds).sum(axis=0),
        to_another=number(Stream.TO_ANOTHER) < rate("aan_ander"),
    )


def judge(
    market: Market, permits: Permits, vacancies: Vacancies, rows: Slots, place: Int64s, drawn: Drawn, ordered: Mask
) -> Answers:
    """Ask the rules about these candidates for the segments at `place`; `ordered`: where rivals may come before them."""
    every, state = np.arange(len(rows)), market.state
    ways = [
        (every, False, False),
        (np.flatnonzero(ordered), False, True),
        (drawn.incomplete, True, False),
        (drawn.incomplete[ordered[drawn.incomplete]], True, True),
    ]
    who = np.concatenate([way[0] for way in ways])
    true, rival = (np.concatenate([np.full(len(way[0]), way[at]) for way in ways]) for at in (1, 2))
    codes, rents = vacancies.codes[place], vacancies.rent[place]
    candidates = pl.concat(
        [
            seekers_frame(
                market.them,
                rows[who],
                state.names,
                no_income=drawn.income[who] & ~true,
                no_stay=drawn.stay[who] & ~true,
            ),
            dwellings_frame(state, market.segments, codes[who], rents[who]),
            _brought(drawn, who, rival),
        ],
        how="horizontal",
    )
    applications = permits.applications(state.day, candidates)
    answer = permits.judge(state.day, applications)
    return _read(applications, answer, [_place_of(len(rows), ways, number) for number in range(4)])


def _place_of(number: int, ways: list[tuple[Slots, bool, bool]], way: int) -> Int64s:
    """The row of each candidate in one of the ways."""
    found = np.full(number, -1)
    start = sum(len(ways[before][0]) for before in range(way))
    found[ways[way][0]] = start + np.arange(len(ways[way][0]))
    return found


def _brought(drawn: Drawn, who: Slots, rival: Mask) -> pl.DataFrame:
    """What officials decided: on hardship, on the screening, and with a rival, to whom the dwelling goes."""
    decided = pl.Series("aan_ander", drawn.to_another[who]).set(pl.Series(~rival), None)
    return pl.DataFrame(
        {
            "hardheid_artikel_8": drawn.hardship_8[who],
            "hardheid_artikel_10": drawn.hardship_10[who],
            "woonverklaring": pl.Series(_STATEMENTS, dtype=pl.Enum(_STATEMENTS)).gather(drawn.statement[who]),
            "voorrang": rival,
            "aan_ander": decided,
        }
    )


def _read(applications: pl.DataFrame, answer: pl.DataFrame, places: list[Int64s]) -> Answers:
    told, told_rival, true, true_rival = places
    advice, order = answer["advies"], answer[f"grond.{ORDER}"]
    against = [_is(answer[f"grond.{ground}"], "niet_voldaan") for ground in GROUNDS]
    return Answers(
        applications, _is(advice, "weigeren"), _is(advice, "aanvullen"), ~_is(advice, "geen_vergunning_nodig"),
        _true(answer["weigering.zeker"]), _true(answer["weigering.mogelijk"]),
        _is(order, "voldaan") | _is(order, "niet_voldaan"), np.stack(against),
        np.stack((told, told_rival)), np.stack((true, true_rival)),
    )  # fmt: skip


def _is(column: pl.Series, word: str) -> Mask:
    return _true(column.cast(pl.String) == word)


def _true(column: pl.Series) -> Mask:
    return np.asarray(column.fill_null(value=False).to_numpy(), dtype=np.bool_)
