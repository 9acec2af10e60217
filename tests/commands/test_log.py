"""`wbmgp log verify` on good, tampered and hostile files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.trail.samples import POLICY, a_bundle, leaf, proof_of
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail import verification
from wbmgp_engine.trail.archive import packed

FILES = a_bundle().files()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contents = {
        "good.zip": packed(FILES), "bad.zip": packed(FILES | {"leaf.json": b"{}"}), "none.zip": b"no zip", "policy": bytes(POLICY),
    }  # fmt: skip
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(["log", "verify", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_good_bundle_is_told_in_plain_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(folder / "good.zip"))
    assert (code, err) == (0, "")
    assert out.startswith("ALLES KLOPT, ALS DE SLEUTELS ECHT ZIJN.")
    code, out, err = run(capsys, str(folder / "good.zip"), "--policy", str(folder / "policy"), "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("ALL IS WELL. Every proof in this bundle was computed again and holds.\n\nWhat is proven:\n")


def test_a_bundle_with_a_whole_rule_book_is_larger_than_an_application_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = {"nl/wet/w/2000-01-01.yaml": b"#" * 1_100_000}
    data = leaf(0, rules_hash=content_hash(rules))
    (tmp_path / "large.zip").write_bytes(bytes(a_bundle(leaf=data, proof=proof_of(0, [data]), rules=rules)))
    assert run(capsys, str(tmp_path / "large.zip"))[0] == 0


def test_a_proof_that_fails_is_exit_1_with_the_part(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(folder / "bad.zip"), "--lang", "en")
    assert (code, err) == (1, "")
    assert out.splitlines()[0] == "IT DOES NOT HOLD. This part was changed, or does not belong here: entry."


def test_what_is_no_bundle_is_exit_2_with_one_message(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = str(folder / "none.zip")
    code, out, err = run(capsys, name, "--lang", "en")
    assert (code, out) == (2, "")
    assert err == (
        f"wbmgp: {name}: This is no bundle. (this is no zip file in the form of a bundle) → use the file as it was exported\n"
    )
    for arguments in (
        (str(folder / "absent.zip"),),
        (name, "--lang", "fr"),
        (str(folder / "good.zip"), "--policy", name),
    ):
        code, out, err = run(capsys, *arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"wbmgp: {name}: Het bestand bij --policy is niet bruikbaar.")


@pytest.mark.parametrize("other", [BadInput([]), None])
def test_two_verifiers_that_disagree_are_never_silent(
    other: Exception | None, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(data: bytes, policy: bytes | None) -> None:
        if other:
            raise other

    monkeypatch.setattr(verification, "verify", differs)
    code, out, err = run(capsys, str(folder / "bad.zip"))
    assert (code, out) == (1, "")
    assert "the two verifiers of this engine disagree" in err


def test_it_needs_no_library_for_signatures(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wbmgp_engine.commands.log.find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "wbmgp_engine.trail.verification", None)
    assert run(capsys, str(folder / "good.zip"))[0] == 0
