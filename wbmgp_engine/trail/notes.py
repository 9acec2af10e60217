"""Signed notes (c2sp.org/signed-note): a text, and under it lines that each hold one signature."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.ed25519 import Sign, verifies

MAX_BYTES: Final = 65_536
MAX_SIGNATURES: Final = 100
LOG: Final = 1
WITNESS: Final = 4
LAST_TIME: Final = 253_402_300_799  # the end of the year 9999, which is as far as a date can be shown
_NO_TEXT: Final = re.compile(r"[\0-\x09\x0b-\x1f]")
_NO_NAME: Final = re.compile(r"\s|\+|^$")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; `kind` is LOG (signs the text) or WITNESS (signs the text and a time)."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart; no protection, for anybody can make a key with the same id."""
        return _id_of(self.name, self._material)

    @property
    def _material(self) -> bytes:
        return bytes([self.kind]) + self.public

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(self._material).decode()}"

    @classmethod
    def parse(cls, text: str, kind: int) -> VerifierKey:
        """Read `name+id+key`; BadInput when the id is another key's or the key is of another kind."""
        name, _, rest = text.partition("+")
        hexed, _, material = rest.partition("+")
        data = unbase64(material, f"key {name!r}", 33)
        key = cls(name, data[0], data[1:])
        if _NO_NAME.search(name) or hexed != _id_of(name, data).hex() or key.kind != kind:
            raise BadInput.one(
                f"key {name!r}", "does not fit its own id or its use", "copy the key as it was published"
            )
        return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: who signed, and the key id with the signature."""

    name: str
    data: bytes

    def by(self, key: VerifierKey) -> bool:
        """Whether this line says that it was made with a key; whether it was, `check` tells."""
        return self.name == key.name and self.data[:4] == key.id

    def __str__(self) -> str:
        return f"\u2014 {self.name} {b64encode(self.data).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __bytes__(self) -> bytes:
        return f"{self.text}\n{''.join(map(str, self.signatures))}".encode()

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """Read a signed note; BadInput for anything else. Nothing is believed before `check`."""
        try:
            text, gap, lines = data.decode().rpartition("\n\n")
        except UnicodeDecodeError:
            raise _no_note("is not UTF-8") from None
        if not gap or not lines.endswith("\n") or _NO_TEXT.search(text + lines) or len(data) > MAX_BYTES:
            raise _no_note(f"is no signed note of at most {MAX_BYTES} bytes")
        if lines.count("\n") > MAX_SIGNATURES:
            raise _no_note(f"has more than {MAX_SIGNATURES} signatures")
        return cls(text + "\n", tuple(map(_signature, lines[:-1].split("\n"))))

    def signed(self, key: VerifierKey, sign: Sign, *, time: int | None = None) -> Note:
        """The note with one signature more. A WITNESS states the second, since 1970, at which it saw this text."""
        if (key.kind == WITNESS) != (time is not None):
            raise BadInput.one(f"key {key.name!r}", "is of another kind", "a witness states a time, a log does not")
        stated = b"" if time is None else time.to_bytes(8, "big")
        line = Signature(key.name, key.id + stated + sign(_message(self.text, time)))
        return Note(self.text, (*self.signatures, line))

    def check(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, int | None]:
        """The known keys that signed, with the earliest time each stated. ProofError when one fails; others are ignored."""
        found: dict[VerifierKey, int | None] = {}
        known = list(keys)
        for line in self.signatures:
            for key in (key for key in known if line.by(key)):
                time = _checked(self.text, line, key)
                earlier = found.get(key)
                found[key] = time if earlier is None or time is None else min(time, earlier)
        return found


def _checked(text: str, line: Signature, key: VerifierKey) -> int | None:
    time, signature = None, line.data[4:]
    if key.kind == WITNESS:
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
    holds = (time or 0) <= LAST_TIME and verifies(key.public, _message(text, time), signature)
    if not holds:
        raise ProofError(f"signature: that of {key.name} does not hold")
    return time


def _message(text: str, time: int | None) -> bytes:
    # c2sp.org/tlog-cosignature: the header keeps a witness's signature from being read as one of a log.
    return text.encode() if time is None else f"cosignature/v1\ntime {time}\n{text}".encode()


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != "\u2014" or _NO_NAME.search(name):
        raise _no_note("has a signature line that is not understood")
    data = unbase64(encoded, f"signature of {name!r}")
    if len(data) < 5:
        raise _no_note("has a signature that is too short")
    return Signature(name, data)


def _id_of(name: str, material: bytes) -> bytes:
    return sha256(name.encode("utf-8", "surrogateescape") + b"\n" + material).digest()[:4]


def _no_note(problem: str) -> BadInput:
    return BadInput.one("note", problem, "use the bytes as they were published")
