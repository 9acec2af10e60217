"""A table of applications to take in: the columns of a check, with the day of receipt and citizen service numbers beside them."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from wbmgp_api.identifiers import is_bsn
from wbmgp_api.sheets.applications import Listed, applications
from wbmgp_api.sheets.reading import Row, Table
from wbmgp_api.words import fault
from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.partial_dates import full_date

RECEIVED: Final = "ontvangen"
NUMBER: Final = "burgerservicenummer"
MOST: Final = 200
"""How many applications of one table are taken in together: others wait meanwhile."""


_Beside = tuple[date | None, dict[str, str], str | None]
_NOTHING: Final[_Beside] = (None, {}, None)


class Told(NamedTuple):
    """An application of a table with what stands beside it."""

    listed: Listed
    received: date | None
    numbers: dict[str, str]
    received_at: str | None = None

    def place(self, path: str) -> str:
        """The cell of a path of the intake, else its row."""
        cell = self.received_at if path == RECEIVED else self.listed.places.get(path.removeprefix("aanvraag."))
        return f"rij-{self.listed.row}.{path}" if cell is None else cell


def intakes(table: Table) -> tuple[list[Told], list[Finding]]:
    """Every application of a table that can be read, and everything that is wrong with the table, each with its cell."""
    faults: list[Finding] = []
    beside = _beside(table.rows, faults)
    columns = {name: column for name, column in table.columns.items() if name not in (RECEIVED, NUMBER)}
    plain = [{name: cell for name, cell in row.items() if name in columns} for row in table.rows]
    found = applications(table._replace(rows=[row for row in plain if row], columns=columns))
    if len(found.listed) > MOST:
        faults.append(fault("too_many_applications", "tabel", most=MOST))
    told = [Told(one, *beside.get(one.application.reference, _NOTHING)) for one in found.listed]
    return told, [*found.faults, *faults]


def _beside(rows: list[Row], faults: list[Finding]) -> dict[str, _Beside]:
    """The day and the numbers of each application, and the cell of the day, by its reference."""
    found: dict[str, _Beside] = {}
    for row in rows:
        name = row["kenmerk"].text if "kenmerk" in row else ""
        day, numbers, place = found.get(name, (None, {}, None))
        if RECEIVED in row and not row[RECEIVED].spoiled:
            day, place = _day(row, faults) or day, row[RECEIVED].place
        if NUMBER in row and not row[NUMBER].spoiled:
            _number(row, numbers, faults)
        found[name] = day, numbers, place
    return found


def _day(row: Row, faults: list[Finding]) -> date | None:
    try:
        day: date = full_date(row[RECEIVED].text)
    except ValueError:
        faults.append(fault("full_date", row[RECEIVED].place))
        return None
    return day


def _number(row: Row, numbers: dict[str, str], faults: list[Finding]) -> None:
    cell, person = row[NUMBER], row["persoon"].text if "persoon" in row else ""
    if not is_bsn(cell.text):
        faults.append(fault("bsn", cell.place))
    elif not person or person in numbers or cell.text in numbers.values():
        faults.append(fault("number_of_nobody", cell.place))
    else:
        numbers[person] = cell.text
