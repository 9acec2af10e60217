"""A whole year: its days, and its moments in the Netherlands. Only one that is over is told of, for another still grows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from wbmgp_api.cases.office import HERE
from wbmgp_api.oversight.decided import Period
from wbmgp_engine.trail.receipt import utc_text

FIRST_YEAR: Final = 2015


def days_of(year: int) -> Period:
    """The days of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def moments(period: Period) -> dict[str, str]:
    """When a period begins and ends in the Netherlands, as the log writes moments: from the first, before the second.

    >>> moments(days_of(2026))["from"]
    '2025-12-31T23:00:00.000000Z'
    """
    return {"from": _midnight(period.since), "to": _midnight(period.until + timedelta(days=1))}


def _midnight(day: date) -> str:
    return utc_text(datetime.combine(day, datetime.min.time(), HERE).astimezone(UTC))
