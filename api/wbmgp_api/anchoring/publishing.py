"""Publish the head of a log: sign it, have witnesses cosign it, and stop the log when one of them saw another history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.anchoring.witnesses import Cosigned, Refused, WitnessAt
from wbmgp_api.store import anchors, checkpoints, log, signing
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.flaws import flaw
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import Store
from wbmgp_api.store.verification import origins
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import Note, VerifierKey
from wbmgp_engine.trail.receipt import utc_text
from wbmgp_engine.trail.tree import Edge, consistency_proof
from wbmgp_engine.trail.witness_request import WitnessRequest

T = TypeVar("T")

_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Published:
    """A head that was signed, or what came of sending it to one witness. A `problem` has words for a person."""

    origin: str
    size: int
    witness: str | None = None
    time: int | None = None
    problem: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where the logs are, the key that signs them, who cosigns, and a clock."""

    store: Store
    key: LogKey
    witnesses: Sequence[WitnessAt]
    clock: Callable[[], datetime]

    def tenant(self, tenant: str) -> Iterator[Published]:
        """Publish every log of a tenant. One witness that does not answer, and one log that is stopped, hold up no other."""
        for origin in self.store.read(tenant, lambda connection: origins(connection, tenant)):
            try:
                yield from self._log(tenant, origin)
            except StoreBroken as problem:
                yield Published(origin, 0, problem=str(problem), stopped=True)

    def _log(self, tenant: str, origin: str) -> Iterator[Published]:
        log_of = _Sending(self, tenant, origin)
        yield Published(origin, log_of.sign()[1].size)
        for witness in self.witnesses:
            try:
                yield log_of.to(witness)
            except NoAnswer as problem:
                yield Published(origin, 0, witness.key.name, problem=str(problem))


@dataclass(frozen=True, slots=True)
class _Sending:
    """One log on its way to its witnesses."""

    by: Publisher
    tenant: str
    origin: str

    def sign(self) -> tuple[Note, Checkpoint]:
        """The head as it is now. Raises StoreBroken for a log that does not hold, or that was stopped before."""
        self._read(lambda connection: checkpoints.refuse_stopped(connection, self.origin))
        note = checkpoints.publish(self.by.store, self.tenant, self.origin, self.by.key, self.by.clock())
        return note, Checkpoint.parse(note.text)

    def to(self, witness: WitnessAt) -> Published:
        """Have a witness cosign the head. Raises NoAnswer, and StoreBroken when it saw another history of this log."""
        old = self._read(lambda connection: anchors.seen_by(connection, self.origin, witness.key))
        for _ in range(_TRIES):
            # Signed anew each time: another process may have published a later head.
            note, head = self.sign()
            answer = witness.cosign(WitnessRequest(old, self._growth(old, head.size), note), self._key_of(head.size))
            if isinstance(answer, Cosigned):
                return self._kept(witness, head, answer)
            old = self._believed(witness, head, answer)
        raise NoAnswer(f"{witness.key.name} refused the head {_TRIES} times, and shows one that fits; ask its operator")

    def _key_of(self, size: int) -> VerifierKey:
        """The key that signs heads of a size: another one may have taken over later."""
        return self._read(lambda connection: signing.keys_of(connection, self.origin, self.by.key)).of_head(size)

    def _growth(self, old: int, size: int) -> tuple[bytes, ...]:
        return tuple(self._read(lambda c: consistency_proof(old, size, log.reader_of(c, self.origin))))

    def _kept(self, witness: WitnessAt, head: Checkpoint, answer: Cosigned) -> Published:
        line, moment = str(answer.line), utc_text(self.by.clock())
        self.by.store.write(
            self.tenant,
            lambda connection: anchors.keep_cosignature(
                connection, self.tenant, self.origin, head.size, witness.key, line, moment
            ),
        )
        return Published(self.origin, head.size, witness.key.name, answer.time)

    def _believed(self, witness: WitnessAt, head: Checkpoint, answer: Refused) -> int:
        """The size from which to prove growth to a witness. StoreBroken, and no log any more, when it saw another one."""
        if answer.size is not None and answer.size <= head.size:
            return answer.size
        note, seen = witness.head(self.origin, self._key_of)
        size, root = self._read(lambda connection: _as_of(connection, self.origin, seen.size))
        if root == seen.root:
            return seen.size
        problem = "stop_witness" if seen.size > size else "stop_witness_other"
        why = flaw("stop", problem, witness=witness.key.name, size=seen.size, held=size)
        checkpoints.stop(self.by.store, self.tenant, self.origin, why, self.by.clock())
        raise StoreBroken(
            f"the log {self.origin} is stopped: {why}. An old copy was put back, or its history was written anew. What the witness saw:\n"
            + bytes(note).decode()
        )

    def _read(self, job: Callable[[Connection], T]) -> T:
        return self.by.store.read(self.tenant, job)


def _as_of(connection: Connection, origin: str, size: int) -> tuple[int, bytes | None]:
    """The size of a log now, and its root when it had so many entries."""
    now = log.size_of(connection, origin)
    return now, Edge.read(size, log.reader_of(connection, origin)).root if size <= now else None
