"""What cannot be true of a household, of a dwelling, or of both together; for own data and made regions alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import polars as pl

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.populations.conversion import Fault
from wbmgp_engine.simulation.regions.columns import OWNED, PAIRS, PERSONS

MOST_SHOWN: Final = 100
_MOST_RENT: Final = 10**8
_OPTIONAL: Final = (
    "woning", "geboortedatum_partner", "inkomen", "inkomen_partner", "ingezetene_vanaf", "kenmerk", "zoekt_sinds",
    "huurprijs",
)  # fmt: skip


def household_faults(day: date) -> Iterator[Fault]:
    """What can be wrong in a row of households of a region on this day."""
    for column in ("geboortedatum", "geboortedatum_partner", "ingezetene_vanaf", "zoekt_sinds"):
        yield _after(column, day)
    pair, since = pl.col("huishouden").is_in(PAIRS), pl.col("ingezetene_vanaf")
    nobody = "is filled while the household has no partner"
    for column in ("geboortedatum_partner", "inkomen_partner"):
        yield Fault(~pair & pl.col(column).is_not_null(), column, nobody, "empty it, or change huishouden", column)
    born = pl.col("geboortedatum_partner").is_null()
    yield Fault(pair & born, "geboortedatum_partner", "is empty while the household has a partner", "give the date")
    yield Fault(_persons(), "personen", "does not fit huishouden", _sizes(), "personen")
    yield Fault(since < pl.col("geboortedatum"), "ingezetene_vanaf", "lies before geboortedatum", "correct one of the two", "ingezetene_vanaf")  # fmt: skip
    nowhere = pl.col("geen_ingezetene") & since.is_not_null()
    yield Fault(nowhere, "ingezetene_vanaf", "is filled while geen_ingezetene is true", "empty one of the two", "ingezetene_vanaf")  # fmt: skip
    homeless = pl.col("woning").is_null() & pl.col("zoekt_sinds").is_null()
    yield Fault(homeless, "zoekt_sinds", "is empty while the household has no dwelling", "give the day, or a dwelling")


def dwelling_faults() -> Iterator[Fault]:
    """What can be wrong in a row of dwellings."""
    rent, owned = pl.col("huurprijs"), pl.col("bezit") == OWNED
    yield Fault(owned & rent.is_not_null(), "huurprijs", "is filled for a dwelling that is owned", "empty it", "huurprijs")  # fmt: skip
    yield Fault(~owned & rent.is_null(), "huurprijs", "is empty for a rented dwelling", "give eurocents a month")
    yield Fault(~rent.is_between(0, _MOST_RENT), "huurprijs", "is no rent", "give eurocents a month, from 0 on", "huurprijs")  # fmt: skip
    rate = pl.col("mutatiegraad")
    yield Fault(~rate.is_between(0, 1), "mutatiegraad", "is no share", "give a share from 0 to 1 a year", "mutatiegraad")  # fmt: skip


def empty_faults(columns: Iterable[str]) -> Iterator[Fault]:
    """Columns that may not be empty in any row."""
    for column in columns:
        if column not in _OPTIONAL:
            yield Fault(pl.col(column).is_null(), column, "is empty", "give every row one")


def housed_faults(dwellings: pl.Series) -> Iterator[Fault]:
    """What can be wrong with the dwellings that households say they live in; `dwellings`: the ids that exist."""
    home = pl.col("woning")
    yield Fault(home.is_not_null() & ~home.is_in(dwellings.implode()), "woning", "is no dwelling", "use an id of the dwellings", "woning")  # fmt: skip
    again = home.is_not_null() & ~home.is_first_distinct()
    yield Fault(again, "woning", "is lived in by another household already", "give each dwelling to one household", "woning")  # fmt: skip


def used_twice(column: str) -> Fault:
    """A value that has to be there once is there again."""
    where = pl.col(column).is_not_null() & ~pl.col(column).is_first_distinct()
    return Fault(where, column, "is used before", "give every row its own", column)


def sound(before: Iterable[Fault], faults: Iterable[Fault]) -> list[Fault]:
    """The faults in rows that have none of those before: what follows from a fault is not said beside it."""
    clean = ~pl.any_horizontal([pl.lit(False), *(fault.where.fill_null(False) for fault in before)])
    return [fault._replace(where=clean & fault.where) for fault in faults]


def findings_in(place: str, frame: pl.DataFrame, faults: Iterable[Fault]) -> list[Finding]:
    """What is wrong in the rows of a table, counted from 1: the first hundred findings, and how many more there are."""
    listed = list(faults)
    wrong = frame.lazy().select(fault.where.fill_null(False).alias(str(n)) for n, fault in enumerate(listed)).collect()
    findings: list[Finding] = []
    more = 0
    for fault, column in zip(listed, wrong.iter_columns(), strict=True):
        rows = column.arg_true()
        shown_rows = rows.head(MOST_SHOWN - len(findings))
        findings += [_finding(place, frame, row, fault) for row in shown_rows]
        more += rows.len() - shown_rows.len()
    if more:
        findings.append(Finding(place, f"has {more:,} more findings", "mend these first"))
    return findings


def _finding(place: str, frame: pl.DataFrame, row: int, fault: Fault) -> Finding:
    value = "" if fault.shown is None else shown(_plain(frame[fault.shown][row]))
    return Finding(f"{place} row {row + 1} column {fault.column}", fault.problem, fault.fix, value)


def _after(column: str, day: date) -> Fault:
    return Fault(pl.col(column) > day, column, f"lies after {day.isoformat()}, the day of the region", "correct it", column)  # fmt: skip


def _persons() -> pl.Expr:
    kind, count = pl.col("huishouden").cast(pl.String), pl.col("personen")
    least, most = (
        kind.replace_strict({name: span[end] for name, span in PERSONS.items()}, return_dtype=pl.Int64, default=None)
        for end in (0, 1)
    )
    return ~count.is_between(least, most)


def _sizes() -> str:
    return ", ".join(f"{kind}: {least}" + (f"-{most}" if most > least else "") for kind, (least, most) in PERSONS.items())  # fmt: skip


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
