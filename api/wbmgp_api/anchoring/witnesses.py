"""One witness as the log's side sees it: who it is, where it is asked, and what its answers mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from wbmgp_api.anchoring.asking import NoAnswer, Reply, ask, checked_url
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import NUMBER, Checkpoint
from wbmgp_engine.trail.notes import WITNESS, Note, Signature, VerifierKey
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.witness_request import WitnessRequest

SIZE_TYPE: Final = "text/x.tlog.size"
_WHY: Final = {
    400: "it did not understand the request",
    403: "it knows another key for this log; give it {key}, after a change of the key by `wbmgp witness change-key`",
    404: "it does not know this log; give it {key}",
}


@dataclass(frozen=True, slots=True)
class Cosigned:
    """The line of a witness under a head, and the second since 1970 at which it says that it saw it."""

    line: Signature
    time: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The witness has another head. `size` is what it says to have; None when it says that the proof does not hold."""

    size: int | None


@dataclass(frozen=True, slots=True)
class WitnessAt:
    """A witness by its key and its address."""

    key: VerifierKey
    url: str

    @classmethod
    def parse(cls, text: str) -> WitnessAt:
        """Read `KEY URL`, as a witness prints it when it starts. Raises BadInput."""
        words = re.split("[ \t]+", text.strip())
        if len(words) != 2:
            fix = "give both in one argument, as `wbmgp witness serve` prints them"
            raise BadInput.one("--witness", f"{text!r} is not a key and an address", fix)
        return cls(VerifierKey.parse(words[0], WITNESS), checked_url(words[1], "--witness"))

    def cosign(self, request: WitnessRequest, log: VerifierKey) -> Cosigned | Refused:
        """Ask for a signature under a head. Raises NoAnswer for an answer that is of no use."""
        reply = ask(f"{self.url}/add-checkpoint", bytes(request))
        if reply.status == 200:
            return self._cosigned(request.note, reply)
        if reply.status == 409:
            return Refused(self._size(reply))
        if reply.status == 422:
            return Refused(None)
        why = _WHY.get(reply.status, "it cannot do so now").format(key=log)
        raise NoAnswer(f"{self.key.name} answered {reply.status}: {why} ({reply.said})")

    def head(self, origin: str, key_of: Callable[[int], VerifierKey]) -> tuple[Note, Checkpoint]:
        """The last head of a log that the witness shows, which has to be signed by the log. Raises NoAnswer without one.

        The word of a witness stops no log: only a head that the log signed itself is evidence. `key_of` gives the key
        for heads of a size.
        """
        reply = ask(f"{self.url}/{sha256(origin.encode()).hexdigest()}/checkpoint")
        try:
            note = Note.parse(reply.body)
            checkpoint, _ = Policy((key_of(Checkpoint.parse(note.text).size),)).check(note)
        except (BadInput, ProofError):
            raise NoAnswer(
                f"{self.key.name} refuses the head and shows none that this log signed: one of the two is not well"
            ) from None
        return note, checkpoint

    def _cosigned(self, note: Note, reply: Reply) -> Cosigned:
        """The line of the known key; lines of others are ignored."""
        try:
            found = Note.parse(bytes(note) + reply.body)
            time = found.check([self.key]).get(self.key)
        except (BadInput, ProofError) as problem:
            raise NoAnswer(f"{self.key.name} gave a signature that does not hold: {problem}") from None
        if found.text != note.text or time is None:
            raise NoAnswer(f"{self.key.name} gave no signature with the key that is known here")
        stated = time.to_bytes(8, "big")
        return Cosigned(next(one for one in found.signatures if one.by(self.key) and one.data[4:12] == stated), time)

    def _size(self, reply: Reply) -> int:
        text = reply.body.decode("ascii", "replace").removesuffix("\n")
        if reply.type.split(";")[0].strip() != SIZE_TYPE or not NUMBER.fullmatch(text):
            raise NoAnswer(f"{self.key.name} answered 409 and told no size ({reply.said})")
        return int(text)
