"""Signed heads of a log, made only after every new leaf was read again and hashed again over another connection.

What does not match stops the log: nothing is signed, and nothing is added until a person has looked. The last signed head
stands beside the key as well: whoever takes the heads out of the database cannot have another past signed.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

from sqlalchemy import Connection, text

from wbmgp_api.store import log, signing, stops
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import Store
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import SigningKeys
from wbmgp_engine.trail.merkle import EMPTY_ROOT, leaf_hash
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import utc_text
from wbmgp_engine.trail.tree import Edge, consistency_proof

_LAST = text("SELECT size, note FROM log_checkpoint WHERE origin = :origin ORDER BY size DESC LIMIT 1")
_KEEP = text(
    "INSERT INTO log_checkpoint VALUES (:origin, :size, :tenant, :root, :note, :moment) ON CONFLICT DO NOTHING"
)
_STATE = text("SELECT state FROM log_shard WHERE origin = :origin")


class _Mismatch(Exception):
    """What a leaf or a head says is not what the tables hold; `why` is kept with the log that is stopped."""

    def __init__(self, problem: str, **values: object) -> None:
        self.why = flaw("stop", problem, **values)
        super().__init__(str(self.why))


def publish(store: Store, tenant: str, origin: str, key: LogKey, moment: datetime) -> Note:
    """The signed head of a log, kept; the last one again when nothing was added.

    Raises NotThere for a log that is not there; StoreBroken, and stops the log, when a leaf, a kept hash or the last head
    does not match; BadInput, and stops nothing, for a key that was replaced in this log or is of another database, for heads
    of another database beside the key, and where the head cannot be kept there.
    """
    with nullcontext() if key.heads is None else key.heads.alone():
        signed = None if key.heads is None else key.heads.all().get(origin)
        checkpoint, note = _published_now(store, tenant, origin, key, moment, signed)
        if key.heads is not None and (signed is None or checkpoint.text != signed.text or not signed.signatures):
            key.heads.keep(checkpoint, *(one for one in note.signatures if one.name == origin))
    return note


def _published_now(
    store: Store, tenant: str, origin: str, key: LogKey, moment: datetime, signed: Note | None
) -> tuple[Checkpoint, Note]:
    try:
        checkpoint, note = store.read(tenant, lambda connection: _read_again(connection, origin, key, signed))
    except _Mismatch as found:
        stop(store, tenant, origin, found.why, moment)
        raise StoreBroken(f"the log {origin} is stopped and nothing is signed: {found}") from None
    if note is not None:
        return checkpoint, note
    note = checkpoint.signed(key.named(origin), key.sign)
    row = {"origin": origin, "size": checkpoint.size, "tenant": tenant, "root": checkpoint.root,
           "note": bytes(note).decode(), "moment": utc_text(moment)}  # fmt: skip
    store.write(tenant, lambda connection: connection.execute(_KEEP, row))
    return checkpoint, note


def stop(store: Store, tenant: str, origin: str, why: Flaw, moment: datetime) -> None:
    """Add nothing more to a log until a person has looked, and keep why."""
    store.write(tenant, lambda connection: stops.stop(connection, tenant, origin, why, moment))


def refuse_stopped(connection: Connection, origin: str) -> None:
    """Raises StoreBroken for a log that was stopped and that no person has looked at since."""
    if connection.execute(_STATE, {"origin": origin}).scalar_one_or_none() == "stopped":
        raise StoreBroken(f"the log {origin} is stopped: {stops.why(connection, origin)}, and nothing is signed")


def last(connection: Connection, origin: str) -> Note | None:
    """The last head that was published."""
    row = connection.execute(_LAST, {"origin": origin}).first()
    return None if row is None else Note.parse(row.note.encode())


def _read_again(
    connection: Connection, origin: str, key: LogKey, signed: Note | None
) -> tuple[Checkpoint, Note | None]:
    """The head of the log as the leaves themselves give it, and its note where it was published before.

    It has to grow from the last head in the tables and from the one that was `signed` last, as kept beside the key.
    """
    size, older = log.size_of(connection, origin), Checkpoint(origin, 0, EMPTY_ROOT)
    note = _published(connection, origin)
    keys = _keys(connection, origin, key)
    signing.refuse_other_heads(origin, key, keys.changes, signed)
    if note is not None:
        older = _checked(note, keys)
    if older.size > size:
        raise _Mismatch("published_more", size=older.size, held=size)
    try:
        edge = Edge.read(older.size, log.reader_of(connection, origin))
        if edge.root != older.root:
            raise _Mismatch("published_others", size=older.size)
        newer = Checkpoint(origin, size, _grown(connection, origin, edge, size).root)
        newer.check_growth_from(
            older, consistency_proof(older.size, size, log.reader_of(connection, origin)) if older.size else []
        )
    except (ProofError, StoreBroken) as problem:
        raise _Mismatch("detail", detail=str(problem)) from None
    if signed is not None:
        _check_growth_from(Checkpoint.parse(signed.text), newer, connection)
    return newer, note if older.size == size else None


def _check_growth_from(signed: Checkpoint, newer: Checkpoint, connection: Connection) -> None:
    """The leaves under the new head were hashed again, so a proof from the tables cannot deceive here."""
    if signed.size > newer.size:
        raise _Mismatch("signed_more", size=signed.size, held=newer.size)
    reader = log.reader_of(connection, newer.origin)
    try:
        newer.check_growth_from(signed, consistency_proof(signed.size, newer.size, reader) if signed.size else [])
    except (ProofError, StoreBroken):
        raise _Mismatch("signed_others", size=signed.size) from None


def _published(connection: Connection, origin: str) -> Note | None:
    try:
        return last(connection, origin)
    except BadInput as problem:
        raise _Mismatch("head_unreadable", detail=str(problem)) from None


def _keys(connection: Connection, origin: str, key: LogKey) -> SigningKeys:
    try:
        return signing.keys_of(connection, origin, key)
    except ProofError as problem:
        raise _Mismatch("detail", detail=str(problem)) from None


def _checked(note: Note, keys: SigningKeys) -> Checkpoint:
    try:
        checkpoint, _ = Policy((keys.of_head(Checkpoint.parse(note.text).size),)).check(note)
    except (ProofError, BadInput) as problem:
        raise _Mismatch("head_wrong", detail=str(problem)) from None
    return checkpoint


def _grown(connection: Connection, origin: str, edge: Edge, size: int) -> Edge:
    """The edge after the new leaves, each hashed from its bytes; every kept hash is compared."""
    for seq, leaf, kept in log.leaves(connection, origin, edge.size, size):
        if seq != edge.size:
            raise _Mismatch("leaf_gone", seq=edge.size)
        hashed = leaf_hash(leaf)
        if hashed != kept:
            raise _Mismatch("leaf_bytes", seq=seq)
        edge, nodes = edge.append(hashed)
        for level, index, node in nodes[1:]:
            if log.node_of(connection, origin, level, index) != node:
                raise _Mismatch("node_hash", index=index, level=level, seq=seq)
    if edge.size != size:
        raise _Mismatch("leaf_gone", seq=edge.size)
    return edge
