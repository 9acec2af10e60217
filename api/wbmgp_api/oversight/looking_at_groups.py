"""Who looks at groups says why first: the entry of the log names purpose, legal basis and columns, never a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.disparate import Disparity, compare, outcomes_of
from wbmgp_api.oversight.groups_supplied import Supplied
from wbmgp_api.store.opened import Store
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.statements import state
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput

FIRST_YEAR: Final = 2015
MOST: Final = 500
"""So many characters may a purpose and a legal basis have."""


def days_of(year: int, today: date) -> Period:
    """The days of a year, as far as its quarters are over: days that anybody could choose would tell of single decisions.

    Raises BadInput for a year of which no quarter is over, or before FIRST_YEAR.

    >>> days_of(2026, date(2026, 11, 22)).until, days_of(2025, date(2026, 11, 22)).until
    (datetime.date(2026, 9, 30), datetime.date(2025, 12, 31))
    """
    over = 4 if year < today.year else (today.month - 1) // 3
    if not FIRST_YEAR <= year <= today.year or not over:
        raise bad_input("groups_year", "jaar", first=FIRST_YEAR)
    return Period(date(year, 1, 1), date(year, 3 * over, 30 if over in (2, 3) else 31))


@dataclass(frozen=True, slots=True)
class Reason:
    """For which purpose somebody compares groups, and what lawfully gives them the table."""

    purpose: str
    basis: str

    def checked(self) -> None:
        """Raises BadInput where one of the two is missing or too long."""
        told = {"doel": self.purpose, "grondslag": self.basis}
        if found := [fault("groups_why", name, most=MOST) for name, text in told.items() if not 0 < len(text) <= MOST]:
            raise BadInput(found)


@dataclass(frozen=True, slots=True)
class Looking:
    """Where somebody looks, and as whom."""

    store: Store
    recorder: Recorder
    actor: Actor
    tenant: str
    moment: datetime

    def at(self, given: Supplied, period: Period, why: Reason) -> Disparity:
        """The report, after the entry is on disk. Raises BadInput, StoreBroken, ClockBehind."""
        why.checked()
        said = {
            "over": "groepen", "kolommen": sorted(given.columns), "van": period.since.isoformat(),
            "tot": period.until.isoformat(), "doel": why.purpose, "grondslag": why.basis,
        }  # fmt: skip

        def tell(connection: Connection) -> None:
            state(connection, self.recorder, self.tenant, "inzage", said, self.actor, self.moment)

        self.store.write(self.tenant, tell)
        outcomes = self.store.read(self.tenant, lambda connection: outcomes_of(connection, self.tenant, period))
        return compare(outcomes, given, period)
