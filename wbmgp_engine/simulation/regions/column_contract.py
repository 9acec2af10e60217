"""The columns that own data of a council may have, and what may stand in them; `docs/simulation-data.md` says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.fields import IDENTIFIER
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.populations.conversion import RAW, Fault
from wbmgp_engine.simulation.regions.columns import GROUP, HOUSEHOLDS, INCOMES, KINDS, TENURES

Kind = Literal["id", "name", "text", "code", "date", "number", "share", "truth"]
_GROUP: Final = re.compile(r"groep_[a-z0-9_]{1,40}")
_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum, pl.Null)
_FIXES: Final[Mapping[Kind, str]] = {
    "id": "give text or whole numbers", "name": "give text", "text": "give text", "code": "give text",
    "date": "give dates, or text as YYYY-MM-DD", "number": "give whole numbers", "share": "give numbers from 0 to 1",
    "truth": "give true or false",
}  # fmt: skip
_PROBLEMS: Final[Mapping[Kind, tuple[str, str]]] = {
    "date": ("is no date", "write a day that exists as YYYY-MM-DD"), "number": ("is no whole number", "write digits only"),
    "share": ("is no number", "write 0.07 for 7 %"), "truth": ("is neither true nor false", "write true or false"),
    "name": ("is no name of a trait", "use letters, digits, _ and -, at most 64"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold. `filled`: empty in no row; `required`: there at all; `empty`: what an absent one means."""

    kind: Kind
    codes: tuple[str, ...] = ()
    filled: bool = False
    required: bool = True
    empty: bool | None = None


Contract = Mapping[str, Column]
HOUSEHOLD_CONTRACT: Final[Contract] = {
    "id": Column("id", filled=True), "woning": Column("id"), "huishouden": Column("code", HOUSEHOLDS, filled=True),
    "geboortedatum": Column("date", filled=True), "geboortedatum_partner": Column("date"),
    "personen": Column("number", filled=True), "inkomen": Column("code", INCOMES),
    "inkomen_partner": Column("code", INCOMES), "ingezetene_vanaf": Column("date"),
    "geen_ingezetene": Column("truth", required=False, empty=False), "kenmerk": Column("name", required=False),
    "zoekt_sinds": Column("date"), "urgent": Column("truth", required=False, empty=False),
}  # fmt: skip


def dwelling_contract(areas: Sequence[str]) -> Contract:
    """The columns of dwellings in these areas."""
    return {
        "id": Column("id", filled=True), "gebied": Column("code", tuple(areas), filled=True),
        "bezit": Column("code", TENURES, filled=True), "soort": Column("code", KINDS, filled=True),
        "huurprijs": Column("number"), "mutatiegraad": Column("share", filled=True),
    }  # fmt: skip


def wrong_columns(place: str, frame: pl.DataFrame, contract: Contract, *, groups: bool) -> Iterator[Finding]:
    """Columns that are not in the contract, that are missing, or whose type can hold nothing of what is wanted."""
    for name, dtype in frame.schema.items():
        if groups and _GROUP.fullmatch(name):
            kind: Kind = "text"
        elif name in contract:
            kind = contract[name].kind
        else:
            yield Finding(
                f"{place} column {shown(name)}", "is not in the contract", _advice(name, contract, groups=groups)
            )
            continue
        if not _fits(kind, dtype):
            yield Finding(f"{place} column {name}", f"is of type {dtype}", _FIXES[kind])
    for name, column in contract.items():
        if column.required and name not in frame.columns:
            yield Finding(f"{place} column {name}", "is missing", "add it; docs/simulation-data.md says what it holds")


def _advice(name: str, contract: Contract, *, groups: bool) -> str:
    group = f"; a column for measures only is called {GROUP}…" if groups else ""
    return f"{nearest(name, contract)}, or leave it out{group}"


def _fits(kind: Kind, dtype: pl.DataType) -> bool:
    if isinstance(dtype, _TEXTS):
        return True
    return {
        "id": dtype.is_integer(), "date": dtype == pl.Date, "number": dtype.is_integer(),
        "share": dtype.is_numeric(), "truth": dtype == pl.Boolean,
    }.get(kind, False)  # fmt: skip


def typed(frame: pl.DataFrame, contract: Contract) -> tuple[pl.DataFrame, list[Fault]]:
    """The columns in their types, nothing where a value does not fit, and the faults to look for."""
    given = {name: column for name, column in contract.items() if name in frame.columns}
    absent = [pl.lit(column.empty).alias(name) for name, column in contract.items() if name not in given]
    made = frame.with_columns(
        *(pl.col(name).alias(name + RAW) for name in given),
        *(_read(pl.col(name), column, frame.schema[name]).alias(name) for name, column in given.items()),
        *absent,
    )
    made = made.with_columns(pl.col(name).cast(pl.String) for name in frame.columns if name.startswith(GROUP))
    # What is empty where an absent column would mean something means the same.
    made = made.with_columns(pl.col(name).fill_null(column.empty) for name, column in contract.items() if column.empty is not None)  # fmt: skip
    return made, [fault for name, column in given.items() for fault in _faults(name, column)]


def _faults(name: str, column: Column) -> Iterator[Fault]:
    raw = pl.col(name + RAW)
    if column.filled:
        yield Fault(raw.is_null(), name, "is empty", "give every row one")
    if column.codes:
        problem, fix = "is not one of the allowed values", f"use {', '.join(column.codes)}"
    else:
        problem, fix = _PROBLEMS.get(column.kind, ("is no text", "give text"))
    lost = pl.col(name).is_null() if column.empty is None else ~raw.cast(pl.String).is_in(["true", "false"])
    yield Fault(raw.is_not_null() & lost, name, problem, fix, name + RAW)


def _read(value: pl.Expr, column: Column, dtype: pl.DataType) -> pl.Expr:
    """The value in its type; nothing where it does not fit."""
    if not isinstance(dtype, _TEXTS):
        return value.cast({"id": pl.String, "number": pl.Int64, "share": pl.Float64}.get(column.kind, dtype))
    text = value.cast(pl.String)
    match column.kind:
        case "code":
            return pl.when(text.is_in(column.codes)).then(text)
        case "name":
            return pl.when(text.str.contains(IDENTIFIER)).then(text)
        case "date":
            # The parser takes 2026-3-1 as well, which may be a day or a month first elsewhere: one form only.
            return pl.when(text.str.len_bytes() == 10).then(text.str.to_date("%Y-%m-%d", strict=False))
        case "number":
            return pl.when(text.str.contains(r"^[0-9]{1,15}$")).then(text.cast(pl.Int64, strict=False))
        case "share":
            return pl.when(text.str.contains(r"^[0-9]{1,9}(\.[0-9]{1,15})?$")).then(text.cast(pl.Float64, strict=False))
        case "truth":
            return pl.when(text.is_in(["true", "false"])).then(text == "true")
    return text
