"""What always holds of a region, however it came to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.simulation.regions.columns import GROUP, HOUSEHOLD_COLUMNS, dwelling_columns
from wbmgp_engine.simulation.regions.faults import (
    dwelling_faults,
    empty_faults,
    findings_in,
    housed_faults,
    household_faults,
)  # fmt: skip


def broken(
    day: date, municipalities: Sequence[str], areas: Sequence[tuple[str, str]], households: pl.DataFrame,
    dwellings: pl.DataFrame,
) -> Iterator[Finding]:  # fmt: skip
    """What cannot be in a region on this day; `areas` are pairs of an area and its municipality."""
    yield from _frame(day, municipalities, areas)
    names = list(dict.fromkeys(area for area, _ in areas))
    shapes = [
        *_shape("households", households, HOUSEHOLD_COLUMNS, GROUP),
        *_shape("dwellings", dwellings, dwelling_columns(names)),
    ]
    yield from shapes or _rows(day, households, dwellings)


def _frame(day: date, municipalities: Sequence[str], areas: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    if day.day != 1:
        yield Finding("day", "is not the first of a month", "give the first day of a month", day.isoformat())
    names = [area for area, _ in areas]
    for area, municipality in areas:
        if municipality not in municipalities:
            fix = "use one of the municipalities of the region"
            yield Finding(f"area {shown(area)}", "lies outside the region", fix, shown(municipality))
        if names.count(area) > 1:
            yield Finding(f"area {shown(area)}", "is there more than once", "give every area an id of its own")


def _shape(
    place: str, frame: pl.DataFrame, columns: Mapping[str, pl.DataType], extra: str | None = None
) -> Iterator[Finding]:
    for name, dtype in columns.items():
        if name not in frame.columns:
            yield Finding(f"{place} column {name}", "is missing", f"add it, of type {dtype}")
        elif frame.schema[name] != dtype:
            yield Finding(f"{place} column {name}", "is of the wrong type", f"give {dtype}", str(frame.schema[name]))
    for name in frame.columns:
        if name not in columns and (extra is None or not name.startswith(extra)):
            yield Finding(f"{place} column {name}", "is not known", "leave it out")


def _rows(day: date, households: pl.DataFrame, dwellings: pl.DataFrame) -> Iterator[Finding]:
    for place, frame in (("households", households), ("dwellings", dwellings)):
        if not frame["id"].equals(pl.Series("id", range(frame.height), dtype=pl.Int64)):
            yield Finding(f"{place} column id", "does not count from 0 on", f"number the {place} 0, 1, 2 …")
    faults = [*empty_faults(HOUSEHOLD_COLUMNS), *household_faults(day), *housed_faults(dwellings["id"])]
    yield from findings_in("households", households, faults)
    yield from findings_in("dwellings", dwellings, [*empty_faults(dwellings.columns), *dwelling_faults()])
