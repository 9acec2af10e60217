"""Rows of letters. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import decode

_LETTERS: Final = (
    "SELECT l.id, l.case_id, l.kind, l.about, t.number, t.id AS text_id, t.made_by, tr.recorded_at, f.id AS final_id,"
    " f.dated, f.made_by AS settled_by, fr.recorded_at AS settled_at, s.made_by AS sent_by FROM letter l"
    " JOIN letter_text t ON t.tenant = l.tenant AND t.letter_id = l.id AND t.number ="
    " (SELECT max(n.number) FROM letter_text n WHERE n.tenant = l.tenant AND n.letter_id = l.id)"
    " JOIN record tr ON tr.tenant = t.tenant AND tr.id = t.id"
    " LEFT JOIN letter_final f ON f.tenant = l.tenant AND f.letter_id = l.id"
    " LEFT JOIN record fr ON fr.tenant = f.tenant AND fr.id = f.id"
    " LEFT JOIN letter_sent s ON s.tenant = l.tenant AND s.letter_id = l.id"
    " WHERE l.tenant = :tenant AND l.case_id = :case"
)
_OF_CASE = sql(_LETTERS + " ORDER BY tr.recorded_at, l.id")
_ONE = sql(_LETTERS + " AND l.id = :letter")
_ENTRY = sql(
    "SELECT l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.id = :record"
)
_BEGIN = sql("INSERT INTO letter VALUES (:tenant, :letter, :case, :kind, :about)")
_TEXT = sql("INSERT INTO letter_text VALUES (:tenant, :letter, :number, :record, :by)")
_SETTLE = sql("INSERT INTO letter_final VALUES (:tenant, :letter, :number, :record, :dated, :by)")
_SEND = sql("INSERT INTO letter_sent VALUES (:tenant, :letter, :day, :record, :by)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as the tables know it: its last text, and where it was made definitive that record. Days are text."""

    id: str
    case: str
    kind: str
    about: str
    number: int
    text: str
    written_by: str
    written_at: str
    final: str | None
    dated: str | None
    settled_by: str | None
    settled_at: str | None
    sent_by: str | None

    @property
    def state(self) -> Literal["concept", "definitief", "verzonden"]:
        """How far the letter is."""
        if self.sent_by is not None:
            return "verzonden"
        return "concept" if self.final is None else "definitief"


def of_case(connection: Connection, tenant: str, case: str) -> list[Kept]:
    """The letters of a case, in the order in which they were last written."""
    return [Kept(*row) for row in _OF_CASE(connection, {"tenant": tenant, "case": case})]


def one(connection: Connection, tenant: str, case: str, letter: str) -> Kept:
    """A letter of a case. Raises NotThere."""
    row = _ONE(connection, {"tenant": tenant, "case": case, "letter": letter}).first()
    if row is None:
        raise NotThere(f"case {case} has no letter {letter}")
    return Kept(*row)


def begin(connection: Connection, tenant: str, case: str, record: str, kind: str, about: str) -> None:
    """A new letter, whose first text is still to come."""
    _BEGIN(connection, {"tenant": tenant, "letter": record, "case": case, "kind": kind, "about": about})


def write(connection: Connection, tenant: str, letter: str, number: int, record: str, by: str) -> None:
    """One more text of a letter."""
    _TEXT(connection, _row(tenant, letter, record, by, {"number": number}))


def settle(connection: Connection, tenant: str, letter: str, number: int, record: str, by: str, dated: str) -> None:
    """The text that counts from now on."""
    _SETTLE(connection, _row(tenant, letter, record, by, {"number": number, "dated": dated}))


def send(connection: Connection, tenant: str, letter: str, record: str, by: str, day: str) -> None:
    """A definitive letter was sent."""
    _SEND(connection, _row(tenant, letter, record, by, {"day": day}))


def _row(tenant: str, letter: str, record: str, by: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {"tenant": tenant, "letter": letter, "record": record, "by": by, **more}


def entry(connection: Connection, tenant: str, record: str) -> dict[str, Any]:
    """The entry in the log of a record, as it stands there. Raises NotThere."""
    row = _ENTRY(connection, {"tenant": tenant, "record": record}).first()
    if row is None:
        raise NotThere(f"there is no record {record}")
    found: dict[str, Any] = decode(bytes(row.leaf_bytes))
    return found
