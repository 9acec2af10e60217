"""Base64 with one text per value: spare bits and missing padding are refused, for they could be flipped unseen."""

from __future__ import annotations

from base64 import b64decode, b64encode

from wbmgp_engine.errors import BadInput


def unbase64(text: object, place: str, size: int | None = None) -> bytes:
    """The bytes of a base64 text; BadInput for any other text than the one `b64encode` makes.

    >>> unbase64("AA==", "x")
    b'\\x00'
    """
    data = b""
    try:
        data = b64decode(text, validate=True) if isinstance(text, str) else b""
        whole = b64encode(data).decode() == text
    except ValueError:
        whole = False
    if not whole or size not in (None, len(data)):
        raise BadInput.one(place, "is not the base64 it has to be", "use the text as it was recorded")
    return data
