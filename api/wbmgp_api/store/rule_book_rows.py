"""Rows of rule books that are proposed, reported on and put into use. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import canonical, content_hash
from wbmgp_engine.trail.archive import packed, unpacked

_PROPOSE = sql(
    "INSERT INTO rule_book_proposal VALUES (:tenant, :hash, :files, :by, :moment) ON CONFLICT DO NOTHING"
)  # fmt: skip
_PROPOSAL = sql(
    "SELECT hash, proposed_by, proposed_at FROM rule_book_proposal WHERE tenant = :tenant AND hash = :hash"
)  # fmt: skip
_PROPOSALS = sql(
    "SELECT hash, proposed_by, proposed_at FROM rule_book_proposal WHERE tenant = :tenant ORDER BY proposed_at DESC"
)  # fmt: skip
_FILES = sql("SELECT files FROM rule_book_proposal WHERE tenant = :tenant AND hash = :hash")
_REPORT = sql(
    "INSERT INTO rule_book_report SELECT :tenant, :hash, 1 + count(*), :report, :by, :moment FROM rule_book_report"
    " WHERE tenant = :tenant AND hash = :hash"
)
_LAST_REPORT = sql(
    "SELECT number, report, made_at FROM rule_book_report WHERE tenant = :tenant AND hash = :hash"
    " ORDER BY number DESC LIMIT 1"
)
_ACTIVATE = sql(
    "INSERT INTO rule_book_activation SELECT :tenant, 1 + count(*), :hash, :report, :proposed_by, :by, :day, :moment,"
    " :record FROM rule_book_activation WHERE tenant = :tenant"
)
_ACTIVATIONS = sql(
    "SELECT hash, from_day, activated_at, record_id FROM rule_book_activation WHERE tenant = :tenant"
    " ORDER BY from_day, number"
)
_IN_USE = sql(
    "SELECT hash FROM rule_book_activation WHERE tenant = :tenant AND from_day <= :day"
    " ORDER BY from_day DESC, number DESC LIMIT 1"
)
_LAST_CLOSED = sql(
    "SELECT max(recorded_at) FROM record WHERE tenant = :tenant AND type IN ('besluit', 'herziening', 'intrekking')"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule book that somebody proposed."""

    hash: str
    proposed_by: str
    proposed_at: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a proposed rule book would change, as text, and when that was worked out."""

    number: int
    text: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Activation:
    """A rule book that is used from a day on."""

    hash: str
    from_day: str
    activated_at: str
    record: str


def propose(
    connection: Connection, tenant: str, rules_hash: str, files: Mapping[str, bytes], by: str, moment: str
) -> bool:
    """Keep the content of a rule book once; False where it was proposed before."""
    data = packed({path: canonical(content) for path, content in files.items()})
    row = {"tenant": tenant, "hash": rules_hash, "files": data, "by": by, "moment": moment}
    return _PROPOSE(connection, row).rowcount == 1


def proposal(connection: Connection, tenant: str, rules_hash: str) -> Proposal:
    """A proposed rule book. Raises NotThere."""
    row = _PROPOSAL(connection, {"tenant": tenant, "hash": rules_hash}).first()
    if row is None:
        raise NotThere(f"nobody proposed the rule book {rules_hash}")
    return Proposal(*row)


def proposals(connection: Connection, tenant: str) -> list[Proposal]:
    """The proposed rule books, the newest first."""
    return [Proposal(*row) for row in _PROPOSALS(connection, {"tenant": tenant})]


def files_of(connection: Connection, tenant: str, rules_hash: str) -> dict[str, bytes]:
    """The files of a proposal. Raises NotThere, and BadInput when they were changed."""
    data = _FILES(connection, {"tenant": tenant, "hash": rules_hash}).scalar_one_or_none()
    if data is None:
        raise NotThere(f"nobody proposed the rule book {rules_hash}")
    files, damaged = unpacked(bytes(data))
    if damaged or content_hash(files) != rules_hash:
        raise BadInput.one(rules_hash, "is not the rule book that was proposed", "propose it again")
    return files


def report(connection: Connection, tenant: str, rules_hash: str, text: str, by: str, moment: str) -> None:
    """Keep what a proposed rule book would change."""
    _REPORT(connection, {"tenant": tenant, "hash": rules_hash, "report": text, "by": by, "moment": moment})


def last_report(connection: Connection, tenant: str, rules_hash: str) -> Report | None:
    """The newest report on a proposed rule book."""
    row = _LAST_REPORT(connection, {"tenant": tenant, "hash": rules_hash}).first()
    return None if row is None else Report(*row)


def activate(
    connection: Connection, tenant: str, what: Proposal, on: Report, by: str, day: str, moment: str, record: str
) -> None:
    """Use a proposed rule book from a day on."""
    row = {"tenant": tenant, "hash": what.hash, "report": on.number, "proposed_by": what.proposed_by, "by": by,
           "day": day, "moment": moment, "record": record}  # fmt: skip
    _ACTIVATE(connection, row)


def activations(connection: Connection, tenant: str) -> list[Activation]:
    """The rule books that were put into use, in the order of their first days."""
    return [Activation(*row) for row in _ACTIVATIONS(connection, {"tenant": tenant})]


def in_use(connection: Connection, tenant: str, day: str) -> str | None:
    """The rule book that a municipality uses on a day; None: that of the release."""
    found = _IN_USE(connection, {"tenant": tenant, "day": day}).first()
    return None if found is None else str(found[0])


def last_closed(connection: Connection, tenant: str) -> str | None:
    """The moment of the last decision, revision or withdrawal in any case."""
    found = _LAST_CLOSED(connection, {"tenant": tenant}).scalar_one_or_none()
    return None if found is None else str(found)
