"""What a witness answers to a request, status by status as c2sp.org/tlog-witness orders them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wbmgp_api.witness.changing import keys_for
from wbmgp_api.witness.file import Kept, Seen, WitnessFile
from wbmgp_api.witness.trusted import TrustedLogs
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import Sign
from wbmgp_engine.trail.notes import Note, Signature, VerifierKey
from wbmgp_engine.trail.witness_request import WitnessRequest

SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the text with it."""

    status: int
    text: str
    type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Witness:
    """Whose key it is, which logs it knows, where it keeps what it saw, and the second since 1970 that it is now."""

    key: VerifierKey
    sign: Sign
    logs: TrustedLogs
    file: WitnessFile
    now: Callable[[], int]

    def add_checkpoint(self, body: bytes) -> Answer:
        """Cosign a checkpoint that only adds to the last one, or say why not. Raises sqlite3.Error when it cannot keep it."""
        try:
            asked = WitnessRequest.parse(body)
            checkpoint = Checkpoint.parse(asked.note.text)
        except BadInput as problem:
            return Answer(400, f"{problem}\n")
        trusted = self.logs.of(checkpoint.origin)
        if not trusted:
            return Answer(404, "this witness does not know the log\n")
        keys = keys_for(self.file.changes(), trusted, checkpoint.origin, checkpoint.size)
        signatures = _signatures(asked.note, keys)
        if not signatures:
            return Answer(403, "no key of the log that this witness knows signed the checkpoint\n")
        if asked.old > checkpoint.size:
            return Answer(400, "the old size is larger than that of the checkpoint\n")
        with self.file.transaction() as kept:
            return self._compared(kept, asked, checkpoint, signatures)

    def shown(self, origin_hash: str) -> bytes | None:
        """The last cosigned checkpoint of a log by the SHA-256 of its origin; None where there is none."""
        return self.file.note_of(origin_hash)

    def _compared(
        self, kept: Kept, asked: WitnessRequest, checkpoint: Checkpoint, signatures: tuple[Signature, ...]
    ) -> Answer:
        last = kept.last(checkpoint.origin)
        if asked.old != last.checkpoint.size:
            return Answer(409, f"{last.checkpoint.size}\n", SIZE_TYPE)
        try:
            checkpoint.check_growth_from(last.checkpoint, asked.proof)
        except ProofError as problem:
            return Answer(422, f"{problem}\n")
        # A clock that was set back does not take back what was stated before.
        time = max(self.now(), last.time)
        note = Note(checkpoint.text, signatures).signed(self.key, self.sign, time=time)
        kept.keep(Seen(checkpoint, time, bytes(note)))
        return Answer(200, str(note.signatures[-1]))


def _signatures(note: Note, keys: list[VerifierKey]) -> tuple[Signature, ...]:
    """One line of each known key that signed; none where a line of one does not hold."""
    try:
        signed = note.check(keys)
    except ProofError:
        return ()
    return tuple(next(line for line in note.signatures if line.by(key)) for key in signed)
