"""How many pages a PDF has, read from its tree of pages: enough for an inventory, of PDFs that this service made itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

_STREAM: Final = re.compile(rb"/Type\s*/ObjStm\b.{0,200}?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAGES: Final = re.compile(rb"<<(?:(?!<<|>>).)*?/Type\s*/Pages\b(?:(?!<<|>>).)*?>>", re.DOTALL)
_COUNT: Final = re.compile(rb"/Count\s+(\d{1,6})\b")
_MOST: Final = 20_000_000


def pages_of(data: bytes) -> int | None:
    """The number of pages; None for what is no PDF, or has a tree that cannot be found."""
    if not data.startswith(b"%PDF-"):
        return None
    found = [
        int(count[1]) for part in _parts(data) for tree in _PAGES.finditer(part) if (count := _COUNT.search(tree[0]))
    ]
    return max(found, default=None)


def _parts(data: bytes) -> Iterator[bytes]:
    """The file itself, and what stands packed in it."""
    yield data
    for packed in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(packed[1], _MOST)
        except zlib.error:
            continue
