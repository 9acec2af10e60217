"""Lines of the processing log read again, the newest first, a page at a time. Every statement names the tenant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.store.processing_rows import Pseudonyms
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import decode


class Cursor(NamedTuple):
    """The last line that was read: what follows is older."""

    start_ms: int
    span_id: str


FIRST: Final = Cursor(2**53, "")
"""After every line there is: reading begins with the newest."""
_LINES: Final = (
    "SELECT l.start_ms, l.span_id, l.trace_id, l.parent_span_id, l.status, l.name, l.end_ms, l.activity, l.subject,"
    " l.subject_type, l.key_id, coalesce(l.processor, a.processor) AS processor, l.actor_ref, l.actor_role,"
    " coalesce(l.record_id, a.record_id) AS record_id, coalesce(l.case_id, a.case_id) AS case_id, f.leaf_bytes"
    " FROM verwerkingslog l"
    " LEFT JOIN verwerkingslog a ON a.tenant = l.tenant AND a.start_ms = l.start_ms AND a.span_id = l.parent_span_id"
    " AND l.subject IS NOT NULL"
    " LEFT JOIN record r ON r.tenant = l.tenant AND r.id = coalesce(l.record_id, a.record_id) AND r.type = 'inzage'"
    " LEFT JOIN log_leaf f ON f.origin = r.origin AND f.seq = r.seq WHERE l.tenant = :tenant"
)
_IN_CASE: Final = (
    " AND l.start_ms IN (SELECT c.start_ms FROM verwerkingslog c WHERE c.tenant = :tenant AND c.case_id = :case)"
    " AND (l.case_id = :case OR a.case_id = :case)"
)
_OLDER: Final = (
    " AND (l.start_ms < :start_ms OR (l.start_ms = :start_ms AND l.span_id < :span_id))"
    " ORDER BY l.start_ms DESC, l.span_id DESC LIMIT :most"
)
_ALL = sql(_LINES + " AND l.start_ms <= :start_ms" + _OLDER)
_OF_SUBJECT = sql(_LINES + " AND l.subject = :subject" + _OLDER)
_OF_CASE = sql(_LINES + _IN_CASE + _OLDER)
_IN_CASES = sql(
    "SELECT s.person FROM case_number n JOIN case_subject s ON s.tenant = n.tenant AND s.case_id = n.case_id"
    " WHERE n.tenant = :tenant AND n.digest = :digest AND s.subject = :subject"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an action, or somebody in it. `processor`, `record`, `case` and `opened` are those of the action.

    `opened`: the categories that a look opened, as its entry says; None for what is no look.
    `party`, the corporation that it was, and `allowed`, the categories that its activity may use: of who tells it on.
    """

    start_ms: int
    span_id: str
    trace_id: str
    parent_span_id: str | None
    status: str
    name: str
    end_ms: int
    activity: str
    subject: str | None
    subject_type: str | None
    key_id: str | None
    processor: str | None
    by: str
    role: str
    record: str | None
    case: str | None
    opened: tuple[str, ...] | None
    party: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def cursor(self) -> Cursor:
        """Where to go on after this line."""
        return Cursor(self.start_ms, self.span_id)


def page(connection: Connection, tenant: str, after: Cursor, most: int) -> list[Line]:
    """Every line of a municipality, a page of it."""
    return _read(_ALL(connection, {"tenant": tenant, **after._asdict(), "most": most}))


def of_case(connection: Connection, tenant: str, case: str, after: Cursor, most: int) -> list[Line]:
    """The actions in a case, and the people in them."""
    return _read(_OF_CASE(connection, {"tenant": tenant, "case": case, **after._asdict(), "most": most}))


def of_number(
    connection: Connection, names: Pseudonyms, tenant: str, number: str, digest: bytes, after: Cursor, most: int
) -> list[Line]:
    """The lines about somebody with this citizen service number; `digest` is the hash by which cases are found.

    Also those of before the number was known in a case, for as long as the case still tells that it is theirs.
    """
    whose = names.of_number(tenant, number).digest
    where = {"tenant": tenant, "digest": digest, "subject": whose}
    named = {whose, *(bytes(row.person) for row in _IN_CASES(connection, where))}
    asked = {"tenant": tenant, **after._asdict(), "most": most}
    found = [line for one in sorted(named) for line in _read(_OF_SUBJECT(connection, {**asked, "subject": one}))]
    return sorted(found, key=lambda line: line.cursor, reverse=True)[:most]


def _read(rows: Any) -> list[Line]:
    return [
        replace(Line(*row), subject=None if row.subject is None else bytes(row.subject).hex(), opened=_opened(row))
        for row in rows
    ]


def _opened(row: Any) -> tuple[str, ...] | None:
    return None if row.leaf_bytes is None else tuple(decode(bytes(row.leaf_bytes))["categorieen"])
