"""JSON text from outside, read without surprises: no duplicate keys, no NaN, bounded in size and depth."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from wbmgp_engine.errors import BadInput

MAX_BYTES = 1_000_000
MAX_DEPTH = 50


def read_json(text: str | bytes) -> Any:
    """Parse one JSON document; BadInput tells what is wrong and where."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise BadInput.one("input", f"{len(data)} bytes", f"send at most {MAX_BYTES} bytes")
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput.one("input", f"no UTF-8 at byte {error.start}", "save the text as UTF-8") from None
    try:
        parsed = json.loads(words, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_fraction)
    except json.JSONDecodeError as error:
        raise BadInput.one(f"line {error.lineno}, column {error.colno}", "this is not JSON", error.msg.lower()) from None
    except RecursionError:
        raise BadInput.one("input", "nested too deep", f"at most {MAX_DEPTH} levels") from None
    _bounded(parsed)
    return parsed


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput.one(key[:60], "this key stands twice in one object", "keep one of the two")
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise BadInput.one("input", f"{name} is not a JSON number", "write a whole number")


def _integer(digits: str) -> int:
    if len(digits) > 20:
        raise BadInput.one("input", f"a number of {len(digits)} digits", "write a number of at most 19 digits")
    return int(digits)


def _fraction(digits: str) -> NoReturn:
    # Nothing in an application is a fraction: money is whole eurocents.
    raise BadInput.one("input", f"{digits[:40]} is not a whole number", "write whole numbers; money in eurocents")


def _bounded(value: Any) -> None:
    pending = [(value, 1)]
    while pending:
        current, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise BadInput.one("input", "nested too deep", f"at most {MAX_DEPTH} levels")
        below = current.values() if isinstance(current, dict) else current if isinstance(current, list) else ()
        pending.extend((item, depth + 1) for item in below)
