"""Files in one ZIP that is the same whenever it is made of the same files: its entries have no moment of their own.

For people, so compressed and of any size; a proof has the stricter form of `wbmgp_engine.trail.archive`.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def packed(files: Iterable[tuple[str, bytes]], mode: int = 0o600) -> bytes:
    """The ZIP of these files by name, in their order; `mode`: who may read them once they are taken out."""
    held = BytesIO()
    with ZipFile(held, "w") as file:
        for name, content in files:
            entry = ZipInfo(name, _NO_MOMENT)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, mode << 16
            file.writestr(entry, content)
    return held.getvalue()
