"""A log gets another key: a signed note under the old and the new key, with the head at the place where that happened.

A head of at most that size is believed under the old key, a larger one under the new. Both keys sign what the log was at
that moment, so that whoever gets hold of the old key later can neither go on with the log nor rewrite what was before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import Sign
from wbmgp_engine.trail.notes import LOG, Note, VerifierKey

REASONS: Final = ("wissel", "gelekt")
KIND: Final = "wbmgp sleutelwissel v1"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """The head at which the key of a log changed, both keys, and why: by plan (`wissel`), or because it leaked."""

    head: Checkpoint
    old: bytes
    new: bytes
    reason: str

    @property
    def text(self) -> str:
        """The lines that both keys sign. They are no checkpoint: a reader of heads takes nothing of this form."""
        return f"{KIND}\n{self.head.text}{self.named(self.old)}\n{self.named(self.new)}\n{self.reason}\n"

    def signed(self, by_old: Sign, by_new: Sign) -> Note:
        """The note, signed by both."""
        return Note(self.text).signed(self.named(self.old), by_old).signed(self.named(self.new), by_new)

    @classmethod
    def parse(cls, note: Note) -> KeyChange:
        """The change of a note that both keys signed. Raises BadInput for another note, ProofError for a wrong signature."""
        lines = note.text.split("\n")
        if len(lines) != 8 or lines[0] != KIND or lines[6] not in REASONS or lines[7]:
            raise BadInput.one("key change", "is no note of this kind", "use the bytes as they were kept")
        head = Checkpoint.parse("\n".join([*lines[1:4], ""]))
        old, new = (VerifierKey.parse(line, LOG) for line in lines[4:6])
        if {old.name, new.name} != {head.origin} or old.public == new.public:
            raise BadInput.one("key change", "names no two keys of this log", "use the bytes as they were kept")
        if note.check([old, new]).keys() != {old, new}:
            raise ProofError(f"key change at {head.size}: the old and the new key have not both signed it")
        return cls(head, old.public, new.public, lines[6])

    def named(self, public: bytes) -> VerifierKey:
        """A key under the name of the log."""
        return VerifierKey(self.head.origin, LOG, public)


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The keys of a log from its beginning: each change from one to the next, and the key that signs now."""

    origin: str
    changes: tuple[KeyChange, ...]
    now: bytes

    @classmethod
    def of(cls, origin: str, changes: Sequence[KeyChange], now: bytes) -> SigningKeys:
        """The keys in their order. Raises ProofError when they do not follow each other up to the key of now."""
        after = [change.old for change in changes[1:]] + [now]
        sizes = [change.head.size for change in changes]
        if sizes != sorted(set(sizes)) or any(change.head.origin != origin for change in changes):
            raise ProofError(f"key changes of {origin}: they belong to another log, or not in this order")
        if [change.new for change in changes] != (after if changes else []):
            raise ProofError(f"key changes of {origin}: they do not lead to the key that is in use")
        return cls(origin, tuple(changes), now)

    def of_head(self, size: int) -> VerifierKey:
        """The key that signed a head of a size."""
        public = next((change.old for change in self.changes if size <= change.head.size), self.now)
        return VerifierKey(self.origin, LOG, public)
