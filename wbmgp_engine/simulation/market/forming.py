"""The newcomers of a year: arrivals from outside, partners who separate, children who leave home.

They are drawn in January, with the month in which they enter.
"""

from __future__ import annotations

from math import floor
from typing import Final

import numpy as np

from wbmgp_engine.simulation.market.calendar import due, separate
from wbmgp_engine.simulation.market.chance import Stream
from wbmgp_engine.simulation.market.couples import bear
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.newcomers import (
    age_bands,
    arrival_ids,
    derived_ids,
    expect,
    picked,
    take_after,
    years,
)
from wbmgp_engine.simulation.market.rows import Int8s, Int32s, Slots
from wbmgp_engine.simulation.market.state import (
    FAMILY,
    NO_DAY,
    NO_EVENT,
    ONE_PARENT,
    PAIR,
    SINGLE,
    UNKNOWN,
    Households,
)

_MONTHS: Final = 12
_ADULT, _AT_HOME = 18, 30
_DAYS_A_YEAR: Final = 365.2425


def expect_newcomers(market: Market) -> None:
    """Draw who will enter in what is left of this year."""
    month = market.state.month
    for later in range(month, month // _MONTHS * _MONTHS + _MONTHS):
        _expect_arrivals(market, later)
    them = market.them
    _expect_formed(market, np.flatnonzero(them.present & (them.form < NO_EVENT) & (them.form >= month % _MONTHS)))


def _expect_arrivals(market: Market, month: int) -> None:
    """So many in each month, whatever the option did: a share of the households at the begin."""
    monthly = market.option.value("instroom_buiten_jaar") / 1000 / _MONTHS * market.pool.size
    passed = month - market.begin
    ids = arrival_ids(month, floor((passed + 1) * monthly) - floor(passed * monthly))
    rows = expect(market.state, ids, np.full(len(ids), month % _MONTHS, dtype=np.int8))
    numbers = market.chance.uniform(Stream.ARRIVAL, month, ids)
    take_after(market.state, rows, market.pool, picked(market.pool.arriving, numbers))
    market.them.outside[rows] = True


def _expect_formed(market: Market, parents: Slots) -> None:
    state, them = market.state, market.them
    parting = separate(them, parents)
    ids = derived_ids(market.chance, Stream.NEW_ID, state.month // _MONTHS, them.id[parents])
    rows = expect(state, ids, them.form[parents])
    them.origin[rows], them.kind[rows], them.persons[rows] = parents, SINGLE, 1
    for name in ("trait", "groups", "outside"):
        getattr(them, name)[rows] = getattr(them, name)[parents]
    them.born[rows] = np.where(parting, _partners_born(them, parents), _births(market, parents, ids))
    them.age[rows] = age_bands(them.born[rows], state.today)
    since = them.since[parents]
    them.since[rows] = np.where(since == NO_DAY, NO_DAY, np.maximum(since, them.born[rows]))
    them.income[rows] = np.where(parting, them.partner_income[parents], _incomes(market, rows))


def _partners_born(them: Households, parents: Slots) -> Int32s:
    """A partner whose birth is not known is as old as the applicant."""
    found = them.partner_born[parents]
    return np.where(found == NO_DAY, them.born[parents], found)


def _births(market: Market, parents: Slots, ids: Slots) -> Slots:
    """Children leave home from 18 to 30, at an age that their parent can have a child of."""
    state = market.state
    oldest = np.clip(years(market.them.born[parents], state.today) - _ADULT, _ADULT, _AT_HOME)
    numbers = market.chance.uniform(Stream.CHILD_AGE, state.month // _MONTHS, ids)
    ages = _ADULT + 0.1 + numbers * (oldest - _ADULT)
    return (state.today - ages * _DAYS_A_YEAR).astype(np.int64)


def _incomes(market: Market, rows: Slots) -> Int8s:
    """A known kind of income as others of that age have."""
    them, found = market.them, np.full(len(rows), UNKNOWN, dtype=np.int8)
    numbers = market.chance.uniform(Stream.DONOR, market.state.month, them.id[rows])
    for age, values in enumerate(market.pool.incomes):
        chosen = them.age[rows] == age
        if len(values):
            found[chosen] = picked(values, numbers[chosen])
    return found


def enter(market: Market) -> Slots:
    """The newcomers of this month begin to look; those whose household is gone do not come. Who entered."""
    state, them = market.state, market.them
    rows = np.flatnonzero(them.enter == state.month % _MONTHS)
    origin = them.origin[rows]
    coming = (origin < 0) | them.present[origin]
    them.enter[rows] = NO_EVENT
    rows, origin = rows[coming], origin[coming]
    formed = origin >= 0
    bear(market, _shrink(market, origin[formed].astype(np.int64)))
    them.anchor[rows[formed]] = them.anchor[origin[formed]]
    them.present[rows] = True
    state.came += len(rows)
    return rows


def _shrink(market: Market, parents: Slots) -> int:
    """What is left of the households that newcomers came from; how many families are none any more."""
    them = market.them
    parting = separate(them, parents)
    alone = parents[parting]
    them.partner_born[alone], them.partner_income[alone] = NO_DAY, UNKNOWN
    them.persons[parents] -= 1
    kind, persons = them.kind[parents], them.persons[parents]
    left: Int8s = np.select(
        [persons == 1, parting & (kind == FAMILY), (kind == FAMILY) & (persons == 2)], [SINGLE, ONE_PARENT, PAIR], kind
    )
    them.kind[parents] = left
    return int(((kind == FAMILY) & (left != FAMILY)).sum())


def change_incomes(market: Market) -> None:
    """Whose income changes this month gets that of somebody else of the same age."""
    them, pool = market.them, market.pool
    rows = due(them.change, them, market.state.month)
    numbers, others = market.draw(Stream.DONOR, rows), market.draw(Stream.PARTNER_DONOR, rows)
    for age, (own, partners) in enumerate(zip(pool.incomes, pool.partner_incomes, strict=True)):
        here = them.age[rows] == age
        if len(own):
            them.income[rows[here]] = picked(own, numbers[here])
        paired = here & (them.partner_born[rows] != NO_DAY)
        if len(partners):
            them.partner_income[rows[paired]] = picked(partners, others[paired])
