"""The log whose bits are flipped: any number of entries, each with its own words, salts and place; all of it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from tests.trail.samples import (
    ANSWER,
    APPLICATION,
    EXPLANATION,
    ORIGIN,
    POLICY,
    RULES,
    SEEN_AT,
    log_key,
    stamp,
    witness_key,
)
from wbmgp_engine.trail.bundle import Bundle
from wbmgp_engine.trail.categories import CATEGORIES, of_application
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.receipt import leaf_bytes
from wbmgp_engine.trail.tree import Edge, inclusion_proof


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment: its leaf, and what the leaf commits to."""

    leaf: bytes
    parts: dict[str, bytes]
    salts: dict[str, bytes]


@cache
def entry(seq: int) -> Entry:
    """The entry at a place."""
    parts = of_application(APPLICATION | {"kenmerk": f"k{seq}"}, ANSWER, EXPLANATION)
    salts = {category: sha256(f"{category} {seq}".encode()).digest() for category in CATEGORIES}
    return Entry(leaf_bytes(stamp(seq), parts, salts), parts, salts)


class Log:
    """Leaves as a log keeps them: every hash, and a head that the log and a witness sign."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size, self.kept = len(leaves), dict[tuple[int, int], bytes]()
        edge = Edge()
        for leaf in leaves:
            edge, nodes = edge.append(leaf_hash(leaf))
            self.kept.update(((level, index), hashed) for level, index, hashed in nodes)
        self.head = Checkpoint(ORIGIN, self.size, edge.root)

    @classmethod
    def first(cls, size: int) -> Log:
        """The log of the first entries."""
        return cls([entry(seq).leaf for seq in range(size)])

    @property
    def note(self) -> Note:
        """The signed head."""
        return self.head.signed(*log_key()).signed(*witness_key(), time=SEEN_AT)

    def proof(self, seq: int, note: Note | None = None) -> LogProof:
        """Where an entry stands, up to the head."""
        path = inclusion_proof(seq, self.size, lambda level, index: self.kept[level, index])
        return LogProof(seq, tuple(path), note or self.note)

    def bundle(self, seq: int, note: Note | None = None, of: Entry | None = None) -> Bundle:
        """An entry with all of its parts opened."""
        one = of or entry(seq)
        return Bundle(one.leaf, self.proof(seq, note), POLICY, b"# verify.py\n", one.parts, one.salts, RULES)
