"""Secrets in files that nobody else may read: made once, never replaced."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wbmgp_engine.errors import BadInput

_SIZE = 32


def keep_secret(path: Path, text: str) -> None:
    """Write a file of mode 0600 as a whole, on disk when this returns. Raises FileExistsError: no key is ever replaced."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    finally:
        fresh.unlink()
    _synced(path.parent)


def replace_secret(path: Path, text: str) -> None:
    """Put other words in a secret file, as a whole; the old ones are overwritten before their room is given back.

    What a disk, its journal or a backup of the file keeps beside that, only whoever owns those can destroy.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.next")
    fresh.unlink(missing_ok=True)
    keep_secret(fresh, text)
    with path.open("r+b") as old:
        fresh.replace(path)
        _synced(path.parent)
        size = os.fstat(old.fileno()).st_size
        old.write(bytes(size))
        old.flush()
        os.fsync(old.fileno())


def seed_of(path: Path, random: Callable[[int], bytes]) -> bytes:
    """The private key of a file, made at the first use. Raises BadInput for a file that is no key or not secret."""
    if not path.parent.is_dir():
        raise BadInput.one(str(path), "cannot be made: its folder is not there", "name a file in a folder that exists")
    if not path.exists():
        # Who comes second uses the key of who came first.
        with suppress(FileExistsError):
            keep_secret(path, random(_SIZE).hex())
    return kept_seed(path)


def kept_seed(path: Path) -> bytes:
    """The private key of a file that is there. Raises BadInput for a file that is no key or not secret."""
    try:
        seed = bytes.fromhex(secret_text(path).strip())
    except ValueError:
        seed = b""
    if len(seed) != _SIZE:
        raise BadInput.one(str(path), "is no key file", "restore it from its backup")
    return seed


def secret_text(path: Path) -> str:
    """What a secret file says. Raises BadInput for what others may read or nobody can, ValueError for what is no ASCII."""
    try:
        if path.is_file() and path.stat().st_mode & 0o077:
            raise BadInput.one(str(path), "others may read this key file", f"chmod 600 {path}")
        return path.read_text("ascii")
    except OSError as problem:
        denied = isinstance(problem, PermissionError)
        said = f"cannot be read as a key file: {(problem.strerror or 'error').lower()}"
        fix = "run this as the user of the service, who owns it" if denied else "restore it from its backup"
        raise BadInput.one(str(path), said, fix) from None


def _synced(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
