"""Timestamps (RFC 3161), as far as they can be judged without certificates: what they were made for.

The time and its signer are judged by `openssl ts -verify` or `rfc3161-client`, which know the authority.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from wbmgp_engine.errors import ProofError

_SEQUENCE: Final = 0x30
_INTEGER: Final = 0x02
_OCTETS: Final = 0x04
_NAME: Final = 0x06
_EXPLICIT: Final = 0xA0
_TIMESTAMP: Final = bytes.fromhex("2a864886f70d0109100104")  # 1.2.840.113549.1.9.16.1.4, a TSTInfo
_SHA256: Final = bytes.fromhex("608648016503040201")  # 2.16.840.1.101.3.4.2.1
_GRANTED: Final = (b"\x00", b"\x01")


def check_imprint(response: bytes, text: bytes) -> None:
    """Check that a granted TimeStampResp was made for this text; ProofError when not. It claims no time."""
    status, token = _children(_one(response, _SEQUENCE), 2)
    if _first(_value(status, _SEQUENCE), _INTEGER) not in _GRANTED:
        raise ProofError("timestamp: it was not granted")
    _, wrapped = _children(_value(token, _SEQUENCE), 2)
    _, _, content = _children(_first(_value(wrapped, _EXPLICIT), _SEQUENCE), 3)
    kind, inner = _children(_value(content, _SEQUENCE), 2)
    info = _first(_first(_value(inner, _EXPLICIT), _OCTETS), _SEQUENCE)
    _, _, imprint = _children(info, 3)
    algorithm, digest = _children(_value(imprint, _SEQUENCE), 2)
    names = _value(kind, _NAME), _first(_value(algorithm, _SEQUENCE), _NAME)
    if names != (_TIMESTAMP, _SHA256):
        raise ProofError("timestamp: it is of a kind that is not read here")
    if _value(digest, _OCTETS) != sha256(text).digest():
        raise ProofError("timestamp: it is of another text")


def _children(data: bytes, least: int) -> list[tuple[int, bytes]]:
    """The first values of a DER content, of which there have to be so many."""
    found = list(_values(data))
    if len(found) < least:
        raise _formless()
    return found[:least]


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag, head = data[at], data[at + 1 : at + 2]
        length, at = (head[0] if head else 0x80), at + 2
        if length == 0x80:  # an indefinite length is no DER
            raise _formless()
        if length > 0x80:
            size = length - 0x80
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            raise _formless()
        yield tag, data[at : at + length]
        at += length


def _one(data: bytes, tag: int) -> bytes:
    found = list(_values(data))
    if len(found) != 1:
        raise _formless()
    return _value(found[0], tag)


def _first(data: bytes, tag: int) -> bytes:
    return _value(_children(data, 1)[0], tag)


def _value(part: tuple[int, bytes], tag: int) -> bytes:
    if part[0] != tag:
        raise _formless()
    return part[1]


def _formless() -> ProofError:
    return ProofError("timestamp: its form is not that of a timestamp")
