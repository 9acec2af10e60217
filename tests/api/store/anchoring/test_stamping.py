"""Timestamps of a real authority are kept and stand in bundles; one that does not hold is never kept."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from tests.api.store.anchoring.authority import SERVING, STAMPING, MadeAuthority, run
from tests.api.store.anchoring.scripted import Answer, scripted
from tests.api.store.anchoring.test_publishing import bundle, grow, publish, rows, watching, zipped
from tests.api.store.samples import MASTER, ORIGIN, START, TENANT
from tests.api.store.test_checkpoints import KEY
from tests.api.witness.process import Running
from tests.trail.samples import by_both
from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.anchoring.stamping import Authority, Stamped, Stamper
from wbmgp_api.store import checkpoints
from wbmgp_api.store.flaws import flaw
from wbmgp_api.store.opened import Store
from wbmgp_api.store.verification import flaws
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.instructions import RECIPE, STAMP_RECIPE

__all__ = ["watching"]
pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
TYPE = "application/timestamp-reply"
TEXT = b"the text of a head\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeAuthority:
    return MadeAuthority.make(tmp_path_factory.mktemp("tsa") / "good")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> MadeAuthority:
    return MadeAuthority.make(tmp_path_factory.mktemp("tsa") / "other")


def stamps(made: MadeAuthority) -> Callable[[str, bytes], Answer]:
    return lambda path, query: (200, TYPE, made.answer(query))


def stamp(store: Store, url: str, certificates: Path) -> list[Stamped]:
    return list(Stamper(store, KEY, Authority.read(url, certificates), lambda: START).tenant(TENANT))


def test_a_head_is_stamped_once_and_the_bundle_holds_for_openssl_too(
    store: Store, made: MadeAuthority, watching: Running, tmp_path: Path
) -> None:
    grow(store, 0, 2)
    publish(store, watching.option)
    with scripted(stamps(made)) as server:
        (first,) = stamp(store, server.url, made.certificates)
        (again,) = stamp(store, server.url, made.certificates)
        assert len(server.asked) == 1
        assert server.asked[0][1] == "application/timestamp-query"
    assert (first.fresh, again.fresh, first.stated, first.size) == (True, False, again.stated, 3)
    assert abs(datetime.fromisoformat(first.stated) - datetime.now(UTC)) < timedelta(minutes=2)
    grow(store, 2)
    publish(store, watching.option)
    assert by_both(zipped(store, 0)) == 0
    files = bundle(store, 0)
    assert b"quorum w1\n" in files["policy"]
    for name, data in files.items():
        (tmp_path / "b" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "b" / name).write_bytes(data)
    shutil.copy(made.certificates, tmp_path / "b" / "tsa.pem")
    done = subprocess.run(["bash", "-c", RECIPE + STAMP_RECIPE], cwd=tmp_path / "b", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    # Of the later entry there is a head without a timestamp.
    assert "checkpoint.tsr" in files
    assert "checkpoint.tsr" not in bundle(store, -1)
    assert store.read(TENANT, lambda c: list(flaws(c, MASTER, KEY, ORIGIN))) == []


def asked_for(text: bytes, *, nonce: bool = True, certificate: bool = True, sha512: bool = False) -> bytes:
    algorithm = HashAlgorithm.SHA512 if sha512 else HashAlgorithm.SHA256
    builder = TimestampRequestBuilder().data(text).hash_algorithm(algorithm).nonce(nonce=nonce)
    return builder.cert_request(cert_request=certificate).build().as_bytes()


REFUSED: dict[str, Callable[[MadeAuthority, MadeAuthority, bytes], Answer]] = {
    "another nonce": lambda made, other, query: (200, TYPE, made.answer(asked_for(TEXT))),
    "no nonce": lambda made, other, query: (200, TYPE, made.answer(asked_for(TEXT, nonce=False))),
    "another text": lambda made, other, query: (200, TYPE, made.answer(asked_for(b"another"))),
    "another hash": lambda made, other, query: (200, TYPE, made.answer(asked_for(TEXT, sha512=True))),
    "another authority": lambda made, other, query: (200, TYPE, other.answer(query)),
    "no certificate": lambda made, other, query: (200, TYPE, made.answer(asked_for(TEXT, certificate=False))),
    "garbage": lambda made, other, query: (200, TYPE, b"0\x82 and so on"),
    "nothing": lambda made, other, query: (200, TYPE, b""),
    "more behind it": lambda made, other, query: (200, TYPE, made.answer(query) + b"\0"),
    "not granted": lambda made, other, query: (200, TYPE, b64decode("MBUwEwIBAjAMDApCYWQgZm9ybWF0AwIFIA==")),
    "a page": lambda made, other, query: (200, "text/html", made.answer(query)),
    "an error": lambda made, other, query: (500, TYPE, made.answer(query)),
    "elsewhere": lambda made, other, query: (302, TYPE, made.answer(query)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_answer_that_does_not_hold_is_refused(made: MadeAuthority, other: MadeAuthority, name: str) -> None:
    with scripted(lambda path, query: REFUSED[name](made, other, query)) as server:
        authority = Authority.read(server.url, made.certificates)
        with pytest.raises(NoAnswer, match=r"does not hold|and no timestamp"):
            authority.stamp(TEXT)
        server.answer = stamps(made)
        assert authority.stamp(TEXT)[0]


def test_an_imprint_of_another_text_under_the_right_nonce_is_refused(made: MadeAuthority) -> None:
    def swapped(path: str, query: bytes) -> Answer:
        return 200, TYPE, made.answer(query.replace(sha256(TEXT).digest(), b"x" * 32))

    with scripted(swapped) as server, pytest.raises(NoAnswer, match="Mismatch between messages"):
        Authority.read(server.url, made.certificates).stamp(TEXT)


def der(tag: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([len(data)]) if len(data) < 128 else bytes([0x80 | len(size)]) + size) + data


@pytest.mark.parametrize(
    ("extensions", "fits"),
    [(STAMPING, True), (SERVING, False), (STAMPING.replace("critical,timeStamping", "timeStamping"), False)],
)
def test_a_certificate_for_another_use_is_refused(tmp_path: Path, extensions: str, fits: bool) -> None:
    """openssl stamps with no such certificate; what it stamped with the right one is signed anew with this one."""
    good = MadeAuthority.make(tmp_path / "good")
    (tmp_path / "extensions").write_text(extensions)
    wrong, place = tmp_path / "wrong.pem", good.folder
    run("x509", "-req", "-in", f"{place}/tsa.csr", "-days", "30", "-extfile", f"{tmp_path}/extensions", "-set_serial", "8",
        "-CA", f"{place}/root.pem", "-CAkey", f"{place}/root.key", "-out", str(wrong))  # fmt: skip

    def signed_anew(path: str, query: bytes) -> Answer:
        names = {name: str(tmp_path / name) for name in ("answer", "token", "info", "anew")}
        Path(names["answer"]).write_bytes(good.answer(query))
        run("ts", "-reply", "-in", names["answer"], "-token_out", "-out", names["token"])
        run("cms", "-verify", "-noverify", "-inform", "DER", "-in", names["token"], "-binary", "-out", names["info"])
        run("cms", "-sign", "-binary", "-nodetach", "-cades", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform", "DER",
            "-in", names["info"], "-signer", str(wrong), "-inkey", f"{place}/tsa.key", "-out", names["anew"])  # fmt: skip
        return 200, TYPE, der(0x30, der(0x30, der(0x02, b"\0")), Path(names["anew"]).read_bytes())

    with scripted(signed_anew) as server:
        authority = Authority.read(server.url, good.certificates)
        if fits:
            assert authority.stamp(TEXT)[0]
        else:
            with pytest.raises(NoAnswer, match=r"EKU extension|certificate purpose"):
                authority.stamp(TEXT)


def test_a_flipped_bit_is_refused(made: MadeAuthority) -> None:
    """Where the signature still holds, the answer is the same for whoever checks it: those bits are bound by nothing."""
    chance = Random(7)

    def flipped(path: str, query: bytes) -> Answer:
        answer = bytearray(made.answer(query))
        place = answer.index(b"\x18\x0f") + chance.randrange(2, 17)  # the moment that it states
        answer[place] ^= 1 << chance.randrange(8)
        return 200, TYPE, bytes(answer)

    with scripted(flipped) as server:
        authority = Authority.read(server.url, made.certificates)
        for _ in range(12):
            with pytest.raises(NoAnswer, match="does not hold"):
                authority.stamp(TEXT)


def test_whatever_an_authority_answers_there_is_one_kind_of_error(made: MadeAuthority) -> None:
    chance, kept = Random(3), made.answer(asked_for(TEXT))

    def odd(path: str, query: bytes) -> Answer:
        answer = bytearray(kept)
        for _ in range(chance.randrange(1, 6)):
            answer[chance.randrange(len(answer))] = chance.randrange(256)
        return 200, TYPE, bytes(answer[: chance.choice([len(answer), chance.randrange(len(answer))])])

    with scripted(odd) as server:
        authority = Authority.read(server.url, made.certificates)
        for _ in range(150):
            with pytest.raises(NoAnswer):
                authority.stamp(TEXT)


def test_what_was_refused_is_not_kept_and_the_next_time_is_tried_again(
    store: Store, made: MadeAuthority, other: MadeAuthority
) -> None:
    grow(store, 0)
    with scripted(stamps(other)) as server:
        (one,) = stamp(store, server.url, made.certificates)
        assert "and it is not kept" in one.problem
        assert rows(store, "log_timestamp") == 0
        server.answer = stamps(made)
        assert stamp(store, server.url, made.certificates)[0].fresh
    assert rows(store, "log_timestamp") == 1
    checkpoints.stop(store, TENANT, ORIGIN, flaw("stop", "leaf_gone", seq=1), START)
    assert "is stopped" in stamp(store, server.url, made.certificates)[0].problem


def test_an_authority_is_known_by_its_root(made: MadeAuthority, tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    both.write_bytes(made.certificates.read_bytes() + (made.folder / "tsa.pem").read_bytes())
    with scripted(stamps(made)) as server:
        assert Authority.read(server.url, both).stamp(TEXT)[0]
    for name, data in {"none": b"", "text": b"x", "leaf": (made.folder / "tsa.pem").read_bytes()}.items():
        (tmp_path / name).write_bytes(data)
    for name in ("none", "text", "leaf", "nowhere"):
        with pytest.raises(BadInput, match="--tsa-certificate"):
            Authority.read("http://tsa.example/", tmp_path / name)
    with pytest.raises(BadInput, match="--tsa: 'x' is no address"):
        Authority.read("x", both)
