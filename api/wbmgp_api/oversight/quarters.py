"""The only periods that rates are told of: whole quarters of the calendar that are over.

Two periods that overlap tell, by subtraction, what happened in the days between them. Quarters never overlap; a longer
period is a row of quarters, each made safe by itself, and nothing is added up over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from wbmgp_api.oversight.decided import Period
from wbmgp_engine.errors import BadInput

_WRITTEN: Final = re.compile("([12][0-9]{3})-?Q([1-4])", re.ASCII)
_YEAR: Final = re.compile("[12][0-9]{3}", re.ASCII)
_FIX: Final = "name a quarter that is over, as 2026-Q3, or a year, as 2026"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year.

    >>> Quarter(2026, 3).name, str(Quarter(2026, 4).until), Quarter(2026, 1).before.name
    ('2026-Q3', '2026-12-31', '2025-Q4')
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def name(self) -> str:
        """How it is written."""
        return f"{self.year}-Q{self.number}"

    @property
    def since(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def until(self) -> date:
        """Its last day."""
        return self.after.since - timedelta(days=1)

    @property
    def before(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.since, self.until)


def over(today: date, count: int) -> list[Quarter]:
    """The last quarters that are over, the newest first."""
    found = [Quarter.of(today).before]
    while len(found) < count:
        found.append(found[-1].before)
    return found


def quarter(text: str, today: date) -> Quarter:
    """A quarter by its name. Raises BadInput for what is none, and for one that is not over: it still grows."""
    read = _WRITTEN.fullmatch(text)
    if read is None:
        raise BadInput.one("periode", "is no quarter", _FIX)
    found = Quarter(int(read[1]), int(read[2]))
    if found >= Quarter.of(today):
        raise BadInput.one("periode", f"{found.name} is not over", _FIX)
    return found


def quarters(text: str, today: date) -> list[Quarter]:
    """A quarter, or those of a year that are over. Raises BadInput where there are none."""
    if not _YEAR.fullmatch(text):
        return [quarter(text, today)]
    found = [Quarter(int(text), number) for number in range(1, 5) if Quarter(int(text), number) < Quarter.of(today)]
    if not found:
        raise BadInput.one("periode", f"no quarter of {text} is over", _FIX)
    return found
