"""Signed notes, checkpoints, cosignatures, policies and proofs of entries: read strictly, signed and checked."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trail.samples import ORIGIN, POLICY, SEEN_AT, key, leaf, log_key, proof_of, published, witness_key
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import signer, verifies
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.merkle import EMPTY_ROOT, leaf_hash, root
from wbmgp_engine.trail.notes import LAST_TIME, LOG, MAX_BYTES, MAX_SIGNATURES, WITNESS, Note, Signature, VerifierKey
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.tree import consistency_proof, reader_of

# The note and key with which Go's checksum database is tested.
KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
LEAVES = [leaf(seq) for seq in range(5)]
NOTE = published(LEAVES)


def read_by_program(data: bytes, policy: bytes) -> Any:
    try:
        head, seen, _ = verify.check_note(data, verify.read_policy(policy), {})
    except verify.Failure:
        return None
    return *head, seen


def read_by_engine(data: bytes, policy: bytes) -> Any:
    try:
        checkpoint, seen = Policy.parse(policy).check(Note.parse(data))
    except (BadInput, ProofError):
        return None
    return checkpoint.origin, checkpoint.size, checkpoint.root, seen


def agreed(data: bytes, policy: Policy | bytes = POLICY) -> Any:
    one = read_by_engine(data, bytes(policy))
    assert one == read_by_program(data, bytes(policy))
    return one


def test_a_note_signed_elsewhere_is_read_and_checked() -> None:
    known = VerifierKey.parse(KNOWN_KEY, LOG)
    assert str(known) == KNOWN_KEY
    note = Note.parse(KNOWN)
    assert note.check([known]) == {known: None}
    assert bytes(note) == KNOWN
    with pytest.raises(ProofError, match="signature: that of PeterNeumann does not hold"):
        Note.parse(KNOWN.replace(b"then", b"thus")).check([known])


def test_signatures_of_unknown_keys_are_ignored_also_of_the_same_name_or_the_same_id() -> None:
    stranger, sign = key(ORIGIN, LOG, 9)
    note = NOTE.signed(stranger, sign)
    same_id = Signature("someone.example", log_key()[0].id + bytes(64))
    same_name = Signature(ORIGIN, b"\0\0\0\0" + bytes(64))
    note = Note(note.text, (same_id, *note.signatures, same_name))
    found = agreed(bytes(note))
    assert found == (ORIGIN, 5, root([leaf_hash(data) for data in LEAVES]), {"w1": SEEN_AT})


def test_one_failing_signature_of_a_known_key_spoils_the_note() -> None:
    public = log_key()[0]
    assert agreed(bytes(Note(NOTE.text, (*NOTE.signatures, Signature(public.name, public.id + bytes(64)))))) is None
    assert agreed(bytes(Note(NOTE.text, (*NOTE.signatures, Signature(public.name, public.id + bytes(63)))))) is None
    witness = witness_key()[0]
    for stated in (bytes(72), bytes(8), bytes(1), (LAST_TIME + 1).to_bytes(8, "big") + bytes(64)):
        assert agreed(bytes(Note(NOTE.text, (*NOTE.signatures, Signature(witness.name, witness.id + stated))))) is None


def test_many_signatures_are_accepted_and_too_many_are_not() -> None:
    note = NOTE
    for number in range(MAX_SIGNATURES - 2):
        note = note.signed(*key(f"other.example/{number}", LOG))
    assert agreed(bytes(note)) is not None
    assert len(note.signatures) == MAX_SIGNATURES >= 16
    assert agreed(bytes(note.signed(*key("one.example/more", LOG)))) is None


def test_a_witness_that_signed_twice_counts_once_from_its_first_time() -> None:
    for first, second in ((5, 9), (9, 5)):
        note = published(LEAVES, witnessed=False)
        for time in (first, second):
            note = note.signed(*witness_key(), time=time)
        assert agreed(bytes(note))[3] == {"w1": 5}
    assert agreed(bytes(NOTE.signed(*log_key()))) is not None


def test_times_are_those_that_can_be_shown() -> None:
    bare = published(LEAVES, witnessed=False)
    assert agreed(bytes(bare.signed(*witness_key(), time=LAST_TIME)))[3] == {"w1": LAST_TIME}
    assert agreed(bytes(bare.signed(*witness_key(), time=LAST_TIME + 1))) is None
    with pytest.raises(BadInput, match="is of another kind → a witness states a time, a log does not"):
        bare.signed(*witness_key())
    with pytest.raises(BadInput, match="is of another kind"):
        bare.signed(*log_key(), time=1)


def test_a_signature_of_a_witness_is_none_of_a_log() -> None:
    # The same key pair under both kinds: neither signature passes for the other.
    public, sign = signer(bytes(32))
    as_log, as_witness = VerifierKey(ORIGIN, LOG, public), VerifierKey(ORIGIN, WITNESS, public)
    bare = Note(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text)
    assert bare.signed(as_witness, sign, time=1).check([as_log]) == {}
    assert bare.signed(as_log, sign).check([as_witness]) == {}
    moved = Signature(ORIGIN, as_log.id + bare.signed(as_witness, sign, time=1).signatures[0].data[12:])
    with pytest.raises(ProofError):
        Note(bare.text, (moved,)).check([as_log])


BAD_NOTES = [
    b"", b"\n", b"\n\n", b"text\n", b"text\n\n", b"text\n\n\n", bytes(NOTE)[:-1], bytes(NOTE) + b"\n", bytes(NOTE)[1:],
    bytes(NOTE).replace("—".encode(), b"-"), bytes(NOTE).replace("— ".encode(), "—  ".encode()), b"\xff" + bytes(NOTE),
    bytes(NOTE).replace(b"\n", b"\r\n"), bytes(NOTE).replace(b"gm0599", b"gm0599\t"), bytes(NOTE) + "— a AAAA\n".encode(),
    bytes(NOTE) + "— a+b AAAAAAA=\n".encode(), bytes(NOTE) + "—  AAAAAAA=\n".encode(), bytes(NOTE) + "— a\n".encode(),
    bytes(NOTE) + "— a\u00a0b AAAAAAA=\n".encode(), bytes(NOTE) + "— a AAAAAAB=\n".encode(),
    bytes(NOTE) + "— a AAAAAAA\n".encode(), bytes(NOTE) + "— a AAAA\u00e9AA=\n".encode(), bytes(NOTE) + b"x" * 70_000,
    f"{'x' * 70_000}\n\n— a AAAAAAA=\n".encode(), bytes(NOTE)[:-1] + b"x",
    bytes(Note(NOTE.text, (*NOTE.signatures, Signature("other.example", bytes(60_000))))),
]  # fmt: skip


@pytest.mark.parametrize("data", BAD_NOTES)
def test_what_is_no_signed_note_is_refused(data: bytes) -> None:
    assert agreed(data) is None


@pytest.mark.parametrize(
    "data",
    [b"\xe2\x80\x94 a AAAAAAA=\n", *(f"te{odd}xt\n\n— a AAAAAAA=\n".encode() for odd in "\0\t\r\x1f"), "text\n\n— a\tb AAAAAAA=\n".encode()],
)  # fmt: skip
def test_a_note_is_refused_for_its_form_alone(data: bytes) -> None:
    with pytest.raises(BadInput):
        Note.parse(data)


def test_a_policy_may_ask_for_no_witness() -> None:
    assert agreed(bytes(published(LEAVES, witnessed=False)), GOOD_POLICIES[0]) is not None


@pytest.mark.parametrize(
    "text",
    ["", "a\n", f"{ORIGIN}\n5\n", f"{ORIGIN}\n05\nQQ==\n", f"{ORIGIN}\n-1\nAA==\n", f"\n5\n{b64encode(EMPTY_ROOT).decode()}\n",
     f"{ORIGIN}\n5\n{b64encode(EMPTY_ROOT).decode()}\nextension\n", f"{ORIGIN}\n5\nQQ==\n", f"{ORIGIN}\n५\n{b64encode(EMPTY_ROOT).decode()}\n",
     f"{ORIGIN}\n{10**16}\n{b64encode(EMPTY_ROOT).decode()}\n", f"{ORIGIN}\n5\n{b64encode(EMPTY_ROOT).decode()}\n\n"],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    note = Note(text).signed(*log_key()).signed(*witness_key(), time=1)
    assert agreed(bytes(note)) is None
    with pytest.raises(BadInput):
        Checkpoint.parse(text)


@settings(deadline=None)
@given(st.data())
def test_any_note_survives_writing_and_reading(data: st.DataObject) -> None:
    words = st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"], exclude_characters="+"), min_size=1
    )
    text = data.draw(st.lists(words | st.just(""), min_size=1).map(lambda lines: "\n".join(lines) + "\n"))
    lines = data.draw(
        st.lists(st.builds(Signature, words, st.binary(min_size=5, max_size=80)), min_size=1, max_size=20)
    )
    note = Note(text, tuple(lines))
    assert Note.parse(bytes(note)) == note


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a+00000000+", KNOWN_KEY[:-1], KNOWN_KEY.replace("c7", "c8"), KNOWN_KEY.replace("c7", "C7"),
     KNOWN_KEY.replace("+AR", "+BR"), KNOWN_KEY + "=", KNOWN_KEY.removeprefix("PeterNeumann"), "x" + KNOWN_KEY,
     str(VerifierKey("", LOG, bytes(32))), str(witness_key()[0]), str(VerifierKey("a\u2003b", LOG, bytes(32))), str(VerifierKey("a", 2, bytes(32)))],
)  # fmt: skip
def test_what_is_no_key_of_a_log_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        VerifierKey.parse(text, LOG)
    with pytest.raises(verify.Failure):
        verify.verifier_key(text, 1)


def test_a_log_signs_for_itself_only() -> None:
    checkpoint = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    with pytest.raises(BadInput, match=r"does not sign for wbmgp\.example/gm0599/2026"):
        checkpoint.signed(*key("other.example", LOG))
    with pytest.raises(BadInput, match="does not sign for"):
        checkpoint.signed(*key(ORIGIN, WITNESS))
    other = Checkpoint("other.example", 0, EMPTY_ROOT)
    note = Note(other.text).signed(*log_key()).signed(*witness_key(), time=1)
    assert agreed(bytes(note)) is None


def test_growth_is_checked_before_anything_is_signed() -> None:
    hashes = [leaf_hash(data) for data in LEAVES]
    heads = [Checkpoint(ORIGIN, size, root(hashes[:size])) for size in range(6)]
    for older in range(1, 6):
        heads[5].check_growth_from(heads[older], consistency_proof(older, 5, reader_of(hashes)))
    heads[5].check_growth_from(heads[0], [])
    heads[0].check_growth_from(heads[0], [])
    wrong: list[tuple[Checkpoint, Checkpoint, list[bytes]]] = [
        (heads[3], heads[5], []), (heads[5], heads[3], []), (replace(heads[5], origin="x"), heads[0], []),
        (heads[5], heads[0], [EMPTY_ROOT]), (heads[5], replace(heads[0], root=bytes(32)), []),
        (replace(heads[0], root=bytes(32)), heads[0], []), (replace(heads[5], root=bytes(32)), heads[5], []),
    ]  # fmt: skip
    for newer, older_head, proof in wrong:
        with pytest.raises(ProofError):
            newer.check_growth_from(older_head, proof)


LOG_LINE, WITNESS_LINE = f"log {log_key()[0]}", f"witness w1 {witness_key()[0]}"
OTHER_LINES = [f"witness {name} {key(f'{name}.example', WITNESS)[0]}" for name in ("x1", "x2", "y1")]


def policy(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


GOOD_POLICIES = [
    policy(LOG_LINE, "quorum none"),
    policy(
        "# who", "", " \t", f"  {LOG_LINE}\thttps://log.example/ ", f"{WITNESS_LINE} https://w.example", "quorum w1"
    ),
    policy(LOG_LINE, WITNESS_LINE, *OTHER_LINES, "group X 2 w1 x1 x2", "group all all X y1", "quorum all"),
    policy(LOG_LINE, WITNESS_LINE, "quorum w1", *OTHER_LINES, "group g any x1 x2"),
    policy(LOG_LINE, f"log {log_key(1)[0]}", "quorum none", "# caf\udce9"),
    policy(LOG_LINE, f"witness w\udce9 {witness_key()[0]}", "quorum w\udce9"),
    policy(LOG_LINE, *(f"witness v{n} {key(f'v{n}', WITNESS)[0]}" for n in range(32)), "quorum v31"),
]
BAD_POLICIES = [
    b"", b"quorum none\n", policy(LOG_LINE), policy(LOG_LINE, "quorum none")[:-1], policy(LOG_LINE, "quorum w1"),
    policy(LOG_LINE, "quorum none", "quorum none"), policy(LOG_LINE, LOG_LINE, "quorum none"),
    policy(LOG_LINE, WITNESS_LINE, WITNESS_LINE, "quorum w1"), policy(LOG_LINE, WITNESS_LINE, WITNESS_LINE.replace("w1", "w2"), "quorum w1"),
    policy(LOG_LINE, "quorum w1", WITNESS_LINE), policy(LOG_LINE, "quorum none x"), policy(LOG_LINE, "witness w1", "quorum none"),
    policy("log", "quorum none"), policy(f"{LOG_LINE} a b", "quorum none"), policy(LOG_LINE, f"{WITNESS_LINE} a b", "quorum none"),
    policy(LOG_LINE, WITNESS_LINE, "group g any", "quorum g"), policy(LOG_LINE, WITNESS_LINE, "group g 0 w1", "quorum g"),
    policy(LOG_LINE, WITNESS_LINE, "group g 2 w1", "quorum g"), policy(LOG_LINE, WITNESS_LINE, "group g 01 w1", "quorum g"),
    policy(LOG_LINE, WITNESS_LINE, "group g any w1 w1", "quorum g"), policy(LOG_LINE, WITNESS_LINE, "group w1 any w1", "quorum w1"),
    policy(LOG_LINE, WITNESS_LINE, "group none any w1", "quorum none"), policy(LOG_LINE, WITNESS_LINE, "group g any none", "quorum g"),
    policy(LOG_LINE, WITNESS_LINE, "group g any h", "group h any w1", "quorum g"),
    policy(LOG_LINE, WITNESS_LINE, "group g any w1", "group h any w1", "quorum h"),
    policy(LOG_LINE, WITNESS_LINE.replace("w1", "none"), "quorum none"), policy(LOG_LINE, "quorum", "quorum none"),
    policy(LOG_LINE.replace("log", "LOG"), "quorum none"), policy(LOG_LINE, "quorum none\r"), policy(LOG_LINE, "quorum none\0"),
    policy(f"log {witness_key()[0]}", "quorum none"), policy(LOG_LINE, f"witness w1 {log_key()[0]}", "quorum w1"),
    policy(LOG_LINE, "quorum none", "#" * 70_000), policy(f"log {'x' * 9}", "quorum none"), policy(LOG_LINE, "vote none"),
    policy(LOG_LINE, "quorum\u00a0none"), policy(LOG_LINE, "quorum none", "# \x07"), policy(LOG_LINE, "quorum none", "# \x7f"),
]  # fmt: skip


@pytest.mark.parametrize("data", GOOD_POLICIES)
def test_both_read_a_policy_in_every_form(data: bytes) -> None:
    found = Policy.parse(data)
    assert Policy.parse(bytes(found)) == found
    program = verify.read_policy(data)
    assert (program["quorum"], [log[2] for log in program["logs"]]) == (
        found.quorum,
        [log.public for log in found.logs],
    )
    assert set(program["witnesses"]) == set(found.witnesses)
    assert {name: (least, tuple(below)) for name, (least, below) in program["groups"].items()} == found.groups


@pytest.mark.parametrize("data", BAD_POLICIES)
def test_a_policy_that_is_not_understood_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        Policy.parse(data)
    with pytest.raises(verify.Failure):
        verify.read_policy(data)


@pytest.mark.parametrize("signers", [(), ("w1",), ("w1", "x1"), ("w1", "y1"), ("x1", "x2", "y1"), ("w1", "x1", "x2")])
def test_a_quorum_of_groups(signers: tuple[str, ...]) -> None:
    found = Policy.parse(GOOD_POLICIES[2])
    note = published(LEAVES, witnessed=False)
    for name in signers:
        note = note.signed(*(witness_key() if name == "w1" else key(f"{name}.example", WITNESS)), time=7)
    seen = agreed(bytes(note), found)
    assert (seen is not None) == (len({"w1", "x1", "x2"} & set(signers)) >= 2 and "y1" in signers)


def test_a_checkpoint_without_the_witness_or_the_log_does_not_count() -> None:
    assert agreed(bytes(published(LEAVES, witnessed=False))) is None
    assert agreed(bytes(published(LEAVES, seed=1))) is None
    without_log = Note(NOTE.text, NOTE.signatures[1:])
    assert agreed(bytes(without_log)) is None


def test_a_log_that_the_policy_knows_does_not_sign_for_another() -> None:
    other, sign = key("wbmgp.example/gm0363/2026", LOG)
    policy = Policy((log_key()[0], other))
    assert agreed(bytes(Note(NOTE.text).signed(other, sign)), policy) is None
    assert agreed(bytes(NOTE.signed(other, sign)), policy) is not None


def test_a_proof_of_an_entry_survives_writing_and_reading() -> None:
    for extra in (None, b"", b"anything"):
        proof = replace(proof_of(3, LEAVES), extra=extra)
        assert LogProof.parse(bytes(proof)) == proof
        checkpoint, _ = POLICY.check(proof.note)
        proof.check(LEAVES[3], checkpoint)
        with pytest.raises(ProofError):
            proof.check(LEAVES[2], checkpoint)


PROOF = bytes(proof_of(3, LEAVES))


@pytest.mark.parametrize(
    "data",
    [b"", PROOF[1:], PROOF.replace(b"@v1", b"@v2"), PROOF.replace(b"index 3", b"index 03"), PROOF.replace(b"index 3", b"index"),
     PROOF.replace(b"index 3\n", b""), PROOF.replace(b"index 3", b"place 3"), PROOF.replace(b"index 3", b"extra !!\nindex 3"),
     PROOF.replace(b"index 3\n", b"index 3\nAAAA\n"), PROOF.replace(b"index 3\n", b"index 3\n\xff\n"), PROOF.partition(b"\n\n")[0],
     b"c2sp.org/tlog-proof@v1", b"c2sp.org/tlog-proof@v1\nextra AA==\n\n"],
)  # fmt: skip
def test_what_is_no_proof_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        LogProof.parse(data)
    with pytest.raises(verify.Failure):
        verify.read_note(verify.read_proof(data)[2])


@pytest.mark.parametrize(
    ("text", "size"), [("AA", None), ("AB==", None), ("A A=", None), ("é", None), (None, None), (1, None), ("AA==", 2)]
)
def test_base64_has_one_text(text: object, size: int | None) -> None:
    with pytest.raises(BadInput, match="x: is not the base64 it has to be"):
        unbase64(text, "x", size)


def test_without_the_library_for_signatures_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    with pytest.raises(BadInput, match=r"cryptography: is not installed → install wbmgp-engine\[trail\]"):
        verifies(bytes(32), b"", bytes(64))


def test_a_private_key_has_its_size() -> None:
    with pytest.raises(BadInput, match="key: has 31 bytes"):
        signer(bytes(31))


def test_notes_and_policies_may_have_their_size_and_not_a_byte_more() -> None:
    room = MAX_BYTES - len(bytes(NOTE))
    for size, good in ((room, True), (room + 1, False)):
        note = bytes(NOTE) + f"— {'x' * (size - 14)} AAAAAAA=\n".encode()
        assert len(note) == len(bytes(NOTE)) + size
        assert (agreed(note) is not None) == good
        padded = bytes(POLICY) + b"#" * (MAX_BYTES - len(bytes(POLICY)) - 1 + (not good)) + b"\n"
        assert (agreed(bytes(NOTE), padded) is not None) == good
