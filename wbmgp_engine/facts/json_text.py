"""JSON text from outside, read without surprises: no duplicate keys, no NaN, bounded in size and depth."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.showing import place_of

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 50
WHOLE_NUMBERS: Final = "write whole numbers; money in eurocents"
_MAX_DIGITS: Final = 19
_MAX_FINDINGS: Final = 100
_TOO_DEEP: Final = Finding(
    "input", "nested too deep", f"at most {MAX_DEPTH} levels", "", "too_deep", {"most": MAX_DEPTH}
)


def read_json(text: str | bytes, fraction_fix: str = WHOLE_NUMBERS) -> Any:
    """Parse one JSON document; BadInput tells what is wrong and where, and what to write instead of a fraction."""
    words, reader = _decoded(text), _Reader(fraction_fix)
    if not words.strip():
        raise BadInput.one("input", "is empty", "give one JSON object, between { and }", "no_json")
    try:
        parsed = reader.decoder.decode(words)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        at = {"line": error.lineno, "column": error.colno}
        raise BadInput.one(place, "this is not JSON", error.msg.lower(), "not_json", **at) from None
    except RecursionError:
        raise BadInput([_TOO_DEEP]) from None
    if words.count("{") + words.count("[") > MAX_DEPTH:
        _refuse_depth(parsed)
    if reader.refuses:
        raise BadInput(list(islice(_refused(parsed), _MAX_FINDINGS)))
    return parsed


def _decoded(text: str | bytes) -> str:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise BadInput.one(
            "input", f"{len(data)} bytes", f"send at most {MAX_BYTES} bytes", "too_many_bytes", most=MAX_BYTES
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput.one("input", f"no UTF-8 at byte {error.start}", "save the text as UTF-8", "no_utf8") from None


class _Refused(NamedTuple):
    """Stands where something was read that cannot be used: only from the whole document can its place be told."""

    code: str
    problem: str
    fix: str
    within: tuple[str, ...] = ()


class _Reader:
    """A decoder that notes whether it met something that is refused."""

    def __init__(self, fraction_fix: str) -> None:
        self.refuses = False
        self._fraction_fix = fraction_fix
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_int=self._integer,
            parse_float=self._fraction,
        )  # fmt: skip

    def _refuse(self, code: str, problem: str, fix: str, *within: str) -> _Refused:
        self.refuses = True
        return _Refused(code, problem, fix, within)

    def _object(self, pairs: list[tuple[str, Any]]) -> Any:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return self._refuse("key_twice", "this key stands twice in one object", "keep one of the two", twice)

    def _constant(self, name: str) -> Any:
        return self._refuse("no_number", f"{name} is not a JSON number", "write a whole number")

    def _integer(self, digits: str) -> Any:
        length = len(digits.removeprefix("-"))
        if length > _MAX_DIGITS:
            fix = f"write a number of at most {_MAX_DIGITS} digits"
            return self._refuse("too_many_digits", f"a number of {length} digits", fix)
        return int(digits)

    def _fraction(self, digits: str) -> Any:
        # Nothing that comes in is a fraction: money is whole eurocents, a score stands as text.
        return self._refuse("fraction", f"{digits[:40]} is not a whole number", self._fraction_fix)


def _refused(parsed: Any) -> Iterator[Finding]:
    """What is refused in a document, in its order, each with its path."""
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(parsed, ())]
    while pending:
        value, path = pending.pop()
        if isinstance(value, _Refused):
            place = place_of((*path, *value.within), "input")
            yield Finding(place, value.problem, value.fix, "", value.code, {"most": _MAX_DIGITS})
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        pending.extend(reversed([(item, (*path, key)) for key, item in below]))


def _refuse_depth(value: Any) -> None:
    pending = [(value, 1)]
    while pending:
        current, depth = pending.pop()
        below = current.values() if isinstance(current, dict) else current if isinstance(current, list) else ()
        if depth > MAX_DEPTH and isinstance(current, dict | list):
            raise BadInput([_TOO_DEEP])
        pending.extend((item, depth + 1) for item in below)
