"""Rows of cases on their way. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import decode

STATE: Final = (
    "SELECT s.case_id, s.status, s.opened_at, s.received_on, s.assigned_to, s.due_on, s.facts_version, f.version"
    " FROM case_state s JOIN case_file f ON f.tenant = s.tenant AND f.id = s.case_id WHERE s.tenant = :tenant"
)
_ONE = sql(STATE + " AND s.case_id = :case")
_BY_DIGEST: Final = " AND s.case_id IN (SELECT case_id FROM case_index WHERE tenant = :tenant AND digest = :digest)"
_FOUND = sql(STATE + _BY_DIGEST + " ORDER BY s.opened_at, s.case_id LIMIT 100")
_NEW_FILE = sql("INSERT INTO case_file VALUES (:tenant, :case, 'aanvraag', :moment, 1)")
_NEW_STATE = sql("INSERT INTO case_state VALUES (:tenant, :case, :status, :moment, :received, NULL, :due, 1)")
_NEXT = sql("UPDATE case_file SET version = version + 1 WHERE tenant = :tenant AND id = :case AND version = :version")
_MOVED = sql(
    "UPDATE case_state SET status = :status, assigned_to = :assigned, due_on = :due, facts_version = :facts"
    " WHERE tenant = :tenant AND case_id = :case"
)
_STEPS = sql(
    "SELECT id, version, act, status, made_by, role, made_at, day, until, about FROM handeling"
    " WHERE tenant = :tenant AND case_id = :case ORDER BY version"
)
_STEP = sql(
    "INSERT INTO handeling VALUES (:tenant, :id, :case, :version, :act, :status, :made_by, :role, :made_at, :day,"
    " :until, :about)"
)
_FORGET = sql("DELETE FROM case_index WHERE tenant = :tenant AND case_id = :case")
_INDEX = sql("INSERT INTO case_index VALUES (:tenant, :case, :digest)")
_READINGS = sql(
    "SELECT l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.case_id = :case AND r.type = 'inzage' ORDER BY r.recorded_at"
)
_ASKED = sql(
    "SELECT i.fingerprint, r.case_id, r.id FROM idempotency i JOIN record r ON r.tenant = i.tenant AND r.id = i.record_id"
    " WHERE i.tenant = :tenant AND i.client = :client AND i.key = :key"
)
_ANSWERED = sql("INSERT INTO idempotency VALUES (:tenant, :client, :key, :fingerprint, :record, :moment)")


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands."""

    case_id: str
    status: str
    opened_at: str
    received_on: str
    assigned_to: str | None
    due_on: str | None
    facts_version: int
    version: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. Dates are text, as they stand in the table."""

    id: str
    version: int
    act: str
    status: str
    made_by: str
    role: str
    made_at: str
    day: str
    until: str | None = None
    about: str | None = None


def state(connection: Connection, tenant: str, case: str) -> State:
    """Where a case stands. Raises NotThere, also for one that was recorded without a procedure."""
    row = _ONE(connection, {"tenant": tenant, "case": case}).first()
    if row is None:
        raise NotThere(f"there is no case {case}")
    return State(*row)


def steps(connection: Connection, tenant: str, case: str) -> list[Taken]:
    """Every step of a case, in order."""
    return [Taken(*row) for row in _STEPS(connection, {"tenant": tenant, "case": case})]


def new_file(connection: Connection, tenant: str, case: str, moment: str) -> None:
    """A case of version 1."""
    _NEW_FILE(connection, {"tenant": tenant, "case": case, "moment": moment})


def new_state(connection: Connection, tenant: str, case: str, first: Taken, due: str | None) -> None:
    """Where a new case stands."""
    row = {"tenant": tenant, "case": case, "status": first.status, "moment": first.made_at, "received": first.day,
           "due": due}  # fmt: skip
    _NEW_STATE(connection, row)


def next_version(connection: Connection, tenant: str, case: str, version: int) -> bool:
    """Whether the case was of this version; then it has the next one."""
    return _NEXT(connection, {"tenant": tenant, "case": case, "version": version}).rowcount == 1


def move(connection: Connection, tenant: str, to: State) -> None:
    """Where a case stands from now on."""
    row = {"tenant": tenant, "case": to.case_id, "status": to.status, "assigned": to.assigned_to, "due": to.due_on,
           "facts": to.facts_version}  # fmt: skip
    _MOVED(connection, row)


def add_step(connection: Connection, tenant: str, case: str, step: Taken) -> None:
    """Keep a step."""
    fields = {name: getattr(step, name) for name in Taken.__slots__}
    _STEP(connection, {"tenant": tenant, "case": case, **fields})


def found(connection: Connection, tenant: str, digest: bytes) -> list[State]:
    """The cases with this keyed hash."""
    return [State(*row) for row in _FOUND(connection, {"tenant": tenant, "digest": digest})]


def index(connection: Connection, tenant: str, case: str, digests: Iterable[bytes], *, fresh: bool = False) -> None:
    """By which keyed hashes a case is found from now on; a `fresh` case has none yet."""
    if not fresh:
        _FORGET(connection, {"tenant": tenant, "case": case})
    rows = [{"tenant": tenant, "case": case, "digest": digest} for digest in sorted(set(digests))]
    if rows:
        _INDEX(connection, rows)


def asked(connection: Connection, tenant: str, client: str, key: str) -> tuple[bytes, str, str] | None:
    """What a client asked under a key of its own, as a fingerprint, and the case and the record that it got."""
    row = _ASKED(connection, {"tenant": tenant, "client": client, "key": key}).first()
    return None if row is None else (bytes(row.fingerprint), str(row.case_id), str(row.id))


def answered(
    connection: Connection, tenant: str, client: str, key: str, fingerprint: bytes, record: str, moment: str
) -> None:
    """Keep that a client got this record for this request."""
    row = {"tenant": tenant, "client": client, "key": key, "fingerprint": fingerprint, "record": record,
           "moment": moment}  # fmt: skip
    _ANSWERED(connection, row)


def readings(connection: Connection, tenant: str, case: str) -> list[dict[str, Any]]:
    """The leaves that say who read in a case, from old to new."""
    return [decode(bytes(row.leaf_bytes)) for row in _READINGS(connection, {"tenant": tenant, "case": case})]
