"""Base64 with one text per value: spare bits and missing padding are refused, for they could be flipped unseen."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from wbmgp_engine.errors import BadInput


def unbase64(text: object, place: str, size: int | None = None) -> bytes:
    """The bytes of a base64 text; BadInput for any other text than the one `b64encode` makes.

    >>> unbase64("AA==", "x")
    b'\\x00'
    """
    data = b""
    try:
        data = a2b_base64(text, strict_mode=True) if isinstance(text, str) else b""
        whole = b2a_base64(data, newline=False).decode() == text
    except ValueError:
        whole = False
    if not whole or size not in (None, len(data)):
        raise BadInput.one(place, "is not the base64 it has to be", "use the text as it was recorded")
    return data
