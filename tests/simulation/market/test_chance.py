"""Chance as a function of what it decides, when, and for whom."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wbmgp_engine.simulation.market.chance import Chance, Stream

IDS = st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=40, unique=True)


@given(
    ids=IDS, seed=st.integers(-(2**70), 2**70), replicate=st.integers(0, 1000), order=st.randoms(use_true_random=False)
)
def test_a_number_does_not_depend_on_the_order_or_the_company(
    ids: list[int], seed: int, replicate: int, order: object
) -> None:
    chance = Chance(seed, replicate)
    whole = chance.uniform(Stream.SEARCH, 24312, np.array(ids))
    assert ((whole >= 0) & (whole < 1)).all()
    for place in (0, len(ids) - 1):
        assert chance.uniform(Stream.SEARCH, 24312, np.array([ids[place]]))[0] == whole[place]
    assert (chance.uniform(Stream.SEARCH, 24312, np.array(ids[::-1]))[::-1] == whole).all()


@settings(max_examples=20)
@given(seed=st.integers(0, 2**64), when=st.integers(0, 30000))
def test_numbers_are_even_and_independent(seed: int, when: int) -> None:
    ids = np.arange(20_000)
    one = Chance(seed, 0).uniform(Stream.REACT, when, ids)
    others = [
        Chance(seed, 1).uniform(Stream.REACT, when, ids), Chance(seed + 1, 0).uniform(Stream.REACT, when, ids),
        Chance(seed, 0).uniform(Stream.CHOOSE, when, ids), Chance(seed, 0).uniform(Stream.REACT, when + 1, ids),
        Chance(seed, 0).uniform(Stream.REACT, when, ids + 1),
    ]  # fmt: skip
    # Six standard errors: of a mean, of a share of one half, and of a correlation.
    assert abs(one.mean() - 0.5) < 6 / np.sqrt(12 * 20_000)
    assert (abs(np.bincount((one * 10).astype(int), minlength=10) - 2000) < 6 * np.sqrt(1800)).all()
    for other in others:
        assert abs(np.corrcoef(one, other)[0, 1]) < 6 / np.sqrt(20_000)


def splitmix64(state: int, steps: int = 1) -> int:
    """The published generator, with whole numbers without a limit: its output after so many steps from a state."""
    state = (state + steps * 0x9E3779B97F4A7C15) % 2**64
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB % 2**64
    return state ^ (state >> 31)


@given(ids=IDS, seed=st.integers(0, 2**64 - 1), replicate=st.integers(0, 100), when=st.integers(0, 30000))
def test_the_bits_are_those_of_splitmix64(ids: list[int], seed: int, replicate: int, when: int) -> None:
    key = splitmix64(splitmix64(splitmix64(splitmix64(seed) ^ replicate) ^ Stream.QUEUE) ^ when)
    assert splitmix64(1234567) == 6457827717110365317
    found = Chance(seed, replicate).bits(Stream.QUEUE, when, np.array(ids))
    assert found.tolist() == [splitmix64(key, number) for number in ids]
