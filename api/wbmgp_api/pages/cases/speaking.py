"""Facts, people and places of the law as a page says them, from the JSON of an answer and in the engine's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.languages import Language
from wbmgp_engine.facts.wording import euros_in_words
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.places import cause_in_words
from wbmgp_engine.permits.texts import FACT, ROLE, value_in_words

Household = Sequence[Mapping[str, Any]]
_TEXT_OF_LAW: Final = "https://wetten.overheid.nl/"
_RENT: Final = "huurprijs"


class Source(NamedTuple):
    """Where something stands: in words, and an address with the text of the law on that day; empty where there is none."""

    text: str
    href: str


def source(given: Mapping[str, Any]) -> Source:
    """A `bron` of an answer.

    >>> source({"tekst": "art. 8 lid 1 Wbmgp", "jci": "jci1.3:c:BWBR0019388&artikel=8"}).href
    'https://wetten.overheid.nl/jci1.3:c:BWBR0019388&artikel=8'
    """
    jci = given.get("jci")
    return Source(given["tekst"], f"{_TEXT_OF_LAW}{jci}" if jci else "")


def person(household: Household, name: str, language: Language) -> str:
    """Somebody by role, and by id where more people have that role.

    >>> person([{"id": "p1", "rol": "aanvrager"}], "p1", "nl")
    'de aanvrager'
    """
    role = next((str(one["rol"]) for one in household if one["id"] == name), "medebewoner")
    alone = sum(one["rol"] == role for one in household) == 1
    return ROLE[role][language] if alone else f"{ROLE[role][language]} ({name})"


def label(name: str, language: Language) -> str:
    """What a fact is called."""
    return FACT.get(name, {}).get(language, name.replace("_", " "))


def value(lawbook: Lawbook, name: str, given: Any, language: Language) -> str:
    """The value of a fact as people write it."""
    if name == _RENT and isinstance(given, int):
        return euros_in_words(given, language)
    if isinstance(given, dict) and "tot" in given:
        cause = cause_in_words(lawbook, {**given, "tot": date.fromisoformat(given["tot"])})
        return value_in_words(cause, language)
    if isinstance(given, dict) and "vroegst" in given:
        given = {edge: _day(day) for edge, day in given.items()}
    return value_in_words(given, language)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
