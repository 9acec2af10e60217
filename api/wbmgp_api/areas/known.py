"""What a municipality keeps of areas, designations and ordinances, in the version in which it is now; read once and remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.designation_content import Content as DesignationContent
from wbmgp_api.areas.index import Index
from wbmgp_api.areas.ordinance_content import Content as Ordinance
from wbmgp_api.areas.statements import Content as Statement
from wbmgp_api.store.version_rows import AREAS, DESIGNATIONS, ORDINANCES, STATEMENTS, Kept, state
from wbmgp_api.versions import HOLDS

_MOST_TEXT: Final = 100_000_000
"""How much text of registers is remembered; the one used longest ago goes first."""


@dataclass(frozen=True)
class Area:
    """A version of an area that counts from its first day on; `number` is its place in the register."""

    number: int
    kept: Kept

    @cached_property
    def content(self) -> Content:
        """What it holds."""
        return Content.model_validate(json.loads(self.kept.content))


@dataclass(frozen=True)
class Known:
    """A register: `number` versions were made to count in it, the last one at `since`. All of them are here."""

    number: int
    since: str
    areas: Sequence[Area] = ()
    designated: Sequence[Kept] = ()
    stated: Sequence[Kept] = ()
    ordained: Sequence[Kept] = ()

    @classmethod
    def read(cls, connection: Connection, tenant: str, number: int, since: str) -> Known:
        """All that counts, or counted on an earlier day."""
        areas = [Area(*one) for one in enumerate(AREAS.approved(connection, tenant))]
        rest = (newest(rows.approved(connection, tenant)) for rows in (DESIGNATIONS, STATEMENTS, ORDINANCES))
        return cls(number, since, areas, *rest)

    @cached_property
    def size(self) -> int:
        """How much text it holds."""
        kept = (*(area.kept for area in self.areas), *self.designated, *self.stated, *self.ordained)
        return sum(len(one.content) for one in kept)

    def on(self, day: date) -> list[Area]:
        """The areas that count on a day, by id: of each the newest version that had begun by then, unless it ended it."""
        begun = {one.kept.id: one for one in self.areas if one.kept.valid_from <= day.isoformat()}
        return [one for one in begun.values() if one.kept.kind == HOLDS]

    @cached_property
    def index(self) -> Index:
        """Every version of every area, to be found by a place."""
        return Index([one.content for one in self.areas])

    def around(self, day: date, place: Location) -> list[tuple[Area, str]]:
        """The areas that count on a day in which a place lies, each with the way in which it was recognised."""
        ways = self.index.ways(place)
        return [(one, ways[one.number]) for one in self.on(day) if one.number in ways]

    def area(self, key: str, version: int) -> Area:
        """A version of an area that a designation names; that it was approved was asked when the designation was."""
        return self._by_version[key, version]

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, int], Area]:
        return {(one.kept.id, one.kept.version): one for one in self.areas}

    @cached_property
    def statements(self) -> list[tuple[Kept, Statement]]:
        """The statements that count, whatever days they are about."""
        return [(one, Statement.model_validate(json.loads(one.content))) for one in self.stated]

    @cached_property
    def ordinances(self) -> list[tuple[Kept, Ordinance]]:
        """The ordinances that count, with what they say, whatever day they are in force on."""
        return [(one, Ordinance.model_validate(json.loads(one.content))) for one in self.ordained]

    @cached_property
    def designations(self) -> list[tuple[Kept, DesignationContent]]:
        """The designations that count, with what they say, whatever day they are in force on."""
        return [(one, DesignationContent.model_validate(json.loads(one.content))) for one in self.designated]


def newest(versions: Sequence[Kept]) -> list[Kept]:
    """Of each the last; they come from old to new."""
    return list({one.id: one for one in versions}.values())


NOTHING: Final = Known(0, "")


@dataclass(slots=True)
class Registers:
    """The registers of municipalities. The database is asked each time which version there is, and for the rest once."""

    most: int = _MOST_TEXT
    _read: dict[str, Known] = field(default_factory=dict)

    def of(self, connection: Connection, tenant: str) -> Known:
        """The register of a municipality as it is in this transaction."""
        number, since = state(connection, tenant)
        if not number:
            return NOTHING
        # Taken out and put back: the oldest stands first. Two threads at once only read something twice.
        found = self._read.pop(tenant, None)
        if found is None or (found.number, found.since) != (number, since):
            found = Known.read(connection, tenant, number, since)
            self._make_room(found.size)
        self._read[tenant] = found
        return found

    def _make_room(self, size: int) -> None:
        every = list(self._read.items())
        over = size + sum(one.size for _, one in every) - self.most
        for tenant, one in every:
            if over > 0:
                self._read.pop(tenant, None)
                over -= one.size
