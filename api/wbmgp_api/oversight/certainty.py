"""How sure a share is: the exact interval of Clopper and Pearson (1934), in whole numbers and fractions only.

Bounds lie on a grid of thousandths, always on the far side: the interval is never narrower than the exact one.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Final

GRID: Final = 1000
_UNIT: Final = 1 << 160
"""What counts as one in the sums; every rounding makes a sum larger, and so an interval wider."""


def interval(part: int, whole: int, doubt: Fraction) -> tuple[Fraction, Fraction]:
    """The shares that do not contradict so many of so many, with this much doubt (1/20: 95% certain).

    >>> interval(8, 20, Fraction(1, 20))
    (Fraction(191, 1000), Fraction(16, 25))
    >>> interval(0, 10, Fraction(1, 20))[0], interval(10, 10, Fraction(1, 20))[1]
    (Fraction(0, 1), Fraction(1, 1))
    """
    return Fraction(_low(part, whole, doubt), GRID), 1 - Fraction(_low(whole - part, whole, doubt), GRID)


def _low(part: int, whole: int, doubt: Fraction) -> int:
    """The largest share in thousandths under which so many or more are found at most half of the doubt often."""
    low, high = 0, GRID * part // whole
    while low < high:
        middle = (low + high + 1) // 2
        if 2 * _chance(part, whole, middle) * doubt.denominator <= _UNIT * doubt.numerator:
            low = middle
        else:
            high = middle - 1
    return low


def _chance(part: int, whole: int, share: int) -> int:
    """The chance of so many or more under a share of no more than part/whole, as a part of _UNIT, never too small."""
    first: int = _UNIT * comb(whole, part) * share**part * (GRID - share) ** (whole - part)
    term: int = -(-first // GRID**whole)
    total = term
    for number in range(part, whole):
        # From here on each next term is smaller than the one before it.
        term = -(-term * (whole - number) * share // ((number + 1) * (GRID - share)))
        if term <= 1:
            return total + whole - number
        total += term
    return total
