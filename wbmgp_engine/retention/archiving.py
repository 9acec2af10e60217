"""What of a closed case belongs in an archive: what the selection list keeps after every way in which the case ended.

What another rule lets a municipality keep for a purpose of its own, as the outcome of a screening for the evaluations
(art. 13 of the decree on selective allocation), is no archive material and goes at its own term.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.terms import Ending, Kept, kept

SELECTION_LIST: Final = "selectielijst_gemeenten"


def archived(endings: Iterable[Ending], lawbook: Lawbook) -> dict[str, Kept]:
    """The categories that go to an archive, with until when they are kept; none of a case that did not end.

    Raises BadInput for an unknown result, LawNotFound or RuleFileError for a rule book that cannot tell.

    >>> from datetime import date
    >>> refused = Ending("geweigerd", date(2026, 11, 21))
    >>> sorted(archived([refused], Lawbook.load()))
    ['beoordeling', 'inkomen', 'motivering', 'persoon', 'spoor']
    """
    every = list(endings)
    listed = [_listed(ending, lawbook) for ending in every]
    wanted = set.intersection(*listed) if listed else set()
    return {category: term for category, term in kept(every, lawbook).items() if category in wanted}


def _listed(ending: Ending, lawbook: Lawbook) -> set[str]:
    """What the list in force when a case ended so keeps of it."""
    found = in_force(lawbook, ending.closed_on).get(SELECTION_LIST)
    entries = found.termijnen if found else []
    return {category for entry in entries if entry.uitkomst == ending.result for category in entry.categorieen}
