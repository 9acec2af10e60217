"""Every single bit of a log, flipped: of leaf, node, root, head, proof, salt and opened part, each by the verifier's own step.

A flip is put to the step of the verifier that reads those bytes (`LogProof.parse` and `check`, `Policy.check`, the
opening of a part); what another step would say as well is not asked, so what is counted is the least that finds it.
`Policy.check` runs anew for every head whose bytes differ, and once for the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from tests.torture.entries import Log, entry
from tests.torture.harness import Part, Tally
from tests.trail.samples import POLICY, by_program
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.trail.bundle import PAYLOADS, READ_ME, SALTS, VERIFIER
from wbmgp_engine.trail.canonical import decode, encode
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.merkle import verify_inclusion
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.tree import inclusion_proof
from wbmgp_engine.trail.verification import opened_parts

ENTRIES, LOG_SIZE, FIRST_SEED = 50, 2000, 20261121
"""A run takes the next 50 entries of a log that grows to 2,000: forty runs with seeds in a row take all of it."""

Check = Callable[[bytes], object]


def flips(data: bytes) -> Iterator[bytes]:
    """The same bytes with one bit flipped, for each bit."""
    whole, size = int.from_bytes(data, "big"), len(data)
    return ((whole ^ 1 << bit).to_bytes(size, "big") for bit in range(8 * size))


def missed(data: bytes, check: Check) -> Iterator[int]:
    """The bits of `data` whose flip a check does not find; it has to accept the bytes as they are."""
    check(data)
    for bit, changed in enumerate(flips(data)):
        try:
            check(changed)
        except (ProofError, BadInput):
            continue
        yield bit


def every_bit(seed: int, count: int, folder: Path) -> Tally:
    """Each bit of `count` entries, of the subtrees that they complete and of the head over them."""
    start = (seed - FIRST_SEED) * ENTRIES % LOG_SIZE
    log = Log.first(start + count)
    tried, faults = Counter[str](), list[str]()
    for kind, place, data, check in _all(log, start):
        tried[kind] += 8 * len(data)
        faults += [f"{kind} {place}: flipped bit {bit} was not found" for bit in missed(data, check)]
    figures = {f"{kind} bits": str(number) for kind, number in tried.items()}
    return Tally(count, faults, {"flips": str(tried.total())} | figures)


def _all(log: Log, start: int) -> Iterator[tuple[str, object, bytes, Check]]:
    known = cache(POLICY.check)
    head, _ = known(log.note)
    for seq in range(start, log.size):
        proof, one = log.proof(seq), entry(seq)
        file = bytes(proof)
        own, note = file[: file.index(b"\n\n") + 2], file[file.index(b"\n\n") + 2 :]
        yield "leaf", seq, one.leaf, partial(_leaf, proof, head)
        yield "proof", seq, own, partial(_proof, note, known, one.leaf)
        yield "root", seq, head.root, partial(_root, proof, head, one.leaf)
        for category in CATEGORIES:
            leaf, salt = decode(one.leaf), encode({category: b64encode(one.salts[category]).decode()})
            yield "part", (seq, category), one.parts[category], partial(_part, leaf, category, salt)
            yield "salt", (seq, category), salt, partial(_salt, leaf, category, one.parts[category])
    for level, index in log.kept:
        if (index + 1) << level > start:
            reader = _reader(log, level, index)
            yield "node", (level, index), log.kept[level, index], partial(_node, log, reader, (level, index))
    yield "head", log.size, bytes(log.note), _head


def _leaf(proof: LogProof, head: Checkpoint, data: bytes) -> None:
    proof.check(data, head)


def _proof(note: bytes, known: Callable[[Note], Any], leaf: bytes, data: bytes) -> None:
    proof = LogProof.parse(data + note)
    proof.check(leaf, known(proof.note)[0])


def _root(proof: LogProof, head: Checkpoint, leaf: bytes, data: bytes) -> None:
    proof.check(leaf, Checkpoint(head.origin, head.size, data))


def _part(leaf: dict[str, Any], category: str, salt: bytes, data: bytes) -> None:
    opened_parts({SALTS: salt, PAYLOADS[category]: data}, leaf)


def _salt(leaf: dict[str, Any], category: str, part: bytes, data: bytes) -> None:
    opened_parts({SALTS: data, PAYLOADS[category]: part}, leaf)


def _head(data: bytes) -> None:
    POLICY.check(Note.parse(data))


def _reader(log: Log, level: int, index: int) -> int | None:
    """An entry whose proof is made with this subtree; None for the subtree that is the whole log."""
    for seq in ((index ^ 1) << level, log.size - 1, 0):
        if seq < log.size and (level, index) in _read(log, seq):
            return seq
    return None


def _read(log: Log, seq: int) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []

    def read(level: int, index: int) -> bytes:
        places.append((level, index))
        return b""

    inclusion_proof(seq, log.size, read)
    return places


def _node(log: Log, reader: int | None, place: tuple[int, int], data: bytes) -> None:
    if reader is None:
        log.proof(0).check(entry(0).leaf, Checkpoint(log.head.origin, log.size, data))
        return
    path = inclusion_proof(reader, log.size, lambda *at: data if at == place else log.kept[at])
    verify_inclusion(log.kept[0, reader], reader, log.size, path, log.head.root)


def sampled(seed: int, count: int, folder: Path) -> Tally:
    """`verify.py` on flips all over bundles: of the zip itself, and of a file in a zip that was made again.

    A signature over the same bytes is computed once: nearly every flip leaves all three as they were.
    """
    with patch.object(verify, "signed", cache(verify.signed)):
        return _sampled(seed, count)


def _sampled(seed: int, count: int) -> Tally:
    chance, faults, kinds = Random(seed), list[str](), Counter[str]()
    log = Log.first(ENTRIES)
    known = {seq: log.bundle(seq).files() | {READ_ME: b"-"} for seq in range(log.size)}
    whole = {seq: packed(files) for seq, files in known.items()}
    for _ in range(count):
        seq = chance.randrange(log.size)
        name = chance.choice(["", *sorted({*known[seq]} - {READ_ME, VERIFIER})])
        data = known[seq][name] if name else whole[seq]
        bit = chance.randrange(8 * len(data))
        changed = (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")
        kinds[name.split("/")[0] or "zip"] += 1
        if by_program(packed(known[seq] | {name: changed}) if name else changed)[0] not in (1, 2):
            faults.append(f"entry {seq}: flipped bit {bit} of {name or 'the zip'} was not found")
    faults += [f"entry {seq}: a good bundle is refused" for seq, data in whole.items() if by_program(data)[0]]
    return Tally(count, faults, {f"of {name}": str(number) for name, number in kinds.items()})


PARTS = (
    Part("bits of a log", "every flipped bit is found by the library's verifier (T1)", ENTRIES, LOG_SIZE, every_bit),
    Part("bits of bundles", "every flipped bit is found by verify.py (T1)", 10_000, 1_000_000, sampled),
)
