"""Groups that are too small to show: put together with others, so that nobody can work them out from a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
"""A smaller group tells of single people."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often the advice was followed in a group. `key` is None for small groups put together."""

    key: str | None
    followed: int
    deviated: int

    @property
    def size(self) -> int:
        """How many decisions the group has."""
        return self.followed + self.deviated

    @property
    def percent(self) -> int:
        """The share of decisions that follow the advice, in whole percents, never rounded up to all of them.

        >>> Rate("a", 999, 1).percent, Rate("a", 10, 0).percent, Rate("a", 0, 0).percent
        (99, 100, 0)
        """
        return 100 * self.followed // self.size if self.size else 0


def shown(groups: Sequence[Rate]) -> list[Rate]:
    """Groups of one whole, the largest first. Small ones become one, with the next larger where even that is too small.

    >>> [(one.key, one.size) for one in shown([Rate("a", 9, 1), Rate("b", 4, 1), Rate("c", 2, 0)])]
    [('a', 10), (None, 7)]
    >>> shown([Rate("c", 2, 0)])
    []
    """
    ordered = sorted(groups, key=lambda one: (-one.size, one.key or ""))
    kept = [one for one in ordered if one.size >= SMALLEST]
    rest = ordered[len(kept) :]
    while rest and sum(one.size for one in rest) < SMALLEST and kept:
        rest.append(kept.pop())
    other = Rate(None, sum(one.followed for one in rest), sum(one.deviated for one in rest))
    return [*kept, other] if other.size >= SMALLEST else kept
