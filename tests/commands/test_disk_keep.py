"""Questions kept on disk: the same answer with and without, and nothing used that somebody else can have written."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.commands.samples import garib
from wbmgp_engine import Lawbook
from wbmgp_engine.cli import run
from wbmgp_engine.commands import disk_keep as module
from wbmgp_engine.commands.disk_keep import MAX_FILES, DiskKeep, disk_keep
from wbmgp_engine.law import reading

VALUE = {"a": [1, date(2031, 7, 1)]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("WBMGP_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wbmgp-engine"


@pytest.fixture
def application(tmp_path: Path) -> str:
    path = tmp_path / "aanvraag.json"
    path.write_text(garib(), encoding="utf-8")
    return str(path)


def answered(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["assess", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--lang", "en"], ["--format", "json"]])
def test_the_answer_is_the_same_byte_for_byte(
    options: list[str],
    application: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments = [application, "--on", "2007-03-19", *options]
    first = answered(arguments, capsys)
    assert list(folder.iterdir())

    def unread(*_: object) -> None:
        raise AssertionError("a rule file was read although the question was kept")

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_regulation", unread)
        assert answered(arguments, capsys) == first
    monkeypatch.setenv("WBMGP_CACHE", "off")
    assert answered(arguments, capsys) == first


def test_nothing_of_the_application_is_kept(application: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered([application, "--on", "2007-03-19"], capsys)
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"artikel_8" in kept
    for said in (b"garib", b"tarwewijk", b"2005-05-25", b"elders is aanbod"):
        assert said in Path(application).read_bytes()
        assert said not in kept


def spoilt(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "a byte changed":
        path.write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    elif how == "cut short":
        path.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "others may write":
        path.chmod(0o622)
    elif how == "a link":
        path.rename(path.with_suffix(".elsewhere"))
        path.symlink_to(path.with_suffix(".elsewhere"))
    elif how == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.unlink()
        os.mkfifo(path)


@pytest.mark.parametrize(
    "how", ["a byte changed", "cut short", "empty", "others may write", "a link", "a folder", "a pipe"]
)
def test_what_does_not_fit_is_as_if_it_were_not_there(how: str, tmp_path: Path) -> None:
    keep = DiskKeep(tmp_path / "kept")
    keep.store("a name", VALUE)
    assert (keep.load("a name"), keep.load("another name")) == (VALUE, None)
    (path,) = keep.folder.iterdir()
    spoilt(path, how)
    assert keep.load("a name") is None


def test_a_spoilt_file_is_written_again(tmp_path: Path) -> None:
    keep = DiskKeep(tmp_path)
    keep.store("a name", VALUE)
    spoilt(next(tmp_path.iterdir()), "cut short")
    keep.store("a name", VALUE)
    assert keep.load("a name") == VALUE


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_may_write_is_not_used(mode: int, tmp_path: Path) -> None:
    keep = DiskKeep(tmp_path / "kept")
    keep.store("a name", VALUE)
    keep.folder.chmod(mode)
    assert keep.load("a name") is None
    keep.store("another name", VALUE)
    assert len(list(keep.folder.iterdir())) == 1


def test_what_another_user_owns_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = DiskKeep(tmp_path / "kept")
    keep.store("a name", VALUE)
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert keep.load("a name") is None
    keep.store("another name", VALUE)
    assert len(list(keep.folder.iterdir())) == 1


def test_a_linked_folder_is_not_used(tmp_path: Path) -> None:
    DiskKeep(tmp_path / "real").store("a name", VALUE)
    (tmp_path / "kept").symlink_to(tmp_path / "real")
    keep = DiskKeep(tmp_path / "kept")
    assert keep.load("a name") is None
    keep.store("another name", VALUE)
    assert len(list((tmp_path / "real").iterdir())) == 1


def test_folder_and_files_are_the_users_own(tmp_path: Path) -> None:
    keep = DiskKeep(tmp_path / "above" / "kept")
    keep.store("a name", VALUE)
    (path,) = keep.folder.iterdir()
    assert (keep.folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_another_engine_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    DiskKeep(tmp_path).store("a name", VALUE)
    monkeypatch.setattr(module, "_engine", lambda: "another version")
    assert DiskKeep(tmp_path).load("a name") is None


def test_a_changed_module_is_another_engine(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "__pycache__").mkdir()
    source = tmp_path / "room" / "one.py"
    source.write_text("a = 1")
    before = list(module._sources(str(tmp_path)))
    os.utime(source, ns=(1, 1))
    assert len(before) == 1 and list(module._sources(str(tmp_path))) != before


def test_the_oldest_files_make_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 2)
    assert MAX_FILES > 2
    keep = DiskKeep(tmp_path)
    for number, name in enumerate("abc"):
        keep.store(name, VALUE)
        os.utime(tmp_path / keep._file(name), ns=(number, number))
    keep.store("d", VALUE)
    assert [keep.load(name) for name in "abcd"] == [None, None, VALUE, VALUE]


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    keep = DiskKeep(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    keep.store("a name", VALUE)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_pickled_is_not_kept(tmp_path: Path) -> None:
    keep = DiskKeep(tmp_path)
    keep.store("a name", lambda: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HOME": "/h"}, "/h/.cache/wbmgp-engine"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/x/wbmgp-engine"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "relative"}, "/h/.cache/wbmgp-engine"),
        ({"HOME": "/h", "WBMGP_CACHE": "off"}, None),
        ({"HOME": "/h", "WBMGP_CACHE": "0"}, None),
        ({"HOME": "/h", "WBMGP_CACHE": "on"}, "/h/.cache/wbmgp-engine"),
        ({}, None),
    ],
)
def test_where_it_is_kept(
    environment: Mapping[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    keep = disk_keep(environment)
    assert (None if keep is None else str(keep.folder)) == expected


def test_on_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    keep = disk_keep({"HOME": "/h"})
    assert keep is not None and keep.folder == Path("/h/Library/Caches/wbmgp-engine")


def test_where_nobody_can_tell_whose_files_are_whose_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "getuid")
    assert disk_keep({"HOME": "/h"}) is None


class Remembering:
    """A keep in memory that holds what disk would: bytes."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load(self, name: str) -> Any | None:
        return pickle.loads(self.kept[name]) if name in self.kept else None

    def store(self, name: str, value: Any) -> None:
        self.kept[name] = pickle.dumps(value)


def test_other_rules_find_nothing_and_loose_rule_files_keep_nothing(tmp_path: Path) -> None:
    keep = Remembering()
    for text in (b"one", b"two"):
        (tmp_path / "note.txt").write_bytes(text)
        assert Lawbook.load(tmp_path, keep=keep).kept("a name", partial(bytes, text)) == text
    assert len(keep.kept) == 2
    assert Lawbook.load(tmp_path, keep=keep).kept("a name", lambda: b"three") == b"two"
    assert Lawbook.from_texts([]).kept("a name", lambda: b"three") == b"three"
