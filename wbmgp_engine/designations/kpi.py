"""The yearly indicator *inzet sturingsinstrumentarium woningtoewijzing*: what was in force, decided, refused, and given priority.

It counts what was done; it is no target and says nothing about effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_engine.designations.evaluation import Register, Row
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One unit and ground in a year. `active` None: not known; a count None: not published, or nothing recorded."""

    area: str
    ground: str
    instrument: str | None
    active: bool | None
    decisions: int | None
    refusals: int | None
    priority: int | None
    recorded: bool

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "gebied": self.area, "grond": self.ground, "instrument": self.instrument, "actief": self.active,
            "besluiten": self.decisions, "weigeringen": self.refusals, "voorrangstoewijzingen": self.priority,
            "vastgelegd": self.recorded,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kpi:
    """The indicator of one municipality and year; `published`: small counts were left out."""

    municipality: str
    year: int
    rows: tuple[KpiRow, ...]
    published: bool

    @property
    def active_measures(self) -> int:
        """How many measures are known to have been in force in the year."""
        return sum(row.active is True for row in self.rows)


def kpi(file: EvaluationFile, found: Register, lawbook: Lawbook, year: int) -> Kpi:
    """The indicator of a year from a register of outcomes, whole or published."""
    measures = _measures(file, lawbook, year)
    rows = [row for row in found.rows if row.key[3] == year]
    lines = [_recorded(row, *measures.get(row.key[:2], (None, None))) for row in rows]
    for place in measures.keys() - {row.key[:2] for row in rows}:
        active, instrument = measures[place]
        lines.append(KpiRow(*place, instrument, active, None, None, None, False))
    ordered = sorted(lines, key=lambda line: (line.area, line.ground, line.instrument or ""))
    return Kpi(file.municipality, year, tuple(ordered), found.published)


def _recorded(row: Row, active: bool | None, instrument: str | None) -> KpiRow:
    area, ground, own, _ = row.key
    refusals, priority = row.of(row.codes.refused), row.of(row.codes.priority)
    return KpiRow(area, ground, own or instrument, active, row.decided, refusals, priority, True)


def _measures(
    file: EvaluationFile, lawbook: Lawbook, year: int
) -> dict[tuple[str, str], tuple[bool | None, str | None]]:
    """Per unit and ground whether it was in force on a day of the year; None where a date that matters is not known."""
    found: dict[tuple[str, str], tuple[bool | None, str | None]] = {}
    for area, ground, instrument, start, end, endless in _terms(file, lawbook):
        active = _active(start, end, endless, year)
        if active is False:
            continue
        known, _ = found.get((area, ground), (None, None))
        found[area, ground] = (True if known or active else None, instrument)
    return found


def _terms(file: EvaluationFile, lawbook: Lawbook) -> list[tuple[str, str, str | None, date | None, date | None, bool]]:
    if file.said("designations"):
        return [
            (
                item.area,
                item.ground,
                item.instrument,
                item.start,
                item.end,
                "end" in item.model_fields_set and item.end is None,
            )
            for item in file.designations
        ]
    register = load_register(lawbook, file.municipality)
    known = register.designations if register is not None else ()
    return [(item.gebied, item.grond, item.instrument, item.van, item.tot, False) for item in known]


def _active(start: date | None, end: date | None, endless: bool, year: int) -> bool | None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if (start is not None and start > last) or (end is not None and end <= first):
        return False
    return True if start is not None and (endless or end is not None) else None
