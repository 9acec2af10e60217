"""The days on which no term ends: weekdays and holidays that the version in force on the day itself names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from wbmgp_engine.calendar.easter import easter_sunday
from wbmgp_engine.calendar.loading import Dated, terms_acts
from wbmgp_engine.calendar.schema import HolidayEntry, TermsActFile, Weekday
from wbmgp_engine.law.lawbook import Lawbook

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on which no covered term ends, why, by which provision and how certain that is."""

    day: date
    nl: str
    en: str
    source: str
    certainty: str


def holidays_of(year: int, act: TermsActFile) -> tuple[FreeDay, ...]:
    """The holidays of any year from 1 to 9999 as one version of the act names them, in the order of the days."""
    found = [*(_holiday(year, entry) for entry in act.feestdagen), *_decreed(year, act)]
    return tuple(sorted(found, key=lambda holiday: holiday.day))


class Calendar:
    """The free days of a rule book, any year from its first version on.

    `equated` are days that a decree equates with a holiday and that the rule book does not hold.

    >>> calendar = Calendar(terms_acts(Lawbook.load()))
    >>> calendar.free(date(2024, 5, 20)).en, calendar.free(date(2024, 5, 21))
    ('Whit Monday', None)
    """

    def __init__(self, acts: Dated[TermsActFile], equated: Iterable[date] = ()) -> None:
        self._acts = acts
        self._equated = frozenset(equated)
        self._years: dict[int, dict[date, FreeDay]] = {}

    @classmethod
    def of(cls, lawbook: Lawbook, equated: Iterable[date] = ()) -> Calendar:
        """The calendar of a rule book, with the days equated by decree. Raises LawNotFound or RuleFileError."""
        return cls(terms_acts(lawbook), equated)

    def act_on(self, day: date) -> TermsActFile:
        """The version of the act on a day. Raises LawNotYetInForce."""
        return self._acts.on(day)

    def holidays(self, year: int) -> tuple[FreeDay, ...]:
        """The holidays of a year, equated days with them. Raises LawNotYetInForce before the first version."""
        self.act_on(date(year, 1, 1))
        return tuple(self._of_year(year).values())

    def free(self, day: date) -> FreeDay | None:
        """Why no covered term ends on this day, or None: it is a working day. Raises LawNotYetInForce."""
        act = self.act_on(day)
        holiday = self._of_year(day.year).get(day)
        if holiday or WEEKDAYS[day.weekday()] not in act.verlenging.weekdagen:
            return holiday
        rule = act.verlenging
        return FreeDay(day, WEEKDAYS[day.weekday()], _ENGLISH[day.weekday()], rule.bron, rule.zekerheid)

    def _of_year(self, year: int) -> dict[date, FreeDay]:
        if year not in self._years:
            found = {
                holiday.day: holiday
                for start, act in zip(self._acts.starts, self._acts.files, strict=True)
                if start.year <= year
                for holiday in holidays_of(year, act)
                if holiday.day >= start and self.act_on(holiday.day) is act
            }
            for day in self._equated:
                if day.year == year:
                    found.setdefault(day, _equated(day, self.act_on(day)))
            self._years[year] = dict(sorted(found.items()))
        return self._years[year]


def _holiday(year: int, entry: HolidayEntry) -> FreeDay:
    if entry.vast is None:
        assert entry.pasen is not None
        day = easter_sunday(year) + timedelta(days=entry.pasen)
    else:
        day = date(year, entry.vast.maand, entry.vast.dag)
    moved = entry.als_het_valt_op
    if moved and WEEKDAYS[day.weekday()] == moved.weekdag:
        day += timedelta(days=moved.dagen)
    return FreeDay(day, entry.naam.nl, entry.naam.en, entry.bron, entry.zekerheid)


def _decreed(year: int, act: TermsActFile) -> Iterator[FreeDay]:
    for entry in act.gelijkgesteld.dagen:
        if (day := date.fromisoformat(entry.dag)).year == year:
            yield FreeDay(day, "gelijkgestelde dag", "day equated by decree", entry.bron, entry.zekerheid)


def _equated(day: date, act: TermsActFile) -> FreeDay:
    source = act.gelijkgesteld.bron
    return FreeDay(day, "gelijkgestelde dag (instelling)", "day equated by decree (setting)", source, "uit_geheugen")
