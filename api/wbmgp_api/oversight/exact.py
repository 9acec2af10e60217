"""How likely chance alone makes two shares differ as much as they do: Fisher's exact test, in whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def chance(first: tuple[int, int], second: tuple[int, int]) -> Fraction:
    """Of two groups, each as (how many with a trait, how many in all): the chance of a difference as rare as theirs, or rarer.

    It takes the groups as drawn from one whole (R.A. Fisher, two-sided, by the likelihood of each table).

    >>> chance((1, 10), (9, 10)), chance((5, 10), (5, 10))
    (Fraction(101, 92378), Fraction(1, 1))
    """
    (here, size), (there, other) = first, second
    having = here + there
    ways = [comb(size, x) * comb(other, having - x) for x in range(max(0, having - other), min(size, having) + 1)]
    seen = comb(size, here) * comb(other, there)
    return Fraction(sum(one for one in ways if one <= seen), comb(size + other, having))
