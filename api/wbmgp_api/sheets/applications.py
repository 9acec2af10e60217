"""One application is one or more rows with the same `kenmerk`: a row for each person, the rest in the row of the applicant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wbmgp_api.sheets.columns import OF_A_PERSON, OF_THE_CASE
from wbmgp_api.sheets.filling import Filling, number_of
from wbmgp_api.sheets.reading import Row, Table
from wbmgp_api.words import fault
from wbmgp_engine import Application
from wbmgp_engine.errors import BadInput, Finding

_MOST_FAULTS = 200


class Listed(NamedTuple):
    """An application of a table, the row in which it begins, and the cell of each path in it."""

    row: int
    application: Application
    places: Mapping[str, str]


class Sheet(NamedTuple):
    """The applications of a table that can be read, and everything that is wrong with it."""

    listed: list[Listed]
    faults: list[Finding]


def applications(table: Table) -> Sheet:
    """Every application of a table, and every fault of its shape and of its content, each with its cell."""
    faults = [*table.faults, *_unknown_columns(table)]
    found = []
    for group in _together(table.rows):
        filling = Filling(group, table.columns)
        faults += (wrong := filling.faults())
        if not wrong and not any(cell.spoiled for row in group for cell in row.values()):
            made = Application.model_validate(filling.made)
            found.append(Listed(number_of(group[0]), made, filling.places))
    return Sheet(found, faults)


def refuse(faults: list[Finding]) -> None:
    """BadInput with what is wrong with a table, each fault once, and how many do not fit in the answer; nothing without any."""
    each = list({(one.place, one.code, one.problem): one for one in faults}.values())
    if len(each) > _MOST_FAULTS:
        each[_MOST_FAULTS - 1 :] = [fault("more", "tabel", count=len(each) - _MOST_FAULTS + 1)]
    if each:
        raise BadInput(each)


def _unknown_columns(table: Table) -> Iterator[Finding]:
    known = {**OF_THE_CASE, **OF_A_PERSON}
    for name, column in table.columns.items():
        if name not in known:
            yield fault("unknown_column", f"{column}1", known=", ".join(known))


def _together(rows: list[Row]) -> list[list[Row]]:
    """Rows of one application: the same `kenmerk`, wherever they stand."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        named = "kenmerk" in row and not row["kenmerk"].spoiled
        found.setdefault(row["kenmerk"].text if named else f"\0{len(found)}", []).append(row)
    return list(found.values())
