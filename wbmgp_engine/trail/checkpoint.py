"""Checkpoints (c2sp.org/tlog-checkpoint): the size and root of a log, as its keeper signs them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.ed25519 import Sign
from wbmgp_engine.trail.merkle import EMPTY_ROOT, HASH_SIZE, verify_consistency
from wbmgp_engine.trail.notes import LOG, Note, VerifierKey

NUMBER: Final = re.compile("0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log looked like at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a checkpoint; BadInput for anything else, and for lines that no auditor could judge."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0] or not NUMBER.fullmatch(lines[1]):
            fix = "use the bytes as they were published"
            raise BadInput.one("checkpoint", "is not an origin, a size and a root on three lines", fix)
        return cls(lines[0], int(lines[1]), unbase64(lines[2], "root of the checkpoint", HASH_SIZE))

    def signed(self, key: VerifierKey, sign: Sign) -> Note:
        """The checkpoint as the log publishes it, under its own name."""
        if key.kind != LOG or key.name != self.origin:
            raise BadInput.one(f"key {key.name!r}", f"does not sign for {self.origin}", "use the key of this log")
        return Note(self.text).signed(key, sign)

    def check_growth_from(self, older: Checkpoint, proof: Sequence[bytes]) -> None:
        """Check, before this one is signed, that it only adds to one that was published. Raises ProofError."""
        if self.origin != older.origin:
            raise ProofError(f"checkpoint: {self.origin} is not the log {older.origin}")
        if older.size == 0:
            # RFC 6962 has no proof from an empty log: everything begins with nothing.
            if older.root != EMPTY_ROOT or proof or (self.size == 0 and self.root != EMPTY_ROOT):
                raise ProofError("root: an empty log has one root and needs no proof")
            return
        verify_consistency(older.size, self.size, proof, older.root, self.root)
