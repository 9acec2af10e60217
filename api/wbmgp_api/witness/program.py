"""Start a witness: its key, its file, its port."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from wbmgp_api.listening import listening_at
from wbmgp_api.secret_files import seed_of
from wbmgp_api.witness.app import application
from wbmgp_api.witness.file import WitnessFile
from wbmgp_api.witness.judging import Witness
from wbmgp_api.witness.trusted import TrustedLogs
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.notes import WITNESS, VerifierKey


def opened(name: str, file: Path, key: Path, logs: Sequence[str]) -> Witness:
    """The witness of a file, with the key it had before or one that is made now. Raises BadInput with the fix."""
    trusted = TrustedLogs.parse(logs)
    public, sign = signer(seed_of(key, secrets.token_bytes))
    own = VerifierKey.parse(str(VerifierKey(name, WITNESS, public)), WITNESS)
    kept = WitnessFile(file)
    kept.prepare(str(own))
    return Witness(own, sign, trusted, kept, lambda: int(datetime.now(UTC).timestamp()))


def serve(witness: Witness, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Answer until the process is told to stop. `tell` gets the address, once it can be asked."""
    config = uvicorn.Config(
        application(witness), log_level="warning", access_log=False, lifespan="off", server_header=False,
        limit_concurrency=256, timeout_keep_alive=30,
    )  # fmt: skip
    with listening_at(host, port) as listening:  # before anybody is told: who reads the address may ask at once
        shown = f"[{host}]" if ":" in host else host
        tell(f"http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])
