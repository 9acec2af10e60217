"""How long somebody can object to a decision, in words: the length and its article come from `rules/kalender/`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wbmgp_engine.law.lawbook import Lawbook


class TimeToObject(NamedTuple):
    """The length of the term from a day on, in two languages, and where it stands."""

    starts: date
    nl: str
    en: str
    source: str


def time_to_object(lawbook: Lawbook, on: date) -> TimeToObject | None:
    """The term to object to a decision of a day; None where the rule book holds no text of that day.

    >>> time_to_object(Lawbook.load(), date(2024, 1, 1))[1:]
    ('6 weken', '6 weeks', 'art. 6:7 Awb')
    """
    known = lawbook.kept("time to object", lambda: _known(lawbook))
    return next((item for item in reversed(known) if item.starts <= on), None)


def _known(lawbook: Lawbook) -> tuple[TimeToObject, ...]:
    # The calendar is read only where nobody kept what it says: every explanation asks this.
    from wbmgp_engine.calendar import AwbTerms
    from wbmgp_engine.errors import LawLookupError

    try:
        terms = AwbTerms.of(lawbook)
        lengths = [(start, terms.length("bezwaar", start)) for start in terms.laws.starts]
    except LawLookupError:
        return ()
    return tuple(TimeToObject(start, *length.words, length.source) for start, length in lengths)
