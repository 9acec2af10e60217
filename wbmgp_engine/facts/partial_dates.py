"""Dates as registers give them: a day, a month or only a year. Kept as the first and the last day they can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wbmgp_engine.errors import Unfit

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

# [0-9], not \d: other scripts have digits too.
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = range(1800, 2201)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown.

    >>> PartialDate.parse("2011-02")
    PartialDate(earliest=datetime.date(2011, 2, 1), latest=datetime.date(2011, 2, 28))
    >>> PartialDate.parse("2011-02-03").exact
    datetime.date(2011, 2, 3)
    >>> str(PartialDate.parse("2011"))
    '2011'
    """

    earliest: date
    latest: date

    @property
    def exact(self) -> date | None:
        """The day, when it is known."""
        return self.earliest if self.earliest == self.latest else None

    @classmethod
    def parse(cls, text: Any) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises ValueError with the reason and the fix."""
        if type(text) is str:
            return _read(text)
        if isinstance(text, PartialDate):
            return text
        if type(text) is date:
            return cls(text, text)
        raise Unfit("partial_date", "not a date", "write YYYY-MM-DD, YYYY-MM or YYYY between quotes")

    def __str__(self) -> str:
        if self.exact is not None:
            return self.earliest.isoformat()
        same_month = (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month)
        return self.earliest.isoformat()[: 7 if same_month else 4]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        as_text = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=as_text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "examples": ["1971", "1971-05-25"]}


@lru_cache(maxsize=4096)
def _read(text: str) -> PartialDate:
    found = _FORM.fullmatch(text)
    if found is None:
        raise Unfit("partial_date", "not a date", "write YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if year not in _YEARS:
        raise Unfit(
            "year",
            f"the year must lie between {_YEARS[0]} and {_YEARS[-1]}",
            "correct the year",
            least=_YEARS[0],
            most=_YEARS[-1],
        )
    if month is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise Unfit("month", "there is no such month", "write 01 to 12")
    last = monthrange(year, month)[1]
    if day is None:
        return PartialDate(date(year, month, 1), date(year, month, last))
    if not 1 <= day <= last:
        raise Unfit("day_of_month", "there is no such day in that month", "correct the day")
    return PartialDate(date(year, month, day), date(year, month, day))


def full_date(text: Any) -> date:
    """Read `YYYY-MM-DD` and nothing less; raises ValueError with the reason and the fix."""
    # A month or a year is no date here, so the message must not offer them.
    if type(text) is not date and (type(text) is not str or _FORM.fullmatch(text) is None):
        raise Unfit("full_date", "not a date", "write YYYY-MM-DD")
    parsed = PartialDate.parse(text)
    if parsed.exact is None:
        raise Unfit("full_date", "the day must be known here", "write YYYY-MM-DD")
    return parsed.exact
