"""One entry of the log as a bundle for a court, with what of it may be opened."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files

from sqlalchemy import Connection

from wbmgp_api.store import anchors, checkpoints, log, rule_books, signing
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.reading import Row
from wbmgp_api.store.statements import SAID
from wbmgp_engine.trail.bundle import Bundle, LoggedChange
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.tree import inclusion_proof


def bundle_of(
    connection: Connection, master: MasterKeys, key: LogKey, row: Row, categories: Collection[str] = CATEGORIES
) -> Bundle:
    """The bundle of one assessment under the head that proves the most; what was erased stays closed.

    Raises NotThere when no head has been published since the assessment.
    """
    head = anchors.best(connection, row.origin, row.seq)
    if head is None:
        note = checkpoints.last(connection, row.origin)
        head = None if note is None else anchors.Anchored(note)
    size = 0 if head is None else Checkpoint.parse(head.note.text).size
    read = log.reader_of(connection, row.origin)
    if head is None or size <= row.seq:
        raise NotThere(f"no head of {row.origin} was published since leaf {row.seq}; publish one first")
    path = inclusion_proof(row.seq, size, read)
    said = {
        category: one
        for category, one in opened(connection, master, row.tenant, row.id).items()
        if category in categories
    }
    ((_, leaf, _),) = log.leaves(connection, row.origin, row.seq, row.seq + 1)
    return Bundle(
        leaf, LogProof(row.seq, tuple(path), head.note), head.policy(signing.keys_of(connection, row.origin, key).of_head(size)),
        files("wbmgp_engine.trail").joinpath("verify.py").read_bytes(),
        {category: one.data for category, one in said.items()}, {category: one.salt for category, one in said.items()},
        rule_books.files_of(connection, row.rules_hash), head.stamp,
        [_logged(connection, master, row, change, LogProof(change.size, tuple(inclusion_proof(change.size, size, read)), head.note))
         for change in signing.kept(connection, row.origin) if change.size < size],
    )  # fmt: skip


def _logged(
    connection: Connection, master: MasterKeys, row: Row, change: signing.Kept, proof: LogProof
) -> LoggedChange:
    """A change of key with its entry: whoever holds the key of before can follow it to that of the head."""
    said = opened(connection, master, row.tenant, change.record_id).get(SAID)
    if said is None:
        raise NotThere(f"the entry of the key change at {change.size} in {row.origin} has lost its words")
    ((_, leaf, _),) = log.leaves(connection, row.origin, change.size, change.size + 1)
    return LoggedChange(Note.parse(change.note.encode()), leaf, proof, said.data, said.salt)
