"""Decisions as the register of outcomes counts them: at each measure in force under which a case was judged, by year.

Of each assessment two categories are opened, and the log says so first: the second for where the dwelling lies alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, get_args

from sqlalchemy import Connection

from wbmgp_api.cases.deciding import REFUSAL
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import MOST, Decided, Period, looked_in
from wbmgp_api.oversight.grounds import SILENT
from wbmgp_api.oversight.place import CONTENTS, designations, facts_of, holds
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.sql import sql
from wbmgp_engine.designations.outcome_codes import Codes, OutcomeCodes
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.situation import GroundId
from wbmgp_engine.law.lawbook import Lawbook

_FAILED: Final = "niet_voldaan"
_GROUNDS: Final[tuple[str, ...]] = get_args(GroundId)
OTHER_GROUNDS: Final = "geweigerd_andere_criteria"
"""Refused, and not at the ground that the row is about."""
_CONDITIONS: Final = "verlenen_met_voorschriften"
_OF_CASES: Final = sql(
    "SELECT s.case_id, s.received_on, o.judgement, EXISTS (SELECT 1 FROM handeling h WHERE h.tenant = s.tenant"
    " AND h.case_id = s.case_id AND h.act = 'bezwaar') AS objected FROM case_state s"
    " LEFT JOIN objection_decision o ON o.tenant = s.tenant AND o.case_id = s.case_id"
    " JOIN case_decision b ON b.tenant = s.tenant AND b.case_id = s.case_id"
    " WHERE s.tenant = :tenant AND b.decided_on >= :since AND b.decided_on <= :until ORDER BY o.id"
)
_FOUNDED: Final = "gegrond"
Row = dict[str, Any]
Measure = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The file that the register is made of, and what it leaves out.

    `erased`: decisions of which nothing can be read. `apart`: of which the area or the screening is not certain. `dropped`:
    area, ground and year that differ from another ground there by a few decisions, which the difference would tell.
    """

    file: EvaluationFile
    erased: int
    apart: int
    dropped: tuple[tuple[str, str, int], ...]


def outcomes(office: Office, who: Principal, period: Period) -> Outcomes:
    """All decisions of a period, after an entry for each case says that it is read. Raises LawNotYetInForce."""
    of_cases = office.store.read(who.tenant, lambda connection: _of_cases(connection, who.tenant, period))
    reader = _Reader(office.lawbook, of_cases)
    count, read = 1, 0
    while read < count:
        listed, count = looked_in(office, who, period, CONTENTS, read)
        office.store.read(who.tenant, partial(reader.read, office=office, tenant=who.tenant, listed=listed))
        read += MOST
    rows, dropped = _without_near_copies(reader.rows)
    told = {"gemeente": who.tenant, "besluiten": rows, "aanwijzingen": list(reader.designations.values())}
    return Outcomes(EvaluationFile.model_validate(told), reader.erased, reader.apart, dropped)


class _Reader:
    """Puts decisions at their measures, a page at a time."""

    def __init__(self, lawbook: Lawbook, of_cases: Mapping[str, Row]) -> None:
        self._codes, self._of_cases = OutcomeCodes(lawbook), of_cases
        self.rows: list[Row] = []
        self.designations: dict[tuple[Any, ...], Row] = {}
        self.erased = self.apart = 0

    def read(self, connection: Connection, office: Office, tenant: str, listed: Sequence[Decided]) -> None:
        """The decisions of a page."""
        for one in listed:
            said = opened(connection, office.recorder.master, tenant, one.assessment, CONTENTS)
            if not set(CONTENTS) <= said.keys():
                self.erased += 1
                continue
            facts = facts_of(said[part].part for part in CONTENTS)
            verdicts = {one["grond"]: one["oordeel"] for one in said[CONTENTS[0]].part["toetsing"]["gronden"]}
            self.decision(one, designations(facts, office.lawbook, tenant), verdicts)

    def decision(self, one: Decided, kept: Sequence[Row], verdicts: Mapping[str, str]) -> None:
        held = [found for found in kept if holds(found, one.law_date)]
        judged = [found for found in held if verdicts.get(found["grond"], SILENT) != SILENT]
        unplaced = not judged and any(verdicts.get(ground, SILENT) != SILENT for ground in _GROUNDS)
        if unplaced or len({found["gebied"] for found in judged}) > 1:
            self.apart += 1
            return
        for found in judged:
            instrument, year = found.get("instrument"), int(one.day[:4])
            codes = self._codes.of(found["grond"], instrument, year)
            if codes.codes is None:
                self.apart += 1
                continue
            self.designations[tuple(sorted((key, str(value)) for key, value in found.items()))] = dict(found)
            code = _code(one, verdicts[found["grond"]], codes)
            row = {"gebied": found["gebied"], "grond": found["grond"], "jaar": year, "uitkomst": code}
            told = {} if instrument is None else {"instrument": instrument}
            days = (date.fromisoformat(one.day) - date.fromisoformat(self._of_cases[one.case]["received"])).days
            self.rows.append(
                row | told | {"bezwaar": self._of_cases[one.case]["bezwaar"], "doorlooptijdDagen": max(days, 0)}
            )


def _code(one: Decided, verdict: str, codes: Codes) -> str:
    """The code of a decision at a ground: which code means what, the rules say."""
    known = codes.codes or ()
    if one.outcome == REFUSAL:
        own = [code for code in known if code in codes.refused and code != OTHER_GROUNDS]
        return own[0] if own and verdict == _FAILED else OTHER_GROUNDS
    special = codes.refused | codes.hardship | codes.conditions | codes.priority
    plain = [code for code in known if code not in special]
    fitting = codes.conditions if one.outcome == _CONDITIONS else codes.hardship if verdict == _FAILED else frozenset()
    return next((code for code in known if code in fitting), plain[0])


def _of_cases(connection: Connection, tenant: str, period: Period) -> dict[str, Row]:
    where = {"tenant": tenant, "since": period.since.isoformat(), "until": period.until.isoformat()}
    return {
        row.case_id: {"received": row.received_on, "bezwaar": _objection(row.judgement, bool(row.objected))}
        for row in _OF_CASES(connection, where)
    }


def _objection(judgement: str | None, objected: bool) -> str:
    return _FOUNDED if judgement == _FOUNDED else "ingediend" if objected else "geen"


def _without_near_copies(rows: Sequence[Row]) -> tuple[list[Row], tuple[tuple[str, str, int], ...]]:
    """Grounds of one area and year are held against the same cases: where they differ by a few, the smaller one goes."""
    counts = Counter((row["gebied"], row["grond"], row["jaar"]) for row in rows)
    dropped = set(_near_copies(counts))
    kept = [row for row in rows if (row["gebied"], row["grond"], row["jaar"]) not in dropped]
    return kept, tuple(sorted(dropped))


def _near_copies(counts: Mapping[tuple[str, str, int], int]) -> Iterator[tuple[str, str, int]]:
    kept: dict[tuple[str, int], list[int]] = {}
    for place, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        others = kept.setdefault((place[0], place[2]), [])
        if any(0 < other - count < SMALLEST for other in others):
            yield place
        else:
            others.append(count)
