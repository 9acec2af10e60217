"""Columns in the types of the contract, and what is wrong with a value that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

import polars as pl

from wbmgp_engine.errors import Finding
from wbmgp_engine.populations.contract import WORDS, Column, Kind, column_of

RAW: Final = " as given"
_FIXES: Final[Mapping[Kind, str]] = {
    "text": "give text", "date": "give dates (date32), or text as YYYY-MM-DD",
    "number": "give whole numbers, in eurocents", "truth": "give true or false",
}  # fmt: skip
_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum, pl.Null)


class Fault(NamedTuple):
    """What is wrong in some rows: where (a condition), in which column, with which fix, and where the value stands."""

    where: pl.Expr
    column: str
    problem: str
    fix: str
    shown: str | None = None


def wrong_types(schema: Mapping[str, pl.DataType]) -> Iterator[Finding]:
    """Columns of a type that can hold nothing of what the contract wants there."""
    for name, dtype in schema.items():
        column = column_of(name)
        if column is not None and not _fits(column.kind, dtype):
            yield Finding(f"column {name}", f"is of type {dtype}", _FIXES[column.kind])


def _fits(kind: Kind, dtype: pl.DataType) -> bool:
    if isinstance(dtype, _TEXTS):
        return True
    return {"text": False, "date": dtype == pl.Date, "number": dtype.is_integer(), "truth": dtype == pl.Boolean}[kind]


def typed(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """The columns of the contract in their types, and the faults to look for; what does not fit is empty there."""
    made, faults = [], []
    for name, dtype in frame.schema.items():
        column = column_of(name)
        if column is None:
            continue
        converted = _CONVERTED[column.kind](name, column, dtype)
        if converted is not None:
            made.append(converted.alias(name))
            faults.append(_unfit(name, column))
    given = [pl.col(fault.column).alias(fault.column + RAW) for fault in faults]
    return frame.with_columns(*given).with_columns(*made), faults


def _unfit(name: str, column: Column) -> Fault:
    raw = name + RAW
    where = pl.col(raw).is_not_null() & pl.col(name).is_null()
    problem = {"date": "is no date", "number": "is no whole number", "truth": "is neither true nor false"}
    fix = {"date": "write a day that exists as YYYY-MM-DD", "number": "write whole eurocents"}
    return Fault(where, name, problem.get(column.kind, ""), fix.get(column.kind, "write true or false"), raw)


def _text(name: str, column: Column, dtype: pl.DataType) -> pl.Expr | None:
    return None if dtype == pl.String else pl.col(name).cast(pl.String)


def _date(name: str, column: Column, dtype: pl.DataType) -> pl.Expr | None:
    if dtype == pl.Date:
        return None
    text = pl.col(name).cast(pl.String)
    read = text.str.to_date("%Y-%m-%d", strict=False)
    # The parser takes 2026-3-1 as well, which may be a day or a month first elsewhere: one form only.
    return pl.when(text.str.len_bytes() == 10).then(read)


def _number(name: str, column: Column, dtype: pl.DataType) -> pl.Expr | None:
    if dtype == pl.Int64:
        return None
    text = pl.col(name).cast(pl.String) if not dtype.is_integer() else pl.col(name)
    whole = text.cast(pl.Int64, strict=False)
    return whole if dtype.is_integer() else pl.when(text.str.contains(r"^[0-9]{1,18}$")).then(whole)


def _truth(name: str, column: Column, dtype: pl.DataType) -> pl.Expr | None:
    if dtype == pl.Boolean:
        return None
    text = pl.col(name).cast(pl.String)
    return pl.when(text == "true").then(True).when(text == "false").then(False)


_CONVERTED: Final[Mapping[Kind, Callable[[str, Column, pl.DataType], pl.Expr | None]]] = {
    "text": _text, "date": _date, "number": _number, "truth": _truth,
}  # fmt: skip


def malformed(frame: pl.DataFrame) -> Iterator[Fault]:
    """Texts that are none of the codes, or not in the form, that the contract asks for.

    Each text is looked at once, however often it occurs.
    """
    for name in frame.columns:
        column = column_of(name)
        if column is None or not (column.form or column.codes):
            continue
        found = different(frame[name])
        good = found.is_in(column.codes) if column.codes else found.str.contains(_rust(column.form))
        if not good.all():
            where = pl.col(name).is_in(found.filter(~good).implode())
            yield Fault(where, name, *_said(column), name)


def _said(column: Column) -> tuple[str, str]:
    if column.codes:
        return "is not one of the allowed values", f"use {', '.join(column.codes)}"
    return "is not in the form asked for", WORDS[column.form]


def different(texts: pl.Series) -> pl.Series:
    """Each text once; most often all are the same, which is seen at once."""
    first = texts.head(1)
    same = (texts == first.item()).all(ignore_nulls=True) if first.item() is not None else False
    return first if same else texts.unique().drop_nulls()


def _rust(form: str) -> str:
    """The same form for the engine, whose `$` and classes are those of Rust."""
    return form.replace("$", r"\z")
