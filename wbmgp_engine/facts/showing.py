"""Input as a message shows it: short, on one line, in printable signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

MAX_SHOWN: Final = 60
_LATIN: Final = 0x24F  # the last of the Latin letters with their accents
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_\-]{1,40}")


def shown(value: Any) -> str:
    """A value as a message shows it: on one line, in printable signs, at most sixty of them; text stands between quotes."""
    if isinstance(value, dict | list | tuple | set):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > 10**20:
        return "a very large number"
    return _quoted(value) if isinstance(value, str | bytes) else repr(value)[:MAX_SHOWN]


def _quoted(text: str | bytes) -> str:
    whole = _escaped(text[: MAX_SHOWN + 1])
    if len(whole) <= MAX_SHOWN:
        return whole
    kept = text[:MAX_SHOWN]
    while len(_escaped(kept)) >= MAX_SHOWN:
        kept = kept[:-1]
    said = _escaped(kept)
    return said[:-1] + "…" + said[-1]


def _escaped(text: str | bytes) -> str:
    # `repr` escapes what cannot be printed, and what would steer a terminal or turn the direction of reading. A letter
    # or digit of another script is escaped too: it may look like one of ours, and be the very thing that is wrong.
    return "".join(sign if ord(sign) <= _LATIN or not sign.isalnum() else ascii(sign)[1:-1] for sign in repr(text))


def printable(text: str) -> str:
    """Text as it is, with an escape for each sign that cannot be printed: for the name of a file, which may hold any."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def place_of(loc: Sequence[str | int], root: str = "aanvraag") -> str:
    """A place in the input, such as `huishouden.0.geboortedatum`; a key that is not plain is shown like a value."""
    return ".".join(_step(part) for part in loc) or root


def _step(part: str | int) -> str:
    return str(part) if isinstance(part, int) or _PLAIN_KEY.fullmatch(part) else shown(part)
