"""What every calculation of days gives back: the day, and the steps that led to it, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.wording import day_in_words

Texts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the day reached, what was done in Dutch and English, the provision, and how certain its text is."""

    day: date
    nl: str
    en: str
    source: str
    certainty: str = "gelezen"


@dataclass(frozen=True, slots=True)
class Explained:
    """A day and how it was found."""

    day: date
    steps: tuple[Step, ...]


def said(nl: str, en: str, *days: date) -> Texts:
    """A sentence in both languages, with days where it has `{}`.

    >>> said("tot en met {}", "up to and including {}", date(2026, 3, 3))
    ('tot en met 3 maart 2026', 'up to and including 3 March 2026')
    """
    return nl.format(*(day_in_words(day, "nl") for day in days)), en.format(*(day_in_words(day, "en") for day in days))


def later(day: date, days: int) -> date:
    """A number of days later, or earlier when negative. Raises BadInput when the calendar has no such day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise beyond(day) from None


def beyond(day: date) -> BadInput:
    """The refusal of a calculation that leaves the years 1 to 9999."""
    return BadInput.one("term", f"counting from {day} leaves the years 1 to 9999", "use a day and a length that exist")
