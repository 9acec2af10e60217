"""Keys in files, made at their first use: what wraps the keys of the data, and what signs the log."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from wbmgp_api.secret_files import kept_seed, seed_of
from wbmgp_api.store.keys import MasterKeys, Random
from wbmgp_api.store.signed_heads import SignedHeads
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.ed25519 import Sign, signer
from wbmgp_engine.trail.notes import LOG, VerifierKey

# A server shows the keys of every municipality, and the leaves of none: a log without any wrapped key is no log in use.
_IN_USE = sql(
    "SELECT 1 FROM epoch_use UNION ALL SELECT 1 FROM log_leaf UNION ALL SELECT 1 FROM key_fingerprint LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class LogKey:
    """The key that signs checkpoints; each log signs under its own name. `heads` are the last ones it signed, `place` its file."""

    public: bytes
    sign: Sign
    heads: SignedHeads | None = None
    place: str = "signing key"

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


def in_use(connection: Connection) -> bool:
    """Whether anything was closed or entered, or keys were bound: from then on the keys are those, and none is made."""
    return _IN_USE(connection, {}).first() is not None


def log_key(path: Path, random: Random) -> LogKey:
    """The signing key of a file that nobody else may read, made at the first use."""
    seed_of(path, random)
    return kept_log_key(path)


def kept_log_key(path: Path) -> LogKey:
    """The signing key of a file that is there; nothing is made."""
    return LogKey(*signer(kept_seed(path)), SignedHeads(path.with_name(f"{path.name}.heads")), str(path))
