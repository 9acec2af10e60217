"""A folder in the shape of BagIt 1.0 (RFC 8493): files under `data/`, and manifests by which anybody can check them.

What is written is read once and never held whole; two hashes are made on the way.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.private_files import FOLDER, make_folder, only_owner

ALGORITHMS: Final[Mapping[str, Callable[[], Any]]] = {"sha256": sha256, "sha512": sha512}
PAYLOAD: Final = "data/"
_PART: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?", re.ASCII)
# Windows takes these for devices, with any ending.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.ASCII)
_MOST_PARTS: Final = 6
Chunks = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its name, size and hashes by algorithm."""

    name: str
    size: int
    hashes: Mapping[str, str]


def checked_name(name: str) -> str:
    """A name for a file below a folder. Raises BadInput for one that leads elsewhere, or that some system cannot hold.

    >>> checked_name("brieven/01-besluit.pdf")
    'brieven/01-besluit.pdf'
    """
    parts = name.split("/")
    fits = all(_PART.fullmatch(part) and not _DEVICES.fullmatch(part) for part in parts)
    if not fits or len(parts) > _MOST_PARTS:
        raise BadInput.one(repr(name[:80]), "is no name for a file", "use lower case letters, digits, - . _ and /")
    return name


class Bag:
    """A bag that is being written in a folder that is still empty; `close` makes its manifests."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder.parent)
        folder.mkdir(FOLDER)
        self.folder = folder
        self.files: list[Written] = []

    def add(self, name: str, chunks: Chunks) -> Written:
        """Write a file under `data/`, piece by piece. Raises BadInput for a name that is not allowed or stands there already."""
        path = PAYLOAD + checked_name(name)
        if path in {one.name for one in self.files}:
            raise BadInput.one(path, "stands there already", "give each file a name of its own")
        made = put(self.folder, path, chunks())
        self.files.append(made)
        return made

    def close(self, info: Iterable[tuple[str, str]]) -> str:
        """Write the manifests and what the bag says of itself: the SHA-256 of the manifest over all of that."""
        octets = sum(one.size for one in self.files)
        told = [*info, ("Payload-Oxum", f"{octets}.{len(self.files)}")]
        tags = [
            self._tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            self._tag("bag-info.txt", "".join(f"{name}: {_line(value)}\n" for name, value in told)),
            *(self._tag(f"manifest-{name}.txt", _manifest(self.files, name)) for name in ALGORITHMS),
        ]
        ends = [self._tag(f"tagmanifest-{name}.txt", _manifest(tags, name)) for name in ALGORITHMS]
        return ends[0].hashes["sha256"]

    def _tag(self, name: str, text: str) -> Written:
        return put(self.folder, name, [text.encode()])


def put(folder: Path, name: str, chunks: Iterable[bytes]) -> Written:
    """Write a new file and everything of it to the disk."""
    path, size = folder / name, 0
    make_folder(path.parent)
    hashes = {algorithm: make() for algorithm, make in ALGORITHMS.items()}
    with open(path, "xb", opener=only_owner) as file:
        for chunk in chunks:
            file.write(chunk)
            size += len(chunk)
            for one in hashes.values():
                one.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Written(name, size, {algorithm: one.hexdigest() for algorithm, one in hashes.items()})


def _manifest(files: Iterable[Written], algorithm: str) -> str:
    return "".join(f"{one.hashes[algorithm]}  {one.name}\n" for one in sorted(files, key=lambda one: one.name))


def _line(value: str) -> str:
    """A value on one line: a tag file ends an element at the end of a line."""
    return " ".join(value.split())
