"""What is wrong, in Dutch and in English: one table for each language, by the code that a fault carries.

The engine and the service find faults; the words for whoever asks over the network stand here. A hole in a sentence is
filled with what we say ourselves (a bound, a choice, the name of a field), never with what somebody sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from wbmgp_api.words import dutch, english
from wbmgp_engine.errors import BadInput, Finding, Unfit

Language = Literal["nl", "en"]
_TABLES: Final[Mapping[Language, Any]] = {"nl": dutch, "en": english}
_HOLE: Final = re.compile(r"\{([a-z]+)\}")


def fault(code: str, place: str, **params: str | int) -> Finding:
    """A fault of the service, by its code."""
    problem, fix = _filled(dutch.FAULTS[code], params)
    return Finding(place, problem, fix, "", code, params)


def bad_input(code: str, place: str, **params: str | int) -> BadInput:
    """Input that cannot be used, for one reason."""
    return BadInput([fault(code, place, **params)])


def unfit(code: str, **params: str | int) -> Unfit:
    """What a validator says of a value that its field does not take."""
    problem, fix = _filled(dutch.FAULTS[code], params)
    return Unfit(code, problem, fix, **params)


def title(status: int, language: Language) -> str | None:
    """What a status means; None for one that we never send on purpose."""
    found: str | None = _TABLES[language].TITLES.get(status)
    return found


def detail(code: str, params: Mapping[str, str | int], language: Language) -> str:
    """What is the matter in this case."""
    found: str = _filled((_TABLES[language].DETAILS[code],), params)[0]
    return found


def said(finding: Finding, language: Language) -> tuple[str, str] | None:
    """What is wrong and how to mend it; None for a fault without a code, which says it in Dutch itself."""
    words = _TABLES[language].FAULTS.get(finding.code)
    return None if words is None else (*_filled(words, finding.params),)


def _filled(words: tuple[str, ...], params: Mapping[str, str | int]) -> Any:
    """The sentences with their holes filled. Other braces stand for themselves: `between { and }`."""
    return tuple(_HOLE.sub(lambda hole: str(params[hole[1]]), one) for one in words)
