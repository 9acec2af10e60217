"""A spreadsheet before it is read: a zip of XML that is not too large, not too busy, and defines nothing."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, Any, Final
from xml.parsers import expat

from wbmgp_api.words import bad_input

_MOST_ENTRIES: Final = 1_000
_MOST_UNPACKED: Final = 50_000_000
_MOST_RATIO: Final = 100
_CELLS: Final = frozenset({"row", "c", "v", "is", "si", "t"})
_MOST_CELLS: Final = 2_000_000
_MOST_ELSE: Final = 100_000


def refuse_unsafe(data: bytes) -> None:
    """BadInput for a file of which the reading could take more than its rows are worth, or that defines entities."""
    refused = bad_input("no_xlsx", "bestand")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_ENTRIES or total > _MOST_UNPACKED or total > _MOST_RATIO * max(1, len(data)):
                raise refused
            counted = _Counted()
            for entry in entries:
                with packed.open(entry) as file:
                    counted.read(file)
    except (
        _Unsafe, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError,
    ):  # fmt: skip
        raise refused from None


class _Unsafe(Exception):
    """This would not be read."""


class _Counted:
    """Elements over all files. A style or a name becomes an object of a kilobyte when it is read, a cell does not."""

    def __init__(self) -> None:
        self._cells = self._else = 0

    def read(self, file: IO[bytes]) -> None:
        """Raises _Unsafe. With the parser that reads it afterwards: what is no XML to the one is none to the other."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._defines
        parser.StartElementHandler = self._begins
        try:
            parser.ParseFile(file)
        except expat.ExpatError:
            return

    def _defines(self, *_: Any) -> None:
        raise _Unsafe

    def _begins(self, name: str, _: Any) -> None:
        if name.rpartition(":")[2] in _CELLS:
            self._cells += 1
        else:
            self._else += 1
        if self._cells > _MOST_CELLS or self._else > _MOST_ELSE:
            raise _Unsafe
