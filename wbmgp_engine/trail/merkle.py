"""Merkle trees after RFC 6962 and RFC 9162: hashes, and the checking of inclusion and consistency proofs.

A proof that says too little is refused, and so is one that says too much: what nobody needs could hide something.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from hashlib import sha256
from typing import Final

from wbmgp_engine.errors import ProofError

HASH_SIZE: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry. Its prefix differs from a node's, so that a node can never pass for an entry (RFC 9162, 2.1.1).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees that stand side by side."""
    return sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root of a whole tree, from the hashes of its entries.

    >>> root([]) == EMPTY_ROOT
    True
    """
    peaks: list[bytes] = []
    for index, hashed in enumerate(leaf_hashes):
        # As many subtrees are completed as the index has ones at its end.
        for _ in range((~index & (index + 1)).bit_length() - 1):
            hashed = node_hash(peaks.pop(), hashed)
        peaks.append(hashed)
    return root_of_peaks(peaks)


def root_of_peaks(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees given from left (the largest) to right."""
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks)) if peaks else EMPTY_ROOT


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that an entry stands at `index` in the tree of `size` entries with this root; ProofError says what is wrong."""
    _sizes(index=index, size=size)
    if index >= size:
        raise ProofError(f"index: entry {index} cannot stand in a log of {size} entries")
    _hashes([leaf_hash, root, *proof])
    inner, border = _parts(index, size)
    _length(proof, inner + border)
    seen = _up_both(leaf_hash, proof[:inner], index)
    _same(_up_right(seen, proof[inner:]), root, "the proof does not lead from this entry to this root")


def root_before(index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that the log had just before the entry at `index`: the hashes to its left in a proof that holds."""
    inner, _ = _parts(index, size)
    return root_of_peaks([step for level, step in enumerate(proof) if level >= inner or index >> level & 1][::-1])


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Check that the tree of `size2` entries begins with the tree of `size1`; ProofError says what is wrong.

    Nothing is proven about an empty log: RFC 6962, 2.1.2, knows no proof from there, and none is accepted.
    """
    _sizes(size1=size1, size2=size2)
    if size1 == 0:
        raise ProofError("size: an empty log holds nothing that a larger one could keep or lose")
    if size1 > size2:
        raise ProofError(f"size: a log of {size1} entries cannot have grown into one of {size2}")
    if size1 == size2:
        _length(proof, 0)
        _same(root1, root2, "two logs of equal size have different roots")
        return
    _hashes([root1, root2, *proof])
    _grown(size1, size2, proof, root1, root2)


def _grown(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    inner, border = _parts(size1 - 1, size2)
    shift = (size1 & -size1).bit_length() - 1
    # A first tree that is one complete subtree is its own beginning: the proof does not repeat it.
    whole = size1 == 1 << shift
    _length(proof, inner - shift + border + (not whole))
    seed, rest = (root1, proof) if whole else (proof[0], proof[1:])
    inner -= shift
    mask = (size1 - 1) >> shift
    left = _up_right(seed, [step for bit, step in enumerate(rest[:inner]) if mask >> bit & 1])
    _same(_up_right(left, rest[inner:]), root1, "the proof does not lead to the older root")
    right = _up_both(seed, rest[:inner], mask)
    _same(_up_right(right, rest[inner:]), root2, "the proof does not lead to the newer root")


def _parts(index: int, size: int) -> tuple[int, int]:
    """The steps below the point where the paths to this entry and to the last one part, and the left steps above it."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def _up_both(seed: bytes, steps: Sequence[bytes], index: int) -> bytes:
    for bit, step in enumerate(steps):
        seed = node_hash(step, seed) if index >> bit & 1 else node_hash(seed, step)
    return seed


def _up_right(seed: bytes, steps: Sequence[bytes]) -> bytes:
    return reduce(lambda seen, step: node_hash(step, seen), steps, seed)


def _sizes(**given: int) -> None:
    for name, value in given.items():
        if type(value) is not int or value < 0:
            raise ProofError(f"{name}: {value!r} is no number of entries")


def _hashes(given: Sequence[bytes]) -> None:
    for value in given:
        if not isinstance(value, bytes) or len(value) != HASH_SIZE:
            raise ProofError(f"hash: every hash has {HASH_SIZE} bytes, and {value!r} is none")


def _length(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected:
        more = "misses" if len(proof) < expected else "has too many:"
        raise ProofError(f"proof: it {more} {abs(len(proof) - expected)} of {expected} hashes")


def _same(found: bytes, expected: bytes, problem: str) -> None:
    if found != expected:
        raise ProofError(f"root: {problem}")
