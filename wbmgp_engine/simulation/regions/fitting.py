"""Whole numbers in a table of several features, fitted to the counts of each feature alone.

Iterative proportional fitting and quasi-random integer sampling are those of humanleague. Where its sampling finds no
table with these counts, which happens with combinations that cannot be, fractions are rounded by chance and what is
over in one category is moved to where it is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import numpy as np
import numpy.typing as npt

from wbmgp_engine.errors import BadInput

Counts = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


def synthesis_library() -> ModuleType:
    """humanleague; BadInput names the extra that brings it."""
    try:
        import humanleague
    except ImportError:
        fix = "install wbmgp-engine[synthesis], which needs a C++ compiler, or use own data"
        raise BadInput.one("humanleague", "is not installed, and a region from counts is made with it", fix) from None
    return humanleague


def shared_out(total: int, weights: Weights) -> Counts:
    """A whole total over weights, the largest remainders first; without any weight everything goes to the first.

    >>> shared_out(10, np.array([1.0, 1.0, 1.0]))
    array([4, 3, 3])
    """
    if not weights.sum():
        return np.array([total, *[0] * (len(weights) - 1)], dtype=np.int64)
    exact = weights * (total / weights.sum())
    counts: Counts = np.floor(exact).astype(np.int64)
    # Rounded, so that two equal remainders stay equal and the order decides.
    order = np.argsort(-np.round(exact - counts, 9), kind="stable")
    counts[order[: total - counts.sum()]] += 1
    return counts


def fitted(seed: Weights, margins: Sequence[Counts], chance: np.random.Generator) -> Counts:
    """A table of whole numbers with the shape of `seed`: zero where it is, its odds ratios, and these sums by axis.

    Where no table has these sums without the zeros of the seed, they are met as nearly as can be. The axes after the
    second are met one by one, with those before taken together: all at once the sampling takes ten times as long.
    """
    if not margins[0].sum():
        return np.zeros(seed.shape, dtype=np.int64)
    fractions = _fractions(seed, margins)
    if seed.ndim == 2:
        return _whole(fractions, margins, chance)
    before = fitted(fractions.sum(axis=-1), margins[:-1], chance)
    folded = fractions.reshape(-1, seed.shape[-1])
    return fitted(folded, [before.ravel(), margins[-1]], chance).reshape(seed.shape)


def _fractions(seed: Weights, margins: Sequence[Counts]) -> Weights:
    axes = [[axis] for axis in range(seed.ndim)]
    # humanleague reads the memory of an array as it lies, whatever its strides say.
    straight = np.ascontiguousarray(seed, dtype=np.float64)
    found, _ = synthesis_library().ipf(straight, axes, [margin.astype(np.float64) for margin in margins])
    # Where nothing that is asked for can be, who there is decides.
    fractions: Weights = found if np.isfinite(found).all() and found.sum() else straight
    return fractions


def _whole(fractions: Weights, margins: Sequence[Counts], chance: np.random.Generator) -> Counts:
    # The sampling itself takes no seed: chance enters by the order in which it meets the categories.
    orders = [chance.permutation(length) for length in fractions.shape]
    mixed, back = np.ascontiguousarray(fractions[np.ix_(*orders)]), np.ix_(*(np.argsort(order) for order in orders))
    try:
        found: Counts = synthesis_library().integerise(mixed)[0].astype(np.int64)[back]
    except RuntimeError:  # it picked itself into a corner
        found = np.zeros(fractions.shape, dtype=np.int64)
    if all(np.array_equal(_sums(found, axis), margin) for axis, margin in enumerate(margins)):
        return found
    return mended(rounded(fractions, int(margins[0].sum()), chance), fractions > 0, margins)


def rounded(fractions: Weights, total: int, chance: np.random.Generator) -> Counts:
    """Whole numbers with this total, each the fraction on average: one draw decides for all."""
    scaled = np.cumsum(fractions) * (total / fractions.sum())
    scaled[-1] = total
    steps = np.floor(scaled + chance.random()).astype(np.int64)
    whole: Counts = np.diff(np.minimum(steps, total), prepend=0)
    return whole.reshape(fractions.shape)


def mended(table: Counts, possible: npt.NDArray[np.bool_], margins: Sequence[Counts]) -> Counts:
    """The table with what is over in a category moved to where it is short, axis by axis, where that is possible."""
    table = table.copy()
    for axis, margin in enumerate(margins):
        lines, allowed = np.moveaxis(table, axis, 0), np.moveaxis(possible, axis, 0)
        for over in np.flatnonzero(_sums(table, axis) > margin):
            for short in np.flatnonzero(_sums(table, axis) < margin):
                surplus, want = lines[over].sum() - margin[over], margin[short] - lines[short].sum()
                _move(lines, allowed, int(over), int(short), int(min(surplus, want)))
    return table


def _move(lines: Counts, allowed: npt.NDArray[np.bool_], over: int, short: int, amount: int) -> None:
    there = np.where(allowed[short], lines[over], 0)
    moved = np.diff(np.minimum(np.cumsum(there), amount), prepend=0).reshape(there.shape)
    lines[over] -= moved
    lines[short] += moved


def _sums(table: Counts, axis: int) -> Counts:
    sums: Counts = table.sum(axis=tuple(other for other in range(table.ndim) if other != axis))
    return sums
