"""A table of applications to take in: the columns of a check, with the day of receipt and citizen service numbers beside them."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from wbmgp_api.identifiers import is_bsn
from wbmgp_api.sheets.applications import Listed, applications
from wbmgp_api.sheets.reading import Row
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.partial_dates import full_date

RECEIVED: Final = "ontvangen"
NUMBER: Final = "burgerservicenummer"
MOST: Final = 200
"""How many applications of one table are taken in together: others wait meanwhile."""


class Told(NamedTuple):
    """An application of a table with what stands beside it."""

    listed: Listed
    received: date | None
    numbers: dict[str, str]


def intakes(rows: list[Row]) -> list[Told]:
    """Every application of a table. BadInput names the cell of everything that is wrong, and then nothing is used."""
    faults: list[Finding] = []
    beside = _beside(rows, faults)
    plain = [{name: cell for name, cell in row.items() if name not in (RECEIVED, NUMBER)} for row in rows]
    try:
        found = applications([row for row in plain if row])
    except BadInput as problem:
        faults += problem.findings
        found = []
    if len(found) > MOST:
        faults.append(Finding("tabel", f"heeft meer dan {MOST} aanvragen", "deel haar op"))
    if faults:
        raise BadInput(faults[:200])
    return [Told(one, *beside.get(one.application.reference, (None, {}))) for one in found]


def _beside(rows: list[Row], faults: list[Finding]) -> dict[str, tuple[date | None, dict[str, str]]]:
    """The day and the numbers of each application, by its reference."""
    found: dict[str, tuple[date | None, dict[str, str]]] = {}
    for row in rows:
        name = row["kenmerk"].text if "kenmerk" in row else ""
        day, numbers = found.get(name, (None, {}))
        if RECEIVED in row:
            day = _day(row, faults) or day
        if NUMBER in row:
            _number(row, numbers, faults)
        found[name] = day, numbers
    return found


def _day(row: Row, faults: list[Finding]) -> date | None:
    try:
        day: date = full_date(row[RECEIVED].text)
    except ValueError:
        faults.append(Finding(row[RECEIVED].place, "is geen dag", "schrijf JJJJ-MM-DD"))
        return None
    return day


def _number(row: Row, numbers: dict[str, str], faults: list[Finding]) -> None:
    cell, person = row[NUMBER], row["persoon"].text if "persoon" in row else ""
    if not is_bsn(cell.text):
        faults.append(Finding(cell.place, "is geen burgerservicenummer", "negen cijfers die aan de elfproef voldoen"))
    elif not person or person in numbers or cell.text in numbers.values():
        faults.append(Finding(cell.place, "hoort bij niemand, of staat er twee keer", "noem ieder één keer"))
    else:
        numbers[person] = cell.text
