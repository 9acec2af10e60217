"""What a log asks of a witness (c2sp.org/tlog-witness, `add-checkpoint`): to cosign a checkpoint that only grew."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.checkpoint import NUMBER
from wbmgp_engine.trail.merkle import HASH_SIZE
from wbmgp_engine.trail.notes import MAX_BYTES, Note

MOST_HASHES: Final = 63
MOST_BYTES: Final = MAX_BYTES + 64 * (MOST_HASHES + 1)


@dataclass(frozen=True, slots=True)
class WitnessRequest:
    """The size that the witness is believed to have, the proof of growth from there, and the signed checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *(b64encode(step).decode() for step in self.proof), "", ""]
        return "\n".join(lines).encode() + bytes(self.note)

    @classmethod
    def parse(cls, data: bytes) -> WitnessRequest:
        """Read the body of a request; BadInput for anything else. Nothing of it is believed yet."""
        head, gap, note = data.partition(b"\n\n")
        first, *lines = head.decode("ascii", "replace").split("\n")
        old = first.removeprefix("old ")
        if not gap or old == first or not NUMBER.fullmatch(old) or len(lines) > MOST_HASHES:
            problem = f"is no old size with at most {MOST_HASHES} hashes and a checkpoint"
            raise BadInput.one("request", problem, "see c2sp.org/tlog-witness")
        proof = tuple(unbase64(line, "a hash of the proof", HASH_SIZE) for line in lines)
        return cls(int(old), proof, Note.parse(note))
