"""The keys of a log from its beginning: where another one began to sign, and the entry that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from wbmgp_api.store import log
from wbmgp_api.store.errors import Conflict
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.sql import sql
from wbmgp_api.store.statements import SAID, state
from wbmgp_api.store.unreadable import Reading
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import KeyChange, SigningKeys
from wbmgp_engine.trail.notes import LOG, Note, VerifierKey
from wbmgp_engine.trail.policy import Policy

KIND: Final = "sleutelwissel"
_CHANGES = text("SELECT size, tenant, note, record_id FROM log_key_change WHERE origin = :origin ORDER BY size")
_LAST = text("SELECT size, note FROM log_checkpoint WHERE origin = :origin ORDER BY size DESC LIMIT 1")
_OPEN = text("SELECT origin FROM log_shard WHERE tenant = :tenant AND state = 'open' ORDER BY year DESC")
_RECORD = sql("SELECT type, origin, seq FROM record WHERE tenant = :tenant AND id = :id")
_KEEP = sql("INSERT INTO log_key_change VALUES (:origin, :size, :tenant, :note, :record)")


def changes(connection: Connection, origin: str) -> list[KeyChange]:
    """Every change of key of a log, from old to new. Raises BadInput and ProofError for one that does not hold."""
    rows = connection.execute(_CHANGES, {"origin": origin})
    return [KeyChange.parse(Note.parse(row.note.encode())) for row in rows]


class Kept(NamedTuple):
    """A change of key as it is kept: the size at which it happened, its note, and the record that says so."""

    size: int
    note: str
    record_id: str


def kept(connection: Connection, origin: str) -> list[Kept]:
    """Every change of key of a log from old to new, as both keys signed them; nothing of it is checked here."""
    return [Kept(row.size, row.note, row.record_id) for row in connection.execute(_CHANGES, {"origin": origin})]


def keys_of(connection: Connection, origin: str, key: LogKey) -> SigningKeys:
    """The keys of a log up to the one in use. Raises BadInput for a key that was replaced or of another database, ProofError for a wrong row."""
    found = _changes(connection, origin)
    if key.public in {change.old for change in found}:
        fix = "use the key of now; run `wbmgp keys change-signing` again if it was broken off, and restart the service"
        raise BadInput.one(key.place, f"was replaced in {origin}", fix)
    _refuse_foreign(connection, origin, key, found)
    return SigningKeys.of(origin, found, key.public)


def refuse_unknown(connection: Connection, origin: str, key: LogKey) -> None:
    """BadInput for a key that never signed a log; one that was replaced did. Raises ProofError for a wrong row."""
    found = _changes(connection, origin)
    if key.public not in {change.old for change in found}:
        _refuse_foreign(connection, origin, key, found)


def tells(connection: Connection, origin: str) -> bool:
    """Whether a log has anything by which its key is known: a signed head, or a change of key."""
    return any(connection.execute(asked, {"origin": origin}).first() is not None for asked in (_LAST, _CHANGES))


def _changes(connection: Connection, origin: str) -> list[KeyChange]:
    try:
        return changes(connection, origin)
    except BadInput as problem:
        raise ProofError(f"key changes of {origin}: {problem}") from None


def _refuse_foreign(connection: Connection, origin: str, key: LogKey, found: Sequence[KeyChange]) -> None:
    """Another key is a mistake of whoever set it and says nothing about the log: BadInput, so that nothing is stopped.

    The last change names the key, or the last head has its signature. A head that cannot be read is looked at where the
    next one is made, and so are changes that do not lead to the key that signed it.
    """
    if found and found[-1].new == key.public:
        return
    row = connection.execute(_LAST, {"origin": origin}).first()
    try:
        named = [] if row is None else Note.parse(row.note.encode()).signatures
    except (BadInput, ProofError):
        return
    mine = [one for one in named if one.name == origin]
    if (found or mine) and not any(one.by(key.named(origin)) for one in mine):
        fix = "put the key file of this database back, or name its folder in WBMGP_KEYS; nothing was written"
        raise BadInput.one(key.place, f"is not the signing key of {origin}", fix)


def refuse_other_heads(origin: str, key: LogKey, found: Sequence[KeyChange], kept: Note | None) -> None:
    """BadInput where the head that is kept beside the key was signed by no key of this log: the file is of another database.

    One that was kept before there were signatures is believed to be of this one.
    """
    signers = [VerifierKey(origin, LOG, public) for public in (key.public, *(change.old for change in found))]
    if kept is None or not kept.signatures or any(one.by(signer) for one in kept.signatures for signer in signers):
        return
    place = key.place if key.heads is None else str(key.heads.path)
    fix = "put the file of this database back; nothing was written"
    raise BadInput.one(place, f"holds a head of {origin} that another key signed", fix)


def open_logs(connection: Connection, tenant: str) -> list[str]:
    """The logs of a tenant to which entries are still added, the newest first."""
    return list(connection.execute(_OPEN, {"tenant": tenant}).scalars())


def refuse_replaced(connection: Connection, tenant: str, key: LogKey) -> None:
    """Raises BadInput for a key, or heads beside it, that cannot sign the logs of a tenant: better before a write than after."""
    kept = {} if key.heads is None else key.heads.all()
    for origin in open_logs(connection, tenant):
        refuse_other_heads(origin, key, keys_of(connection, origin, key).changes, kept.get(origin))


def change(
    connection: Connection, recorder: Recorder, tenant: str, heads: Sequence[Checkpoint], old: LogKey, new: LogKey,
    reason: str, by: Actor, moment: datetime,
) -> None:  # fmt: skip
    """Let another key sign logs of a tenant. The first is open and gets the entry, and `heads` are those of now.

    The others take no entries any more. Raises Conflict when the first log has grown since its head.
    """
    first = heads[0]
    held = log.lock(connection, first.origin)
    if held.size != first.size:
        raise Conflict(f"the log {first.origin} grew while its key was changed; try again")
    notes = [KeyChange(head, old.public, new.public, reason).signed(old.sign, new.sign) for head in heads]
    said = {"soort": "ondertekensleutel", "reden": reason, "noten": [bytes(note).decode() for note in notes]}
    stated = state(connection, recorder, tenant, KIND, said, by, moment, held=held)
    for head, note in zip(heads, said["noten"], strict=True):
        row = {"origin": head.origin, "size": head.size, "tenant": tenant, "note": note, "record": stated.record}
        _KEEP(connection, row)


def flaws_of(
    connection: Connection, master: MasterKeys | None, key: LogKey | Policy, origin: str, tenant: str
) -> tuple[SigningKeys | None, list[Flaw]]:
    """The keys of a log as far as its changes hold, and what is wrong with them. None where a policy knows none of them.

    Each change repeats its head, was signed by both keys, and is what its entry says; without `master` that cannot be
    opened, and only that there is such an entry is looked at.
    """
    found, held = list[Flaw](), list[KeyChange]()
    for row in connection.execute(_CHANGES, {"origin": origin}):
        with Reading(found, "change", "detail", size=row.size):
            made = KeyChange.parse(Note.parse(row.note.encode()))
            held.append(made)
            if (made.head.origin, made.head.size, row.tenant) != (origin, row.size, tenant):
                found.append(flaw("change", "other_row", size=row.size))
            if not _in_log(connection, master, origin, tenant, row):
                found.append(flaw("change", "no_entry", size=row.size))
    public = _public(key, origin, held)
    if public is None:
        return None, found
    try:
        return SigningKeys.of(origin, held, public), found
    except ProofError as problem:
        return SigningKeys(origin, (), public), [*found, flaw("log", "detail", origin=origin, detail=str(problem))]


def _public(key: LogKey | Policy, origin: str, held: Sequence[KeyChange]) -> bytes | None:
    """The key that signs a log now. A policy may know several of it: then the one to which its changes lead."""
    if isinstance(key, LogKey):
        return key.public
    known = [one.public for one in key.logs if one.name == origin]
    return held[-1].new if held and held[-1].new in known else next(iter(known), None)


def _in_log(connection: Connection, master: MasterKeys | None, origin: str, tenant: str, row: Any) -> bool:
    entry = _RECORD(connection, {"tenant": tenant, "id": row.record_id}).first()
    if entry is None or entry.type != KIND or (entry.origin == origin and entry.seq != row.size):
        return False
    if master is None:
        return True
    try:
        said = opened(connection, master, tenant, row.record_id).get(SAID)
    except (KeyMismatch, BadInput):
        return False
    return said is not None and row.note in said.part.get(KIND, {}).get("noten", [])
