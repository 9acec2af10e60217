"""What objections lean on, and what became of them: by the reasons that were ticked when they came in.

An objection has as many reasons as were ticked, so each reason divides the objections by itself: named or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.deciding import written_in
from wbmgp_api.cases.objecting import REASONS
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.small_tables import Kinds, Row, counted, table, told_apart

CONTENTS: Final = ("motivering",)
ENDED = "afgehandeld"
TOLD, NOT_TOLD = "verteld", "niet_verteld"
_NAMED, _OTHERS = "genoemd", "niet_genoemd"
Ticked = frozenset[str]
"""The reasons of one objection; none where nobody ticked any, or it was erased: then that is not told."""
Found = Sequence[tuple[Ticked, str]]
"""Objections, each with what became of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The objections that ended and name a reason; `lodged`: came in with it, None where that is not shown."""

    name: str
    lodged: int | None
    row: Row


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons that can be shown. `told`: all objections, by whether reasons were told; none where one side is small."""

    kinds: Kinds
    told: list[Row]
    by_reason: list[Reason]

    @property
    def columns(self) -> list[str]:
        """What became of them, as far as that is counted."""
        return list(dict.fromkeys(self.kinds.values()))


def ticked(office: Office, who: Principal, objections: Mapping[str, str]) -> dict[str, Ticked]:
    """The reasons of these objections, by record: each with its case. An entry in the log of the case says so first."""

    def log(connection: Connection) -> None:
        doing = office.begin(connection, who)
        for record, case in objections.items():
            doing.leaf("inzage", case, {}, betreft=record, categorieen=CONTENTS)

    office.store.write(who.tenant, log)
    return office.store.read(who.tenant, partial(_read, office=office, tenant=who.tenant, records=objections))


def _read(connection: Connection, office: Office, tenant: str, records: Iterable[str]) -> dict[str, Ticked]:
    said = {one: written_in(connection, office, tenant, one, "bezwaar") for one in records}
    return {one: frozenset(words.get("redenen", ())) for one, words in said.items()}


def of(lodged: Iterable[Ticked], ended: Found, ways: Sequence[str]) -> Reasons:
    """The reasons of a quarter: of what came in, and of what ended in one of these ways. Of few that ended nothing is told."""
    found = ended if len(ended) >= SMALLEST else []
    kinds, told, rows = _divided(found, [{one: one for one in ways}, dict.fromkeys(ways, ENDED)])
    _, _, came = _divided([(one, "") for one in lodged], [])
    sizes = {name: row.size for name, row in came.items()}
    return Reasons(kinds, told, [Reason(name, _apart(sizes.get(name), row.size), row) for name, row in rows.items()])


def _divided(found: Found, choices: Sequence[Kinds]) -> tuple[Kinds, list[Row], dict[str, Row]]:
    """The kinds that are told apart, told beside not told, and the reasons that can be shown with them."""
    kinds = told_apart((kind for _, kind in found), choices)
    told = table(counted((TOLD if one else NOT_TOLD, kind) for one, kind in found), kinds)
    if any(row.key is None for row in told):
        # Few were told, or few were not. Nobody hears how many: who was not told is with those that name another reason.
        return kinds, [], _named(found, kinds)
    whole = all(count is not None for row in told for count in row.cells.values())
    kinds = kinds if whole else {}
    shown = table(counted((TOLD if one else NOT_TOLD, kind) for one, kind in found), kinds)
    return kinds, shown, _named([one for one in found if one[0]], kinds)


def _named(found: Found, kinds: Kinds) -> dict[str, Row]:
    rows = {
        name: row
        for name in REASONS
        for row in table(counted((_NAMED if name in one else _OTHERS, kind) for one, kind in found), kinds)
        if row.key == _NAMED
    }
    if len(rows) == len(REASONS) and _overlap_is_small(found, kinds, rows):
        # Where all are shown, what they are more than the whole is how often a second reason was named.
        del rows[min(rows, key=lambda name: rows[name].size)]
    return rows


def _overlap_is_small(found: Found, kinds: Kinds, rows: Mapping[str, Row]) -> bool:
    whole = table(counted(("", kind) for _, kind in found), kinds)[0]
    more = [sum(row.size for row in rows.values()) - whole.size]
    for name, size in whole.cells.items():
        more.append(sum(row.cells[name] or 0 for row in rows.values()) - (size or 0))
    return any(0 < one < SMALLEST for one in more)


def _apart(lodged: int | None, handled: int) -> int | None:
    """What came in with a reason; None where the two differ by few."""
    return lodged if lodged is not None and not 0 < abs(handled - lodged) < SMALLEST else None
