"""A log with its heads and proofs, and a witness over a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wbmgp_api.witness.file import WitnessFile
from wbmgp_api.witness.judging import Witness
from wbmgp_api.witness.trusted import TrustedLogs
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import Sign, signer
from wbmgp_engine.trail.merkle import leaf_hash, root
from wbmgp_engine.trail.notes import LOG, WITNESS, Note, VerifierKey
from wbmgp_engine.trail.tree import consistency_proof, reader_of
from wbmgp_engine.trail.witness_request import WitnessRequest

ORIGIN = "wbmgp.example/gm0599/2026"
NOW = 1_795_251_900


@cache
def key(name: str, kind: int, seed: bytes = b"s") -> tuple[VerifierKey, Sign]:
    public, sign = signer(seed * 32)
    return VerifierKey(name, kind, public), sign


LOG_KEY, OTHER_KEY = key(ORIGIN, LOG), key(ORIGIN, LOG, b"t")
WITNESS_KEY = key("getuige.example/w1", WITNESS, b"w")


def leaves(size: int, history: str = "") -> list[bytes]:
    """The hashes of entries; two histories have nothing in common but their first two."""
    return [leaf_hash(f"{history if seq > 1 else ''} {seq}".encode()) for seq in range(size)]


def head(size: int, history: str = "", signed: tuple[VerifierKey, Sign] = LOG_KEY) -> Note:
    return Checkpoint(signed[0].name, size, root(leaves(size, history))).signed(*signed)


def asked(old: int, size: int, history: str = "", signed: tuple[VerifierKey, Sign] = LOG_KEY) -> WitnessRequest:
    proof = consistency_proof(old, size, reader_of(leaves(size, history))) if old <= size else []
    return WitnessRequest(old, tuple(proof), head(size, history, signed))


def witness(path: Path, *logs: str, now: int = NOW) -> Witness:
    kept = WitnessFile(path)
    kept.prepare(str(WITNESS_KEY[0]))
    return Witness(*WITNESS_KEY, TrustedLogs.parse(logs or (str(LOG_KEY[0]),)), kept, lambda: now)
