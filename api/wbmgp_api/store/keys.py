"""Keys of erasable data: one per subject and category, wrapped by a key that is kept outside the database.

Erasing somebody's data is destroying the key row and the ciphertext; what the log says stays provable.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wbmgp_api.secret_files import keep_secret, replace_secret, secret_text
from wbmgp_engine.errors import BadInput

Random = Callable[[int], bytes]
_NONCE, _KEY = 12, 32


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The wrapping keys by epoch. New data keys are wrapped by the newest; destroying an old one ends its backups."""

    keys: Mapping[int, bytes]

    @property
    def epoch(self) -> int:
        """The newest epoch."""
        return max(self.keys)

    @classmethod
    def read(cls, path: Path) -> MasterKeys:
        """The keys of a file that nobody else may read. Raises BadInput with the fix."""
        try:
            given = json.loads(secret_text(path))
            keys = {int(epoch): base64.b64decode(text, validate=True) for epoch, text in given.items()}
        except (ValueError, AttributeError, TypeError):
            raise BadInput.one(str(path), "is no key file", "restore it from its backup") from None
        if not keys or any(len(key) != _KEY for key in keys.values()):
            raise BadInput.one(str(path), "holds no whole key", "restore it from its backup")
        return cls(keys)

    def write(self, path: Path) -> None:
        """Keep the keys in a file of mode 0600. Raises FileExistsError where there is one already."""
        keep_secret(path, self._text())

    def replace(self, path: Path) -> None:
        """Keep these keys in place of those of a file; one that is not among them is overwritten there."""
        replace_secret(path, self._text())

    def grown(self, random: Random) -> MasterKeys:
        """These keys and a new one, which wraps from now on."""
        return MasterKeys({**self.keys, self.epoch + 1: random(_KEY)})

    def without(self, epoch: int) -> MasterKeys:
        """These keys but one. What only that one wrapped is gone for good, in every backup as well."""
        return MasterKeys({other: key for other, key in self.keys.items() if other != epoch})

    def _text(self) -> str:
        return json.dumps({str(epoch): base64.b64encode(key).decode() for epoch, key in sorted(self.keys.items())})

    def wrap(self, key: bytes, owner: bytes, random: Random) -> tuple[int, bytes]:
        """A data key wrapped by the newest key and bound to its owner: the epoch, and nonce with ciphertext."""
        epoch, nonce = self.epoch, random(_NONCE)
        return epoch, nonce + AESGCM(self.keys[epoch]).encrypt(nonce, key, owner)

    def unwrap(self, epoch: int, wrapped: bytes, owner: bytes) -> bytes:
        """The data key. Raises KeyDestroyed when its epoch is gone, KeyMismatch when it is of another owner."""
        master = self.keys.get(epoch)
        if master is None:
            raise KeyDestroyed(f"the wrapping key of epoch {epoch} is gone")
        return _opened(master, wrapped[:_NONCE], wrapped[_NONCE:], owner)


class KeyDestroyed(Exception):
    """The key is gone, and with it what it closed; that is what erasure means."""


class KeyMismatch(Exception):
    """The bytes were changed, or belong elsewhere."""


class Pieces:
    """Random bytes that are drawn at once and given out in pieces, no byte twice: a write needs thirty of them."""

    def __init__(self, random: Random, at_once: int) -> None:
        self._random, self._at_once, self._left = random, at_once, b""

    def __call__(self, size: int) -> bytes:
        if len(self._left) < size:
            self._left = self._random(max(size, self._at_once))
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def seal(key: bytes, plain: bytes, place: bytes, random: Random) -> tuple[bytes, bytes]:
    """Close bytes under a key, bound to their place: the nonce and the ciphertext."""
    nonce = random(_NONCE)
    return nonce, AESGCM(key).encrypt(nonce, plain, place)


def unseal(key: bytes, nonce: bytes, ciphertext: bytes, place: bytes) -> bytes:
    """Open what `seal` closed. Raises KeyMismatch when anything differs."""
    return _opened(key, nonce, ciphertext, place)


def _opened(key: bytes, nonce: bytes, ciphertext: bytes, place: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, place)
    except InvalidTag:
        raise KeyMismatch("the bytes were changed, or belong to another place") from None
