"""The terms that the Algemene wet bestuursrecht sets, as the text of the day has them, over the free days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wbmgp_engine.calendar.coverage import Length
from wbmgp_engine.calendar.explained import later
from wbmgp_engine.calendar.holidays import Calendar
from wbmgp_engine.calendar.loading import Dated, administrative_laws
from wbmgp_engine.calendar.schema import AdministrativeLawFile, TermName
from wbmgp_engine.calendar.suspension import Suspension
from wbmgp_engine.calendar.term import Term, run
from wbmgp_engine.errors import BadInput, LawNotYetInForce
from wbmgp_engine.law.lawbook import Lawbook


@dataclass(frozen=True, slots=True)
class AwbTerms:
    """The terms of the Awb in a rule book, over its free days; the text is that of the day of the event."""

    laws: Dated[AdministrativeLawFile]
    calendar: Calendar

    @classmethod
    def of(cls, lawbook: Lawbook, equated: Iterable[date] = ()) -> AwbTerms:
        """The terms of a rule book; `equated` are days equated by decree that it does not hold."""
        return cls(administrative_laws(lawbook), Calendar.of(lawbook, equated))

    def on(self, day: date) -> AdministrativeLawFile:
        """The version on a day. Raises LawNotYetInForce."""
        return self.laws.on(day)

    def length(self, name: TermName, on: date) -> Length:
        """The length of a term on a day. Raises LawNotYetInForce when the text of that day is not in the rule book."""
        entry = self.on(on).termijnen.get(name)
        if entry is None:
            raise self._absent(name, on, [name in file.termijnen for file in self.laws.files])
        return Length.of(entry)

    def term(self, name: TermName, event: date, suspensions: Iterable[Suspension] = ()) -> Term:
        """One of the terms from an event on, as the text of the day of the event sets it."""
        return run(event, [self.length(name, event)], self.calendar, suspensions=suspensions)

    def suspension(self, invited: date, completed: date) -> Suspension:
        """Article 4:15: from the day after the invitation up to, not including, the day of completion.

        `completed` may be the day on which the term to complete lapsed unused. Raises BadInput when it lies before.

        >>> AwbTerms.of(Lawbook.load()).suspension(date(2015, 4, 10), date(2015, 4, 13)).days
        2
        """
        if completed < invited:
            problem = f"completed on {completed}, before the invitation of {invited}"
            raise BadInput.one("suspension", problem, "mend one of the days")
        rule = self.on(invited).opschorting
        start = later(invited, rule.dagen_na_uitnodiging)
        return Suspension(start, max(start, completed), rule.bron)

    def amounts(self, on: date) -> PenaltyAmounts:
        """What each day of a late decision costs on a day. Raises LawNotYetInForce before there was a penalty."""
        entry = self.on(on).dwangsom
        if entry is None:
            raise self._absent("dwangsom", on, [file.dwangsom is not None for file in self.laws.files])
        scale = tuple(step.bedrag for step in entry.trappen for _ in range(step.dagen))
        return PenaltyAmounts(scale, entry.bron, entry.zekerheid)

    def _absent(self, name: str, on: date, held: list[bool]) -> LawNotYetInForce:
        first = next((start for start, has in zip(self.laws.starts, held, strict=True) if has), None)
        known = f"it is known from {first} on" if first else "no version holds it"
        return LawNotYetInForce(
            f"{self.laws.law} on {on}: the rule book holds no {name!r}, {known}; let a person decide"
        )


@dataclass(frozen=True, slots=True)
class PenaltyAmounts:
    """The penalty of each day in eurocents, the first day first."""

    per_day: tuple[int, ...]
    source: str
    certainty: str
