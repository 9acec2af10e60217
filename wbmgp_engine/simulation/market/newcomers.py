"""Households that were not there: who they take after, and what they are called.

A newcomer takes after a household of the region at the begin (its donor), so that newcomers are as mixed as the region.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.chance import Chance, Stream
from wbmgp_engine.simulation.market.rows import Floats, Int8s, Int64s, Ints, Mask, Slots
from wbmgp_engine.simulation.market.state import NO_DAY, NOWHERE, OWNED, UNKNOWN, State
from wbmgp_engine.simulation.regions.columns import AGES

_BOUNDS: Final = (25, 35, 45, 65)
_YOUNG: Final = 3
OLDEST: Final = 4
_DAYS_A_YEAR: Final = 365.2425
_TAKEN: Final = ("kind", "persons", "income", "partner_income", "trait", "groups")
# Ids of newcomers lie above those of the region: arrivals by month and number, the others by their origin.
_ARRIVED, _MONTHS, _DERIVED = 1 << 61, 1 << 24, 1 << 62


def years(born: Ints, today: int) -> Floats:
    """The ages of people born on these days."""
    return (today - born.astype(np.int64)) / _DAYS_A_YEAR


def age_bands(born: Ints, today: int) -> Int8s:
    """The age band of people born on these days."""
    return np.searchsorted(_BOUNDS, years(born, today), side="right").astype(np.int8)


@dataclass(frozen=True)
class Pool:
    """The households at the begin, as columns, and which of them arrivals and buyers take after.

    `incomes` and `partner_incomes`: the known kinds of income in each age band.
    """

    columns: dict[str, Int64s]
    begun: int
    size: int
    arriving: Slots
    buying: Slots
    incomes: tuple[Int8s, ...]
    partner_incomes: tuple[Int8s, ...]


def pool_of(state: State) -> Pool:
    """The households of a state as donors. Arrivals are like those under 45 who do not own, buyers like owners."""
    them = state.households
    owns = (
        (them.home != NOWHERE) & (state.dwellings.tenure[them.home] == OWNED) if state.dwellings.room else them.present
    )
    columns = {name: getattr(them, name).copy() for name in (*_TAKEN, "born", "partner_born")}
    return Pool(
        columns, state.today, them.count, _some(~owns & (them.age < _YOUNG), ~owns), _some(owns, them.present),
        _by_age(them.income, them.age), _by_age(them.partner_income, them.age),
    )  # fmt: skip


def _some(wanted: Mask, otherwise: Mask) -> Slots:
    for choice in (wanted, otherwise):
        if choice.any():
            return np.flatnonzero(choice)
    return np.arange(len(wanted))


def _by_age(incomes: Int8s, ages: Int8s) -> tuple[Int8s, ...]:
    return tuple(incomes[(ages == age) & (incomes != UNKNOWN)] for age in range(len(AGES)))


def picked(values: Int64s | Int8s, numbers: Floats) -> Int64s:
    """One of the values for each number in [0, 1)."""
    return values[(numbers * len(values)).astype(np.int64)].astype(np.int64)


def arrival_ids(month: int, number: int) -> Int64s:
    """The ids of so many arrivals in a month."""
    return _ARRIVED + month * _MONTHS + np.arange(number, dtype=np.int64)


def derived_ids(chance: Chance, stream: Stream, month: int, origins: Int64s) -> Int64s:
    """The ids of newcomers that follow from others (a parent, a dwelling) in a month."""
    bits = chance.bits(stream, month, origins) & np.uint64(_DERIVED - 1)
    return bits.astype(np.int64) | _DERIVED


def expect(state: State, ids: Int64s, months: Int8s) -> Slots:
    """New households that will enter in these months of the year; only their ids are known yet."""
    them = state.households
    rows = them.add(len(ids))
    them.id[rows], them.enter[rows] = ids, months
    return rows


def take_after(state: State, rows: Slots, pool: Pool, donors: Slots) -> None:
    """Give newcomers what their donors had at the begin, at the same age."""
    them, moved = state.households, state.today - pool.begun
    for name in _TAKEN:
        getattr(them, name)[rows] = pool.columns[name][donors]
    for name in ("born", "partner_born"):
        days = pool.columns[name][donors]
        getattr(them, name)[rows] = np.where(days == NO_DAY, NO_DAY, days + moved)
    them.age[rows] = age_bands(them.born[rows], state.today)
