"""JSON in and out: strict reading as the files of the command line are read, and answers as they were made."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import Any, Final

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.json_text import read_json

_LARGE: Final = 256_000
_DEPTH: Final = 32
_NESTED: Final = (dict, list)
_CHARSETS: Final = ("", "charset=utf-8", 'charset="utf-8"')
_BOM: Final = b"\xef\xbb\xbf"


async def json_body(request: Request, read: Callable[[bytes], Any] = read_json) -> Any:
    """The document in a request. Problem 415 for another media type, BadInput for what is no strict JSON.

    `read` parses: a map has fractions, which nothing else has.
    """
    if media_type(request) != "application/json":
        raise Problem(415, "send_json")
    data = await request.body()
    # A map can be large: while it is read nobody else may have to wait.
    return await at_length(partial(_read, data, read)) if len(data) > _LARGE else _read(data, read)


def _read(data: bytes, read: Callable[[bytes], Any]) -> Any:
    if data.startswith(_BOM):
        raise bad_input("bom", "input")
    document = read(data)
    _shallow(document)
    if not _plain_throughout(data):
        _plain(document)
    return document


def media_type(request: Request) -> str:
    """What a body says it is; empty where it says another character set than UTF-8. Problem 415 for one that is packed."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "send_plain")
    return kind.strip().lower() if parameters.strip().lower() in _CHARSETS else ""


def _shallow(document: Any) -> None:
    """Level by level, so that how long this takes is bounded by the size of the document only."""
    level = [document]
    for _ in range(_DEPTH):
        inside = chain.from_iterable(
            value.values() if type(value) is dict else value for value in level if type(value) in _NESTED
        )
        level = list(inside)
        if not level:
            return
    raise bad_input("too_deep", "input", most=_DEPTH)


def _plain_throughout(data: bytes) -> bool:
    """Whether the text of a document tells by itself that all text in it is plain: no escapes, and all of it NFC.

    Without escapes it holds no NUL and no surrogate, and every part of a text in NFC is in NFC.
    """
    return b"\\" not in data and (data.isascii() or unicodedata.is_normalized("NFC", data.decode()))


def _plain(value: Any) -> None:
    """Text that has one form in bytes and that every database can hold."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise bad_input("sign", "input")
        if not unicodedata.is_normalized("NFC", value):
            raise bad_input("not_nfc", "input")
    elif isinstance(value, dict):
        for key, item in value.items():
            _plain(key)
            _plain(item)
    elif isinstance(value, list):
        for item in value:
            _plain(item)


def answer(document: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A document as JSON."""
    return Response(to_json(document), status, headers=dict(headers or {}), media_type="application/json")
