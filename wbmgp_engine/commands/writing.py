"""What commands write to a file: whole or not at all, and never over something that is there unless that is asked."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from wbmgp_engine.commands.reading import readable
from wbmgp_engine.errors import BadInput
from wbmgp_engine.private_files import only_owner

_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


def refuse_existing(name: str, *, forced: bool = True) -> None:
    """BadInput when there is something at this name already. `forced`: the command knows `--force`."""
    if os.path.lexists(name):
        raise _exists(name, forced=forced)


def write_text(name: str, text: str, *, replace: bool, public: bool = False) -> None:
    """Write a text as `write_bytes` does."""
    write_bytes(name, text.encode("utf-8"), replace=replace, public=public)


def write_bytes(name: str, data: bytes, *, replace: bool | None, public: bool = False) -> None:
    """Write a file as a whole, over what is there only with `replace`. BadInput when it cannot be written.

    `replace` is None where a command knows no `--force`, so that nobody is sent to an option that is not there.
    Only the owner reads it, unless it is for the public: then the umask says who.
    """
    path = Path(name)
    # What is there stays whole until the new text is complete.
    target = path.with_name(f".{path.name[:100]}.{os.getpid()}") if replace and path.name else path
    try:
        _write_new(target, data, public)
        if target is not path:
            _move(target, path)
    except FileExistsError:
        raise _exists(str(target), forced=replace is not None) from None
    except ValueError:
        raise BadInput.one(readable(name), "is not a file name", "name a file in a folder that exists") from None
    except OSError as problem:
        said = (problem.strerror or "error").lower()
        raise BadInput.one(readable(name), f"cannot be written: {said}", _fix(problem.errno)) from None


def _write_new(path: Path, data: bytes, public: bool) -> None:
    with open(path, "xb", buffering=0, opener=None if public else only_owner) as file:
        try:
            while data:
                data = data[file.write(data) :]
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _move(made: Path, path: Path) -> None:
    try:
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def _fix(number: int | None) -> str:
    if number in _NO_ROOM:
        return "make room there, or name a file where there is room; nothing was written"
    return "name a file where you may write" if number in _NOT_ALLOWED else "name a file in a folder that exists"


def _exists(name: str, *, forced: bool) -> BadInput:
    return BadInput.one(readable(name), "exists already", "choose another name" + ", or add --force" * forced)
