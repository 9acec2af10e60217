"""The book of a run: what is counted, by year, area and group of households, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.rows import Int64s, Slots
from wbmgp_engine.simulation.market.state import Households, State
from wbmgp_engine.simulation.regions.columns import AGES, HOUSEHOLDS, INCOMES

OUTSIDE: Final = "buiten"
REGION: Final = ""
EVERYBODY: Final = "alles"
UNKNOWN: Final = "onbekend"
TOUCHED: Final = "geraakt"
# By code, from -1 on. Who never looked for a rented dwelling was not classified, and is in neither group.
_TOUCH: Final = (None, "niet_geraakt", TOUCHED)
SCHEMA: Final = {
    "jaar": pl.Int16, "gebied": pl.String, "maat": pl.String, "dimensie": pl.String, "groep": pl.String, "waarde": pl.Int64,
}  # fmt: skip
Key = tuple[int, str, str, tuple[str | None, ...]]


class Book:
    """Counters by area; `nowhere` is the place of what is counted for the region only, `outside` of who left it."""

    def __init__(self, state: State) -> None:
        self._state, names = state, state.names
        self._areas = names.areas
        self.nowhere, self.outside = len(names.areas), len(names.areas) + 1
        self._groups = [(name, (UNKNOWN, *labels)) for name, labels in names.groups]
        self._counts: dict[Key, Int64s] = {}

    def count(self, measure: str, areas: Any, rows: Slots, weights: Any = None) -> None:
        """Add these households, or their weights, to a measure, each in its area, as a whole and by every group."""
        if len(rows):
            self.total(measure, areas, weights, number=len(rows))
            for name, labels, codes in self._dimensions(self._state.households):
                self._add(measure, name, labels, areas, codes[rows].astype(np.int64) + 1, weights)

    def total(self, measure: str, areas: Any, weights: Any = None, *, number: int | None = None) -> None:
        """Add so many (the number of areas, or of weights), or their weights, without groups."""
        size = np.size(areas) if number is None else number
        self._add(measure, EVERYBODY, ("",), areas, np.zeros(size, dtype=np.int64), weights)

    def split(self, measure: str, name: str, labels: tuple[str, ...], areas: Any, codes: Int64s) -> None:
        """Add to a measure by one dimension of its own, which is not the whole."""
        self._add(measure, name, labels, areas, codes, None)

    def _add(
        self, measure: str, name: str, labels: tuple[str | None, ...], areas: Any, codes: Int64s, weights: Any
    ) -> None:
        width, places = len(labels), len(self._areas) + 2
        cells = np.asarray(areas, dtype=np.int64) * width + codes
        found = np.bincount(cells, weights, minlength=width * places)
        key = (self._state.month // 12, measure, name, labels)
        if key not in self._counts:
            self._counts[key] = np.zeros(width * places, dtype=np.int64)
        self._counts[key] += found.astype(np.int64)

    def _dimensions(self, them: Households) -> Iterator[tuple[str, tuple[str | None, ...], Any]]:
        yield TOUCHED, _TOUCH, them.touched
        yield "inkomen", (UNKNOWN, *INCOMES), them.income
        yield "huishouden", (None, *HOUSEHOLDS), them.kind
        yield "leeftijd", (None, *AGES), them.age
        for place, (name, labels) in enumerate(self._groups):
            yield name, labels, them.groups[:, place]

    def frame(self) -> pl.DataFrame:
        """Everything that was counted, without what is zero; the region is the sum of its areas and of nowhere."""
        parts = [_cells(counts.reshape(len(self._areas) + 2, -1)) for counts in self._counts.values()]
        if not parts:
            return pl.DataFrame(schema=SCHEMA)
        sizes = [len(values) for _, _, values in parts]
        places, groups, values = (np.concatenate(side) for side in zip(*parts, strict=True))
        whole = pl.DataFrame(
            {
                "jaar": _repeated([key[0] for key in self._counts], sizes),
                "maat": _repeated([key[1] for key in self._counts], sizes),
                "dimensie": _repeated([key[2] for key in self._counts], sizes),
                "gebied": pl.Series((*self._areas, OUTSIDE, REGION)).gather(places),
                "groep": _labels(list(self._counts), sizes, groups),
                "waarde": values,
            }
        )
        return whole.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()).drop_nulls().sort(list(SCHEMA))


def _cells(table: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """Of each number that is not zero the place, the group and the number; behind the areas outside and the region."""
    areas = len(table) - 2
    table = np.vstack((table[:areas], table[areas + 1], table[: areas + 1].sum(axis=0)))
    places, groups = np.nonzero(table)
    return places, groups, table[places, groups]


def _repeated(values: Sequence[str] | Sequence[int], sizes: Sequence[int]) -> pl.Series:
    return pl.Series(values).gather(np.repeat(np.arange(len(values)), sizes))


def _labels(keys: Sequence[Key], sizes: Sequence[int], groups: Int64s) -> pl.Series:
    """The name of each group; none for what is in no group."""
    starts = np.cumsum([0, *(len(key[3]) for key in keys)])[:-1]
    names = pl.Series([label for key in keys for label in key[3]], dtype=pl.String)
    return names.gather(np.repeat(starts, sizes) + groups)
