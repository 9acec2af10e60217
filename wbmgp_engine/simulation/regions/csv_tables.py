"""Small CSV tables of a region: its areas, and counts with an area in each row and a category in each column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.fields import AREA
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.simulation.regions.faults import MOST_SHOWN
from wbmgp_engine.simulation.regions.region import Area

# Not areas, but rows in counts of households: who lives in with others, and who looks from outside the region.
LIVING_IN: Final = "inwonend"
OUTSIDE: Final = "buiten"
_KEY: Final = "gebied"
_MOST: Final = 10**8


@dataclass(frozen=True, slots=True)
class Counts:
    """The table in one file: `rows[area][place of the category]`."""

    file: str
    categories: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]


def read_areas(path: Path, municipalities: Sequence[str]) -> tuple[Area, ...]:
    """The areas, with the columns id, naam and gemeente. BadInput with file, row, column, value and fix."""
    header, rows = _lines(path)
    findings = list(_columns(path, header, ("id", "naam", "gemeente")))
    refuse(str(path), findings)
    key, name, home = (header.index(column) for column in ("id", "naam", "gemeente"))
    areas = [Area(row[key].strip(), row[name].strip(), row[home].strip()) for row in rows]
    for number, area in enumerate(areas, 1):
        findings += _area(f"{path} row {number}", area, [other.id for other in areas[: number - 1]], municipalities)
    if not areas:
        findings.append(Finding(str(path), "holds no area", "give every neighbourhood a row"))
    refuse(str(path), findings)
    return tuple(areas)


def read_counts(
    path: Path, areas: Collection[str], categories: Sequence[str] | None, *, optional: bool = False, share: bool = False
) -> Counts:
    """The counts in a file, or shares. `categories`: the columns it has (None: any); `optional`: some may be left out.

    BadInput with file, row, column, value and fix.
    """
    header, rows = _lines(path)
    known = tuple(header[1:]) if categories is None else tuple(categories)
    needed = () if optional else known
    findings = list(_columns(path, header, (_KEY, *needed), (_KEY, *known)))
    refuse(str(path), findings)
    read = _share if share else _count
    table: dict[str, tuple[float, ...]] = {}
    for number, row in enumerate(rows, 1):
        cells = {name: _cell(f"{path} row {number} column {name}", text, read, findings) for name, text in zip(header[1:], row[1:], strict=True)}  # fmt: skip
        findings += _placed(f"{path} row {number} column {_KEY}", row[0], areas, table)
        table[row[0]] = tuple(cells.get(name, 0.0) for name in known)
    for area in areas:
        if area not in table and area not in (LIVING_IN, OUTSIDE):
            findings.append(Finding(f"{path}", f"has no row for area {shown(area)}", "add the row"))
    refuse(str(path), findings)
    return Counts(str(path), known, table)


def refuse(place: str, findings: Sequence[Finding]) -> None:
    """Raise what is wrong, if anything: the first hundred findings, and how many more there are."""
    more = len(findings) - MOST_SHOWN
    last = [Finding(place, f"has {more:,} more findings", "mend these first")] if more > 0 else []
    if findings:
        raise BadInput([*findings[:MOST_SHOWN], *last])


def _lines(path: Path) -> tuple[list[str], list[list[str]]]:
    if not path.is_file():
        raise BadInput.one(str(path), "is no file", "put it beside regio.yaml, or correct its name there")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = [row for row in csv.reader(file, strict=True) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise BadInput.one(str(path), f"cannot be read: {problem}", "save it as CSV in UTF-8 with commas") from None
    if len(header) == 1 and ";" in header[0]:
        raise BadInput.one(str(path), "has semicolons between its cells", "save it with commas")
    wrong = [number for number, row in enumerate(rows, 1) if len(row) != len(header)]
    if wrong:
        fix = f"give every row {len(header)} cells, with commas between them"
        refuse(str(path), [Finding(f"{path} row {number}", "has another number of cells than the header", fix, str(len(rows[number - 1]))) for number in wrong])  # fmt: skip
    return header, rows


def _columns(
    path: Path, header: list[str], needed: Sequence[str], known: Sequence[str] | None = None
) -> Iterator[Finding]:
    for name in needed:
        if name not in header:
            yield Finding(f"{path} column {name}", "is missing", "add it")
    for name in header:
        if name not in (known or needed):
            yield Finding(f"{path} column {shown(name)}", "is not known", nearest(name, known or needed))
        elif header.count(name) > 1:
            yield Finding(f"{path} column {shown(name)}", "is there more than once", "keep one")
    if known and header[:1] != [_KEY]:
        yield Finding(f"{path}", f"does not begin with the column {_KEY}", "put it first")


def _area(place: str, area: Area, before: Collection[str], municipalities: Sequence[str]) -> Iterator[Finding]:
    if not re.match(AREA, area.id) or area.id in (LIVING_IN, OUTSIDE):
        yield Finding(f"{place} column id", "is no id of an area", "write lower case and hyphens, such as oude-haven", shown(area.id))  # fmt: skip
    if area.id in before:
        yield Finding(f"{place} column id", "is used before", "give every area its own", shown(area.id))
    if not area.name:
        yield Finding(f"{place} column naam", "is empty", "give the area a name")
    if area.municipality not in municipalities:
        yield Finding(f"{place} column gemeente", "is no municipality of the region", f"use one of {', '.join(municipalities)}", shown(area.municipality))  # fmt: skip


def _placed(place: str, area: str, areas: Collection[str], before: Collection[str]) -> Iterator[Finding]:
    if area not in areas:
        yield Finding(place, "is no area here", nearest(area, areas), shown(area))
    elif area in before:
        yield Finding(place, "has a row before", "keep one", shown(area))


def _cell(place: str, text: str, read: Callable[[str], float], findings: list[Finding]) -> float:
    try:
        return read(text.strip())
    except ValueError as problem:
        findings.append(Finding(place, str(problem), "write digits only" if read is _count else "write 0.07 for 7 %", shown(text)))  # fmt: skip
        return 0.0


def _count(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > _MOST:
        raise ValueError("is no count")
    return float(text)


def _share(text: str) -> float:
    if not re.fullmatch(r"(0(\.[0-9]{1,9})?|1(\.0{1,9})?)", text):
        raise ValueError("is no share")
    return float(text)
