"""The files of a rule book from a zip, bounded before anything is read."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from wbmgp_api.words import bad_input

MOST_FILES: Final = 5_000
MOST_BYTES: Final = 50_000_000


def files_in(data: bytes) -> dict[str, bytes]:
    """The files of a zip by their path, as `rules/` has them; a folder `rules/` around them may be there.

    Raises BadInput for what is no zip, for too much, and for a path that leads elsewhere.
    """
    try:
        with ZipFile(BytesIO(data)) as held:
            entries = [entry for entry in held.infolist() if not entry.is_dir()]
            _bounded(entries)
            return {entry.filename.removeprefix("rules/"): held.read(entry) for entry in entries}
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise bad_input("no_zip", "input") from None


def _bounded(entries: list[ZipInfo]) -> None:
    if not entries or len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise bad_input("zip_size", "input", most=MOST_FILES, bytes=MOST_BYTES)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or not all(_plain(name) for name in names):
        raise bad_input("zip_paths", "input")


def _plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "\\" not in name and not name.startswith("/") and ".." not in parts
