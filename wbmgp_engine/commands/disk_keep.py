"""What the command line keeps on disk between runs: questions compiled from exactly these rules by exactly this engine.

Reading a kept value runs what its writer wrote, as with Python's own `__pycache__`. So only a folder and files that
belong to the current user, and that nobody else may write, are used; see docs/decisions/009-kept-questions.md.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

SWITCH = "WBMGP_CACHE"
MAX_FILES = 100
_ROOMS = ("law", "logic", "permits")
_DIGEST = 32


def disk_keep(environment: Mapping[str, str]) -> DiskKeep | None:
    """The folder of the current user; None when it is switched off, or when nobody can tell whose files are whose."""
    if environment.get(SWITCH, "").lower() in ("0", "off", "no") or not hasattr(os, "getuid"):
        return None
    own = Path(environment.get("XDG_CACHE_HOME", ""))
    if not own.is_absolute():
        own = Path(environment.get("HOME", ""), "Library/Caches" if sys.platform == "darwin" else ".cache")
    return DiskKeep(own / "wbmgp-engine") if own.is_absolute() else None


class DiskKeep:
    """Keeps values in a folder. Whatever does not fit, or cannot be read or written, is as if it were not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = _engine()

    def load(self, name: str) -> Any | None:
        """The value an earlier run kept under this name, or None."""
        try:
            content = _read_own(self.folder, self._file(name))
            if sha256(memoryview(content)[_DIGEST:]).digest() != content[:_DIGEST]:
                return None
            return pickle.loads(memoryview(content)[_DIGEST:])  # noqa: S301 -- only what this user wrote, see above
        except Exception:  # a cache answers or it does not; the law is read again
            return None

    def store(self, name: str, value: Any) -> None:
        """Keep a value, whole or not at all; the oldest files make place."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_foreign(self.folder.lstat(), stat.S_ISDIR)
            payload = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            _write(self.folder / self._file(name), sha256(payload).digest() + payload)
            self._forget_oldest()
        except Exception:
            return

    def _file(self, name: str) -> str:
        return sha256(f"{self._engine}\n{name}".encode()).hexdigest()

    def _forget_oldest(self) -> None:
        files = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in files[:-MAX_FILES]:
            path.unlink()


def _read_own(folder: Path, name: str) -> bytes:
    """The content of a file that only this user can have written."""
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        _refuse_foreign(os.fstat(directory), stat.S_ISDIR)
        with os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory), "rb") as file:
            _refuse_foreign(os.fstat(file.fileno()), stat.S_ISREG)
            return file.read()
    finally:
        os.close(directory)


def _refuse_foreign(found: os.stat_result, kind: Any) -> None:
    """What another user owns or may write could run that user's code as ours."""
    if not kind(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise PermissionError


def _write(path: Path, content: bytes) -> None:
    """Atomically: who reads meanwhile finds the old file or the new one."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _engine() -> str:
    """What decides how kept values look and what they do: this Python, pydantic, and the modules that make them."""
    from pydantic import VERSION

    package = Path(__file__).parents[1]
    return "\n".join([sys.version, VERSION, *(line for room in _ROOMS for line in _sources(str(package / room)))])


def _sources(folder: str) -> Iterator[str]:
    """Path, size and time of change of every module, as Python itself tells whether `__pycache__` is fresh."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".py"):
            about = entry.stat()
            yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"
        elif "." not in entry.name and not entry.name.startswith("_") and entry.is_dir():
            yield from _sources(entry.path)
