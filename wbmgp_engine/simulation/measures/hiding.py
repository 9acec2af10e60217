"""Small counts of people, and what would give them away, kept out of the measures.

A count is small when its mean over the replicates lies above nought and below the threshold. A count is one number in
several tables: areas by year, areas by group, groups by year, outcomes of one year. In each of them it has the same
status, and each table on its own keeps what is hidden unknown (`Circulation`): tables are gone through until none asks
for more. This is the usual way with linked tables; that no reader can combine all of them is not proved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from wbmgp_engine.designations.suppression import Arc, Circulation
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.cubes import (
    DESIGNATED,
    NOWHERE,
    OTHER,
    OUTSIDE,
    REGION,
    Axes,
    Counts,
    Mask,
    Numbers,
)

Key: TypeAlias = tuple[str, str]
Place: TypeAlias = tuple[Key, int, int, int]
"""A number: its block, then row, year and group."""
Tree: TypeAlias = Mapping[str, str | None]
SMALLEST, LEAST, MOST = 5, 3, 10
# Sums of means may be off by what a float cannot hold.
_DUST: Final = 1e-6
_END: Final = ("totaal", "")
# Outside the region there is one row; its sum is the same row.
_SUM: Final = "samen"
_OUTSIDE: Final[Tree] = {_SUM: None, OUTSIDE: _SUM}
# What adds up, beside what the dimensions say: outcomes of applications, and grounds of refusals where none overlap.
_SUMS: Final = (
    ("aanvragen", ("verleend", "weigeringen", "onvolledig")),
    ("weigeringen", ("weigeringen.artikel_8", "weigeringen.artikel_9", "weigeringen.artikel_10")),
)


@dataclass(frozen=True)
class Linked:
    """A table with totals as arcs, each with its number; None for a number that is not published anyway."""

    arcs: Mapping[Arc, Place | None]
    cells: frozenset[Arc]


class _Table(Circulation):
    def __init__(self, table: Linked, values: Mapping[Arc, int], small: Iterable[Arc]) -> None:
        self._table = table
        super().__init__(values, small)

    def is_total(self, arc: Arc) -> bool:
        return arc not in self._table.cells

    def cost(self, arc: Arc) -> int:
        return 0 if self._table.arcs[arc] is None else super().cost(arc)


def with_linked(counters: Collection[str]) -> set[str]:
    """These counters and those that stand in a table with them: what is hidden of one depends on the others."""
    found = set(counters)
    for total, parts in (*_SUMS, *_SUMS):
        together = {total, *parts}
        found |= together if found & together else set()
    return found | {beside for code in found if (beside := words.measure(code).beside) is not None}


def check_smallest(smallest: int) -> int:
    """The threshold; BadInput outside what is sensible."""
    if not LEAST <= smallest <= MOST:
        fix = f"give a whole number from {LEAST} to {MOST}"
        raise BadInput.one("smallest", f"{smallest} is no threshold for small counts", fix)
    return smallest


class Hiding:
    """What is hidden of one option. `means`: by block, `[row, year, group]`, for every counter of people."""

    def __init__(self, axes: Axes, means: Mapping[Key, Numbers], smallest: int) -> None:
        self._axes, self._means = axes, means
        self._counts: dict[Key, Counts] = {key: np.ceil(values).astype(np.int64) for key, values in means.items()}
        self.masks: dict[Key, Mask] = {key: (values > 0) & (values < smallest) for key, values in means.items()}
        if any(mask.any() for mask in self.masks.values()):
            counters = [measure for measure, dimension in means if dimension == words.EVERYBODY]
            self._close([table for counter in counters for table in self._of(counter)])
        for key, mask in self.masks.items():
            if _is_state(key[0]):
                mask[:, 0] = mask[:, -1]

    def _close(self, tables: Sequence[Linked]) -> None:
        done: dict[int, int] = {}
        again = True
        while again:
            again = False
            for number, table in enumerate(tables):
                small = [arc for arc, place in table.arcs.items() if place is not None and self._hidden(place)]
                if len(small) != done.get(number, 0):
                    found = _Table(table, {arc: self._value(table, arc) for arc in table.arcs}, small).hidden
                    again |= self._hide(table, found)
                    done[number] = sum(table.arcs[arc] is not None for arc in found)

    def _row(self, code: str) -> int:
        return self._axes.row(OUTSIDE if code == _SUM else code)

    def _hidden(self, place: Place) -> bool:
        return bool(self.masks[place[0]][place[1:]])

    def _hide(self, table: Linked, arcs: Iterable[Arc]) -> bool:
        fresh = [place for arc in arcs if (place := table.arcs[arc]) is not None and not self._hidden(place)]
        for place in fresh:
            self.masks[place[0]][place[1:]] = True
        return bool(fresh)

    def _value(self, table: Linked, arc: Arc) -> int:
        place = table.arcs[arc]
        # What is not published is anything to a reader.
        return 2 if place is None else int(self._counts[place[0]][place[1:]])

    def _of(self, measure: str) -> Iterator[Linked]:
        """Every table in which a counter stands."""
        years = range(1, len(self._axes.years) + 1)
        state = _is_state(measure)
        whole = (measure, words.EVERYBODY)
        for tree in (_areas(self._axes, self._axes.areas), _OUTSIDE):
            for columns in [[year] for year in years] if state else [list(years)]:
                yield self._years(whole, tree, columns, columns[0] if state else 0)
        for key in self._counts:
            if key[0] == measure and key != whole:
                yield from self._by_group(key, state)
        for total, parts in _SUMS:
            if measure == total:
                yield from self._sums(total, [part for part in parts if (part, words.EVERYBODY) in self._counts])

    def _years(self, key: Key, tree: Tree, years: Sequence[int], total: int) -> Linked:
        def place(row: str, column: str) -> Place:
            return key, self._row(row), int(column) if column else total, 0

        return _linked(tree, [str(year) for year in years], place)

    def _by_group(self, key: Key, state: bool) -> Iterator[Linked]:
        axes, whole = self._axes, (key[0], words.EVERYBODY)
        last = len(axes.years)
        columns = [*map(str, range(len(axes.groups[key[1]])))]
        rest = bool((self._means[whole][..., 0] - self._means[key].sum(axis=-1) > _DUST).any())

        def areas(tree: Tree, year: int) -> Linked:
            def place(row: str, column: str) -> Place | None:
                if column == "rest":
                    return None
                return (key, self._row(row), year, int(column)) if column else (whole, self._row(row), year, 0)

            return _linked(tree, [*columns, "rest"] if rest else columns, place)

        for codes, years in ((axes.areas, [last if state else 0]), (axes.detailed, range(1, last + 1))):
            for tree in (_areas(axes, codes), _OUTSIDE):
                yield from (areas(tree, year) for year in years)
        if not state:
            yield from (self._over_years(key, axes.row(row), rest) for row in axes.detailed)

    def _over_years(self, key: Key, row: int, rest: bool) -> Linked:
        """The groups of one area by year, under everybody."""

        def place(group: str, column: str) -> Place | None:
            year = int(column or 0)
            if group == "rest":
                return None
            return (key, row, year, int(group)) if group else ((key[0], words.EVERYBODY), row, year, 0)

        tree: dict[str, str | None] = {"": None}
        tree |= {str(group): "" for group in range(len(self._axes.groups[key[1]]))} | ({"rest": ""} if rest else {})
        return _linked(tree, [str(year + 1) for year in range(len(self._axes.years))], place)

    def _sums(self, total: str, parts: Sequence[str]) -> Iterator[Linked]:
        """Counters that add up to another, area by area, in every year and over the whole period."""
        axes = self._axes
        left = self._means[total, words.EVERYBODY] - sum(self._means[part, words.EVERYBODY] for part in parts)
        if not parts or (left < -_DUST).any():
            return
        tree = _areas(axes, axes.areas)

        def table(year: int) -> Linked:
            def place(row: str, column: str) -> Place | None:
                return None if column == "rest" else ((column or total, words.EVERYBODY), self._row(row), year, 0)

            return _linked(tree, [*parts, "rest"] if (left > _DUST).any() else parts, place)

        yield from (table(year) for year in range(len(axes.years) + 1))


def _is_state(measure: str) -> bool:
    return words.measure(measure).kind == "stand"


def _areas(axes: Axes, codes: Sequence[str]) -> Tree:
    """The region over what is together, over the areas of which `codes` says that they stand in the table."""
    tree: dict[str, str | None] = {REGION: None, DESIGNATED: REGION, OTHER: REGION, NOWHERE: REGION}
    for area in axes.areas:
        if area in codes:
            tree[area] = DESIGNATED if area in axes.designated else OTHER
    return tree


def _linked(tree: Tree, columns: Sequence[str], place: Callable[[str, str], Place | None]) -> Linked:
    """The arcs of a table whose rows are a tree: from a row to its column's sum, up to the root, and back to the rows.

    `place(row, column)` is the number that stands there; the column `""` is the total of a row.
    """
    inner = {parent for parent in tree.values() if parent is not None}
    arcs: dict[Arc, Place | None] = {}
    cells = set[Arc]()
    for row, parent in tree.items():
        above = ("rij", parent) if parent is not None else _END
        arcs[above, ("rij", row)] = place(row, "")
        for column in columns:
            tail = ("som", f"{row}|{column}") if row in inner else ("rij", row)
            head = ("som", f"{parent}|{column}") if parent is not None else _END
            arcs[tail, head] = place(row, column)
            if row not in inner:
                cells.add((tail, head))
    return Linked(arcs, frozenset(cells))
