"""Input as a message shows it: short, on one line, in printable characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

MAX_SHOWN: Final = 60
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_\-]{1,40}")


def shown(value: Any) -> str:
    """A value as a message shows it: on one line, in printable characters, at most sixty of them."""
    if isinstance(value, dict | list | tuple | set):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > 10**20:
        return "a very large number"
    text = ascii(value[: MAX_SHOWN + 1]) if isinstance(value, str | bytes) else ascii(value)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def place_of(loc: Sequence[str | int], root: str = "aanvraag") -> str:
    """A place in the input, such as `huishouden.0.geboortedatum`; a key that is not plain is shown like a value."""
    return ".".join(_step(part) for part in loc) or root


def _step(part: str | int) -> str:
    return str(part) if isinstance(part, int) or _PLAIN_KEY.fullmatch(part) else shown(part)
