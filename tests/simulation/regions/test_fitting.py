"""Whole numbers fitted to counts: what is asked is got, what cannot be is not made."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wbmgp_engine.simulation.regions.fitting import Counts, Weights, fitted, mended, rounded, shared_out

pytest.importorskip("humanleague", reason="needs the extra [synthesis]")

WEIGHTS = arrays.arrays(np.float64, st.integers(1, 9), elements=st.integers(0, 1000).map(float))
SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 3))
TABLES = SHAPES.flatmap(lambda shape: arrays.arrays(np.int64, shape, elements=st.integers(0, 30)))


def sums(table: Counts) -> list[Counts]:
    return [table.sum(axis=tuple(other for other in range(table.ndim) if other != axis)) for axis in range(table.ndim)]


@given(st.integers(0, 10_000), WEIGHTS)
def test_a_total_is_shared_out_whole_and_within_one_of_its_share(total: int, weights: Weights) -> None:
    shared = shared_out(total, weights)
    assert shared.sum() == total
    if weights.sum():
        assert (abs(shared - weights * (total / weights.sum())) < 1 + 1e-6).all()


def test_counts_that_agree_already_stay_as_they_are() -> None:
    assert shared_out(60, np.array([10.0, 20.0, 30.0])).tolist() == [10, 20, 30]


@settings(deadline=None, max_examples=60)
@given(TABLES, st.integers(0, 5))
def test_counts_of_a_table_that_can_be_are_met_without_what_cannot_be(table: Counts, seed: int) -> None:
    support = (table > 0).astype(np.float64)
    found = fitted(support, sums(table), np.random.default_rng(seed))
    assert (found >= 0).all()
    assert found.sum() == table.sum()
    assert not found[support == 0].any()


@settings(deadline=None, max_examples=60)
@given(TABLES, st.integers(0, 5))
def test_where_everything_can_be_every_count_is_met(table: Counts, seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(0.1, 5, table.shape)
    found = fitted(weights, sums(table), np.random.default_rng(seed))
    assert [each.tolist() for each in sums(found)] == [each.tolist() for each in sums(table)]


def test_the_weights_decide_who_goes_with_what() -> None:
    seed = np.array([[9.0, 1.0], [1.0, 9.0]])
    found = fitted(seed, [np.array([500, 500]), np.array([500, 500])], np.random.default_rng(1))
    assert abs(found[0, 0] - 450) < 25


def test_an_array_is_read_by_its_shape_and_not_by_how_it_lies_in_memory() -> None:
    seed = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    margins = [np.array([30, 40]), np.array([10, 25, 35])]
    straight, turned = (fitted(each, margins, np.random.default_rng(1)) for each in (seed, np.asfortranarray(seed)))
    assert straight.tolist() == turned.tolist()
    assert straight[0, 1] == straight[1, 0] == 0


def test_counts_that_contradict_what_can_be_give_the_total_and_nothing_impossible() -> None:
    seed = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = fitted(seed, [np.array([10, 0]), np.array([0, 10])], np.random.default_rng(1))
    assert found.sum() == 10
    assert found[0, 1] == found[1, 0] == 0


def test_nobody_asked_is_nobody_made() -> None:
    assert not fitted(
        np.ones((2, 3)), [np.zeros(2, dtype=np.int64), np.zeros(3, dtype=np.int64)], np.random.default_rng(1)
    ).any()


@given(st.integers(1, 500), arrays.arrays(np.float64, (3, 4), elements=st.floats(0.01, 9)), st.integers(0, 99))
def test_rounding_keeps_the_total_and_stays_beside_the_fraction(total: int, weights: Weights, seed: int) -> None:
    fractions = weights * (total / weights.sum())
    whole = rounded(fractions, total, np.random.default_rng(seed))
    assert whole.sum() == total
    assert (abs(whole - fractions) < 1 + 1e-6).all()


def test_rounding_is_right_on_average() -> None:
    fractions = np.array([[0.2, 0.3], [0.1, 0.4]])
    mean = np.mean([rounded(fractions, 1, np.random.default_rng(seed)) for seed in range(2000)], axis=0)
    assert abs(mean - fractions).max() < 0.05


def test_what_is_over_moves_to_where_it_is_short_and_only_where_it_can_be() -> None:
    table, possible = np.array([[5, 5], [0, 0]]), np.array([[True, True], [True, False]])
    moved = mended(table, possible, [np.array([6, 4]), np.array([5, 5])])
    assert moved.tolist() == [[1, 5], [4, 0]]
    assert table.tolist() == [[5, 5], [0, 0]]


def test_the_seed_decides() -> None:
    margins = [np.array([40, 60, 50, 21]), np.array([30, 70, 11, 35, 25])]
    made = [fitted(np.ones((4, 5)), margins, np.random.default_rng(seed)).tolist() for seed in (1, 1, 7)]
    assert made[0] == made[1] != made[2]
