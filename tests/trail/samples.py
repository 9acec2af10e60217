"""One small log with a witness, and bundles from it; every salt, key and time is fixed, so every byte is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from typing import Any

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.bundle import Bundle
from wbmgp_engine.trail.categories import CATEGORIES, of_application
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import Sign, signer
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.merkle import leaf_hash, root
from wbmgp_engine.trail.notes import LOG, WITNESS, Note, VerifierKey
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import Stamp, leaf_bytes
from wbmgp_engine.trail.tree import inclusion_proof, reader_of
from wbmgp_engine.trail.verification import verify as verify_by_engine

ORIGIN = "wbmgp.example/gm0599/2026"
RULES = {"nl/wet/w/2000-01-01.yaml": b"$id: w\n", "nl/beleid/b/2000-01-01.yaml": b"$id: b\n"}
SEEN_AT = 1_795_251_900
APPLICATION: dict[str, Any] = {
    "kenmerk": "k", "gemeente": "GM0599", "aanvraagdatum": "2026-11-01",
    "woonruimte": {"gebied": "tarwewijk"},
    "huishouden": [
        {"id": "p.1", "rol": "aanvrager", "inkomen": [{"soort": "ww"}]}, {"id": "p2", "rol": "kind", "kenmerken": []},
    ],
    "onderzoek": {"instrument": "vog"}, "hardheid": [{"motivering": "Zo is het."}],
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "advies": "aanvullen",
    "gronden": [{"grond": "artikel_8", "oordeel": "onbekend", "bron": {}, "reden": {"nl": "…"}, "feiten": [{"waarde": 1}]}],
    "voorschriften": [], "opmerkingen": [], "spoor": [{"naam": "x"}],
}  # fmt: skip
EXPLANATION = {"nl": "Er ontbreekt iets.\n", "en": "Something is missing.\n"}


@cache
def key(name: str, kind: int, seed: int = 0) -> tuple[VerifierKey, Sign]:
    public, sign = signer(sha256(f"{name} {seed}".encode()).digest())
    return VerifierKey(name, kind, public), sign


def log_key(seed: int = 0) -> tuple[VerifierKey, Sign]:
    return key(ORIGIN, LOG, seed)


def witness_key(name: str = "getuige.example/w1") -> tuple[VerifierKey, Sign]:
    return key(name, WITNESS)


POLICY = Policy((log_key()[0],), "w1", {"w1": witness_key()[0]})
SALTS = {category: sha256(f"salt {category}".encode()).digest() for category in CATEGORIES}
PAYLOADS = of_application(APPLICATION, ANSWER, EXPLANATION)


def stamp(seq: int, **changed: Any) -> Stamp:
    found = Stamp(
        origin=ORIGIN, seq=seq, type="beoordeling", record_id=f"{seq:032x}", actor_ref="a" * 32, rol="beoordelaar",
        oorsprong="api", recorded_at="2026-11-21T09:05:01.000000Z", engine_version="0.1.0",
        engine_hash=content_hash({}), zaak_ref="b" * 32, peildatum="2026-11-01", rules_hash=content_hash(RULES),
        resultaatcode="aanvullen",
    )  # fmt: skip
    return replace(found, **changed)


def leaf(seq: int, payloads: Mapping[str, bytes] = PAYLOADS, **changed: Any) -> bytes:
    salts = {category: SALTS.get(category, bytes(32)) for category in payloads}
    return leaf_bytes(stamp(seq, **changed), payloads, salts)


def published(leaves: Sequence[bytes], *, witnessed: bool = True, seed: int = 0) -> Note:
    """The checkpoint over these leaves, signed by the log and by a witness."""
    note = Checkpoint(ORIGIN, len(leaves), root([leaf_hash(data) for data in leaves])).signed(*log_key(seed))
    return note.signed(*witness_key(), time=SEEN_AT) if witnessed else note


def proof_of(index: int, leaves: Sequence[bytes], note: Note | None = None) -> LogProof:
    hashes = [leaf_hash(data) for data in leaves]
    path = tuple(inclusion_proof(index, len(leaves), reader_of(hashes)))
    return LogProof(index, path, published(leaves) if note is None else note)


def a_bundle(index: int = 4, size: int = 7, opened: Sequence[str] = CATEGORIES, **changed: Any) -> Bundle:
    leaves = [leaf(seq) for seq in range(size)]
    found = Bundle(
        leaves[index], proof_of(index, leaves), POLICY, b"# verify.py\n",
        {category: PAYLOADS[category] for category in opened}, {category: SALTS[category] for category in opened}, RULES,
    )  # fmt: skip
    return replace(found, **changed)


def by_engine(data: bytes, policy: bytes | None = None) -> tuple[int, dict[str, Any] | None]:
    """The exit code and the facts, as the engine's verifier sees them."""
    try:
        return 0, asdict(verify_by_engine(data, policy))
    except BadInput:
        return 2, None
    except ProofError:
        return 1, None


def by_program(data: bytes, policy: bytes | None = None) -> tuple[int, dict[str, Any] | None]:
    """The same of the stand-alone program."""
    try:
        return 0, verify.verify(data, policy)
    except verify.NoBundle:
        return 2, None
    except verify.Failure:
        return 1, None


def by_both(data: bytes, policy: bytes | None = None) -> int:
    """The exit code of both, who have to agree on it and on every fact."""
    one, other = by_engine(data, policy), by_program(data, policy)
    assert one == other
    return one[0]
