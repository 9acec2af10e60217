"""The hash of a table: of its names, its types and every value, however it lies in memory."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import polars as pl


def digest_of(frame: pl.DataFrame | None) -> bytes:
    """The SHA-256 of a table; None has one too.

    >>> one, other = pl.DataFrame({"a": ["x", None]}), pl.DataFrame({"a": ["x", ""]})
    >>> digest_of(one) == digest_of(one.clone()) != digest_of(other)
    True
    """
    digest = sha256(b"none" if frame is None else repr((frame.height, list(frame.schema.items()))).encode())
    for column in () if frame is None else frame.iter_columns():
        digest.update(np.packbits(column.is_null().to_numpy()).tobytes())
        digest.update(_values(column))
    return digest.digest()


def _values(column: pl.Series) -> bytes:
    """The bytes of a column's values: little-endian, with zero where there is none; texts as their codes."""
    written = b""
    if column.dtype == pl.String:
        texts = column.drop_nulls().unique().sort()
        written = repr(texts.to_list()).encode()
        column = column.cast(pl.Enum(texts))
    values = column.to_physical().fill_null(strategy="zero") if column.dtype != pl.Boolean else column.fill_null(False)
    array = values.to_numpy()
    return written + array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
