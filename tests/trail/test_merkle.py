"""The tree against a naive one, the vectors of RFC 6962's authors, and every class of proof that must be refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail import merkle
from wbmgp_engine.trail.tree import Edge, Node, consistency_proof, inclusion_proof, reader_of

# The eight entries, and the roots of the logs they grow into, with which certificate transparency logs are tested.
ENTRIES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(sha256(bytes([number])).digest()) for number in range(70)]
JUNK = sha256(b"junk").digest()


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*naive_path(index, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(index - split, leaves[split:]), naive_root(leaves[:split])]


def naive_subproof(size: int, leaves: Sequence[bytes], complete: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if size == len(leaves):
        return [] if complete else [naive_root(leaves)]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if size <= split:
        return [*naive_subproof(size, leaves[:split], complete), naive_root(leaves[split:])]
    return [*naive_subproof(size - split, leaves[split:], False), naive_root(leaves[:split])]


def included(index: int, size: int, proof: Sequence[bytes], root: bytes, leaf: bytes | None = None) -> bool:
    try:
        merkle.verify_inclusion(LEAVES[index] if leaf is None else leaf, index, size, proof, root)
    except ProofError:
        return False
    return True


def consistent(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> bool:
    try:
        merkle.verify_consistency(size1, size2, proof, root1, root2)
    except ProofError:
        return False
    return True


def proofs_with_faults(proof: list[bytes], roots: Sequence[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Every class of changed proof: flipped bits, cut, lengthened at either end, reordered, emptied."""
    for number, step in enumerate(proof):
        for bit in (0, 4, 100, 255):
            flipped = (int.from_bytes(step, "big") ^ 1 << bit).to_bytes(32, "big")
            yield f"bit {bit} of {number}", [*proof[:number], flipped, *proof[number + 1 :]]
        yield f"without {number}", proof[:number] + proof[number + 1 :]
        yield f"{number} twice", [*proof[: number + 1], step, *proof[number + 1 :]]
        yield f"{number} short", [*proof[:number], step[:-1], *proof[number + 1 :]]
        yield f"{number} long", [*proof[:number], step + b"\0", *proof[number + 1 :]]
    for extra in (JUNK, b"", *roots, *proof[:1], *proof[-1:]):
        yield "leading", [extra, *proof]
        yield "trailing", [*proof, extra]
    if len(set(proof)) > 1:
        yield "reversed", proof[::-1]
    if proof:
        yield "empty", []


def test_the_known_roots_of_the_known_entries() -> None:
    hashes = [merkle.leaf_hash(entry) for entry in ENTRIES]
    assert [merkle.root(hashes[: size + 1]).hex() for size in range(8)] == ROOTS
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_known_proofs_of_the_known_entries() -> None:
    read = reader_of([merkle.leaf_hash(entry) for entry in ENTRIES])
    assert [step.hex()[:8] for step in inclusion_proof(0, 8, read)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [step.hex()[:8] for step in inclusion_proof(5, 8, read)] == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert [step.hex()[:8] for step in consistency_proof(6, 8, read)] == ["0ebc5d34", "ca854ea1", "d37ee418"]
    assert consistency_proof(1, 1, read) == consistency_proof(0, 5, read) == []


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_the_definition(entries: list[bytes]) -> None:
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    assert merkle.root(hashes) == naive_root(hashes)


def test_every_proof_of_every_small_tree_is_that_of_the_definition_and_holds() -> None:
    for size in range(1, 34):
        leaves, read = LEAVES[:size], reader_of(LEAVES[:size])
        root = merkle.root(leaves)
        for index in range(size):
            proof = inclusion_proof(index, size, read)
            assert proof == naive_path(index, leaves)
            assert included(index, size, proof, root)
        for older in range(1, size + 1):
            proof = consistency_proof(older, size, read)
            assert proof == naive_subproof(older, leaves)
            assert consistent(older, size, proof, merkle.root(leaves[:older]), root)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 13, 16, 33])
def test_no_changed_inclusion_proof_holds(size: int) -> None:
    root, read = merkle.root(LEAVES[:size]), reader_of(LEAVES[:size])
    for index in range(size):
        proof = inclusion_proof(index, size, read)
        for what, changed in proofs_with_faults(proof, (root, LEAVES[index])):
            assert not included(index, size, changed, root), (index, what)
        for other in {index - 1, index + 1, index ^ 2, index * 2, index // 2, size, -1} - {index}:
            assert not included(other, size, proof, root, LEAVES[index]), (index, other)
        for wrong in (JUNK, merkle.EMPTY_ROOT, root[:-1], root + b"\0", b""):
            assert not included(index, size, proof, wrong)
            assert not included(index, size, proof, root, wrong)
        assert not included(index, size, proof, LEAVES[index], root) or size == 1


@pytest.mark.parametrize("size", [2, 3, 4, 6, 7, 8, 13, 16, 33])
def test_no_proof_holds_for_another_size_unless_it_is_a_proof_of_that_too(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, size, reader_of(LEAVES[:size]))
        for other in (0, size - 1, size + 1, size * 2, size // 2, size ^ 2):
            # The root does not say the size: that is why a checkpoint signs both. A path of the same shape still holds.
            same_shape = index < other and len(naive_path(index, LEAVES[:other])) == len(proof)
            assert included(index, other, proof, merkle.root(LEAVES[:size])) <= same_shape


@pytest.mark.parametrize(("older", "newer"), [(1, 2), (1, 8), (2, 5), (3, 7), (4, 8), (4, 7), (6, 8), (7, 8), (8, 33)])
def test_no_changed_consistency_proof_holds(older: int, newer: int) -> None:
    roots = merkle.root(LEAVES[:older]), merkle.root(LEAVES[:newer])
    proof = consistency_proof(older, newer, reader_of(LEAVES))
    assert consistent(older, newer, proof, *roots)
    for what, changed in proofs_with_faults(proof, roots):
        assert not consistent(older, newer, changed, *roots), what
    assert not consistent(older, newer, proof, roots[1], roots[0])
    for wrong in (JUNK, merkle.EMPTY_ROOT, b"", roots[0][:-1], roots[1] + b"\0"):
        assert not consistent(older, newer, proof, wrong, roots[1])
        assert not consistent(older, newer, proof, roots[0], wrong)
    for other in {older - 1, older + 1, older ^ 2, older * 2, older // 2, 0, newer, newer + 1, -1} - {older}:
        # As above: only a path of the same shape can hold, and only for the same older root.
        if not 0 < other < newer or len(naive_subproof(other, LEAVES[:newer])) != len(proof):
            assert not consistent(other, newer, proof, *roots), other


def test_nothing_is_proven_from_nothing_and_standing_still_needs_no_proof() -> None:
    empty, one = merkle.EMPTY_ROOT, merkle.root(LEAVES[:1])
    assert consistent(1, 1, [], one, one)
    refused: list[tuple[Any, ...]] = [
        (0, 0, [], empty, empty), (0, 0, [JUNK], empty, empty), (0, 0, [], empty, one), (0, 0, [], one, one),
        (0, 1, [], empty, one), (0, 1, [], one, one), (0, 1, [JUNK], empty, one), (1, 0, [], one, empty),
        (1, 1, [JUNK], one, one), (1, 1, [], one, empty), (2, 1, [], one, one),
    ]  # fmt: skip
    assert [case for case in refused if consistent(*case)] == []


def test_an_empty_log_holds_nothing() -> None:
    assert not included(0, 0, [], merkle.EMPTY_ROOT)
    with pytest.raises(ProofError, match="entry 0 cannot stand in a log of 0 entries"):
        inclusion_proof(0, 0, reader_of([]))
    with pytest.raises(ProofError, match="a log of 3 entries cannot have grown into one of 2"):
        consistency_proof(3, 2, reader_of(LEAVES))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((LEAVES[0], 0, 2, [], JUNK), "proof: it misses 1 of 1 hashes"),
        ((LEAVES[0], 0, 1, [JUNK], JUNK), "proof: it has too many: 1 of 0 hashes"),
        ((LEAVES[0], 0, 2, [JUNK], JUNK), "root: the proof does not lead from this entry to this root"),
        ((LEAVES[0], 2, 2, [], JUNK), "index: entry 2 cannot stand in a log of 2 entries"),
        ((LEAVES[0], -1, 2, [], JUNK), "index: -1 is no number of entries"),
        ((LEAVES[0], True, 2, [], JUNK), "index: True is no number of entries"),
        ((LEAVES[0], 0, 2.0, [], JUNK), "size: 2.0 is no number of entries"),
        ((LEAVES[0], 0, 2, [b"x"], JUNK), "hash: every hash has 32 bytes, and b'x' is none"),
        ((LEAVES[0], 0, 2, ["x" * 32], JUNK), f"hash: every hash has 32 bytes, and {'x' * 32!r} is none"),
    ],
)
def test_the_error_says_what_is_wrong(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ProofError) as problem:
        merkle.verify_inclusion(*arguments)
    assert str(problem.value) == message


def test_a_second_preimage_by_prefix_is_no_entry() -> None:
    # A node's two hashes, given as an entry, must not hash to the node.
    assert merkle.leaf_hash(LEAVES[0] + LEAVES[1]) != merkle.node_hash(LEAVES[0], LEAVES[1])


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 40))
def test_a_tree_that_grows_keeps_what_it_has_and_proves_from_it(before: int, more: int) -> None:
    leaves = [merkle.leaf_hash(number.to_bytes(2, "big")) for number in range(before + more)]
    kept: dict[tuple[int, int], bytes] = {}
    edge = Edge()

    def read(level: int, index: int) -> bytes:
        return kept[level, index]

    for leaf in leaves:
        if edge.size == before:
            edge = Edge.read(before, read)
        edge, nodes = edge.append(leaf)
        assert not kept.keys() & {(level, index) for level, index, _ in nodes}
        kept.update(((level, index), hashed) for level, index, hashed in nodes)
    size = before + more
    assert edge.root == merkle.root(leaves) == Edge.read(size, read).root
    assert len(kept) <= 2 * size
    for index in {0, size // 2, size - 1} & set(range(size)):
        merkle.verify_inclusion(leaves[index], index, size, inclusion_proof(index, size, read), edge.root)
    proof = consistency_proof(before, size, read)
    if before:
        merkle.verify_consistency(before, size, proof, merkle.root(leaves[:before]), edge.root)


def test_a_proof_reads_few_nodes_and_an_entry_adds_few() -> None:
    reads: list[tuple[int, int]] = []

    def read(level: int, index: int) -> bytes:
        reads.append((level, index))
        return JUNK

    size = 1_000_003
    inclusion_proof(123_456, size, read)
    assert len(reads) <= 3 * size.bit_length()
    reads.clear()
    edge = Edge.read(size, read)
    assert len(reads) == size.bit_count()
    nodes: list[Node] = edge.append(JUNK)[1]
    # 1,000,004 ends in two zeroes: the entry completes a pair and a subtree of four.
    assert [(level, index) for level, index, _ in nodes] == [(0, 1_000_003), (1, 500_001), (2, 250_000)]
