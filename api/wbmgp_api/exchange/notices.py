"""What an adapter could not take over: where it stood, what stood there, and what somebody can do. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from wbmgp_api.exchange.notice_words import WORDS
from wbmgp_engine.facts.showing import printable

MOST: Final = 200
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ž0-9_ .,:/+-]{1,40}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NUMBER: Final = 7
_LONGEST_PLACE: Final = 200
_LONG_NUMBER: Final = re.compile(r"[0-9]{8,}")


class Notice(NamedTuple):
    """One thing that was not taken over as it stood. `value` is empty where it is not fit to be shown."""

    code: str
    place: str
    value: str = ""

    def to_json(self) -> dict[str, Any]:
        """The notice with its words in both languages."""
        nl, en = WORDS[self.code]
        return {
            "code": self.code, "plaats": self.place, "waarde": self.value or None,
            "tekst": {"nl": nl[0], "en": en[0]}, "watTeDoen": {"nl": nl[1], "en": en[1]},
        }  # fmt: skip

    def said(self, language: str) -> str:
        """The notice on one line."""
        nl, en = WORDS[self.code]
        words = en if language == "en" else nl
        value = f" ({self.value})" if self.value else ""
        return f"{self.place}{value}: {words[0]} {words[1]}"


class Notices:
    """The notices of one document, at most `MOST` and each once; the last then says that there are more."""

    def __init__(self) -> None:
        self._found: dict[Notice, None] = {}

    def add(self, code: str, place: str, value: Any = "") -> None:
        """Note something. What can be somebody's number, or is no plain short text, is not repeated."""
        if len(self._found) < MOST:
            self._found[Notice(code, placed(place), seen(value))] = None
        else:
            self._found[Notice("more", "")] = None

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def placed(place: str) -> str:
    """A place as a notice shows it: who sends chooses the names in it, so it is bounded, plain, and repeats no long number.

    >>> placed("data.adres"), placed("data.999990019"), len(placed("a" * 1000)), placed(chr(0xD800))
    ('data.adres', 'data.…', 200, '\\\\ud800')
    """
    plain = _LONG_NUMBER.sub("…", printable(place[: _LONGEST_PLACE + 1]))
    return plain if len(plain) <= _LONGEST_PLACE else plain[: _LONGEST_PLACE - 1] + "…"


def seen(value: Any) -> str:
    """A value as a notice shows it: short and plain, and never a long number.

    >>> seen("Adrez"), seen("999990019"), seen("9999.90.019"), seen("2021-13-01"), seen(["x"])
    ('Adrez', '', '', '2021-13-01', '')
    """
    text = str(value) if isinstance(value, str | int) else ""
    digits = sum(sign.isdigit() for sign in text)
    shown = _DAY.fullmatch(text) or (_PLAIN.fullmatch(text) and digits <= _LONGEST_NUMBER)
    return text if shown else ""
