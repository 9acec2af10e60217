"""The law of terms a second time, walked day by day, and the strategies that feed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.calendar import AwbTerms, Calendar, Suspension

BOOK = OUR_LAW
CALENDAR = Calendar.of(BOOK)
TERMS = AwbTerms.of(BOOK)
DAY = timedelta(days=1)
MAX_COVERED = {"dagen": 90, "weken": 12}


def easter_by_moon(year: int) -> date:
    """Easter by Knuth's steps (golden number, epact, full moon), which share nothing with those of the engine."""
    golden, century = year % 19 + 1, year // 100 + 1
    leap, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leap - 10
    epact = (11 * golden + 20 + moon - leap) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact
    full += 30 if full < 21 else 0
    day = full + 7 - (sunday + full) % 7
    return date(year, 4, day - 31) if day > 31 else date(year, 3, day)


def is_free(day: date) -> bool:
    easter = easter_by_moon(day.year)
    after = {easter + DAY * days for days in (-2, 1, 39, 50)}
    royal = date(day.year, 4, 27 if day.year >= 2014 else 30)
    royal -= DAY * (royal.weekday() == 6)
    fixed = {(1, 1), (5, 5), (12, 25), (12, 26), (royal.month, royal.day)}
    return day.weekday() >= 5 or day in after or (day.month, day.day) in fixed


def walk(event: date, days: int, *, covered: bool, pauses: Sequence[Suspension] = ()) -> tuple[date, int]:
    """The last day of a term of so many days and the days it stood still, one day at a time."""

    def still(day: date) -> bool:
        return any(pause.start <= day < pause.end for pause in pauses)

    day, counted, stood, working = event, 0, 0, 0
    while True:
        day += DAY
        if still(day):
            stood += 1
            continue
        counted += 1
        working += not is_free(day)
        enough = not covered or (not is_free(day) and (days < 3 or working >= 2))
        if counted >= days and enough:
            return day, stood


events = st.dates(date(1994, 1, 2), date(2090, 12, 31))
lengths = st.one_of(st.tuples(st.integers(1, 120), st.just("dagen")), st.tuples(st.integers(1, 20), st.just("weken")))


@st.composite
def pauses_near(draw: st.DrawFn, event: date) -> list[Suspension]:
    starts = draw(st.lists(st.tuples(st.integers(-10, 160), st.integers(0, 40)), max_size=4))
    return [Suspension(event + DAY * at, event + DAY * (at + days), "art. 4:15 Awb") for at, days in starts]
