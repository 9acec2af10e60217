"""Proofs of one entry (c2sp.org/tlog-proof): its place, the hashes beside its path, and the checkpoint they lead to."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.checkpoint import NUMBER, Checkpoint
from wbmgp_engine.trail.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from wbmgp_engine.trail.notes import Note

_HEAD: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class LogProof:
    """Where an entry stands, and what shows it. `extra` is bound by nothing and is never believed."""

    index: int
    hashes: tuple[bytes, ...]
    note: Note
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        extra = [] if self.extra is None else [f"extra {b64encode(self.extra).decode()}"]
        hashes = [b64encode(step).decode() for step in self.hashes]
        lines = [_HEAD, *extra, f"index {self.index}", *hashes, "", ""]
        return "\n".join(lines).encode() + bytes(self.note)

    @classmethod
    def parse(cls, data: bytes) -> LogProof:
        """Read a `.tlog-proof` file; BadInput for anything else."""
        head, gap, note = data.partition(b"\n\n")
        first, *lines = head.decode("ascii", "replace").split("\n")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra, lines = unbase64(lines[0].removeprefix("extra "), "proof: extra"), lines[1:]
        index = lines[0].removeprefix("index ") if lines and lines[0].startswith("index ") else ""
        if first != _HEAD or not gap or not NUMBER.fullmatch(index):
            raise BadInput.one("proof", "is no tlog-proof", "use the bytes as they were published")
        hashes = tuple(unbase64(line, "a hash of the proof", HASH_SIZE) for line in lines[1:])
        return cls(int(index), hashes, Note.parse(note), extra)

    def check(self, leaf: bytes, checkpoint: Checkpoint) -> None:
        """Check that these bytes are the entry at this place; the checkpoint comes from `Policy.check`."""
        verify_inclusion(leaf_hash(leaf), self.index, checkpoint.size, self.hashes, checkpoint.root)
