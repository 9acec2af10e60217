"""Until when each category of a case is kept. Nothing goes while one source still asks for it, or waits for an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.dates import add
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.schema import CATEGORIES, RESULTS, RetentionEntry


@dataclass(frozen=True, slots=True)
class Ending:
    """How a case ended and what happened since, as far as anybody told: a day that is None was not told."""

    result: str
    closed_on: date
    object_ended_on: date | None = None
    final_on: date | None = None
    evaluated_on: date | None = None

    def on(self, event: str) -> date | None:
        """The day of an event of a retention file."""
        return {
            "zaak_afgehandeld": self.closed_on, "object_beeindigd": self.object_ended_on,
            "onherroepelijk": self.final_on, "evaluatie_afgerond": self.evaluated_on,
        }[event]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """One category: the last day on which it is kept and the source that says so, after which result, since which day.

    Without a day, `waits_for` names the event that nobody told yet; without that too, no source here knows the case.
    `event` and `duration` (ISO 8601) are what the term was counted with, or will be.
    """

    category: str
    until: date | None = None
    waits_for: str | None = None
    source: str | None = None
    certainty: str | None = None
    selection: str | None = None
    result: str | None = None
    since: date | None = None
    event: str | None = None
    duration: str | None = None

    def gone_on(self, day: date) -> bool:
        """Whether it is to be destroyed on a day."""
        return self.until is not None and self.until < day

    def to_json(self) -> dict[str, Any]:
        """The term as a destruction list holds it."""
        found = {
            "categorie": self.category, "bewaardTot": None if self.until is None else self.until.isoformat(),
            "wachtOp": self.waits_for, "bron": self.source, "zekerheid": self.certainty, "klasse": self.selection,
            "uitkomst": self.result, "vanaf": None if self.since is None else self.since.isoformat(),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}


def kept(endings: Iterable[Ending], lawbook: Lawbook) -> dict[str, Kept]:
    """Every category of a case with its term; a case that did not end keeps everything.

    Where several sources speak, or a case ended in several ways (a refusal, then an objection), the longest term
    counts, and one that waits for an event counts longest. Raises BadInput for an unknown result, LawNotFound or
    RuleFileError for a rule book that cannot tell.

    >>> refused = Ending("geweigerd", date(2026, 11, 21))
    >>> kept([refused], Lawbook.load())["inkomen"].until
    datetime.date(2031, 11, 21)
    """
    found: dict[str, Kept] = {}
    for ending in endings:
        if ending.result not in RESULTS:
            raise BadInput.one("result", "is no known way to end", f"use {', '.join(RESULTS)}")
        for category in CATEGORIES:
            term = _of(ending, category, lawbook)
            if category not in found or _length(term) > _length(found[category]):
                found[category] = term
    return {category: found.get(category, Kept(category)) for category in CATEGORIES}


def _of(ending: Ending, category: str, lawbook: Lawbook) -> Kept:
    terms = [
        _term(ending, category, entry)
        for file in in_force(lawbook, ending.closed_on).values()
        for entry in file.termijnen
        if entry.uitkomst == ending.result and category in entry.categorieen
    ]
    return max(terms, key=_length, default=Kept(category))


def _term(ending: Ending, category: str, entry: RetentionEntry) -> Kept:
    start = ending.on(entry.vanaf)
    until = None if start is None else _after(start, entry)
    waits_for = entry.vanaf if start is None else None
    duration = f"P{entry.lengte}{'Y' if entry.eenheid == 'jaren' else 'D'}"
    return Kept(
        category, until, waits_for, entry.bron, entry.zekerheid, entry.klasse, ending.result, start, entry.vanaf, duration
    )  # fmt: skip


def _after(start: date, entry: RetentionEntry) -> date:
    try:
        return add(start, years=entry.lengte) if entry.eenheid == "jaren" else add(start, days=entry.lengte)
    except (OverflowError, ValueError):
        raise BadInput.one("date", f"{start} lies too far ahead", "give the day on which it happened") from None


def _length(term: Kept) -> tuple[bool, date]:
    return term.until is None, term.until or date.max
