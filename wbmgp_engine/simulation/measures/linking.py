"""The tables in which the counts of one option stand, each with its totals as a circulation of entries.

A count is one number in several tables: areas by year, areas by group, groups by year, outcomes of one year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final, TypeAlias

import numpy as np

from wbmgp_engine.designations.suppression import Arc
from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.cubes import DESIGNATED, NOWHERE, OTHER, OUTSIDE, REGION, Axes, Counts, Numbers

Key: TypeAlias = tuple[str, str]
Tree: TypeAlias = tuple[tuple[str, str | None], ...]
"""Rows with the row that each is a part of, parts behind their whole."""
UNPUBLISHED: Final = -1
_END: Final = ("totaal", "")
_SUM: Final = "samen"
# Outside the region there is one row; its sum is the same row.
_OUTSIDE: Final[Tree] = ((_SUM, None), (OUTSIDE, _SUM))
# What adds up, beside what the dimensions say: outcomes of applications, and grounds of refusals where none overlap.
SUMS: Final = (
    ("aanvragen", ("verleend", "weigeringen", "onvolledig")),
    ("weigeringen", ("weigeringen.artikel_8", "weigeringen.artikel_9", "weigeringen.artikel_10")),
)
# Who is refused has found, is gone, or is still looking: `geweigerden.zoekend` is of the end of a year.
REFUSED: Final = ("geweigerden", "geweigerden.gevonden", "geweigerden.vertrokken", "geweigerden.zoekend")
# Sums of means may be off by what a float cannot hold.
_DUST: Final = 1e-6


@dataclass(frozen=True)
class Layout:
    """The entries of a table, row by row, the total of a row first; `cells` are no totals."""

    arcs: tuple[Arc, ...]
    cells: frozenset[Arc]


@dataclass(frozen=True)
class Linked:
    """A table: its layout, and for each entry the number that stands there (`Numbering`), or UNPUBLISHED."""

    layout: Layout
    numbers: Counts


class Numbering:
    """Every count of an option by one number: block after block, row, year and group."""

    def __init__(self, shapes: Mapping[Key, tuple[int, ...]]) -> None:
        self._shapes = shapes
        sizes = [int(np.prod(shape)) for shape in shapes.values()]
        self.size = sum(sizes)
        self._starts = dict(zip(shapes, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))

    def of(self, key: Key, row: Any, year: Any, group: Any) -> Counts:
        """The number of a count, or of many at once."""
        _, years, groups = self._shapes[key]
        return np.asarray(self._starts[key] + (np.asarray(row) * years + year) * groups + group)

    def apart(self, flat: Any) -> dict[Key, Any]:
        """A flat array as one block for each key, views of the same numbers."""
        return {
            key: flat[start : start + int(np.prod(shape))].reshape(shape)
            for (key, shape), start in zip(self._shapes.items(), self._starts.values(), strict=True)
        }


class Tables:
    """All tables of an option; `means` by block, `[row, year, group]`, for every counter of people."""

    def __init__(self, axes: Axes, means: Mapping[Key, Numbers]) -> None:
        self._axes, self._means = axes, means
        self.numbering = Numbering({key: values.shape for key, values in means.items()})
        self._years = np.arange(1, len(axes.years) + 1)

    def every(self) -> Iterator[Linked]:
        """Each table, in an order that depends on nothing but the axes."""
        for measure, dimension in self._means:
            if dimension == words.EVERYBODY:
                yield from self._by_year(measure)
            else:
                yield from self._by_group((measure, dimension))
            yield from self._sums((measure, dimension))
        yield from self._whereabouts()

    def _by_year(self, measure: str) -> Iterator[Linked]:
        key, state = (measure, words.EVERYBODY), is_state(measure)
        for tree in (_areas(self._axes, self._axes.areas), _OUTSIDE):
            rows = self._rows(tree)
            for years in self._years[:, None] if state else [self._years]:
                total = self.numbering.of(key, rows, years[0] if state else 0, 0)
                yield _linked(tree, total, self.numbering.of(key, rows[:, None], years, 0))

    def _by_group(self, key: Key) -> Iterator[Linked]:
        axes, whole = self._axes, (key[0], words.EVERYBODY)
        groups, state = np.arange(len(axes.groups[key[1]])), is_state(key[0])
        rest = bool((self._means[whole][..., 0] - self._means[key].sum(axis=-1) > _DUST).any())
        for codes, years in ((axes.areas, self._years[-1:] if state else [0]), (axes.detailed, self._years)):
            for tree in (_areas(axes, codes), _OUTSIDE):
                rows = self._rows(tree)
                for year in years:
                    cells = self.numbering.of(key, rows[:, None], year, groups)
                    yield _linked(tree, self.numbering.of(whole, rows, year, 0), cells, rest=rest)
        for code in () if state else axes.detailed:
            yield self._over_years(key, axes.row(code), groups, rest)

    def _over_years(self, key: Key, row: int, groups: Counts, rest: bool) -> Linked:
        """The groups of one area by year, under everybody."""
        years, whole = np.array([0, *self._years]), (key[0], words.EVERYBODY)
        numbers = [self.numbering.of(whole, row, years, 0)[None], self.numbering.of(key, row, years, groups[:, None])]
        if rest:
            numbers.append(np.full((1, len(years)), UNPUBLISHED))
        table = np.concatenate(numbers)
        tree = (("", None), *((str(number), "") for number in range(len(table) - 1)))
        return _linked(tree, table[:, 0], table[:, 1:])

    def _sums(self, key: Key) -> Iterator[Linked]:
        """Counters that add up to another, for everybody and for each group, wherever and whenever both are told."""
        parts = [part for code in dict(SUMS).get(key[0], ()) if (part := (code, key[1])) in self._means]
        left = self._means[key] - sum(self._means[part] for part in parts)
        if not parts or (left < -_DUST).any():
            return
        axes, everybody = self._axes, key[1] == words.EVERYBODY
        places = ((axes.areas, [0]), (axes.areas if everybody else axes.detailed, self._years))
        for codes, years in places:
            tree = _areas(axes, codes)
            rows = self._rows(tree)
            for year, group in product(years, range(left.shape[-1])):
                cells = np.stack([self.numbering.of(part, rows, year, group) for part in parts], axis=1)
                total, rest = self.numbering.of(key, rows, year, group), bool((left[..., group] > _DUST).any())
                yield _linked(tree, total, cells, rest=rest)

    def _whereabouts(self) -> Iterator[Linked]:
        """The refused of the region, year by year: who is still looking goes on to the next year."""
        came, *gone, waiting = ((code, words.EVERYBODY) for code in REFUSED)
        if not {came, *gone, waiting} <= self._means.keys():
            return
        region = self._axes.row(REGION)
        told = [self._means[key][region, 1:, 0] for key in (came, *gone, waiting)]
        if np.abs(told[0] - sum(told[1:]) + np.append(0, told[-1][:-1])).max() > _DUST:
            return
        numbers, arcs = list[Counts](), list[Arc]()
        for year in self._years.tolist():
            here, away = ("jaar", str(year)), [("weg", f"{year}|{code}") for code, _ in gone]
            following = ("jaar", str(year + 1)) if year < len(self._years) else _END
            arcs += [(_END, here), *((here, to) for to in away), *((to, _END) for to in away), (here, following)]
            numbers += [self.numbering.of(key, region, year, 0) for key in (came, *gone, *gone, waiting)]
        yield Linked(Layout(tuple(arcs), frozenset(arcs)), np.array(numbers))

    def _rows(self, tree: Tree) -> Counts:
        return np.array([self._axes.row(OUTSIDE if row == _SUM else row) for row, _ in tree])


def is_state(measure: str) -> bool:
    """Whether a counter is that of a day, which does not add up over years."""
    return words.measure(measure).kind == "stand"


def with_linked(counters: Collection[str]) -> set[str]:
    """These counters and those that stand in a table with them: what is hidden of one depends on the others."""
    found = set(counters)
    for total, parts in (*SUMS, *SUMS, (REFUSED[0], REFUSED[1:])):
        together = {total, *parts}
        found |= together if found & together else set()
    return found | {beside for code in found if (beside := words.measure(code).beside) is not None}


def _areas(axes: Axes, codes: Sequence[str]) -> Tree:
    """The region over what is together, over the areas of which `codes` says that they stand in the table."""
    together = ((REGION, None), (DESIGNATED, REGION), (OTHER, REGION), (NOWHERE, REGION))
    chosen = [area for area in axes.areas if area in codes]
    return (*together, *((area, DESIGNATED if area in axes.designated else OTHER) for area in chosen))


def _linked(tree: Tree, totals: Counts, cells: Counts, *, rest: bool = False) -> Linked:
    """A table of totals (by row) and cells (by row and column); with `rest`, a last column that nobody is told."""
    columns = [totals[:, None], cells] + ([np.full((len(tree), 1), UNPUBLISHED)] if rest else [])
    numbers = np.concatenate(columns, axis=1)
    return Linked(_layout(tree, numbers.shape[1] - 1), numbers.ravel())


@cache
def _layout(tree: Tree, columns: int) -> Layout:
    """The entries: from a row to its column's sum, up to the root, and back to the rows."""
    inner = {parent for _, parent in tree}
    arcs, cells = list[Arc](), set[Arc]()
    for row, parent in tree:
        arcs.append((_END if parent is None else ("rij", parent), ("rij", row)))
        for column in range(columns):
            tail = ("som", f"{row}|{column}") if row in inner else ("rij", row)
            arcs.append((tail, _END if parent is None else ("som", f"{parent}|{column}")))
            if row not in inner:
                cells.add(arcs[-1])
    return Layout(tuple(arcs), frozenset(cells))
