"""Merkle proofs of every positive and negative class, drawn without end, before three verifiers that share no line.

The third is here: the definition itself (RFC 6962, 2.1.1 and 2.1.2), read from the end of a proof to its beginning. Two
classes are no plain "no": a root does not say its size, so a proof with another place or size may hold when its path has
the same shape. There the three still have to agree; everywhere else the answer is known beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.torture.harness import Part, Tally
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail import merkle, verify
from wbmgp_engine.trail.tree import Edge, consistency_proof, inclusion_proof

LARGEST = 1030
MAY_HOLD = ("another place", "another size", "another older size")


@dataclass(frozen=True)
class Inclusion:
    """That an entry stands somewhere."""

    leaf: bytes
    index: int
    size: int
    proof: tuple[bytes, ...]
    root: bytes


@dataclass(frozen=True)
class Growth:
    """That a log began as another."""

    older: int
    size: int
    proof: tuple[bytes, ...]
    first: bytes
    root: bytes


@cache
def _kept() -> dict[tuple[int, int], bytes]:
    edge, kept = Edge(), dict[tuple[int, int], bytes]()
    for number in range(LARGEST):
        edge, nodes = edge.append(merkle.leaf_hash(number.to_bytes(2, "big")))
        kept.update(((level, index), hashed) for level, index, hashed in nodes)
    return kept


def _read(level: int, index: int) -> bytes:
    return _kept()[level, index]


@cache
def _root(size: int) -> bytes:
    return Edge.read(size, _read).root


def inclusion(chance: Random) -> Inclusion:
    """A good proof of a place."""
    size = chance.randrange(1, chance.choice([9, 70, LARGEST]) + 1)
    index = chance.randrange(size)
    return Inclusion(index.to_bytes(2, "big"), index, size, tuple(inclusion_proof(index, size, _read)), _root(size))


def growth(chance: Random) -> Growth:
    """A good proof of growth."""
    size = chance.randrange(1, chance.choice([9, 70, LARGEST]) + 1)
    older = chance.randrange(1, size + 1)
    return Growth(older, size, tuple(consistency_proof(older, size, _read)), _root(older), _root(size))


def _flipped(data: bytes, chance: Random) -> bytes:
    return (int.from_bytes(data, "big") ^ 1 << chance.randrange(8 * len(data))).to_bytes(len(data), "big")


def _elsewhere(number: int, limit: int, chance: Random) -> int:
    others = {number - 1, number + 1, number ^ 2, number * 2, number // 2, 0, limit, limit + 1, -1} - {number}
    return chance.choice(sorted(others))


Steps = tuple[bytes, ...]


def _one_flipped(proof: Steps, chance: Random, junk: bytes) -> Steps:
    at = chance.randrange(len(proof)) if proof else 0
    return (*proof[:at], _flipped(proof[at], chance), *proof[at + 1 :]) if proof else (junk,)


def _one_less(proof: Steps, chance: Random, junk: bytes) -> Steps:
    at = chance.choice([0, len(proof) - 1, chance.randrange(len(proof))]) if proof else 0
    return (*proof[:at], *proof[at + 1 :]) if proof else (junk,)


def _one_more(proof: Steps, chance: Random, junk: bytes) -> Steps:
    at = chance.choice([0, len(proof), chance.randrange(len(proof) + 1)])
    return (*proof[:at], chance.choice([junk, *proof]), *proof[at:])


def _exchanged(proof: Steps, chance: Random, junk: bytes) -> Steps:
    if len(proof) < 2:
        return (*proof, junk)
    one, two = chance.sample(range(len(proof)), 2)
    steps = list(proof)
    steps[one], steps[two] = steps[two], steps[one]
    return tuple(steps)


PROOFS: dict[str, Callable[[Steps, Random, bytes], Steps]] = {
    "flipped bit in the proof": _one_flipped,
    "a step too few": _one_less,
    "a step too many": _one_more,
    "steps exchanged": _exchanged,
    "proof twice": lambda proof, chance, junk: proof * 2 or (junk,),
    "proof backwards": lambda proof, chance, junk: proof[::-1] if len(proof) > 1 else (junk, *proof),
    "no proof": lambda proof, chance, junk: () if proof else (junk,),
}


def inclusion_vector(chance: Random) -> tuple[str, Inclusion]:
    """A class and a proof of it."""
    good, junk = inclusion(chance), chance.choice([chance.randbytes(32), merkle.EMPTY_ROOT, bytes(32)])
    whole = {
        "good": lambda: good,
        "another place": lambda: replace(good, index=_elsewhere(good.index, good.size, chance)),
        "another size": lambda: replace(good, size=_elsewhere(good.size, good.size, chance)),
        "another root": lambda: replace(good, root=chance.choice([junk, _flipped(good.root, chance)])),
        "another entry": lambda: replace(good, leaf=_flipped(good.leaf, chance)),
    }
    name = chance.choice(["good", *whole, *PROOFS])
    if name in whole:
        return name, whole[name]()
    return name, replace(good, proof=PROOFS[name](good.proof, chance, junk))


def growth_vector(chance: Random) -> tuple[str, Growth]:
    """A class and a proof of it."""
    good, junk = growth(chance), chance.choice([chance.randbytes(32), merkle.EMPTY_ROOT, bytes(32)])
    whole = {
        "good": lambda: good,
        "another older size": lambda: replace(good, older=_elsewhere(good.older, good.size, chance)),
        "another size": lambda: replace(good, size=_elsewhere(good.size, good.size, chance)),
        "another root": lambda: replace(good, root=chance.choice([junk, _flipped(good.root, chance)])),
        "another older root": lambda: replace(good, first=chance.choice([junk, _flipped(good.first, chance)])),
        "roots swapped": lambda: replace(good, first=good.root, root=good.first if good.older < good.size else junk),
    }
    name = chance.choice(["good", *whole, *PROOFS])
    if name in whole:
        return name, whole[name]()
    return name, replace(good, proof=PROOFS[name](good.proof, chance, junk))


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def by_definition(vector: Inclusion | Growth) -> bool:
    """What the definition says."""
    steps = list(vector.proof)
    try:
        if isinstance(vector, Inclusion):
            holds = 0 <= vector.index < vector.size and vector.root == _climbed(
                vector, vector.index, vector.size, steps
            )
        else:
            roots = (vector.first, vector.root)
            holds = 0 < vector.older <= vector.size and roots == _both(vector, vector.older, vector.size, steps, True)
    except IndexError:
        return False
    return holds and not steps


def _climbed(vector: Inclusion, index: int, size: int, steps: list[bytes]) -> bytes:
    if size == 1:
        return sha256(b"\x00" + vector.leaf).digest()
    split, step = _split(size), steps.pop()
    if index < split:
        return _node(_climbed(vector, index, split, steps), step)
    return _node(step, _climbed(vector, index - split, size - split, steps))


def _both(vector: Growth, older: int, size: int, steps: list[bytes], whole: bool) -> tuple[bytes, bytes]:
    if older == size:
        known = vector.first if whole else steps.pop()
        return known, known
    split, step = _split(size), steps.pop()
    if older <= split:
        old, new = _both(vector, older, split, steps, whole)
        return old, _node(new, step)
    old, new = _both(vector, older - split, size - split, steps, False)
    return _node(step, old), _node(step, new)


def by_library(vector: Inclusion | Growth) -> bool:
    """What the engine says."""
    try:
        if isinstance(vector, Inclusion):
            leaf = merkle.leaf_hash(vector.leaf)
            merkle.verify_inclusion(leaf, vector.index, vector.size, vector.proof, vector.root)
        else:
            merkle.verify_consistency(vector.older, vector.size, vector.proof, vector.first, vector.root)
    except ProofError:
        return False
    return True


def by_program(vector: Inclusion) -> bool:
    """What `verify.py` says; it reads no numbers below zero, and knows no proofs of growth."""
    try:
        verify.need(vector.index >= 0 and vector.size >= 0, "number")
        verify.check_inclusion(vector.leaf, vector.index, vector.size, list(vector.proof), vector.root)
    except verify.Failure:
        return False
    return True


def drawn(seed: int, count: int, folder: Path) -> Tally:
    """`count` vectors, half of places and half of growth."""
    chance, faults, seen = Random(seed), list[str](), Counter[str]()
    for number in range(count):
        name, vector = inclusion_vector(chance) if number % 2 else growth_vector(chance)
        verdicts = {by_definition(vector), by_library(vector)}
        if isinstance(vector, Inclusion):
            verdicts.add(by_program(vector))
        seen["accepted" if True in verdicts else "refused"] += 1
        if len(verdicts) > 1 or (name not in MAY_HOLD and verdicts != {name == "good"}):
            faults.append(f"{name}: {verdicts} for {_short(vector)}")
    return Tally(count, faults, {name: str(number) for name, number in seen.items()})


def _short(vector: Inclusion | Growth) -> Sequence[object]:
    place = vector.index if isinstance(vector, Inclusion) else vector.older
    return type(vector).__name__, place, vector.size, len(vector.proof)


PARTS = (Part("Merkle vectors", "three verifiers agree on every class of proof (T3)", 100_000, 2_000_000, drawn),)
