"""The heads of a log held against the keys that count: its own, or those of a policy that a reader brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from wbmgp_api.store.anchors import Anchored, examined_anchors
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.signing import flaws_of
from wbmgp_api.store.unreadable import Reading
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import SigningKeys
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import NONE, Policy

_HEADS = text("SELECT size, tenant, root, note, made_at FROM log_checkpoint WHERE origin = :origin ORDER BY size")

Keys = LogKey | Policy
"""Whose signatures count: the log's own key with every key before it, or the public keys of a policy."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A head that somebody outside vouches for: which witnesses, when each saw it, and whether it has a timestamp."""

    size: int
    witnesses: Mapping[str, int]
    stamped: bool


@dataclass(slots=True)
class Heads:
    """The heads of a log whose signature holds, those from elsewhere among them, and what is wrong with the others."""

    believed: list[Checkpoint] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
    seen: Seen | None = None
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def last(self) -> Checkpoint | None:
        """The largest head that is in the database and holds."""
        return max((head for head in self.believed if head.size in self.kept), key=lambda head: head.size, default=None)


def heads_of(
    connection: Connection, master: MasterKeys | None, keys: Keys, origin: str, tenant: str, outside: Sequence[Note]
) -> Heads:
    """Every head of a log, with what ties it to the outside."""
    found = Heads()
    signing, found.flaws = flaws_of(connection, master, keys, origin, tenant)
    if signing is None:
        found.flaws.append(flaw("log", "unknown_key", origin=origin))
        return found
    for row in connection.execute(_HEADS, {"origin": origin}):
        with Reading(found.flaws, "head", "detail", size=row.size):
            head = _head(signing, Note.parse(row.note.encode()))
            if (head.size, head.root, tenant) != (row.size, bytes(row.root), row.tenant):
                found.flaws.append(flaw("head", "other_row", size=row.size))
            found.believed.append(head)
            found.kept[head.size] = row.made_at
    for note in outside:
        with Reading(found.flaws, "outside", "detail"):
            found.believed.append(_head(signing, note))
    # At a change of key both keys signed the head of that moment.
    found.believed += [change.head for change in signing.changes]
    anchored, flaws = examined_anchors(connection, origin, tenant)
    found.flaws += flaws
    found.seen = _seen(anchored, keys if isinstance(keys, Policy) else None)
    if isinstance(keys, Policy) and found.seen is None and keys.quorum != NONE:
        found.flaws.append(flaw("log", "no_quorum", origin=origin, quorum=keys.quorum))
    return found


def _seen(anchored: Sequence[Anchored], policy: Policy | None) -> Seen | None:
    """The largest head that witnesses saw: those of a policy as it asks for them, or any whose key stands beside it."""
    for one in reversed(anchored):
        head = Checkpoint.parse(one.note.text)
        if policy is None:
            times = {key.name: time for key, time in one.note.check(one.witnesses).items() if time is not None}
            return Seen(head.size, times, one.stamp is not None)
        try:
            _, times = policy.check(one.note)
        except (BadInput, ProofError):
            continue
        if times or policy.quorum == NONE:
            return Seen(head.size, times, one.stamp is not None)
    return None


def _head(keys: SigningKeys, note: Note) -> Checkpoint:
    """The head of a note that the key of its size signed. Raises BadInput or ProofError."""
    return Policy((keys.of_head(Checkpoint.parse(note.text).size),)).check(note)[0]
