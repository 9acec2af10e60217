"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.showing import printable


def written(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name, then put it in its place: what stands there stays until then.

    Raises BadInput where it cannot be written.
    """
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(made)
        made.replace(path)
    except OSError as problem:
        said = (problem.strerror or "error").lower()
        fix = "name a folder where you may write, and where there is room"
        raise BadInput.one(printable(str(path)), f"cannot be written: {said}", fix) from None
    finally:
        with suppress(OSError):
            made.unlink()
