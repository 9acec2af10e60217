"""Columns of one length that grow and shrink together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Slots: TypeAlias = "npt.NDArray[np.int64]"
Mask: TypeAlias = "npt.NDArray[np.bool_]"
Int8s: TypeAlias = "npt.NDArray[np.int8]"
Int16s: TypeAlias = "npt.NDArray[np.int16]"
Int32s: TypeAlias = "npt.NDArray[np.int32]"
Int64s: TypeAlias = "npt.NDArray[np.int64]"
Ints: TypeAlias = "npt.NDArray[np.signedinteger[Any]]"
Floats: TypeAlias = "npt.NDArray[np.float64]"
_LEAST_ROOM: Final = 64


def empty(dtype: Any, value: int | float) -> dict[str, Any]:
    """The type of a column, and what stands in a row that nothing was put in."""
    return {"dtype": np.dtype(dtype), "empty": value}


@dataclass(slots=True)
class Rows:
    """The first `count` rows are in use; behind them lies room, where every column is empty."""

    count: int

    def add(self, number: int) -> Slots:
        """Take rows into use, and say which."""
        first = self.count
        if first + number > self.room:
            self._grow(max(number, self.room // 4, _LEAST_ROOM))
        self.count = first + number
        return np.arange(first, self.count)

    def keep(self, rows: Slots) -> None:
        """Keep only these rows, in this order; the rest becomes room."""
        self.count = len(rows)
        for item in fields(self)[1:]:
            values = getattr(self, item.name)
            values[: self.count] = values[rows]
            values[self.count :] = item.metadata["empty"]

    @property
    def room(self) -> int:
        """How many rows the columns have, in use or not."""
        return len(getattr(self, fields(self)[1].name))

    def _grow(self, number: int) -> None:
        for item in fields(self)[1:]:
            values = getattr(self, item.name)
            more = np.full((number, *values.shape[1:]), item.metadata["empty"], values.dtype)
            setattr(self, item.name, np.concatenate((values, more)))


def empty_columns(kind: type[Rows], number: int, widths: dict[str, int] | None = None) -> dict[str, Any]:
    """The columns of a kind of rows with nothing in them; `widths` names those with more than one value a row."""
    made = {}
    for item in fields(kind)[1:]:
        shape = (number, widths[item.name]) if widths and item.name in widths else (number,)
        made[item.name] = np.full(shape, item.metadata["empty"], item.metadata["dtype"])
    return made
