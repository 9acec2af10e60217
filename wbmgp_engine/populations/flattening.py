"""From nested columns (structs, lists of structs) to the flat ones of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from wbmgp_engine.populations.contract import column_of

HOUSEHOLD = "huishouden"


def sizes(frame: pl.DataFrame) -> pl.Expr:
    """How many persons belong to each household; null where that is not known."""
    dtype = frame.schema.get(HOUSEHOLD)
    if isinstance(dtype, pl.List | pl.Array):
        household = pl.col(HOUSEHOLD).arr.to_list() if isinstance(dtype, pl.Array) else pl.col(HOUSEHOLD)
        return household.list.len().cast(pl.Int64)
    roles = [name for name in frame.columns if name.startswith(f"{HOUSEHOLD}.") and name.endswith(".rol")]
    there = pl.sum_horizontal(pl.col(name).is_not_null() for name in roles) if roles else pl.lit(0)
    return pl.when(there > 0).then(there).cast(pl.Int64)


def flattened(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column for every field of a struct and every place of a list, as many as its longest list has."""
    while any(dtype.is_nested() for dtype in frame.schema.values()):
        longest = _longest(frame)
        frame = frame.select(
            part for name, dtype in frame.schema.items() for part in _parts(name, dtype, longest.get(name, 0))
        )
    return frame


def flat_names(schema: Mapping[str, pl.DataType]) -> Iterator[str]:
    """The names the columns will have, with 0 for the place of an element."""
    return (name for name, _ in flat_types(schema))


def flat_types(schema: Mapping[str, pl.DataType]) -> Iterator[tuple[str, pl.DataType]]:
    """The same with their types."""
    for name, dtype in schema.items():
        yield from _flat(name, dtype)


def _flat(name: str, dtype: pl.DataType) -> Iterator[tuple[str, pl.DataType]]:
    if isinstance(dtype, pl.Struct):
        for field in dtype.fields:
            yield from _flat(f"{name}.{field.name}", _of(field.dtype))
    elif isinstance(dtype, pl.List | pl.Array):
        yield from _flat(f"{name}.0", _of(dtype.inner))
    else:
        yield name, dtype


def _of(dtype: object) -> pl.DataType:
    assert isinstance(dtype, pl.DataType)
    return dtype


def _longest(frame: pl.DataFrame) -> dict[str, int]:
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return {name: frame[name].list.len().max() or 0 for name in lists}  # type: ignore[misc]


def _parts(name: str, dtype: pl.DataType, longest: int) -> Iterator[pl.Expr]:
    column = pl.col(name)
    if isinstance(dtype, pl.Array):
        yield column.arr.to_list()
    elif isinstance(dtype, pl.Struct):
        yield from (column.struct.field(field.name).alias(f"{name}.{field.name}") for field in dtype.fields)
    elif isinstance(dtype, pl.List):
        yield from _elements(name, longest)
    else:
        yield column


def _elements(name: str, longest: int) -> Iterator[pl.Expr]:
    """A list that is there and empty says that there is none; one that is not there says nothing."""
    column = pl.col(name)
    yield from (column.list.get(place, null_on_oob=True).alias(f"{name}.{place}") for place in range(longest))
    if column_of(f"{name}.geen") is not None:
        yield (column.list.len() == 0).alias(f"{name}.geen")
    if column_of(f"{name}.0.gegeven") is not None:
        yield from ((column.list.len() > place).alias(f"{name}.{place}.gegeven") for place in range(longest))
