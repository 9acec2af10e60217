"""Populations in files: Parquet, CSV and Arrow IPC, read in batches and written as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl
from polars.exceptions import PolarsError
from polars.io.plugins import register_io_source

from wbmgp_engine.errors import BadInput

BATCH: Final = 131_072
_ARROW: Final = (".arrow", ".ipc", ".feather")
KINDS: Final = (".parquet", ".csv", *_ARROW)


def kind_of(name: str) -> str:
    """The kind of a file by the end of its name; BadInput names those that can be used."""
    found = Path(name).suffix.lower()
    if found not in KINDS:
        raise BadInput.one(
            name, "is of no kind that can be read or written", f"use a name that ends on {', '.join(KINDS)}"
        )
    return found


class Source:
    """A population in a file: its columns, how many rows it has where that is known beforehand, and its batches."""

    def __init__(self, name: str) -> None:
        self.name, self.kind = name, kind_of(name)
        self._scan = self._read(self._opened)
        self.schema: pl.Schema = self._read(self._scan.collect_schema)
        self.rows: int | None = None if self.kind == ".csv" else self._read(self._counted)

    def batches(self, size: int = BATCH) -> Iterator[pl.DataFrame]:
        """The rows in their order."""
        if self.rows is None:
            yield from self._each(self._scan.collect_batches(chunk_size=size, maintain_order=True))
            return
        for start in range(0, self.rows, size):
            yield self._read(self._scan.slice(start, size).collect)

    def _opened(self) -> pl.LazyFrame:
        path = Path(self.name)
        if not path.is_file():
            raise BadInput.one(self.name, "is no file", "name a file that exists")
        if self.kind == ".csv":
            return pl.scan_csv(path, infer_schema=False)
        return pl.scan_parquet(path) if self.kind == ".parquet" else pl.scan_ipc(path)

    def _counted(self) -> int:
        return int(self._scan.select(pl.len()).collect().item())

    def _each(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        while (batch := self._read(lambda: next(batches, None))) is not None:
            yield batch

    def _read(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except (PolarsError, OSError) as problem:
            said = (str(problem).splitlines() or ["it is empty"])[0]
            wanted = f"give a whole {self.kind.removeprefix('.')} file in UTF-8, with one row for each application"
            raise BadInput.one(self.name, f"cannot be read: {said}", wanted) from None


def write(name: str, kind: str, schema: pl.Schema, frames: Callable[[], Iterator[pl.DataFrame]]) -> None:
    """Write frames to a file as they come; what they raise comes through."""
    raised: list[BaseException] = []

    def source(columns: Any, predicate: Any, rows: Any, size: Any) -> Iterator[pl.DataFrame]:
        try:
            yield from frames()
        except BaseException as problem:  # the engine would turn it into an error of its own
            raised.append(problem)

    answers = register_io_source(source, schema=schema, is_pure=False)
    if kind == ".csv":
        answers.sink_csv(name)
    elif kind == ".parquet":
        answers.sink_parquet(name)
    else:
        answers.sink_ipc(name)
    if raised:
        raise raised[0]
