"""Queues, against serving one candidate after another by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_baseline, made_scenario
from wbmgp_engine.simulation.market.market import Market
from wbmgp_engine.simulation.market.queues import order, served, waited
from wbmgp_engine.simulation.market.running import market_of
from wbmgp_engine.simulation.market.vacancies import Vacancies, vacancies_of
from wbmgp_engine.simulation.market.verdicts import rivals

REGION = made_region(3000)


def _market(**values: float) -> Market:
    option = made_baseline(values)
    return market_of(REGION, made_scenario(options=[option]), option, 0, 1)


def _candidates(market: Market, tenure: int) -> tuple[Vacancies, np.ndarray, np.ndarray]:
    """Every seeker in the queue of some segment of a tenure."""
    vacancies = vacancies_of(market.state, market.segments, 1)
    segments = np.flatnonzero(vacancies.tenure == tenure)
    rows = np.flatnonzero(market.them.seeking >= 0)
    return vacancies, rows, segments[np.arange(len(rows)) % min(len(segments), 5)]


@settings(max_examples=200, deadline=None)
@given(
    queues=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=40),
    number=st.lists(st.integers(0, 5), min_size=4, max_size=4),
)
def test_a_queue_is_served_until_nothing_is_left(queues: list[tuple[int, bool]], number: list[int]) -> None:
    queues = sorted(queues, key=lambda item: item[0])
    left, expected = list(number), []
    for segment, able in queues:
        expected.append(left[segment] > 0)
        left[segment] -= able and left[segment] > 0
    place = np.array([item[0] for item in queues], dtype=np.int64)
    passes = np.array([item[1] for item in queues], dtype=np.bool_)
    assert served(place, passes, np.array(number)).tolist() == expected


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_a_corporation_serves_by_priority_urgency_and_waiting_time(weight: float) -> None:
    market = _market(binding_voorrang=weight)
    vacancies, rows, place = _candidates(market, 0)
    priority = np.arange(len(rows)) % 7 == 0
    line = order(market, vacancies, rows, place, priority)
    assert sorted(line.tolist()) == list(range(len(rows))) and (np.diff(place[line]) >= 0).all()
    them, towns = market.them, market.state.names.municipality
    own = (them.anchor[rows] >= 0) & (towns[them.anchor[rows]] == towns[vacancies.area[place]])
    months = waited(market, rows) + np.where(own, round(240 * weight), 0)
    keys = list(zip(place[line], ~priority[line], ~them.urgent[rows][line], -months[line], strict=True))
    assert keys == sorted(keys) and len(set(months.tolist())) > 10


def test_a_private_landlord_prefers_a_wage_by_its_weight() -> None:
    """Of one with and one without a wage the first comes first with chance e^w / (e^w + 1)."""
    for weight, share in ((0.0, 0.5), (1.0, 0.731), (3.0, 0.953)):
        market = _market(verhuurder_voorkeur_werk=weight)
        them, seen = market.them, []
        vacancies = vacancies_of(market.state, market.segments, 1)
        private = int(np.flatnonzero(vacancies.tenure == 1)[0])
        works, not_works = np.arange(0, 600, 2), np.arange(1, 600, 2)
        them.partner_income[:600], them.income[works], them.income[not_works] = 7, 0, 7
        for one, other in zip(works.tolist(), not_works.tolist(), strict=True):
            pair = np.array([one, other])
            seen.append(
                order(market, vacancies, pair, np.array([private, private]), np.zeros(2, dtype=np.bool_))[0] == 0
            )
        assert abs(np.mean(seen) - share) < 5 * np.sqrt(share * (1 - share) / 300)


@settings(max_examples=200, deadline=None)
@given(people=st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_a_rival_stands_in_the_way_of_one_candidate_and_is_next(people: list[tuple[int, bool, bool]]) -> None:
    """In each queue: as many refused as rivals behind them, the rival right behind, nobody else moves."""
    people = sorted(people, key=lambda item: item[0])
    place, priority, yields = (np.array(side) for side in zip(*people, strict=True))
    vacancies = replace(VACANCIES, codes=np.arange(3), tenure=np.ones(3, dtype=np.int64))
    position = np.arange(len(people), dtype=np.float64)
    meets, moved = rivals(LOUD, vacancies, np.arange(len(people)), place, position, priority, yields)
    assert not (meets & priority).any()
    for queue in set(place.tolist()):
        here = np.flatnonzero(place == queue)
        refused, claims = here[meets[here] & yields[here]], here[priority[here]]
        assert len(refused) <= len(claims)
        if (yields & ~priority)[here].any():
            first = here[(yields & ~priority)[here]][0]
            assert meets[first] == (claims > first).any()
        after = here[np.argsort(moved[here])].tolist()
        for one in refused.tolist():
            assert priority[after[after.index(one) + 1]]
        others = [row for row in after if not priority[row]]
        assert others == sorted(others)
        for row in here[~priority[here] & ~yields[here]].tolist():
            assert meets[row] == any(moved[claim] > row for claim in claims.tolist())


LOUD = _market(voorrang_reageert=1.0)
VACANCIES = vacancies_of(LOUD.state, LOUD.segments, 1)
