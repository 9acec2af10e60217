"""Which categories of data a processing was about (AVG art. 15 lid 1 onder b)."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.processing import Activities


def of_activity(lawbook: Lawbook, uri: str) -> tuple[str, ...]:
    """The categories that an activity may use, of its version in a line; empty where the rule book has it no more."""
    name, day = uri.split(":")[3:]
    try:
        return tuple(Activities.of(lawbook, date.fromisoformat(day))[name].told.categorieen)
    except LawLookupError:
        return ()
