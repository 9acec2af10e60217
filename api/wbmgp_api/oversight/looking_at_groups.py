"""Who looks at groups says why first: the entry of the log names purpose, legal basis and columns, never a group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases import processed
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.counts import year_counts
from wbmgp_api.oversight.disparate import Disparity, compare, outcomes_of
from wbmgp_api.oversight.groups_supplied import Supplied
from wbmgp_api.oversight.years import FIRST_YEAR, days_of
from wbmgp_api.store.statements import state
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput

COMPARES: Final = "vergelijk_groepen"
MOST: Final = 500
"""So many characters may a purpose and a legal basis have."""


def checked(year: int, today: date) -> int:
    """The year. Raises BadInput for one that is not over, or before FIRST_YEAR: of one that still grows, two reports would
    tell of the single decisions between them.

    >>> checked(2025, date(2026, 11, 22))
    2025
    """
    if not FIRST_YEAR <= year < today.year:
        raise bad_input("groups_year", "jaar", first=FIRST_YEAR)
    return year


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


def look(office: Office, who: Principal, given: Supplied, year: int, why: Reason) -> Disparity:
    """The report, after an entry of the log and a line of the processing log are on disk.

    Raises BadInput, StoreBroken, ClockBehind.
    """
    why.checked()
    office = replace(office, purpose="evaluatie")
    period = days_of(year)
    said = {
        "over": "groepen", "kolommen": sorted(given.columns), "van": period.since.isoformat(),
        "tot": period.until.isoformat(), "doel": why.purpose, "grondslag": why.basis,
    }  # fmt: skip

    def tell(connection: Connection) -> None:
        doing = office.begin(connection, who)
        state(connection, office.recorder, who.tenant, "inzage", said, doing.actor, office.now())
        processed.without_people(doing, COMPARES)

    office.store.write(who.tenant, tell)

    def job(connection: Connection) -> tuple[dict[str, bool], frozenset[str]]:
        return outcomes_of(connection, who.tenant, period), year_counts(connection, who.tenant, year).untold

    outcomes, untold = office.store.read(who.tenant, job)
    return compare(outcomes, given, period, untold)
