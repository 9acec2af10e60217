"""Which engine gave an answer: a hash over its own files and the version of Python that ran it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import wbmgp_engine
from wbmgp_engine.law.hashing import content_hash


@cache
def engine_hash() -> str:
    """`sha256:<hex>` over every Python file of the engine, and the version of Python.

    >>> engine_hash() == engine_hash(), len(engine_hash())
    (True, 71)
    """
    folder = Path(wbmgp_engine.__path__[0])
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
    return content_hash(files | {"python": ".".join(map(str, sys.version_info[:3])).encode()})
