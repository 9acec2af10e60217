"""The date of Easter: the Gregorian computus."""

from __future__ import annotations

from datetime import date


def easter_sunday(year: int) -> date:
    """Easter Sunday of any year from 1 to 9999, in the Gregorian calendar also before it was in use.

    >>> easter_sunday(2026), easter_sunday(2038)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25))
    """
    golden = year % 19
    century, within = divmod(year, 100)
    leap_centuries, odd_centuries = divmod(century, 4)
    moon_drift = (8 * century + 13) // 25
    epact = (19 * golden + century - leap_centuries - moon_drift + 15) % 30
    leap_years, odd_years = divmod(within, 4)
    to_sunday = (32 + 2 * odd_centuries + 2 * leap_years - epact - odd_years) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
