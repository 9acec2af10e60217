"""Timestamps in bundles: both verifiers judge what they were made for, and nothing else; openssl judges the rest."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.trail.samples import SEEN_AT, a_bundle, by_both, by_program, leaf, proof_of, published, witness_key
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.instructions import RECIPE, STAMP_RECIPE
from wbmgp_engine.trail.timestamp import check_imprint

VECTORS = Path(__file__).parent / "vectors"
GRANTED = (VECTORS / "granted.tsr").read_bytes()
TEXT = a_bundle().proof.note.text.encode()


def fits(response: bytes, text: bytes = TEXT) -> bool:
    """Whether a timestamp is of a text; both verifiers have to agree."""
    verdicts = []
    for check in (check_imprint, verify.check_stamp):
        try:
            check(response, text)
            verdicts.append(True)
        except (ProofError, verify.Failure) as problem:
            assert str(problem).startswith("timestamp: ")
            verdicts.append(False)
    assert verdicts[0] == verdicts[1]
    return verdicts[0]


def flips(data: bytes) -> Iterator[bytes]:
    for place in range(len(data)):
        for bit in range(8):
            yield data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def test_a_timestamp_is_of_one_text() -> None:
    assert fits(GRANTED)
    assert not fits(GRANTED, TEXT + b"\n")
    assert not fits((VECTORS / "refused.tsr").read_bytes())
    assert not fits((VECTORS / "sha384.tsr").read_bytes())


def test_both_judge_every_flipped_bit_alike_and_find_those_of_the_imprint() -> None:
    digest = sha256(TEXT).digest()
    start = GRANTED.index(digest)
    good = [n // 8 for n, changed in enumerate(flips(GRANTED)) if fits(changed)]
    assert not set(good) & set(range(start, start + 32))


def test_what_is_cut_or_lengthened_is_no_timestamp() -> None:
    assert not any(fits(GRANTED[:size]) for size in range(len(GRANTED)))
    assert not any(
        fits(data) for data in (GRANTED + b"\0", GRANTED + GRANTED, b"\0" + GRANTED, b"0\x80", b"0", b"0\xff")
    )


# A response may be granted with changes; inner parts may be missing.
EMPTY = b"\x30\x00"


@pytest.mark.parametrize(
    "data", [EMPTY, b"\x30\x04" + EMPTY * 2, b"\x30\x07\x30\x03\x02\x01\x00" + EMPTY, b"\x30\x05\x30\x03\x02\x01\x02",
             b"\x30\x09\x30\x03\x02\x01\x01\x30\x02\xa0\x00", b"\x30\x07\x30\x03\x02\x01\x02\x30\x00", b"\x31\x00", b""],
)  # fmt: skip
def test_a_hollow_timestamp_is_none(data: bytes) -> None:
    assert not fits(data)


def test_a_bundle_may_hold_a_timestamp_of_its_own_checkpoint() -> None:
    assert by_both(bytes(a_bundle(stamp=GRANTED))) == 0
    assert (by_program(bytes(a_bundle(stamp=GRANTED)))[1] or {})["stamped"]
    assert by_both(bytes(a_bundle(stamp=b""))) == 1
    leaves = [leaf(seq) for seq in range(8)]
    assert by_both(bytes(a_bundle(stamp=GRANTED, proof=proof_of(4, leaves)))) == 1
    # A cosignature that came later does not change what was stamped.
    note = published(leaves[:7]).signed(*witness_key(), time=SEEN_AT + 5)
    assert by_both(bytes(a_bundle(stamp=GRANTED, proof=proof_of(4, leaves[:7], note)))) == 0


def test_the_verdict_claims_no_time_of_a_timestamp() -> None:
    for lang, words in (("nl", "Of het echt is, en van wanneer, zegt openssl"), ("en", "openssl tells")):
        assert words in verify.outcome(bytes(a_bundle(stamp=GRANTED)), None, lang)[1]
        assert words not in verify.outcome(bytes(a_bundle()), None, lang)[1]


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_openssl_judges_the_rest_by_the_recipe(tmp_path: Path) -> None:
    def by_hand(stamp: bytes) -> int:
        shutil.rmtree(tmp_path / "b", ignore_errors=True)
        for name, data in a_bundle(stamp=stamp, opened=[]).files().items():
            (tmp_path / "b" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "b" / name).write_bytes(data)
        shutil.copy(VECTORS / "tsa.pem", tmp_path / "b" / "tsa.pem")
        command = ["bash", "-c", RECIPE + STAMP_RECIPE]
        return subprocess.run(command, cwd=tmp_path / "b", capture_output=True, check=False).returncode

    assert by_hand(GRANTED) == 0
    # The last byte is of the authority's signature, which only openssl reads.
    forged = GRANTED[:-1] + bytes([GRANTED[-1] ^ 1])
    assert fits(forged)
    assert by_hand(forged) != 0
