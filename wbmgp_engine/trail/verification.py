"""The engine's own verifier of bundles. `verify.py` shares no line with it and has to say the same about every bundle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.law.hashing import canonical, content_hash
from wbmgp_engine.trail import bundle
from wbmgp_engine.trail.archive import unpacked
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.canonical import decode, encode_again
from wbmgp_engine.trail.categories import SALT_SIZE, commitment
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import KeyChange, SigningKeys
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.merkle import root_before
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import read_leaf
from wbmgp_engine.trail.timestamp import check_imprint


@dataclass(frozen=True, slots=True)
class Verified:
    """What a bundle proves: the entry, the log it stands in, who saw that and when, and what of it could be read.

    `changes` are the sizes at which the log got another key, each with why.
    """

    leaf: Mapping[str, Any]
    size: int
    root: str
    witnesses: Mapping[str, int]
    opened: list[str]
    closed: list[str]
    rules: bool
    replay: bool
    explained: bool
    stamped: bool
    trusted: bool
    policy: str
    changes: list[str]


def verify(data: bytes, policy: bytes | None = None) -> Verified:
    """Check a bundle. `policy` is what the reader trusts; without it the keys in the bundle are believed.

    Raises BadInput for what is no bundle, ProofError for a bundle in which a proof fails.
    """
    if policy is not None:
        Policy.parse(policy)
    files, damaged = unpacked(data)
    if not files.keys() >= bundle.NEEDED or any(not _belongs(name) for name in files):
        raise BadInput.one("bundle", "misses files, or holds some that do not belong in it", "use the file as exported")
    if damaged:
        raise ProofError(f"file: {damaged} was changed")
    try:
        return _verified(files, policy)
    except BadInput as problem:
        # The files are there; that one cannot be read is damage, not a wrong file.
        raise ProofError(f"form: {problem}") from None


def _belongs(name: str) -> bool:
    return name in bundle.ALLOWED or name.startswith((bundle.RULES, bundle.CHANGES))


def _verified(files: Mapping[str, bytes], policy: bytes | None) -> Verified:
    proof = LogProof.parse(files[bundle.PROOF])
    if proof.extra is not None:
        raise ProofError("proof: it holds more than a bundle needs")
    own = files[bundle.POLICY] if policy is None else policy
    changes = _changes(files, proof.note)
    checkpoint, witnesses = followed(Policy.parse(own), changes).check(proof.note)
    if bundle.STAMP in files:
        check_imprint(files[bundle.STAMP], checkpoint.text.encode())
    leaf = read_leaf(files[bundle.LEAF])
    proof.check(files[bundle.LEAF], checkpoint)
    if (leaf["origin"], leaf["seq"]) != (checkpoint.origin, proof.index):
        raise ProofError("entry: it belongs to another log or another place")
    parts = opened_parts(files, leaf)
    compare_outcome(leaf, parts.get("beoordeling", {}))
    rules = _rules(files, leaf)
    copied = _copies(files, parts, leaf)
    closed = sorted(leaf["commitments"].keys() - parts.keys())
    return Verified(
        leaf, checkpoint.size, checkpoint.root.hex(), witnesses, sorted(parts), closed, rules,
        bundle.REPLAY in copied, bool(copied.keys() & set(bundle.EXPLANATIONS.values())), bundle.STAMP in files,
        policy is not None, sha256(own).hexdigest(), [f"{change.head.size} ({change.reason})" for change in changes],
    )  # fmt: skip


def followed(policy: Policy, changes: Sequence[KeyChange]) -> Policy:
    """The policy after these changes: whoever believes a key of a log believes the one that it was changed to, and no older."""
    if not changes:
        return policy
    keys = [change.named(public) for change in changes for public in (change.old, change.new)]
    others = tuple(key for key in policy.logs if key not in keys)
    return replace(policy, logs=others if len(others) == len(policy.logs) else (*others, keys[-1]))


def _changes(files: Mapping[str, bytes], note: Note) -> list[KeyChange]:
    """The changes of key in a bundle, each an entry of the log of this head; whether that is signed, the caller asks."""
    head = Checkpoint.parse(note.text)
    found = {name for name in files if name.startswith(bundle.CHANGES)}
    names = [bundle.change_files(place) for place in range(1, len(found) // len(bundle.CHANGE_FILES) + 1)]
    if found != {name for one in names for name in one}:
        raise ProofError("change: its files are not those of changes of a key, one after another")
    made = [
        _change(dict(zip(bundle.CHANGE_FILES, map(files.__getitem__, one), strict=True)), head, note) for one in names
    ]
    return list(SigningKeys.of(head.origin, made, made[-1].new).changes) if made else []


def _change(files: Mapping[str, bytes], head: Checkpoint, note: Note) -> KeyChange:
    change, proof, leaf = (
        KeyChange.parse(Note.parse(files[bundle.NOTE])),
        LogProof.parse(files[bundle.PROOF]),
        files[bundle.LEAF],
    )
    entry = read_leaf(leaf)
    proof.check(leaf, head)
    before = Checkpoint(entry["origin"], entry["seq"], root_before(proof.index, head.size, proof.hashes))
    if (change.head, change.head.size, entry["type"]) != (before, proof.index, "sleutelwissel"):
        raise ProofError("change: its entry is none of this change of this log")
    if proof.note != note or proof.extra is not None:
        raise ProofError("change: its proof is of another head")
    opened_parts(files, entry)
    # In canonical JSON a text between its quotes stands nowhere but where it is said.
    if encode_again(files[bundle.NOTE].decode()) not in files[bundle.CHANGED]:
        raise ProofError("change: its entry says something else")
    return change


def opened_parts(files: Mapping[str, bytes], leaf: Mapping[str, Any]) -> dict[str, Any]:
    """The opened parts by category. ProofError or BadInput for one that the leaf does not commit to."""
    salts, given = decode(files[bundle.SALTS]), {c: files[name] for c, name in bundle.PAYLOADS.items() if name in files}
    if not isinstance(salts, dict) or salts.keys() != given.keys():
        raise ProofError("payload: salts and opened parts do not belong together")
    for category, data in given.items():
        salt = unbase64(salts[category], f"salt of {category}", SALT_SIZE)
        stated = unbase64(leaf["commitments"].get(category), f"commitment to {category}", 32)
        if commitment(category, salt, data) != stated:
            raise ProofError(f"payload: {category} is not what was recorded")
    parts = {category: decode(data) for category, data in given.items()}
    if not all(isinstance(part, dict) for part in parts.values()):
        raise ProofError("payload: a part is no object")
    return parts


def compare_outcome(leaf: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    """Hold an assessment's entry against its part `beoordeling`: outcome, date of law, rule book. ProofError when not the same."""
    answer = part.get("toetsing")
    if leaf["type"] != "beoordeling" or not isinstance(answer, dict):
        return
    recht = answer.get("recht")
    law = recht if isinstance(recht, dict) else {}
    told = {"resultaatcode": answer.get("advies"), "peildatum": law.get("datum"), "rules_hash": law.get("regelboek")}
    for name, said in told.items():
        if said is not None and said != leaf[name]:
            raise ProofError(f"entry: its {name} is not what the part beoordeling says")


def _rules(files: Mapping[str, bytes], leaf: Mapping[str, Any]) -> bool:
    rules = {name.removeprefix(bundle.RULES): data for name, data in files.items() if name.startswith(bundle.RULES)}
    if not rules and "rules_hash" not in leaf:
        return False
    # A bundle has the canonical lines; others would be other bytes under the same hash.
    if content_hash(rules) != leaf.get("rules_hash") or any(canonical(data) != data for data in rules.values()):
        raise ProofError("rules: this is not the rule book of the entry")
    return True


def _copies(files: Mapping[str, bytes], parts: Mapping[str, Any], leaf: Mapping[str, Any]) -> dict[str, bytes]:
    expected = bundle.copies(parts, set(leaf["commitments"]))
    for name in (bundle.REPLAY, *bundle.EXPLANATIONS.values()):
        if files.get(name) != expected.get(name):
            raise ProofError(f"copy: {name} is not what was recorded")
    return expected
