"""Rows of cells out of CSV or a spreadsheet, bounded, as text: what a spreadsheet program would make of them does not count."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from wbmgp_engine.errors import BadInput

MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 60
_MOST_CELL: Final = 2_000
_MOST_ENTRIES: Final = 1_000
_MOST_UNPACKED: Final = 50_000_000
_MOST_RATIO: Final = 100
CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Cell(NamedTuple):
    """What stands in a cell, as text, and where: `B3`."""

    place: str
    text: str


Row = dict[str, Cell]


def read(data: bytes, kind: str) -> list[Row]:
    """The rows below the header, each by the name of its column. BadInput with the cell for what cannot be read."""
    lines = _csv(data) if kind == CSV else _xlsx(data)
    header = next(lines, [])
    names = [cell.text.strip() for cell in header]
    if not any(names):
        raise BadInput.one("A1", "is leeg", "zet de namen van de kolommen in de eerste rij")
    if len(set(names)) != len(names) or "" in names:
        raise BadInput.one("rij-1", "heeft een kolom zonder naam of twee met dezelfde", "noem elke kolom één keer")
    return list(_rows(names, lines))


def _rows(names: list[str], lines: Iterable[list[Cell]]) -> Iterator[Row]:
    for count, line in enumerate(lines):
        if count >= MOST_ROWS:
            raise BadInput.one(f"rij-{count + 2}", "is er een te veel", f"stuur hoogstens {MOST_ROWS} rijen")
        if any(cell.text for cell in line[len(names) :]):
            raise BadInput.one(
                line[len(names)].place, "staat naast de laatste kolom", "geef de kolom een naam of maak de cel leeg"
            )
        if any(cell.text for cell in line):
            yield {name: cell for name, cell in zip(names, line, strict=False) if cell.text}


def _csv(data: bytes) -> Iterator[list[Cell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput.one("bestand", "is geen UTF-8", "sla op als CSV UTF-8") from None
    if "\0" in text:
        raise BadInput.one("bestand", "bevat een NUL", "sla op als CSV UTF-8")
    first = text.split("\n", 1)[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",", strict=True
    )
    try:
        for number, line in enumerate(lines, 1):
            yield _bounded(number, line)
    except csv.Error:
        raise BadInput.one(
            f"regel {lines.line_num}", "is geen CSV", "zet tekst met een scheidingsteken tussen aanhalingstekens"
        ) from None


def _xlsx(data: bytes) -> Iterator[list[Cell]]:
    _safe(data)
    from openpyxl import load_workbook

    try:
        # Never the value a formula had when somebody last looked: a cell with a formula is refused below.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for number, line in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield _bounded(number, [_text(value, number, column) for column, value in enumerate(line)])
    except BadInput:
        raise
    except Exception:
        raise BadInput.one(
            "bestand", "is geen werkblad dat we kunnen lezen", "sla op als .xlsx of als CSV UTF-8"
        ) from None


def _safe(data: bytes) -> None:
    """A spreadsheet is a zip: not too many files, not too large unpacked, and nothing that defines entities."""
    fault = BadInput.one("bestand", "is geen gewoon .xlsx-bestand", "sla op als .xlsx of als CSV UTF-8")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_ENTRIES or total > _MOST_UNPACKED or total > _MOST_RATIO * max(1, len(data)):
                raise fault
            for entry in entries:
                with packed.open(entry) as file:
                    if b"<!DOCTYPE" in file.read(4_096).upper().replace(b"\0", b""):
                        raise fault
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise fault from None


def _text(value: Any, number: int, column: int) -> str:
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
    if isinstance(value, str) and value.startswith("="):
        raise BadInput.one(f"{letters(column)}{number}", "bevat een formule", "plak de waarde")
    return str(value)


def _bounded(number: int, line: list[str]) -> list[Cell]:
    if len(line) > _MOST_COLUMNS:
        raise BadInput.one(f"rij-{number}", "heeft te veel kolommen", f"gebruik er hoogstens {_MOST_COLUMNS}")
    found = [Cell(f"{letters(column)}{number}", text.strip()) for column, text in enumerate(line)]
    for cell in found:
        if len(cell.text) > _MOST_CELL:
            raise BadInput.one(cell.place, "is te lang", f"schrijf hoogstens {_MOST_CELL} tekens")
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
