"""Whether numbers of several divisions of the same cases, added and subtracted, come to be about a few cases alone.

Each division is safe by itself. Laid across each other they need not be: where two groups of one division are two of
another and one case more, the difference of their numbers is that case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from wbmgp_api.oversight.small_groups import SMALLEST

Division = Mapping[str, str]
"""The group of each case that has one; the others are together the group with the empty name."""
_PRIME: Final = 2**61 - 1
_MOST: Final = 400
"""After so many sets of rows were looked at without an end, the answer is the safe one."""
Row = tuple[int, ...]


def gives_away(divisions: Mapping[str, Division], shown: Mapping[str, Collection[str]], cases: Collection[str]) -> bool:
    """Whether the numbers of these cases in the groups that are `shown`, and their total, give one to four of them away.

    Whatever a reader adds up and subtracts counts each case some number of times. Something is given away where that can
    be nought for all but one to four cases.
    """
    places = {one: at for at, one in enumerate((name, group) for name in shown for group in shown[name])}
    crossed = Counter(tuple((name, division.get(case, "")) for name, division in divisions.items()) for case in cases)
    rows = Counter[Row]()
    for groups, count in crossed.items():
        there = {places[one] for one in groups if one in places}
        rows[(1, *(int(at in there) for at in range(len(places))))] += count
    return _Search(rows).finds_few()


class _Search:
    """Cases as rows of the groups that they are in: are there few without which the others span less?"""

    def __init__(self, rows: Mapping[Row, int]) -> None:
        self.rows = sorted(rows, key=lambda row: -rows[row])
        self.count = rows
        self.whole = len(self._spanning(frozenset(), len(self.rows)))
        self.seen = set[frozenset[Row]]()

    def finds_few(self) -> bool:
        return self._few(frozenset(), SMALLEST - 1)

    def _few(self, without: frozenset[Row], left: int) -> bool:
        """Whether at most `left` more cases are all that some sum is about. Each such sum counts one row of any basis."""
        if without in self.seen:
            return False
        self.seen.add(without)
        basis = self._spanning(without, self.whole)
        if len(basis) < self.whole or len(self.seen) > _MOST:
            return True
        return any(self._few(without | {row}, left - self.count[row]) for row in basis if self.count[row] <= left)

    def _spanning(self, without: frozenset[Row], enough: int) -> list[Row]:
        """Rows that span what all but these do, the ones with most cases first."""
        reduced, found = list[tuple[int, Sequence[int]]](), list[Row]()
        for row in self.rows:
            if len(found) == enough:
                break
            left = _reduced(row, reduced) if row not in without else ()
            if any(left):
                at = next(place for place, value in enumerate(left) if value)
                over = pow(left[at], -1, _PRIME)
                reduced.append((at, [value * over % _PRIME for value in left]))
                found.append(row)
        return found


def _reduced(row: Row, by: Sequence[tuple[int, Sequence[int]]]) -> Sequence[int]:
    """What is left of a row; nothing where the others span it."""
    left: Sequence[int] = row
    for at, other in by:
        if times := left[at]:
            left = [(one - times * value) % _PRIME for one, value in zip(left, other, strict=True)]
    return left
