"""What ties a head to the outside: who cosigned it, and which authority stamped it. Kept beside the head, never in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.unreadable import Reading
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail.notes import WITNESS, Note, VerifierKey
from wbmgp_engine.trail.policy import NONE, Policy
from wbmgp_engine.trail.timestamp import check_imprint

_COSIGNED = text(
    "INSERT INTO log_cosignature VALUES (:origin, :size, :witness, :tenant, :line, :moment) ON CONFLICT DO NOTHING"
)
_STAMPED = text("INSERT INTO log_timestamp VALUES (:origin, :size, :tenant, :tsr, :stated) ON CONFLICT DO NOTHING")
_SEEN = text("SELECT max(size) FROM log_cosignature WHERE origin = :origin AND witness = :witness")
_STATED = text("SELECT stated_at FROM log_timestamp WHERE origin = :origin AND size = :size")
# The head that most witnesses saw, then one with a timestamp, then the earliest: it proves the most about an entry.
_BEST = text(
    "SELECT size, sum(seen) AS seen, sum(stamped) AS stamped FROM ("
    "SELECT size, 1 AS seen, 0 AS stamped FROM log_cosignature WHERE origin = :origin AND size > :seq"
    " UNION ALL SELECT size, 0, 1 FROM log_timestamp WHERE origin = :origin AND size > :seq"
    ") AS anchors GROUP BY size ORDER BY seen DESC, stamped DESC, size LIMIT 1"
)
_HEAD = text("SELECT note FROM log_checkpoint WHERE origin = :origin AND size = :size")
_LINES = text("SELECT witness, line FROM log_cosignature WHERE origin = :origin AND size = :size ORDER BY witness")
_STAMP = text("SELECT tsr FROM log_timestamp WHERE origin = :origin AND size = :size")
_ASTRAY = text(
    "SELECT size, tenant FROM log_cosignature WHERE origin = :origin AND (tenant IS NULL OR tenant != :tenant)"
    " UNION SELECT size, tenant FROM log_timestamp WHERE origin = :origin AND (tenant IS NULL OR tenant != :tenant) ORDER BY size"
)
_SIZES = text(
    "SELECT size FROM log_cosignature WHERE origin = :origin"
    " UNION SELECT size FROM log_timestamp WHERE origin = :origin ORDER BY size"
)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A head with the signatures of witnesses under it, the keys that they are checked with, and its timestamp."""

    note: Note
    witnesses: tuple[VerifierKey, ...] = ()
    stamp: bytes | None = None

    def policy(self, log: VerifierKey) -> Policy:
        """The policy that asks for every witness that signed; what a reader trusts, the reader's own policy says."""
        named = {f"w{number}": key for number, key in enumerate(self.witnesses, 1)}
        if len(named) < 2:
            return Policy((log,), next(iter(named), NONE), named)
        return Policy((log,), "witnesses", named, {"witnesses": (len(named), tuple(named))})


def keep_cosignature(
    connection: Connection, tenant: str, origin: str, size: int, witness: VerifierKey, line: str, moment: str
) -> None:
    """Keep the first line of a witness under a head; it was checked before."""
    row = {"origin": origin, "size": size, "witness": str(witness), "tenant": tenant, "line": line, "moment": moment}
    connection.execute(_COSIGNED, row)


def keep_timestamp(connection: Connection, tenant: str, origin: str, size: int, tsr: bytes, stated: str) -> None:
    """Keep the first timestamp of a head; it was checked before."""
    row = {"origin": origin, "size": size, "tenant": tenant, "tsr": tsr, "stated": stated}
    connection.execute(_STAMPED, row)


def seen_by(connection: Connection, origin: str, witness: VerifierKey) -> int:
    """The size of the last head that a witness cosigned for us; 0 where it never did."""
    return int(connection.execute(_SEEN, {"origin": origin, "witness": str(witness)}).scalar_one() or 0)


def stated_at(connection: Connection, origin: str, size: int) -> str | None:
    """The moment that the timestamp of a head states."""
    found: str | None = connection.execute(_STATED, {"origin": origin, "size": size}).scalar_one_or_none()
    return found


def best(connection: Connection, origin: str, seq: int) -> Anchored | None:
    """The head after an entry that proves the most; None where none left the house. ProofError for one that was changed."""
    row = connection.execute(_BEST, {"origin": origin, "seq": seq}).first()
    return None if row is None else _of(connection, origin, row.size)


def examined_anchors(connection: Connection, origin: str, tenant: str) -> tuple[list[Anchored], list[Flaw]]:
    """The heads that left the house, in order; and every signature and timestamp that does not hold or stands elsewhere."""
    held, found = list[Anchored](), list[Flaw]()
    for row in connection.execute(_ASTRAY, {"origin": origin, "tenant": tenant}):
        found.append(flaw("anchors", "stand_under", size=row.size, tenant=row.tenant))
    for size in connection.execute(_SIZES, {"origin": origin}).scalars().all():
        with Reading(found, "anchors", "detail", size=size):
            held.append(_of(connection, origin, size))
    return held, found


def _of(connection: Connection, origin: str, size: int) -> Anchored:
    place = {"origin": origin, "size": size}
    head: str | None = connection.execute(_HEAD, place).scalar_one_or_none()
    if head is None:
        raise ProofError("checkpoint: it is not there")
    rows = connection.execute(_LINES, place).all()
    own, note = Note.parse(head.encode()), Note.parse((head + "".join(row.line for row in rows)).encode())
    keys = tuple(VerifierKey.parse(row.witness, WITNESS) for row in rows)
    if set(note.check(keys)) != set(keys) or len(note.signatures) != len(own.signatures) + len(rows):
        raise ProofError("signature: a witness did not sign this head")
    kept = connection.execute(_STAMP, place).first()
    if kept is None:
        return Anchored(note, keys)
    stamp = bytes(kept.tsr)
    check_imprint(stamp, note.text.encode())
    return Anchored(note, keys, stamp)
