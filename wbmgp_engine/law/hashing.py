"""The content hash of a lawbook: the same on every machine, other at every changed byte."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def canonical(content: bytes) -> bytes:
    """The bytes that count: without byte order mark, lines ending in LF. A checkout on Windows changes no hash.

    >>> canonical(b"\\xef\\xbb\\xbfa: 1\\r\\n")
    b'a: 1\\n'
    """
    return content.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")


def content_hash(files: Mapping[str, bytes]) -> str:
    """`sha256:<hex>` over every file, by relative posix path; each path and content is preceded by its length.

    >>> content_hash({"a.yaml": b"x\\r\\n"}) == content_hash({"a.yaml": b"x\\n"}) != content_hash({"a.yaml": b"x"})
    True
    """
    digest = sha256()
    for path in sorted(files):
        for part in (path.encode(), canonical(files[path])):
            # The length keeps the end of one part from being read as the beginning of the next.
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return f"sha256:{digest.hexdigest()}"
