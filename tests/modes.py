"""Who may read what was written, under the umask that most machines have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def usual_umask() -> Iterator[None]:
    """What is made meanwhile is readable for all, unless who made it said otherwise."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def modes(path: Path) -> set[tuple[str, str]]:
    """The modes of a file, or of a folder and all that is in it, each with its kind."""
    found = [path, *path.rglob("*")]
    return {("folder" if one.is_dir() else "file", oct(one.stat().st_mode & 0o777)) for one in found}


PRIVATE_FILE = {("file", "0o600")}
PRIVATE_FOLDER = PRIVATE_FILE | {("folder", "0o700")}
