"""Files with data of people: from the moment that they are made only their owner reads them (art. 32 AVG)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

FOLDER: Final = 0o700


def only_owner(path: str, flags: int) -> int:
    """The `opener` of `open` for such a file. One that is there already keeps its mode: ask `open` for a new one."""
    return os.open(path, flags, 0o600)


def make_folder(path: Path) -> None:
    """Make such a folder, and those above it that are not there. Raises OSError."""
    if not path.parent.is_dir():
        make_folder(path.parent)
    path.mkdir(FOLDER, exist_ok=True)
