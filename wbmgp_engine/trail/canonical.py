"""One sequence of bytes for one JSON value, after RFC 8785, for the values that a decision needs.

Text, whole numbers that every reader of JSON can hold, true, false, null, lists, objects. No fractions: money is whole
cents. Text has to be in Unicode's composed form (NFC); it is refused, never repaired, for what is hashed must be what
somebody wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn
from unicodedata import is_normalized

from wbmgp_engine.errors import BadInput

MAX_DEPTH: Final = 200
_MOST: Final = 2**53 - 1
_FLAT: Final = frozenset({bool, type(None)})
_AS_IT_STANDS: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SORTED: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
Check = Callable[[str], None]


class _Refused(Exception):
    def __init__(self, problem: str, fix: str) -> None:
        self.problem, self.fix, self.path = problem, fix, list[str]()


def encode(value: Any) -> bytes:
    """The canonical bytes of a value. BadInput names the place of what has none.

    >>> encode({"é": 1, "a": [True, None, "x"]})
    b'{"a":[true,null,"x"],"\\xc3\\xa9":1}'
    """
    return _encoded(value, _written)


def encode_again(value: Any) -> bytes:
    """The canonical bytes of what was read by `decode`: whether its text was composed is not asked again."""
    return _encoded(value, _readable)


def written_as(value: Any, data: bytes) -> bool:
    """Whether canonical bytes are those that Python's own writer gives for a value: a quick yes; after a no `encode` decides.

    >>> written_as({"b": 1, "a": "é"}, encode({"a": "é", "b": 1}))
    True
    """
    return _SORTED(value).encode() == data


def decode(data: bytes) -> Any:
    """The value of canonical bytes; BadInput for bytes that `encode` cannot have made.

    Whether text was composed is not asked again: that depends on the Unicode version of who asks.
    """
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_fraction, parse_constant=_fraction)
    except (ValueError, RecursionError) as problem:
        raise BadInput.one("value", f"is no canonical JSON: {problem}", "use the bytes as they were recorded") from None
    if encode_again(value) != data:
        raise BadInput.one("value", "is JSON, but not in its canonical form", "use the bytes as they were recorded")
    return value


def _encoded(value: Any, check: Check) -> bytes:
    with suppress(_Refused):
        if _plain(value, check):
            return _SORTED(value).encode()
    try:
        return _AS_IT_STANDS(_ordered(value, check, MAX_DEPTH)).encode()
    except _Refused as refused:
        place = ".".join(reversed(refused.path)) or "value"
        raise BadInput.one(place, refused.problem, refused.fix) from None


def _plain(value: Any, check: Check) -> bool:
    """Whether Python's own writer gives the canonical bytes: everything has some, and keys sort as they stand.

    Level by level, without places: where this is not so, `_ordered` finds out why and where.
    """
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is str:
                if not item.isascii():
                    check(item)
            elif kind is dict:
                for key in item:
                    if type(key) is not str or not key.isascii():
                        return False
                below += item.values()
            elif kind is list:
                below += item
            elif (kind is not int or not -_MOST <= item <= _MOST) and kind not in _FLAT:
                return False
        if not below:
            return True
        level = below
    return False


def _ordered(value: Any, check: Check, depth: int) -> Any:
    kind = type(value)
    if kind is str:
        check(value)
    elif kind is int:
        if not -_MOST <= value <= _MOST:
            raise _Refused("is a number that not every reader of JSON can hold", f"keep numbers within ±{_MOST}")
    elif kind is dict or kind is list:
        if not depth:
            raise _Refused("is nested too deep", f"keep to {MAX_DEPTH} levels")
        return _object(value, check, depth - 1) if kind is dict else _list(value, check, depth - 1)
    elif kind not in _FLAT:
        raise _Refused(f"is a {kind.__name__}", "use text, whole numbers, true, false, null, lists and objects")
    return value


def _object(value: dict[Any, Any], check: Check, depth: int) -> dict[str, Any]:
    for key in value:
        if type(key) is not str:
            raise _Refused(f"has a key that is no text: {key!r}", "use text for keys")
        check(key)
    found = {}
    # By UTF-16 units, as RFC 8785 wants: an emoji comes before a letter of the Arabic presentation forms.
    for key in sorted(value, key=None if all(map(str.isascii, value)) else lambda key: key.encode("utf-16-be")):
        try:
            found[key] = _ordered(value[key], check, depth)
        except _Refused as refused:
            refused.path.append(key)
            raise
    return found


def _list(value: list[Any], check: Check, depth: int) -> list[Any]:
    found = []
    for index, item in enumerate(value):
        try:
            found.append(_ordered(item, check, depth))
        except _Refused as refused:
            refused.path.append(str(index))
            raise
    return found


def _readable(text: str) -> None:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _Refused("holds half a character (a lone surrogate)", "send the text as UTF-8") from None


def _written(text: str) -> None:
    _readable(text)
    if not text.isascii() and not is_normalized("NFC", text):
        raise _Refused("holds letters with loose accents", "send the text in Unicode's composed form (NFC)")


def _fraction(digits: str) -> NoReturn:
    raise ValueError(f"{digits[:40]} is not a whole number")
