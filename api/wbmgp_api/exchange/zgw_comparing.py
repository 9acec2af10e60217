"""Whether what is in a system of cases is what would be made: every field that we write, as the system writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from wbmgp_engine.errors import Finding

_WEEKS: Final = re.compile(r"P(\d+)W")
_FIX: Final = "verbeter het daar als het pakket gelijk heeft; er is niets overschreven"


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any], place: str) -> Iterator[Finding]:
    """Each field that is otherwise there. What we do not write is not looked at, and neither is the content of a file."""
    for name, value in ours.items():
        there = theirs.get(name)
        if name != "inhoud" and not same(value, there):
            yield Finding(f"{place}.{name}", f"is daar {_short(there)} en in het pakket {_short(value)}", _FIX)


def same(ours: Any, theirs: Any) -> bool:
    """Whether two values say the same: other spellings of a moment or a duration, and more fields there, are no difference.

    >>> same("P8W", "P56D"), same("2026-11-18T11:06:40Z", "2026-11-18T12:06:40+01:00"), same({"a": 1}, {"a": 1, "b": ""})
    (True, True, True)
    >>> same("P8W", "P8D"), same([1], [1, 2]), same("x", None)
    (False, False, False)
    """
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return all(same(value, theirs.get(name)) for name, value in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(any(same(one, other) for other in theirs) for one in ours)
    if isinstance(ours, str) and isinstance(theirs, str):
        return _plain(ours) == _plain(theirs)
    return bool(ours == theirs)


def _plain(text: str) -> str:
    if found := _WEEKS.fullmatch(text):
        return f"P{7 * int(found[1])}D"
    if len(text) > len("2026-11-18T") and text[10] == "T":
        try:
            return datetime.fromisoformat(text).astimezone(UTC).isoformat()
        except ValueError:
            return text
    return text


def _short(value: Any) -> str:
    text = "leeg" if value in (None, "", []) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
