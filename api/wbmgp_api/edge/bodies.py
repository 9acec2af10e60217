"""JSON in and out: strict reading as the files of the command line are read, and answers as they were made."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from wbmgp_api.edge.problems import Problem
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.json_text import read_json

_DEPTH: Final = 32
_BOM: Final = b"\xef\xbb\xbf"


async def json_body(request: Request, read: Callable[[bytes], Any] = read_json) -> Any:
    """The document in a request. Problem 415 for another media type, BadInput for what is no strict JSON.

    `read` parses: a map has fractions, which nothing else has.
    """
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower()
    if kind.strip().lower() != "application/json" or charset not in ("", "charset=utf-8", 'charset="utf-8"'):
        raise Problem(415, "Stuur application/json in UTF-8.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "Stuur de invoer niet ingepakt.")
    data = await request.body()
    if data.startswith(_BOM):
        raise BadInput.one("input", "begint met een BOM", "sla op als UTF-8 zonder BOM")
    document = read(data)
    _plain(document, 1)
    return document


def _plain(value: Any, depth: int) -> None:
    """Not deep, and text that has one form in bytes and that every database can hold."""
    if depth > _DEPTH:
        raise BadInput.one("input", "is te diep genest", f"hoogstens {_DEPTH} lagen")
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise BadInput.one("input", "bevat een teken dat niet bestaat", "verwijder NUL en losse surrogaten")
        if not unicodedata.is_normalized("NFC", value):
            raise BadInput.one("input", "is niet in Unicode-vorm NFC", "breng de tekst eerst in NFC")
    elif isinstance(value, dict):
        for key, item in value.items():
            _plain(key, depth)
            _plain(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _plain(item, depth + 1)


def answer(document: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A document as JSON."""
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(data, status, headers=dict(headers or {}), media_type="application/json")
