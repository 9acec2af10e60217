"""The zip of a bundle: without compression and in one form, so that the files alone determine every byte.

What cannot differ cannot hide anything: no comment, no second directory, no link, no bomb, no name told twice.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from typing import Final
from zlib import crc32

from wbmgp_engine.errors import BadInput

MAX_BYTES: Final = 64_000_000
MAX_FILES: Final = 1000
_NAME: Final = re.compile(r"(?!/)(?!.*(?:^|/)\.)(?!.*//)[A-Za-z0-9._/-]{1,200}(?<!/)", re.ASCII)
# Version 2.0, no flags, stored, 1 January 1980 at midnight: what a zip has to say and a bundle has nothing to say about.
_SHAPE: Final = struct.Struct("<5H3I2H")
_LOCAL: Final = b"PK\x03\x04"
_CENTRAL: Final = b"PK\x01\x02\x14\x00"
_END: Final = struct.Struct("<4s4H2IH")
_FIX: Final = "use the file as it was exported, not one that was packed again"


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files; BadInput when a name or the size is not allowed."""
    for name in files:
        if not _NAME.fullmatch(name):
            raise BadInput.one(repr(name), "is no name for a file of a bundle", "use letters, digits, dots and slashes")
    data = _zipped({name: (crc32(content), content) for name, content in files.items()})
    if len(data) > MAX_BYTES or len(files) > MAX_FILES:
        raise BadInput.one("bundle", f"has {len(files)} files, {len(data)} bytes", "leave out what is not needed")
    return data


def unpacked(data: bytes) -> tuple[dict[str, bytes], str | None]:
    """The files, and the first one whose bytes do not match their checksum. BadInput for any other zip than `packed` makes."""
    if len(data) > MAX_BYTES:
        raise BadInput.one("bundle", f"has more than {MAX_BYTES} bytes", "a bundle is smaller")
    try:
        found = _listed(data)
        same = all(_NAME.fullmatch(name) for name in found) and _zipped(found) == data
    except (struct.error, UnicodeDecodeError):
        same = False
    if not same:
        raise BadInput.one("bundle", "is no zip in the form of a bundle", _FIX)
    damaged = next((name for name, (crc, content) in sorted(found.items()) if crc32(content) != crc), None)
    return {name: content for name, (_, content) in found.items()}, damaged


def _zipped(files: Mapping[str, tuple[int, bytes]]) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, (crc, content) in sorted(files.items()):
        shape = _SHAPE.pack(20, 0, 0, 0, 33, crc, len(content), len(content), len(name), 0)
        directory += _CENTRAL + shape + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name.encode()
        body += _LOCAL + shape + name.encode() + content
    end = _END.pack(b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _listed(data: bytes) -> dict[str, tuple[int, bytes]]:
    """What the directory at the end says; the caller makes the zip again and compares, so nothing is believed yet."""
    count, at = struct.unpack_from("<10xH4xI2x", data, max(len(data) - _END.size, 0))
    found: dict[str, tuple[int, bytes]] = {}
    room = len(data)
    for _ in range(min(count, MAX_FILES)):
        crc, size, name_size, start = struct.unpack_from("<16xI4xIH12xI", data, at)
        name = data[at + 46 : at + 46 + name_size].decode("ascii")
        start += 30 + name_size
        room -= size
        if room < 0:
            return {}  # files that overlap would be more than there is
        found[name] = (crc, data[start : start + size])
        at += 46 + name_size
    return found
