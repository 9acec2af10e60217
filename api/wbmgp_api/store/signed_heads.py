"""The last head that a key signed for each log, in a file beside the key: whoever has the database alone cannot reach it.

It holds no secret. Each head has its signature, by which the file of another database is told from a database that was
changed. Whoever has the key as well can write it; against that only a head elsewhere helps.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.merkle import HASH_SIZE
from wbmgp_engine.trail.notes import Note, Signature


@dataclass(frozen=True, slots=True)
class SignedHeads:
    """The heads in a file, one for each log."""

    path: Path

    def last(self, origin: str) -> Checkpoint | None:
        """The last head that was signed for a log. Raises BadInput for a file that holds no heads."""
        found = self.all().get(origin)
        return None if found is None else Checkpoint.parse(found.text)

    def keep(self, head: Checkpoint, *signatures: Signature) -> None:
        """Put a head in place of the last one of its log, on disk when this returns."""
        heads = {**self.all(), head.origin: Note(head.text, signatures)}
        said = {origin: _said(note) for origin, note in sorted(heads.items())}
        fresh = self.path.with_name(f".{self.path.name}.next")
        with _told(self.path):
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump(said, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else signs meanwhile: two at a time could keep the shorter head last."""
        import fcntl

        with _told(self.path):
            lock = self.path.with_name(f"{self.path.name}.lock").open("ab")
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def all(self) -> Mapping[str, Note]:
        """The last head of every log; without a signature where it was kept before there were any. Raises BadInput."""
        try:
            given = json.loads(self.path.read_text("utf-8"))
            return {origin: _note(origin, *kept) for origin, kept in given.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, BadInput, ProofError):
            raise BadInput.one(str(self.path), "holds no signed heads", "restore it from its backup") from None


def _note(origin: str, size: int, root: str, *signatures: str) -> Note:
    head = Checkpoint(origin, int(size), unbase64(root, origin, HASH_SIZE))
    return Note(head.text, tuple(Signature(origin, unbase64(one, origin)) for one in signatures))


def _said(note: Note) -> list[int | str]:
    head = Checkpoint.parse(note.text)
    return [head.size, *(b64encode(data).decode() for data in (head.root, *(one.data for one in note.signatures)))]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        fix = "let this account write in the folder of the signing key: the last signed head is kept there"
        raise BadInput.one(str(path), f"cannot be written: {problem.strerror}", fix) from None
