"""Keys in files: made once, secret, and told where one cannot be made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wbmgp_api.secret_files import keep_secret, replace_secret, secret_text, seed_of
from wbmgp_engine.errors import BadInput


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert seed_of(path, lambda size: b"a" * size) == seed_of(path, lambda size: b"b" * size) == b"a" * 32
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        keep_secret(path, "other")
    assert [found.name for found in tmp_path.iterdir()] == ["key"]


def test_who_comes_second_uses_the_key_of_who_came_first(tmp_path: Path) -> None:
    path = tmp_path / "key"

    def slow(size: int) -> bytes:
        keep_secret(path, "61" * size)
        return b"b" * size

    assert seed_of(path, slow) == b"a" * 32


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="its folder is not there"):
        seed_of(tmp_path / "no" / "key", lambda size: b"a" * size)


def test_a_key_of_somebody_else_is_told_apart_from_one_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="no such file or directory → restore it from its backup"):
        secret_text(tmp_path / "key")

    def denied(path: Path, encoding: str) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", denied)
    with pytest.raises(BadInput, match="permission denied → run this as the user of the service"):
        secret_text(tmp_path / "key")


def test_a_secret_is_replaced_whole_and_the_old_one_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key"
    keep_secret(path, "old words")
    (tmp_path / f".key.{os.getpid()}.next").write_text("of a run that was broken off")
    with path.open("rb") as held:
        replace_secret(path, "new")
        assert (path.read_text(), held.read()) == ("new", bytes(9))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["key"]
