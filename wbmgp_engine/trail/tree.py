"""The tree as a log keeps it: hashes of complete subtrees, from which it grows and from which every proof is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail.merkle import node_hash, root, root_of_peaks

Reader = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree of 2**level entries that is number `index` of its level; level 0 is an entry."""

Node = tuple[int, int, bytes]
"""Level, index and hash of a complete subtree."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The growing side of a tree: its size and the roots of its complete subtrees, the largest first.

    >>> edge, nodes = Edge().append(b"a" * 32)
    >>> edge.size, [(level, index) for level, index, _ in edge.append(b"b" * 32)[1]]
    (1, [(0, 1), (1, 0)])
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, size: int, read: Reader) -> Edge:
        """The edge of a tree that is kept somewhere; reads one hash per complete subtree."""
        return cls(size, tuple(read(level, index) for level, index in _peaks(0, size)))

    def append(self, leaf_hash: bytes) -> tuple[Edge, list[Node]]:
        """The edge after one more entry, and the subtrees it completes: nothing that was kept changes."""
        peaks, index = list(self.peaks), self.size
        nodes = [(0, index, leaf_hash)]
        while index & 1:
            level, _, hashed = nodes[-1]
            index >>= 1
            nodes.append((level + 1, index, node_hash(peaks.pop(), hashed)))
        return Edge(self.size + 1, (*peaks, nodes[-1][2])), nodes

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        return root_of_peaks(self.peaks)


def reader_of(leaf_hashes: Sequence[bytes]) -> Reader:
    """A reader over entries that are all at hand; for a small tree, and for tests."""
    return lambda level, index: root(leaf_hashes[index << level : (index + 1) << level])


def inclusion_proof(index: int, size: int, read: Reader) -> list[bytes]:
    """The proof that an entry stands at `index` in the tree of `size` entries, from its neighbour up to the root."""
    if not 0 <= index < size:
        raise ProofError(f"index: entry {index} cannot stand in a log of {size} entries")
    start, end, proof = 0, size, list[bytes]()
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            proof.append(_hash(middle, end, read))
            end = middle
        else:
            proof.append(_hash(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(size1: int, size2: int, read: Reader) -> list[bytes]:
    """The proof that the tree of `size2` entries begins with the tree of `size1`."""
    if not 0 <= size1 <= size2:
        raise ProofError(f"size: a log of {size1} entries cannot have grown into one of {size2}")
    if size1 in (0, size2):
        return []
    start, end, proof = 0, size2, list[bytes]()
    while end != size1:
        middle = _middle(start, end)
        if size1 <= middle:
            proof.append(_hash(middle, end, read))
            end = middle
        else:
            proof.append(_hash(start, middle, read))
            start = middle
    # The subtree in which both agree; the older root says it when it is the whole older tree.
    return ([_hash(start, end, read)] if start else []) + proof[::-1]


def _hash(start: int, end: int, read: Reader) -> bytes:
    return root_of_peaks([read(level, index) for level, index in _peaks(start, end)])


def _middle(start: int, end: int) -> int:
    return start + (1 << (end - start - 1).bit_length() - 1)


def _peaks(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Level and index of the complete subtrees that fill `[start, end)`, the largest first."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level
