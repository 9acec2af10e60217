"""Keys: wrapped to their owner, gone when their epoch is gone, and never read from a file that others may read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wbmgp_api.store.key_files import log_key, master_keys
from wbmgp_api.store.keys import KeyDestroyed, KeyMismatch, MasterKeys, seal, unseal
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.ed25519 import verifies

OLD, NEW = MasterKeys({1: b"a" * 32}), MasterKeys({1: b"a" * 32, 2: b"b" * 32})
KEY = b"k" * 32


def test_a_data_key_is_wrapped_by_the_newest_key_and_opens_for_its_owner() -> None:
    epoch, wrapped = NEW.wrap(KEY, b"p1/inkomen", os.urandom)
    assert (epoch, KEY in wrapped) == (2, False)
    assert NEW.unwrap(epoch, wrapped, b"p1/inkomen") == KEY
    with pytest.raises(KeyMismatch):
        NEW.unwrap(epoch, wrapped, b"p2/inkomen")
    with pytest.raises(KeyMismatch):
        NEW.unwrap(1, wrapped, b"p1/inkomen")


def test_without_its_epoch_a_key_is_gone() -> None:
    epoch, wrapped = OLD.wrap(KEY, b"o", os.urandom)
    with pytest.raises(KeyDestroyed, match="epoch 1 is gone"):
        MasterKeys({2: b"b" * 32}).unwrap(epoch, wrapped, b"o")


def test_no_two_parts_and_no_two_keys_share_a_nonce() -> None:
    closed = [seal(KEY, b"bijstand", b"place", os.urandom) for _ in range(50)]
    wrapped = [NEW.wrap(KEY, b"owner", os.urandom)[1] for _ in range(50)]
    assert len({nonce for nonce, _ in closed} | {text[:12] for text in wrapped}) == 100


def test_any_flipped_bit_is_seen() -> None:
    nonce, closed = seal(KEY, b"bijstand", b"place", os.urandom)
    assert unseal(KEY, nonce, closed, b"place") == b"bijstand"
    for index in range(len(closed) * 8):
        changed = bytearray(closed)
        changed[index // 8] ^= 1 << index % 8
        with pytest.raises(KeyMismatch):
            unseal(KEY, nonce, bytes(changed), b"place")
    with pytest.raises(KeyMismatch):
        unseal(KEY, nonce, closed, b"elsewhere")


def test_a_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    NEW.write(path)
    assert (path.stat().st_mode & 0o777, MasterKeys.read(path)) == (0o600, NEW)
    path.chmod(0o640)
    with pytest.raises(BadInput, match="others may read this key file → chmod 600"):
        MasterKeys.read(path)


def test_a_key_file_is_made_once_and_never_replaced(tmp_path: Path) -> None:
    made = master_keys(tmp_path / "keys", os.urandom)
    assert master_keys(tmp_path / "keys", os.urandom) == made
    with pytest.raises(FileExistsError):
        NEW.write(tmp_path / "keys")
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
    assert MasterKeys.read(tmp_path / "keys") == made


def test_the_key_of_a_log_signs_under_the_name_of_the_log(tmp_path: Path) -> None:
    path = tmp_path / "signing"
    key = log_key(path, os.urandom)
    assert (path.stat().st_mode & 0o777, log_key(path, os.urandom).public) == (0o600, key.public)
    assert verifies(key.named("o").public, b"text", key.sign(b"text"))
    path.chmod(0o604)
    with pytest.raises(BadInput, match="others may read this key file"):
        log_key(path, os.urandom)
    path.chmod(0o600)
    for text in ("xyz", "é", "00"):
        path.write_text(text, "utf-8")
        with pytest.raises(BadInput, match=r"key"):
            log_key(path, os.urandom)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"1": "kort"}', '{"een": ""}', '{"1": "YQ=="}', "é"])
def test_a_broken_key_file_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    with pytest.raises(BadInput, match="restore it from its backup"):
        MasterKeys.read(path)
