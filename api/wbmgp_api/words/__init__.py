"""What is wrong, in Dutch and in English: one table for each language, by the code that a fault carries.

The engine and the service find faults; the words for whoever asks over the network stand here. A hole in a sentence is
filled with what we say ourselves (a bound, a choice, the name of a field), never with what somebody sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from wbmgp_api.words import dutch, english
from wbmgp_engine.errors import BadInput, Finding, Unfit
from wbmgp_engine.facts.wording import day_in_words

Language = Literal["nl", "en"]
_TABLES: Final[Mapping[Language, Any]] = {"nl": dutch, "en": english}
_HOLE: Final = re.compile(r"\{([a-z]+)\}")


class Both(str):
    """What fills a hole in two languages: it is the Dutch text, and knows the English one."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, dutch: str, english: str) -> Both:
        made = super().__new__(cls, dutch)
        made.english = english
        return made


def on(day: date) -> Both:
    """A day in words.

    >>> on(date(2026, 11, 22)), on(date(2026, 11, 22)).english
    ('22 november 2026', '22 November 2026')
    """
    return Both(day_in_words(day, "nl"), day_in_words(day, "en"))


def fault(code: str, place: str, **params: str | int) -> Finding:
    """A fault of the service, by its code."""
    problem, fix = _filled(dutch.FAULTS[code], params, "nl")
    return Finding(place, problem, fix, "", code, params)


def bad_input(code: str, place: str, **params: str | int) -> BadInput:
    """Input that cannot be used, for one reason."""
    return BadInput([fault(code, place, **params)])


def unfit(code: str, **params: str | int) -> Unfit:
    """What a validator says of a value that its field does not take."""
    problem, fix = _filled(dutch.FAULTS[code], params, "nl")
    return Unfit(code, problem, fix, **params)


def title(status: int, language: Language) -> str | None:
    """What a status means; None for one that we never send on purpose."""
    found: str | None = _TABLES[language].TITLES.get(status)
    return found


def detail(code: str, params: Mapping[str, str | int], language: Language) -> str:
    """What is the matter in this case."""
    found: str = _filled((_TABLES[language].DETAILS[code],), params, language)[0]
    return found


def said(finding: Finding, language: Language) -> tuple[str, str] | None:
    """What is wrong and how to mend it; None for a fault without a code, which the engine says itself, in English."""
    words = _TABLES[language].FAULTS.get(finding.code)
    return None if words is None else (*_filled(words, finding.params, language),)


def _filled(words: tuple[str, ...], params: Mapping[str, str | int], language: Language) -> Any:
    """The sentences with their holes filled. Other braces stand for themselves: `between { and }`."""

    def fill(hole: re.Match[str]) -> str:
        given = params[hole[1]]
        return given.english if language == "en" and isinstance(given, Both) else str(given)

    return tuple(_HOLE.sub(fill, one) for one in words)
