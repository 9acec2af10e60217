"""The book of a run: what is counted, by year, area and group of households, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        parts = [_rows(key, counts, self._areas) for key, counts in self._counts.items()]
        whole = pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)
        return whole.filter(pl.col("waarde") != 0).sort(list(SCHEMA))


def _rows(key: Key, counts: Int64s, areas: tuple[str, ...]) -> pl.DataFrame:
    year, measure, name, labels = key
    table = counts.reshape(len(areas) + 2, len(labels))
    table = np.vstack((table[: len(areas)], table[len(areas) + 1], table[: len(areas) + 1].sum(axis=0)))
    kept = [place for place, label in enumerate(labels) if label is not None]
    places = (*areas, OUTSIDE, REGION)
    columns: Mapping[str, Any] = {
        "jaar": year, "gebied": np.repeat(places, len(kept)), "maat": measure, "dimensie": name,
        "groep": [labels[place] for place in kept] * len(places), "waarde": table[:, kept].ravel(),
    }  # fmt: skip
    return pl.DataFrame(columns, schema=SCHEMA)
