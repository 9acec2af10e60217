"""Outcomes from a spreadsheet: a row per unit, ground and year, or a row per decision. Counts only, never a person."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.showing import shown

_MAX_ROWS: Final = 50_000
_KEYS: Final = {"gebied": "gebied", "grond": "grond", "instrument": "instrument"}
_SIDE: Final = {
    "in_behandeling": "inBehandeling", "ingetrokken": "ingetrokken", "hardheid_bepleit": "hardheidBepleit",
    "bezwaren": "bezwaren", "bezwaren_gegrond": "bezwarenGegrond", "doorlooptijd_dagen": "doorlooptijdDagen",
}  # fmt: skip
_OF_CASE: Final = {"uitkomst": "uitkomst", "bezwaar": "bezwaar"}
_YES_NO: Final = {"ja": True, "nee": False}


def evaluation_from_csv(text: str) -> EvaluationFile:
    """The file of CSV text with commas or semicolons. BadInput names the line, the column and the fix."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines:
        raise BadInput.one("line 1", "the file is empty", "give a header and at least one row")
    comma = ";" if lines[0].count(";") > lines[0].count(",") else ","
    try:
        header, *rows = list(csv.reader(lines, delimiter=comma, strict=True))
    except csv.Error as problem:
        raise BadInput.one("input", f"this is not CSV: {problem}", "save it as CSV with commas or semicolons") from None
    names = [name.strip() for name in header]
    _refuse_header(names)
    if len(rows) > _MAX_ROWS:
        raise BadInput.one("input", f"{len(rows)} rows", f"give at most {_MAX_ROWS}")
    found = [_row(names, cells, number) for number, cells in enumerate(rows, 2) if any(cells)]
    return EvaluationFile.model_validate(_document(found, "uitkomst" in names))


def _refuse_header(names: list[str]) -> None:
    if missing := [name for name in ("gemeente", "gebied", "grond", "jaar") if name not in names]:
        raise BadInput.one("line 1", f"no column {', '.join(missing)}", "name every column in the first line")
    if len(set(names)) < len(names):
        raise BadInput.one("line 1", "a column stands twice", "keep one of the two")
    if "uitkomst" not in names and "aanvragen" not in names:
        raise BadInput.one("line 1", "no column aanvragen and no column uitkomst", "add one of the two")


def _row(names: list[str], cells: list[str], number: int) -> dict[str, str]:
    if len(cells) != len(names):
        raise BadInput.one(
            f"line {number}", f"{len(cells)} cells under {len(names)} columns", "give every column a cell"
        )
    # A quote before a formula was put there by whoever exported it.
    found = {name: cell.strip().removeprefix("'") for name, cell in zip(names, cells, strict=True)}
    return {name: cell for name, cell in found.items() if cell} | {"": str(number)}


def _document(rows: list[dict[str, str]], per_case: bool) -> dict[str, Any]:
    places = {row.get("gemeente", "") for row in rows}
    if len(places) != 1:
        raise BadInput.one("gemeente", f"{len(places)} municipalities", "give the rows of one municipality")
    read = [dict(_case(row) if per_case else _outcomes(row)) for row in rows]
    return {"gemeente": places.pop(), "besluiten" if per_case else "uitkomsten": read}


def _case(row: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name, cell in row.items():
        if name in _KEYS or name in _OF_CASE:
            yield name, cell
        elif name in ("jaar", "doorlooptijd_dagen"):
            yield {"jaar": "jaar"}.get(name, "doorlooptijdDagen"), _whole(name, cell, row)
        elif name == "hardheid_bepleit":
            yield "hardheidBepleit", _yes_no(name, cell, row)
        elif name not in ("gemeente", ""):
            raise _unknown(name, row)


def _outcomes(row: dict[str, str]) -> Iterator[tuple[str, Any]]:
    codes: dict[str, int] = {}
    for name, cell in row.items():
        if name in _KEYS:
            yield name, cell
        elif name in ("jaar", "aanvragen") or name in _SIDE:
            yield _SIDE.get(name, name), _whole(name, cell, row)
        elif name not in ("gemeente", ""):
            codes[name] = _whole(name, cell, row)
    yield "uitkomsten", codes


def _whole(name: str, cell: str, row: dict[str, str]) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 12):
        fix = "write a whole number; an x of a published register cannot be counted with"
        raise BadInput.one(f"line {row['']}, {name}", f"{shown(cell)} is no count", fix)
    return int(cell)


def _yes_no(name: str, cell: str, row: dict[str, str]) -> bool:
    if cell not in _YES_NO:
        raise BadInput.one(f"line {row['']}, {name}", f"{shown(cell)} is neither ja nor nee", "write ja or nee")
    return _YES_NO[cell]


def _unknown(name: str, row: dict[str, str]) -> BadInput:
    fix = "use gebied, grond, instrument, jaar, uitkomst, bezwaar, hardheid_bepleit or doorlooptijd_dagen; nothing about a person"
    return BadInput.one(f"line {row['']}, {shown(name)}", "is not a known column", fix)
