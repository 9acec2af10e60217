"""JSON text from outside, read without surprises: no duplicate keys, no NaN, bounded in size and depth."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache, partial
from typing import Any, Final, NoReturn

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.showing import place_of

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 50
WHOLE_NUMBERS: Final = "write whole numbers; money in eurocents"
_MAX_DIGITS: Final = 19
_TOO_DEEP: Final = ("input", "nested too deep", f"at most {MAX_DEPTH} levels")


def read_json(text: str | bytes, fraction_fix: str = WHOLE_NUMBERS) -> Any:
    """Parse one JSON document; BadInput tells what is wrong and where, and what to write instead of a fraction."""
    words = _decoded(text)
    try:
        parsed = _decoder(fraction_fix).decode(words)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadInput.one(place, "this is not JSON", error.msg.lower()) from None
    except RecursionError:
        raise BadInput.one(*_TOO_DEEP) from None
    if words.count("{") + words.count("[") > MAX_DEPTH:
        _refuse_depth(parsed)
    return parsed


def _decoded(text: str | bytes) -> str:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise BadInput.one("input", f"{len(data)} bytes", f"send at most {MAX_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput.one("input", f"no UTF-8 at byte {error.start}", "save the text as UTF-8") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise BadInput.one(place_of([twice]), "this key stands twice in one object", "keep one of the two")
    return found


def _constant(name: str) -> NoReturn:
    raise BadInput.one("input", f"{name} is not a JSON number", "write a whole number")


def _integer(digits: str) -> int:
    length = len(digits.removeprefix("-"))
    if length > _MAX_DIGITS:
        raise BadInput.one("input", f"a number of {length} digits", f"write a number of at most {_MAX_DIGITS} digits")
    return int(digits)


def _fraction(fix: str, digits: str) -> NoReturn:
    # Nothing that comes in is a fraction: money is whole eurocents, a score stands as text.
    raise BadInput.one("input", f"{digits[:40]} is not a whole number", fix)


def _refuse_depth(value: Any) -> None:
    pending = [(value, 1)]
    while pending:
        current, depth = pending.pop()
        below = current.values() if isinstance(current, dict) else current if isinstance(current, list) else ()
        if depth > MAX_DEPTH and isinstance(current, dict | list):
            raise BadInput.one(*_TOO_DEEP)
        pending.extend((item, depth + 1) for item in below)


@cache
def _decoder(fraction_fix: str) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_object,
        parse_constant=_constant,
        parse_int=_integer,
        parse_float=partial(_fraction, fraction_fix),
    )
