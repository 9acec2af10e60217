"""A table of groups that somebody brings from outside: read, refused where it would name people, and never kept.

The first column is the case, the others each place it in a group. What the table says of a case lives in memory only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.sheets.reading import CSV, Row, letters, read
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput, Finding

CASE: Final = "zaak"
MOST_COLUMNS: Final = 4
MOST_VALUES: Final = 12
MOST_BYTES: Final = 2_000_000
_PLACE: Final = "tabel"
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _-]{0,39}")
_ID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_DIGITS: Final = re.compile(r"(?:\d[ .-]?){6,}")
_LONGEST: Final = 60

Column = Mapping[str, str]
"""The group of each case that has one."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """The groups by column, and which cases the table names. It is not shown, logged or stored."""

    columns: Mapping[str, Column]
    cases: frozenset[str]


def supplied(data: bytes) -> Supplied:
    """The table. Raises BadInput with every fault; none repeats what the table says."""
    if len(data) > MOST_BYTES:
        raise bad_input("groups_large", _PLACE, most=MOST_BYTES)
    table = read(data, CSV)
    if table.faults:
        raise BadInput(table.faults)
    names = list(table.columns)
    if names[0].lower() != CASE or not 1 < len(names) <= MOST_COLUMNS + 1:
        raise bad_input("groups_columns", _PLACE, most=MOST_COLUMNS)
    faults = [fault("groups_name", _PLACE, column=letters(at)) for at, name in enumerate(names) if not _is_name(name)]
    cases = [_case(row, names[0]) for row in table.rows]
    faults += [fault("groups_case", _PLACE, row=at) for at, case in enumerate(cases, 2) if case is None]
    if len(set(cases)) < len(cases):
        faults.append(fault("groups_twice", _PLACE))
    columns = {name: _column(table.rows, names[0], name) for name in names[1:]}
    for at, column in enumerate(columns.values(), 1):
        faults += _faults(column, letters(at))
    if faults:
        raise BadInput(faults)
    _refuse_alike(columns)
    return Supplied(columns, frozenset(case for case in cases if case is not None))


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not _DIGITS.search(name)


def _case(row: Row, name: str) -> str | None:
    told = row[name].text.replace("-", "").lower() if name in row else ""
    return told if _ID.fullmatch(told) else None


def _column(rows: list[Row], case: str, name: str) -> dict[str, str]:
    return {_case(row, case) or "": row[name].text for row in rows if name in row}


def _faults(column: Column, letter: str) -> Iterator[Finding]:
    """What makes a column name people: values that look like numbers or addresses of them, or that few have."""
    counts = Counter(column.values())
    if any(_DIGITS.search(value) or "@" in value or len(value) > _LONGEST for value in counts):
        yield fault("groups_person", _PLACE, column=letter)
    if any(count < SMALLEST for count in counts.values()):
        yield fault("groups_rare", _PLACE, column=letter, least=SMALLEST)
    if not 1 < len(counts) <= MOST_VALUES:
        yield fault("groups_values", _PLACE, column=letter, most=MOST_VALUES)


def _refuse_alike(columns: Mapping[str, Column]) -> None:
    """Raises BadInput where groups of two columns differ by a few cases: the difference of their numbers would be those."""
    for (at, one), (to, other) in combinations(enumerate(columns.values(), 1), 2):
        for first, second in product(_members(one), _members(other)):
            if 0 < len(first ^ second) < SMALLEST:
                raise bad_input("groups_alike", _PLACE, column=letters(at), other=letters(to))


def _members(column: Column) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for case, value in column.items():
        found.setdefault(value, set()).add(case)
    return list(found.values())
