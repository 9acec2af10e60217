"""The files of a rule book from a zip, bounded before anything is read."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from wbmgp_engine.errors import BadInput

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
        raise BadInput.one("input", "is geen zip die wij kunnen lezen", "pak de map rules opnieuw in") from None


def _bounded(entries: list[ZipInfo]) -> None:
    if not entries or len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        fix = f"stuur 1 tot {MOST_FILES} bestanden, samen hoogstens {MOST_BYTES} bytes"
        raise BadInput.one("input", "heeft te veel of te weinig bestanden", fix)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or not all(_plain(name) for name in names):
        raise BadInput.one(
            "input", "heeft een pad twee keer, of een dat ergens anders heen leidt", "pak de map opnieuw in"
        )


def _plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "\\" not in name and not name.startswith("/") and ".." not in parts
