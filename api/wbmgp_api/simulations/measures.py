"""The measures of a simulation as rows: filtered, a page at a time, as JSON or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import polars as pl

COLUMNS: Final = {
    "variant": "variant", "gebied": "gebied", "jaar": "jaar", "maat": "maat", "dimensie": "dimensie", "groep": "groep",
    "waarde": "waarde", "laag": "laag", "hoog": "hoog", "ondergrens": "ondergrens", "bovengrens": "bovengrens",
    "verschil": "verschil", "verschil_laag": "verschilLaag", "verschil_hoog": "verschilHoog", "onderdrukt": "onderdrukt",
}  # fmt: skip
"""The columns of the file of measures, and how an answer calls them."""
_NUMBERS: Final = (
    "waarde", "laag", "hoog", "ondergrens", "bovengrens", "verschil", "verschil_laag", "verschil_hoog",
)  # fmt: skip


def as_rows(data: bytes, wanted: Mapping[str, str | int], start: int, size: int) -> tuple[list[dict[str, Any]], int]:
    """Some of the measures in which the columns of `wanted` have these values, and how many there are."""
    found = _chosen(data, wanted)
    return found.rename(COLUMNS).slice(start, size).to_dicts(), found.height


def as_csv(data: bytes, wanted: Mapping[str, str | int]) -> bytes:
    """The same, all of them, as CSV."""
    return _chosen(data, wanted).rename(COLUMNS).write_csv().encode()


def _chosen(data: bytes, wanted: Mapping[str, str | int]) -> pl.DataFrame:
    import polars as pl

    every = pl.read_parquet(BytesIO(data), columns=list(COLUMNS))
    found = every.filter(*(pl.col(name).cast(pl.String) == str(value) for name, value in wanted.items()))
    numbers = [pl.when(pl.col(name).is_finite()).then(pl.col(name)) for name in _NUMBERS]
    return found.with_columns(pl.col(_NUMBERS).cast(pl.Float64)).with_columns(numbers)
