"""Lines of the processing log as they are written: one for an action, and one for each person in it.

A line is written in the transaction of its action: where it cannot be written, nothing of the action is kept.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import quote

from sqlalchemy import Connection

from wbmgp_api.store.keys import Random
from wbmgp_api.store.recording import Actor
from wbmgp_api.store.sql import sql

Status = Literal["Unset", "Ok", "Error"]
BSN: Final = "bsn"
IN_CASE: Final = "persoon_in_zaak"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST: Final = 400
_KEEP = sql(
    "INSERT INTO verwerkingslog VALUES (:tenant, :start_ms, :span_id, :trace_id, :parent_span_id, :status, :name, :end_ms,"
    " :activity, :subject, :subject_type, :key_id, :processor, :actor_ref, :actor_role, :record_id, :case_id)"
)


@dataclass(frozen=True, slots=True)
class Traced:
    """The trace that an action belongs to. `parent`: the span of the caller, where another program began it."""

    trace_id: str
    parent: str | None = None

    @classmethod
    def begun(cls, random: Random) -> Traced:
        """A trace of our own, for what nobody else began."""
        return cls(random(16).hex())


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody as lines name them: a keyed hash, of what it is one, and under which key."""

    digest: bytes
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Names people in lines by a keyed hash. `names` is the key that hides names, which is outside the database."""

    names: bytes

    @property
    def key(self) -> str:
        """Which key it is, by 16 hexadecimal digits from which nothing follows: lines under another one are not found."""
        return hmac.digest(self.names, b"wbmgp/verwerkingslog/v1", "sha256").hex()[:16]

    def of_number(self, tenant: str, number: str) -> Subject:
        """Somebody whose citizen service number is known: the same in every case of a municipality."""
        return self._named(BSN, tenant, number)

    def in_case(self, tenant: str, case: str, person: str) -> Subject:
        """Somebody without a number, by their id in a case: nobody is the same in two cases."""
        return self._named(IN_CASE, tenant, f"{case}\0{person}")

    def _named(self, kind: str, tenant: str, value: str) -> Subject:
        said = f"betrokkene\0{tenant}\0{kind}\0{value}".encode()
        return Subject(hmac.digest(self.names, said, "sha256"), kind, self.key)


@dataclass(frozen=True, slots=True)
class Action:
    """What was done, by whom, for which activity, and in which trace. Times are milliseconds since 1970."""

    name: str
    activity: str
    by: Actor
    trace: Traced
    start_ms: int
    end_ms: int
    status: Status = "Ok"
    record: str | None = None
    case: str | None = None


def milliseconds(moment: datetime) -> int:
    """A moment as lines tell it.

    >>> milliseconds(datetime(1970, 1, 1, 0, 1, tzinfo=UTC))
    60000
    """
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def write(connection: Connection, tenant: str, action: Action, subjects: Sequence[Subject], random: Random) -> None:
    """The line of an action, and below it one for each person. Raises DBAPIError where they cannot be kept."""
    drawn = random(8 * (len(subjects) + 1)).hex()
    spans = [drawn[at : at + 16] for at in range(0, len(drawn), 16)]
    whole = _row(tenant, action) | {"span_id": spans[0]}
    rows = [whole | {"parent_span_id": action.trace.parent, "processor": _processor(action.by)}]
    # The case and the entry stand with the action only: a person is told with no more than the standard asks for.
    whole |= {"parent_span_id": spans[0], "record_id": None, "case_id": None}
    for span, one in zip(spans[1:], subjects, strict=True):
        rows.append(whole | {"span_id": span, "subject": one.digest, "subject_type": one.kind, "key_id": one.key})
    _KEEP(connection, rows)


def _row(tenant: str, action: Action) -> dict[str, Any]:
    return {
        "tenant": tenant, "start_ms": action.start_ms, "trace_id": action.trace.trace_id, "status": action.status,
        "name": action.name, "end_ms": max(action.start_ms, action.end_ms), "activity": action.activity,
        "subject": None, "subject_type": None, "key_id": None, "processor": None, "actor_ref": action.by.ref,
        "actor_role": action.by.role, "record_id": action.record, "case_id": action.case,
    }  # fmt: skip


def _processor(by: Actor) -> str | None:
    """The program that asked for it; None for a command."""
    return processor(by.client) if by.source == "api" else None


def processor(client: str) -> str:
    """A program that asks, as an address.

    >>> processor("corporatie/1")
    'urn:wbmgp:afnemer:corporatie%2F1'
    """
    return f"urn:wbmgp:afnemer:{quote(client, safe='')}"[:_LONGEST]
