"""A log that got another key twice, and bundles under the third key for a reader who holds the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tests.trail.samples import ORIGIN, SEEN_AT, a_bundle, leaf, log_key, proof_of, stamp, witness_key
from wbmgp_engine.trail.bundle import Bundle, LoggedChange
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import KeyChange
from wbmgp_engine.trail.merkle import leaf_hash, root
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import leaf_bytes

SALT = b"k" * 32
REASONS = ("wissel", "gelekt")


@dataclass(frozen=True)
class Changed:
    """The leaves of a log, the notes of its changes of key by their place, and the seed of the key that signs now."""

    leaves: tuple[bytes, ...]
    notes: dict[int, Note]
    said: dict[int, bytes]
    now: int

    @property
    def head(self) -> Checkpoint:
        """What the log looks like."""
        return Checkpoint(ORIGIN, len(self.leaves), root([leaf_hash(data) for data in self.leaves]))

    def signed(self, seed: int | None = None) -> Note:
        """The head under the key of now, or another, and a witness."""
        return self.head.signed(*log_key(self.now if seed is None else seed)).signed(*witness_key(), time=SEEN_AT)

    def change(self, place: int, note: Note) -> LoggedChange:
        """A change of key with its entry, proven under a head."""
        return LoggedChange(
            self.notes[place], self.leaves[place], proof_of(place, self.leaves, note), self.said[place], SALT
        )

    def bundle(self, index: int, note: Note | None = None) -> Bundle:
        """The bundle of an entry with every change before its head."""
        head = note or self.signed()
        changes = [self.change(place, head) for place in self.notes]
        policy = Policy((log_key(self.now)[0],), "w1", {"w1": witness_key()[0]})
        proof = proof_of(index, self.leaves, head)
        return replace(a_bundle(), leaf=self.leaves[index], proof=proof, changes=changes, policy=policy)


def note_of(leaves: Sequence[bytes], old: int, new: int, reason: str = "wissel", origin: str = ORIGIN) -> Note:
    """A change of key after these leaves, signed by both."""
    head = Checkpoint(origin, len(leaves), root([leaf_hash(data) for data in leaves]))
    change = KeyChange(head, log_key(old)[0].public, log_key(new)[0].public, reason)
    return change.signed(log_key(old)[1], log_key(new)[1])


def entry_of(place: int, note: Note, kind: str = "sleutelwissel") -> tuple[bytes, bytes]:
    """The entry of a change, and what it says."""
    said = encode({"sleutelwissel": {"noten": [bytes(note).decode()], "reden": "wissel", "soort": "ondertekensleutel"}})
    plain = {"zaak_ref": None, "peildatum": None, "rules_hash": None, "resultaatcode": None}
    more = {"betreft": "c" * 32, "categorieen": ()} if kind == "wissing" else {}
    return leaf_bytes(stamp(place, type=kind, **plain, **more), {"motivering": said}, {"motivering": SALT}), said


@cache
def a_log(size: int = 9, places: tuple[int, ...] = (2, 5), kind: str = "sleutelwissel") -> Changed:
    """A log whose key changed at some places: from the key of seed 0 to that of 1, and so on."""
    leaves, notes, said = list[bytes](), dict[int, Note](), dict[int, bytes]()
    for seq in range(size):
        if seq not in places:
            leaves.append(leaf(seq))
            continue
        now = len(notes)
        notes[seq] = note_of(leaves, now, now + 1, REASONS[now % 2])
        data, said[seq] = entry_of(seq, notes[seq], kind)
        leaves.append(data)
    return Changed(tuple(leaves), notes, said, len(notes))
