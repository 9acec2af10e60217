"""What was recorded, read again: an application as it was known at a moment, and the answer that was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from wbmgp_api.store import log
from wbmgp_api.store.erased import erased_in
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import Opened, key_of, masking, opened
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail.categories import answer_of, category_of, put_together
from wbmgp_engine.trail.receipt import read_leaf
from wbmgp_engine.trail.verification import compare_outcome

PERSON = "persoon"
_KNOWN = text(
    "SELECT path, record_id FROM fact WHERE tenant = :tenant AND case_id = :case AND recorded_from <= :moment"
    " AND (recorded_to IS NULL OR recorded_to > :moment) ORDER BY record_id"
)
_RECORDS = "SELECT id, case_id, type, origin, seq, recorded_at, law_date, known_at, rules_hash, engine_version FROM record WHERE tenant = :tenant"
_OF_CASE = text(_RECORDS + " AND case_id = :case AND type = 'beoordeling' ORDER BY recorded_at")
_OF_ALL = text(_RECORDS + " AND type = 'beoordeling' ORDER BY origin, seq")
END_OF_TIME = "9999-12-31T23:59:59.999999Z"


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment as the tables know it."""

    tenant: str
    id: str
    case: str
    origin: str
    seq: int
    recorded_at: str
    law_date: str
    known_at: str
    rules_hash: str
    engine_version: str


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of a case at a moment by path; and the paths whose value is gone, as they stand in the table, with the record."""

    facts: dict[str, Any]
    gone: Mapping[str, str]


def assessments(connection: Connection, tenant: str, case: str | None = None) -> list[Row]:
    """The assessments of a case, or of all cases, from old to new."""
    sql, where = (_OF_ALL, {"tenant": tenant}) if case is None else (_OF_CASE, {"tenant": tenant, "case": case})
    return [
        Row(
            tenant,
            row.id,
            row.case_id,
            row.origin,
            row.seq,
            row.recorded_at,
            row.law_date,
            row.known_at,
            row.rules_hash,
            row.engine_version,
        )
        for row in connection.execute(sql, where)
    ]


def known(
    connection: Connection, master: MasterKeys, tenant: str, case: str, person: bytes, moment: str = END_OF_TIME,
    said: Mapping[str, dict[str, Opened]] | None = None,
) -> Known:  # fmt: skip
    """What was known of a case at a moment; `person` is the key that hides the ids of people in paths.

    `said`: records that were opened already.
    """
    facts: dict[str, Any] = {}
    gone: dict[str, str] = {}
    held = {record: _facts(parts, person) for record, parts in (said or {}).items()}
    for row in connection.execute(_KNOWN, {"tenant": tenant, "case": case, "moment": moment}):
        if row.record_id not in held:
            held[row.record_id] = _facts(opened(connection, master, tenant, row.record_id), person)
        if row.path in held[row.record_id]:
            path, value = held[row.record_id][row.path]
            facts[path] = value
        else:
            gone[row.path] = row.record_id
    return Known(facts, gone)


def known_on(
    connection: Connection, master: MasterKeys, tenant: str, case: str, moment: str,
    said: Mapping[str, dict[str, Opened]] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The Aanvraag as it was known at a moment.

    Raises NotThere before the first fact, Erased when a part is gone, and ProofError where no entry of the log says so.
    """
    person = key_of(connection, master, tenant, case, PERSON) or b""  # without the key no path of a person is known
    found = known(connection, master, tenant, case, person, moment, said)
    if found.gone:
        _refuse_destroyed(connection, tenant, case, found.gone)
        raise Erased(f"of case {case} {len(found.gone)} facts are erased: what was known cannot be put together")
    if not found.facts:
        raise NotThere(f"there is no case {case} on {moment}")
    return put_together([found.facts])


def _refuse_destroyed(connection: Connection, tenant: str, case: str, gone: Mapping[str, str]) -> None:
    told = erased_in(connection, tenant)
    lost = [path for path, record in gone.items() if not any((record, one) in told for one in _closing(path))]
    if lost:
        raise ProofError(f"{len(lost)} facts of case {case}: gone, and no entry of the log says that they were erased")


def _closing(path: str) -> tuple[str, ...]:
    """The categories with which a fact goes: its own, and for what is about a person the one that tells whom."""
    category = category_of(path)
    return (category, PERSON) if category == "inkomen" else (category,)


def compare_entry(connection: Connection, row: Row, part: Opened) -> None:
    """Hold the entry of an assessment against its part `beoordeling`. Raises ProofError when they differ."""
    for _, leaf, _ in log.leaves(connection, row.origin, row.seq, row.seq + 1):
        compare_outcome(read_leaf(leaf), part.part)


def answer(connection: Connection, master: MasterKeys, tenant: str, record: str) -> dict[str, Any]:
    """The Toetsing as it was given, of what was not erased."""
    return answer_of(one.part for one in opened(connection, master, tenant, record).values())


def _facts(said: dict[str, Opened], person: bytes) -> dict[str, tuple[str, Any]]:
    parts, mask = (
        (one.part.get("aanvraag", {}) for category, one in said.items() if category != "spoor"),
        masking(person),
    )
    return {mask(path): (path, value) for part in parts for path, value in part.items()}
