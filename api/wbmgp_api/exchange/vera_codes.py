"""VERA's code lists, as far as an outcome needs them: our own dated copy, and how somebody else's list differs from it.

A code that is not in the list, or not valid on a day, is reported and never replaced by one that looks like it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any, Final, Literal

from wbmgp_engine.errors import BadInput, Finding

STANDARD: Final = "VERA 4.3.0, ketenproces woonruimteverdeling"
_OURS: Final = "vera_codes.csv"
_COLUMNS: Final = ("Soort", "Code", "Naam", "Begindatum", "Einddatum")
_LARGEST: Final = 4_000_000
_MOST: Final = 20_000
_LONGEST: Final = 4_000
_WRITTEN: Final = re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})", re.ASCII)
_FIX: Final = "send the CSV of VERA as it is published: UTF-8, semicolons, with a line of column names"

Use = Literal["uit", "reden", ""]
"""`uit`: an export writes it. `reden`: it tells why a permit was refused, so no export does. Empty: known, not written."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list. A day that is None was not told; `unread`: a day stands there that nobody can read."""

    list: str
    code: str
    name: str
    begin: date | None = None
    end: date | None = None
    use: Use = ""
    unread: bool = False

    def why_not(self, on: date) -> str | None:
        """Why the code cannot be used on a day, in Dutch; None where it can. It is valid through its last day."""
        if self.unread:
            return "heeft een datum die niet te lezen is"
        if self.begin is not None and on < self.begin:
            return f"geldt pas vanaf {self.begin}"
        if self.end is not None and on > self.end:
            return f"gold tot en met {self.end}"
        return None

    def to_json(self) -> dict[str, str]:
        """The code as VERA writes reference data: code and name."""
        return {"code": self.code, "naam": self.name}


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes by list and code; VERA gives some a second time, with another meaning after the first ended."""

    known: Mapping[tuple[str, str], tuple[Code, ...]]

    def on(self, of: str, code: str, day: date) -> Code | None:
        """The code as it is valid on a day, else as it stands there last; None where it is unknown."""
        found = self.known.get((of, code), ())
        return next((one for one in found if one.why_not(day) is None), found[-1] if found else None)

    def to_send(self, of: str, code: str, on: date) -> Code | Finding:
        """A code that may leave on a day; a finding where it is unknown, not valid that day, or tells a reason."""
        found = self.on(of, code, on)
        if found is None:
            return Finding(f"{of}.{code}", "staat niet in de codelijst", "vul de codelijst aan")
        if found.use != "uit":
            return Finding(f"{of}.{code}", "mag niet naar buiten", "laat de code weg")
        reason = found.why_not(on)
        return found if reason is None else Finding(f"{of}.{code}", reason, "laat de code weg of vernieuw de codelijst")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where somebody else's list differs from ours: `kind` is what happened to the code there."""

    kind: Literal["ontbreekt", "onbekend", "hernoemd", "niet_geldig"]
    list: str
    code: str
    said: str

    def to_json(self) -> dict[str, str]:
        """The difference as `wbmgp exchange vera-codes` prints it."""
        return {"verschil": self.kind, "soort": self.list, "code": self.code, "uitleg": self.said}


@cache
def ours() -> Codes:
    """The codes that this service knows."""
    return read_codes(files(__package__).joinpath(_OURS).read_bytes(), _OURS)


def read_codes(data: bytes, place: str) -> Codes:
    """The codes in a VERA list (CSV with semicolons, UTF-8, also with a byte order mark).

    Raises BadInput for what is no such list, with every line that cannot be used.
    """
    found: dict[tuple[str, str], list[Code]] = {}
    faults: list[Finding] = []
    for number, row in _rows(data, place):
        code = _code(row)
        if not code.list or not code.code:
            faults.append(Finding(f"{place}:{number}", "has no list or no code", _FIX))
        found.setdefault((code.list, code.code), []).append(code)
    if faults:
        raise BadInput(faults)
    return Codes({key: tuple(every) for key, every in found.items()})


def _rows(data: bytes, place: str) -> Iterator[tuple[int, dict[str, str]]]:
    if len(data) > _LARGEST:
        raise BadInput.one(place, f"is larger than {_LARGEST} bytes", _FIX)
    try:
        reader = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
        if missing := [name for name in _COLUMNS if name not in (reader.fieldnames or ())]:
            raise BadInput.one(place, f"has no column {', '.join(missing)}", _FIX)
        for row in reader:
            if reader.line_num > _MOST or any(len(str(cell)) > _LONGEST for cell in row.values()):
                raise BadInput.one(f"{place}:{reader.line_num}", "has too many lines, or too long a text", _FIX)
            yield reader.line_num, {name: (row[name] or "").strip() for name in row if isinstance(name, str)}
    except (UnicodeDecodeError, csv.Error):
        raise BadInput.one(place, "is no text in CSV", _FIX) from None


def _code(row: Mapping[str, str]) -> Code:
    begin, end = _day(row["Begindatum"]), _day(row["Einddatum"])
    use: Any = row.get("Gebruik", "")
    unread = (begin is None and bool(row["Begindatum"])) or (end is None and bool(row["Einddatum"]))
    return Code(row["Soort"], row["Code"], row["Naam"], begin, end, use, unread)


def _day(text: str) -> date | None:
    """A day as VERA writes it (17-4-2026), or as ISO does; None for any other text."""
    found = _WRITTEN.fullmatch(text)
    try:
        return date(*(int(found[name]) for name in ("year", "month", "day"))) if found else date.fromisoformat(text)
    except ValueError:
        return None


def differences(theirs: Codes, on: date, known: Codes | None = None) -> list[Difference]:
    """How another list differs from ours on a day: first what became of codes that we know, then those that we do not."""
    mine = known or ours()
    found = [one for of, code in mine.known for one in _changed(mine, theirs, of, code, on)]
    lists = {of for of, _ in mine.known}
    new = [one[-1] for key, one in theirs.known.items() if key[0] in lists and key not in mine.known]
    return found + [Difference("onbekend", one.list, one.code, f"{one.name}: die code staat hier niet") for one in new]


def _changed(mine: Codes, theirs: Codes, of: str, code: str, on: date) -> Iterator[Difference]:
    here, there = mine.on(of, code, on), theirs.on(of, code, on)
    assert here is not None
    if there is None:
        yield Difference("ontbreekt", of, code, f"{here.name}: staat niet in die lijst")
        return
    if there.name != here.name:
        yield Difference("hernoemd", of, code, f"{here.name} heet daar {there.name}")
    if (reason := there.why_not(on)) is not None:
        yield Difference("niet_geldig", of, code, f"{there.name}: {reason}")
