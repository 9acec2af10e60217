"""Ledgers as blocks of numbers: one block for each counter and dimension, with the totals that people ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from wbmgp_engine.simulation.measures import words

REGION: Final = ""
DESIGNATED: Final = "aangewezen"
OTHER: Final = "overig"
NOWHERE: Final = "zonder_gebied"
OUTSIDE: Final = "buiten"
_TOGETHER: Final = (REGION, DESIGNATED, OTHER, NOWHERE, OUTSIDE)
_KEPT: Final = 6
Numbers: TypeAlias = "npt.NDArray[np.float64]"
Mask: TypeAlias = "npt.NDArray[np.bool_]"
Counts: TypeAlias = "npt.NDArray[np.int64]"
LEDGER: Final = {
    "variant": pl.String, "herhaling": pl.Int32, "jaar": pl.Int16, "gebied": pl.String, "maat": pl.String,
    "dimensie": pl.String, "groep": pl.String, "waarde": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Axes:
    """What a block is laid out by: `[option, replicate, row, year, group]`.

    Rows are the region, what is together, then the areas; the first year stands for the whole period. `designated`:
    the areas that some option designates, the same in every option, so that options are compared over one place.
    """

    options: tuple[str, ...]
    replicates: tuple[int, ...]
    areas: tuple[str, ...]
    designated: frozenset[str]
    years: tuple[int, ...]
    groups: Mapping[str, tuple[str, ...]]

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Every row in its order."""
        return (*_TOGETHER, *self.areas)

    def row(self, code: str) -> int:
        """The place of a row."""
        return self.rows.index(code)

    @cached_property
    def detailed(self) -> tuple[str, ...]:
        """The rows whose groups are told year by year: what is together, and the designated areas."""
        return (*_TOGETHER, *(area for area in self.areas if area in self.designated))

    def shape(self, dimension: str) -> tuple[int, int, int, int, int]:
        """The size of a block."""
        return (
            len(self.options), len(self.replicates), len(self.rows), len(self.years) + 1, len(self.groups[dimension]),
        )  # fmt: skip


class Cubes:
    """The ledgers of every option and replicate, asked by counter and dimension; an absent row is a count of none."""

    def __init__(
        self,
        ledgers: pl.LazyFrame,
        options: Sequence[str],
        designated: Iterable[str],
        only: Collection[str] | None = None,
    ) -> None:
        """`options` in the order in which they are shown, the baseline first; those that no ledger has are left out.

        `only` these counters are looked at; default all.
        """
        if only is not None:
            ledgers = ledgers.filter(pl.col("maat").is_in(list(only)))
        self._ledgers = ledgers
        found = ledgers.select("maat", "dimensie", "groep").unique().collect()
        # What never happened has no row in a ledger, and is told as none.
        always = [
            (code, words.EVERYBODY)
            for code, item in words.words_of().items()
            if item.kind != "afgeleid" and (only is None or code in only)
        ]
        self._there = frozenset([*found.select("maat", "dimensie").rows(), *always])
        there = _sorted(ledgers, "variant")
        self.axes = Axes(
            (*(name for name in options if name in there), *(name for name in there if name not in options)),
            tuple(_sorted(ledgers, "herhaling")),
            tuple(sorted({*_sorted(ledgers, "gebied"), *designated} - {REGION, OUTSIDE})),
            frozenset(designated),
            tuple(_sorted(ledgers, "jaar")),
            {name: _ordered(name, found) for name in sorted({words.EVERYBODY, *found["dimensie"]}, key=_rank)},
        )
        self.of = lru_cache(maxsize=_KEPT)(self._of)

    def has(self, measure: str, dimension: str = words.EVERYBODY) -> bool:
        """Whether a counter was kept by this dimension."""
        return (measure, dimension) in self._there

    def counters(self) -> list[tuple[str, str]]:
        """Every counter with each of its dimensions, in the order in which they are shown."""
        return sorted(self._there, key=lambda key: (words.measure(key[0]).place, _rank(key[1])))

    def _of(self, measure: str, dimension: str = words.EVERYBODY) -> Counts:
        """The block of a counter: whole numbers, read-only by agreement."""
        axes = self.axes
        asked = (pl.col("maat") == measure) & (pl.col("dimensie") == dimension)
        table = (
            self._ledgers.filter(asked).select("variant", "herhaling", "gebied", "jaar", "groep", "waarde").collect()
        )
        block = np.zeros(axes.shape(dimension), dtype=np.int64)
        places = (axes.options, axes.replicates, axes.rows, axes.years, axes.groups[dimension])
        where = [_codes(table[name], place) for name, place in zip(table.columns[:5], places, strict=True)]
        where[3] = where[3] + 1
        np.add.at(block, tuple(where), table["waarde"].to_numpy())
        return self._with_totals(block, words.measure(measure).kind == "stand")

    def _with_totals(self, block: Counts, state: bool) -> Counts:
        axes = self.axes
        first = len(_TOGETHER)
        inside = [first + place for place, area in enumerate(axes.areas) if area in axes.designated]
        rest = [first + place for place, area in enumerate(axes.areas) if area not in axes.designated]
        block[:, :, axes.row(DESIGNATED)] = block[:, :, inside].sum(axis=2)
        block[:, :, axes.row(OTHER)] = block[:, :, rest].sum(axis=2)
        block[:, :, axes.row(NOWHERE)] = block[:, :, 0] - block[:, :, first:].sum(axis=2)
        block[:, :, :, 0] = block[:, :, :, -1] if state else block[:, :, :, 1:].sum(axis=3)
        return block


def _rank(dimension: str) -> tuple[int, str]:
    order = words.dimensions()
    return (order.index(dimension) if dimension in order else len(order)), dimension


def _sorted(ledgers: pl.LazyFrame, name: str) -> list[Any]:
    return ledgers.select(pl.col(name).unique().sort()).collect().to_series().to_list()


def _ordered(dimension: str, found: pl.DataFrame) -> tuple[str, ...]:
    """The groups that occur: those with words in their order, then the others by name."""
    if dimension == words.EVERYBODY:
        return ("",)
    there = set(found.filter(pl.col("dimensie") == dimension)["groep"].to_list())
    known = [code for code in words.groups(dimension) if code in there]
    return (*known, *sorted(there.difference(known)))


def _codes(column: pl.Series, places: Iterable[Any]) -> Counts:
    listed = list(places)
    if column.is_empty():
        return np.zeros(0, dtype=np.int64)
    order = pl.Series(listed, dtype=column.dtype)
    return column.replace_strict(order, pl.Series(range(len(listed)), dtype=pl.Int64)).to_numpy()
