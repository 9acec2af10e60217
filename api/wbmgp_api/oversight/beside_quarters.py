"""What may be told beside the pages of quarters: only what leaves no few cases over, whatever is added and subtracted.

A year less three of its quarters is the fourth, and refusals less advices that were followed are the few that were refused
against the advice. So a number over several quarters, or of another division of the same cases, is told where no sum of it
and of what the pages show is about one to four cases alone (`crossing`), and where it leaves open what the pages hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wbmgp_api.oversight.crossing import Division, gives_away
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.small_tables import Kinds, Row

Case = tuple[str, str, str]
"""A case as the page of a quarter counts it: its id, the group it is in, and its kind."""


def leaves_open(counts: Sequence[int], told: Sequence[int | None]) -> bool:
    """Whether the sum of the counts of quarters may be told beside those that are: what a page hides is four at most.

    >>> leaves_open([30, 3], [30, None]), leaves_open([30, 0], [30, None]), leaves_open([30, 4, 3], [30, None, None])
    (False, True, True)
    >>> leaves_open([30, 4, 4], [30, None, None])
    False
    """
    hidden = [count for count, shown in zip(counts, told, strict=True) if shown is None]
    return not sum(hidden) or SMALLEST <= sum(hidden) < (SMALLEST - 1) * len(hidden)


class Pages:
    """What the pages of some quarters show of their cases."""

    def __init__(self) -> None:
        self._cases = set[str]()
        self._shown: dict[str, dict[str, str]] = {"rij": {}, "kolom": {}, "cel": {}}

    def add(self, quarter: str, rows: Sequence[Row], kinds: Kinds, cases: Iterable[Case]) -> None:
        """The table of a quarter; its rows and columns are shown, and of its cells those with a number."""
        listed = {row.key: row for row in rows}
        for case, group, kind in cases:
            self._cases.add(case)
            row, column = listed.get(group, listed.get(None)), kinds.get(kind)
            if row is not None:
                self._shown["rij"][case] = f"{quarter} {row.key}"
            if row is not None and column is not None:
                self._shown["kolom"][case] = f"{quarter} {column}"
            if row is not None and column is not None and row.cells[column] is not None:
                self._shown["cel"][case] = f"{quarter} {row.key} {column}"

    def share(self, quarter: str, name: str, cases: Iterable[str]) -> None:
        """How many cases of a quarter have a trait is told."""
        self._shown.setdefault(name, {}).update(dict.fromkeys(cases, quarter))

    def tellable(self, further: Mapping[str, Division]) -> dict[str, list[str]]:
        """Of further divisions of the same cases the groups that may be told beside the pages and beside each other.

        The earlier ones go first. No division is there where not even the number of all cases may be told.
        """
        told: dict[str, list[str]] = {}
        if self._give_away({}, told):
            return told
        for name, division in further.items():
            told[name] = []
            for group in dict.fromkeys(division.values()):
                if not self._give_away(further, told | {name: [*told[name], group]}):
                    told[name].append(group)
        return told

    def _give_away(self, further: Mapping[str, Division], told: Mapping[str, Sequence[str]]) -> bool:
        shown = {name: set(division.values()) for name, division in self._shown.items()}
        divisions = self._shown | {name: further[name] for name in told}
        return gives_away(divisions, shown | {name: set(groups) for name, groups in told.items()}, self._cases)
