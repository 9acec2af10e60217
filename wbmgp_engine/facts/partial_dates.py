"""Dates as registers give them: a day, a month or only a year. Kept as the first and the last day they can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARS = range(1800, 2201)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown.

    >>> PartialDate.parse("2011-02")
    PartialDate(earliest=datetime.date(2011, 2, 1), latest=datetime.date(2011, 2, 28))
    >>> PartialDate.parse("2011-02-03").exact
    datetime.date(2011, 2, 3)
    """

    earliest: date
    latest: date

    @property
    def exact(self) -> date | None:
        """The day, when it is known."""
        return self.earliest if self.earliest == self.latest else None

    @classmethod
    def parse(cls, text: Any) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises ValueError with the reason."""
        if isinstance(text, PartialDate):
            return text
        if type(text) is date:
            return cls(text, text)
        found = _FORM.fullmatch(text) if isinstance(text, str) and text.isascii() else None
        if found is None:
            raise ValueError("not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else None for part in found.groups())
        return cls._of(year or 0, month, day)

    @classmethod
    def _of(cls, year: int, month: int | None, day: int | None) -> PartialDate:
        if year not in _YEARS:
            raise ValueError("the year must lie between 1800 and 2200")
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:
            raise ValueError("there is no such month")
        last = monthrange(year, month)[1]
        if day is None:
            return cls(date(year, month, 1), date(year, month, last))
        if not 1 <= day <= last:
            raise ValueError("there is no such day in that month")
        return cls(date(year, month, day), date(year, month, day))

    def __str__(self) -> str:
        if self.exact is not None:
            return self.earliest.isoformat()
        same_month = (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month)
        return self.earliest.isoformat()[: 7 if same_month else 4]


def full_date(text: Any) -> date:
    """Read `YYYY-MM-DD` and nothing less; raises ValueError with the reason."""
    parsed = PartialDate.parse(text)
    if parsed.exact is None:
        raise ValueError("the day must be known here; write YYYY-MM-DD")
    return parsed.exact
