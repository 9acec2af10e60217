"""Rows of cells out of CSV or a spreadsheet, bounded, as text: what a spreadsheet program would make of them does not count."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from wbmgp_api.sheets.packed import refuse_unsafe
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import Finding

MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 60
_MOST_CELL: Final = 2_000
CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Cell(NamedTuple):
    """What stands in a cell, as text, and where: `B3`. Of a spoiled one the text cannot be used, and a fault says why."""

    place: str
    text: str
    spoiled: bool = False


Row = dict[str, Cell]


class Table(NamedTuple):
    """The rows below the header, each by the name of its column; where each column stands; what is wrong with the shape."""

    rows: list[Row]
    columns: dict[str, str]
    faults: list[Finding]


def read(data: bytes, kind: str) -> Table:
    """A table with all that is wrong with its shape, each at its cell. BadInput for a file of which no cell can be read."""
    faults: list[Finding] = []
    lines = _csv(data, faults) if kind == CSV else _xlsx(data, faults)
    names = [cell.text for cell in next(lines, [])]
    while names and not names[-1]:
        names.pop()
    if not names:
        return Table([], {}, faults or [fault("no_header", "A1")])
    columns: dict[str, str] = {}
    for number, name in enumerate(names):
        if not name or name in columns:
            faults.append(fault("header_names", f"{letters(number)}1"))
        else:
            columns[name] = letters(number)
    return Table(list(_rows(names, lines, faults)), columns, faults)


def _rows(names: list[str], lines: Iterable[list[Cell]], faults: list[Finding]) -> Iterator[Row]:
    for count, line in enumerate(lines):
        if count >= MOST_ROWS:
            faults.append(fault("too_many_rows", f"rij-{count + 2}", most=MOST_ROWS))
            return
        faults += [fault("beside", cell.place) for cell in line[len(names) :] if cell.text and not cell.spoiled]
        # Of two columns with one name the first counts; what stands in a column without a name has its fault above it.
        row: Row = {}
        for name, cell in zip(names, line, strict=False):
            if name and cell.text and name not in row:
                row[name] = cell
        if row:
            yield row


def _csv(data: bytes, faults: list[Finding]) -> Iterator[list[Cell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_input("table_utf8", "bestand") from None
    if "\0" in text:
        raise bad_input("table_nul", "bestand")
    first = text.split("\n", 1)[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",", strict=True
    )
    try:
        for number, line in enumerate(lines, 1):
            yield _bounded(number, line, faults)
    except csv.Error:
        faults.append(fault("no_csv", f"regel-{lines.line_num}"))


def _xlsx(data: bytes, faults: list[Finding]) -> Iterator[list[Cell]]:
    refuse_unsafe(data)
    from openpyxl import load_workbook

    try:
        # Never the value a formula had when somebody last looked: a cell with a formula is refused below.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for number, line in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield _bounded(number, [_text(value) for value in line], faults, formulas=True)
    except Exception:
        raise bad_input("no_sheet", "bestand") from None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _bounded(number: int, line: list[str], faults: list[Finding], *, formulas: bool = False) -> list[Cell]:
    if len(line) > _MOST_COLUMNS:
        faults.append(fault("too_many_columns", f"rij-{number}", most=_MOST_COLUMNS))
    found = []
    for column, text in enumerate(line[:_MOST_COLUMNS]):
        place, spoiled = f"{letters(column)}{number}", len(text) > _MOST_CELL
        if spoiled:
            faults.append(fault("cell_too_long", place, most=_MOST_CELL))
        elif formulas and text.startswith("="):
            spoiled = True
            faults.append(fault("formula", place))
        found.append(Cell(place, text.strip(), spoiled))
    return found


def letters(column: int) -> str:
    """The name of a column as a spreadsheet writes it.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
