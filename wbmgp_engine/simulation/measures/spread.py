"""Means and intervals over replicates, the same to the last bit on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wbmgp_engine.simulation.measures.cubes import Numbers

LOW, HIGH = 0.05, 0.95
_REPLICATE: Final = 1


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over replicates, its difference with the baseline paired by replicate; arrays without that axis."""

    value: Numbers
    low: Numbers
    high: Numbers
    change: Numbers
    change_low: Numbers
    change_high: Numbers


def spread_of(values: Numbers) -> Spread:
    """The spread of `[option, replicate, …]`, the baseline being the first option; NaN is not known."""
    change = values - values[:1]
    return Spread(mean(values), *interval(values), mean(change), *interval(change))


def mean(values: Numbers) -> Numbers:
    """The mean over replicates (the second axis) of what is known (no NaN); NaN where nothing is.

    Added one by one, in order: how a library splits a sum differs between machines.

    >>> mean(np.array([[1.0, 3.0, np.nan]])).tolist()
    [2.0]
    """
    total, number = np.zeros(values[:, 0].shape), np.zeros(values[:, 0].shape)
    for place in range(values.shape[_REPLICATE]):
        one = values[:, place]
        known = ~np.isnan(one)
        total[known] += one[known]
        number += known
    found: Numbers = np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0)
    return found


def interval(values: Numbers) -> tuple[Numbers, Numbers]:
    """The 5th and the 95th percentile over replicates, between neighbours in proportion; NaN with fewer than two known.

    >>> [bound.tolist() for bound in interval(np.array([[0.0, 10.0, np.nan]]))]
    [[0.5], [9.5]]
    """
    if values.shape[_REPLICATE] < 2:
        return np.full(values[:, 0].shape, np.nan), np.full(values[:, 0].shape, np.nan)
    ordered = np.sort(values, axis=_REPLICATE)
    known = (~np.isnan(values)).sum(axis=_REPLICATE)
    return _quantile(ordered, known, LOW), _quantile(ordered, known, HIGH)


def _quantile(ordered: Numbers, known: Numbers, part: float) -> Numbers:
    place = part * np.maximum(known - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(known - 1, 0).astype(np.int64))
    low = np.take_along_axis(ordered, below[:, None], _REPLICATE)[:, 0]
    high = np.take_along_axis(ordered, above[:, None], _REPLICATE)[:, 0]
    return np.where(known >= 2, low + (high - low) * (place - below), np.nan)
