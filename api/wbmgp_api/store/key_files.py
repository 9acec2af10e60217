"""Keys in files, made at their first use: what wraps the keys of the data, and what signs the log."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wbmgp_api.store.keys import MasterKeys, Random, keep_secret
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.ed25519 import Sign, signer
from wbmgp_engine.trail.notes import LOG, VerifierKey


@dataclass(frozen=True, slots=True)
class LogKey:
    """The key that signs checkpoints; each log signs under its own name."""

    public: bytes
    sign: Sign

    def named(self, origin: str) -> VerifierKey:
        """What a reader needs to check the signatures of one log."""
        return VerifierKey(origin, LOG, self.public)


def master_keys(path: Path, random: Random) -> MasterKeys:
    """The wrapping keys of a file, made at the first use."""
    if not path.exists():
        # Who comes second uses the keys of who came first.
        with suppress(FileExistsError):
            MasterKeys({1: random(32)}).write(path)
    return MasterKeys.read(path)


def log_key(path: Path, random: Random) -> LogKey:
    """The signing key of a file that nobody else may read, made at the first use."""
    if not path.exists():
        with suppress(FileExistsError):
            keep_secret(path, random(32).hex())
    if path.stat().st_mode & 0o077:
        raise BadInput.one(str(path), "others may read this key file", f"chmod 600 {path}")
    try:
        return LogKey(*signer(bytes.fromhex(path.read_text("ascii").strip())))
    except ValueError:
        raise BadInput.one(str(path), "is no key file", "restore it from its backup") from None
