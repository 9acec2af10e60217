"""Which segment a seeker reacts to, against the formula worked out for one seeker at a time."""

from __future__ import annotations

from math import exp, inf
from typing import Any

import numpy as np
import pytest

from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline, made_scenario
from wbmgp_engine.simulation.market.choice import HIGH, LOW, MIDDLE, reach_of, react
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.running import market_of
from wbmgp_engine.simulation.market.vacancies import Vacancies, vacancies_of
from wbmgp_engine.simulation.regions.columns import INCOMES

VALUES = {"reacties_maand": 1.0}


@pytest.fixture(scope="module")
def market() -> Market:
    option = made_baseline(VALUES)
    return market_of(made_region(3000), made_scenario(options=[option]), option, 0, 1)


@pytest.fixture(scope="module")
def vacancies(market: Market) -> Vacancies:
    found = vacancies_of(market.state, market.segments, 1)
    assert len(found.codes) > 20 and found.number.sum() == len(found.dwellings)
    return found


def weight(market: Market, vacancies: Vacancies, row: int, place: int, closed: bool) -> float:
    """exp(utility) of one segment for one seeker, from the words of docs/simulation-model.md."""
    option, them, towns = market.option, market.them, market.state.names.municipality
    area, rent = vacancies.area[place], vacancies.rent[place]
    anchor, reach = them.anchor[row], int(reach_of(them, np.array([row]))[0])
    low, middle = option.value("bereik_laag"), option.value("bereik_midden")
    if (vacancies.kind[place] == 1 and them.kind[row] != 0) or closed:
        return 0.0
    if vacancies.tenure[place] == 0 and ((reach == LOW and rent > low) or (reach == HIGH and rent <= low)):
        return 0.0
    utility = option.value("voorkeur_eigen_gebied") * (anchor == area)
    utility += option.value("voorkeur_nabij") * (anchor >= 0 and towns[anchor] == towns[area])
    limit: Any = {LOW: low, MIDDLE: middle, HIGH: inf}[reach]
    utility -= option.value("prijsgevoeligheid") * max(rent - limit, 0) / 10_000
    return float(vacancies.number[place]) * exp(utility)


def test_reactions_follow_the_formula(market: Market, vacancies: Vacancies) -> None:
    """For each segment the number of reactions lies within five standard deviations of its expectation."""
    closed = vacancies.area == 0
    them = market.them
    seekers = np.flatnonzero(them.seeking >= 0)
    them.refused_last[seekers[::3]] = market.state.month - 3
    expected, variance, seen = (np.zeros(len(vacancies.codes)) for _ in range(3))
    for month in range(market.begin, market.begin + 40):
        market.state.month = month
        them.refused_last[seekers[::3]] = month - 3
        found = react(market, vacancies, closed)
        seen += np.bincount(found.place, minlength=len(seen))
        assert not np.isin(found.place, np.flatnonzero(closed))[np.isin(found.rows, seekers[::3])].any()
    for row in seekers.tolist():
        shut = closed & (them.refused_last[row] >= 0)
        weights = np.array([weight(market, vacancies, row, place, bool(shut[place])) for place in range(len(seen))])
        if weights.sum():
            share = weights / weights.sum()
            expected += 40 * share
            variance += 40 * share * (1 - share)
    market.state.month = market.begin
    them.refused_last[seekers] = -1
    assert seen.sum() > 5000
    assert (abs(seen - expected) <= 5 * np.sqrt(variance) + 1).all()


def test_who_was_refused_long_ago_tries_again(market: Market, vacancies: Vacancies) -> None:
    them, closed = market.them, np.ones(len(vacancies.codes), dtype=np.bool_)
    them.refused_last[:] = market.state.month - 12
    assert len(react(market, vacancies, closed).rows) > 0
    them.refused_last[:] = market.state.month - 11
    assert len(react(market, vacancies, closed).rows) == 0
    them.refused_last[:] = -1


def test_a_room_is_for_one_person_and_a_cheap_corporation_dwelling_for_a_low_income(
    market: Market, vacancies: Vacancies
) -> None:
    found = react(market, vacancies, np.zeros(len(vacancies.codes), dtype=np.bool_))
    them, place = market.them, found.place
    assert (them.kind[found.rows][vacancies.kind[place] == 1] == 0).all()
    reach = reach_of(them, found.rows)
    cheap, corporation = vacancies.rent[place] <= market.option.value("bereik_laag"), vacancies.tenure[place] == 0
    assert not (corporation & ~cheap & (reach == LOW)).any() and not (corporation & cheap & (reach == HIGH)).any()
    assert set(reach.tolist()) == {LOW, MIDDLE, HIGH}


def test_two_incomes_reach_further_than_one(market: Market) -> None:
    them = market.them
    wage, benefit = INCOMES.index("dienstbetrekking"), INCOMES.index("bijstand")
    rows = np.arange(4)
    own, partner, born = them.income[:4].copy(), them.partner_income[:4].copy(), them.partner_born[:4].copy()
    them.income[:4], them.partner_income[:4] = [wage, wage, benefit, benefit], [wage, benefit, wage, benefit]
    them.partner_born[:4] = 0
    assert reach_of(them, rows).tolist() == [HIGH, MIDDLE, MIDDLE, LOW]
    them.income[:4], them.partner_income[:4], them.partner_born[:4] = own, partner, born


def test_nothing_on_offer_draws_no_reaction(market: Market, vacancies: Vacancies) -> None:
    empty = vacancies_of(market.state, market.segments, 10_000)
    assert len(react(market, empty, np.zeros(0, dtype=np.bool_)).rows) == 0
