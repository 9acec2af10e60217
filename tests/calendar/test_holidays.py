"""Easter and the free days of any year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendar.model import BOOK, CALENDAR, easter_by_moon, is_free
from wbmgp_engine.calendar import Calendar, easter_sunday, holidays_of
from wbmgp_engine.calendar.loading import terms_acts
from wbmgp_engine.errors import LawNotYetInForce

EASTER = """
1990-04-15 1991-03-31 1992-04-19 1993-04-11 1994-04-03 1995-04-16 1996-04-07 1997-03-30 1998-04-12 1999-04-04
2000-04-23 2001-04-15 2002-03-31 2003-04-20 2004-04-11 2005-03-27 2006-04-16 2007-04-08 2008-03-23 2009-04-12
2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21
2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01
2030-04-21
""".split()
ACTS = terms_acts(BOOK)


@pytest.mark.parametrize("day", EASTER)
def test_easter_is_that_of_the_almanac(day: str) -> None:
    assert easter_sunday(int(day[:4])).isoformat() == day


def test_easter_is_that_of_the_moon_in_every_year() -> None:
    assert [year for year in range(1583, 10_000) if easter_sunday(year) != easter_by_moon(year)] == []


@pytest.mark.parametrize(("year", "day"), [(1818, "1818-03-22"), (1943, "1943-04-25"), (2038, "2038-04-25")])
def test_easter_at_its_ends(year: int, day: str) -> None:
    assert easter_sunday(year).isoformat() == day


@pytest.mark.parametrize("year", range(1800, 2201))
def test_every_year_has_its_holidays(year: int) -> None:
    easter = easter_sunday(year)
    for act, royal in zip(ACTS.files, (date(year, 4, 30), date(year, 4, 27)), strict=True):
        found = [holiday.day for holiday in holidays_of(year, act)]
        royal -= timedelta(days=royal.weekday() == 6)
        fixed = [date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26), royal]
        assert found == sorted([*fixed, *(easter + timedelta(days=days) for days in (-2, 1, 39, 50))])


@given(st.dates(date(1994, 1, 1), date(2200, 12, 31)))
def test_a_day_is_free_as_in_the_model(day: date) -> None:
    found = CALENDAR.free(day)
    assert (found is not None) == is_free(day)
    assert found is None or (found.day == day and found.nl and found.en and "Algemene termijnenwet" in found.source)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2013-04-30", "Queen's Day"),
        ("2006-04-29", "Queen's Day"),
        ("2014-04-26", "King's Day"),
        ("2015-04-27", "King's Day"),
        ("2014-04-30", None),
        ("2013-04-26", None),
        ("2006-04-28", None),
        ("2023-05-05", "5 May"),
        ("2023-04-08", "Saturday"),
        ("2023-04-09", "Sunday"),
    ],
)
def test_the_royal_day_and_others_by_name(day: str, name: str | None) -> None:
    found = CALENDAR.free(date.fromisoformat(day))
    assert (found and found.en) == name


def test_holidays_of_a_year_are_in_order_and_explained() -> None:
    assert [f"{one.day} {one.nl}" for one in CALENDAR.holidays(2026)] == [
        "2026-01-01 Nieuwjaarsdag",
        "2026-04-03 Goede Vrijdag",
        "2026-04-06 tweede paasdag",
        "2026-04-27 Koningsdag",
        "2026-05-05 vijf mei",
        "2026-05-14 Hemelvaartsdag",
        "2026-05-25 tweede pinksterdag",
        "2026-12-25 eerste kerstdag",
        "2026-12-26 tweede kerstdag",
    ]


def test_equated_days_are_a_setting() -> None:
    equated = date(2026, 5, 15)
    with_decree = Calendar.of(BOOK, [equated, date(2026, 12, 25)])
    found = with_decree.free(equated)
    assert found is not None
    assert (found.en, found.source) == ("day equated by decree (setting)", "art. 3 lid 3 Algemene termijnenwet")
    assert with_decree.free(date(2025, 5, 15)) is CALENDAR.free(equated) is None
    christmas = with_decree.free(date(2026, 12, 25))
    assert christmas is not None
    assert christmas.en == "Christmas Day"


def test_before_the_first_version_nothing_is_guessed() -> None:
    with pytest.raises(LawNotYetInForce) as caught:
        CALENDAR.holidays(1993)
    assert str(caught.value) == (
        "algemene_termijnenwet on 1993-01-01: the calendar of this rule book begins on 1994-01-01; "
        "ask a later day, or add the older text"
    )
    with pytest.raises(LawNotYetInForce):
        CALENDAR.free(date(1993, 12, 31))
