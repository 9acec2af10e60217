"""Files that cannot be written: the advice fits the reason, and nothing of the file is left."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.modes import PRIVATE_FILE, modes, usual_umask
from wbmgp_engine.commands import writing
from wbmgp_engine.commands.writing import refuse_existing, write_bytes
from wbmgp_engine.errors import BadInput
from wbmgp_engine.private_files import make_folder

ROOM = "make room there, or name a file where there is room; nothing was written"
ADVICE = {
    errno.ENOSPC: ROOM, errno.EDQUOT: ROOM, errno.EFBIG: ROOM,
    errno.EACCES: "name a file where you may write", errno.EROFS: "name a file where you may write",
    errno.ENOENT: "name a file in a folder that exists",
}  # fmt: skip


class Half:
    """A file that takes some bytes, and then no more."""

    def __init__(self, number: int) -> None:
        self.number, self.taken = number, 0

    def __enter__(self) -> Half:
        return self

    def __exit__(self, *_: object) -> None: ...

    def write(self, data: bytes) -> int:
        if self.taken:
            raise OSError(self.number, os.strerror(self.number))
        self.taken = 3
        return 3


@pytest.mark.parametrize("replace", [True, False, None])
@pytest.mark.parametrize(("number", "advice"), ADVICE.items())
def test_the_advice_fits_the_reason(
    number: int, advice: str, replace: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(path: Path, *_: Any, **__: Any) -> Half:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        return Half(number)

    monkeypatch.setattr(writing, "open", opened, raising=False)
    with pytest.raises(BadInput) as refused:
        write_bytes(str(tmp_path / "b.zip"), b"some bytes", replace=replace)
    assert str(refused.value).endswith(f"cannot be written: {os.strerror(number).lower()} → {advice}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["there", "/dev/full"])
def test_nobody_is_sent_to_an_option_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").write_bytes(b"kept")
    with pytest.raises(BadInput, match=r"exists already → choose another name$"):
        write_bytes(name, b"new", replace=None)
    with pytest.raises(BadInput, match=r"exists already → choose another name$"):
        refuse_existing(name, forced=False)
    with pytest.raises(BadInput, match=r"exists already → choose another name, or add --force$"):
        write_bytes(name, b"new", replace=False)
    assert (tmp_path / "there").read_bytes() == b"kept"


@pytest.mark.parametrize("replace", [True, False, None])
def test_only_the_owner_reads_what_is_not_for_the_public(
    replace: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is made so: whoever changes the mode afterwards was too late.
    for name in ("chmod", "fchmod"):
        monkeypatch.delattr(os, name)
    private, public = tmp_path / "zaak.zip", tmp_path / "register.json"
    with usual_umask():
        if replace:
            private.write_bytes(b"old")
        write_bytes(str(private), b"new", replace=replace)
        write_bytes(str(public), b"new", replace=replace, public=True)
    assert (modes(private), modes(public)) == (PRIVATE_FILE, {("file", "0o644")})


def test_folders_above_it_are_of_the_owner_too(tmp_path: Path) -> None:
    with usual_umask():
        make_folder(tmp_path / "zaken" / "een")
        make_folder(tmp_path / "zaken" / "een")
    assert modes(tmp_path / "zaken") == {("folder", "0o700")}
