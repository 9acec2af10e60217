"""Article 5 on every version: what can be designated, how long, and how often."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.designating import (
    BOOK,
    END,
    EVERY,
    GROUNDS,
    JOINT,
    OLD,
    SPLIT,
    START,
    V2005,
    V2014,
    V2017,
    V2017B,
    WBMGP,
    ask,
    chain,
    clock,
    every_version,
    term,
)
from wbmgp_engine.logic.values import Unknown


def test_the_versions_are_those_of_the_act() -> None:
    assert [version.starts for version in BOOK.versions(WBMGP)] == list(EVERY)


# What can be designated ----------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
def test_article_10_can_be_designated_from_2017(on: date, ground: str) -> None:
    known = ground != "artikel_10" or on in SPLIT
    assert ask(on, "grond_kan_worden_aangewezen", gevraagde_grond=ground) is known
    assert ask(on, "gezamenlijke_aanwijzing", gevraagde_grond=ground) is (known and on in JOINT)
    assert ask(on, "instrument_vereist", gevraagde_grond=ground) is (ground == "artikel_10" and on in SPLIT)


@every_version
@pytest.mark.parametrize("unit", ["complex", "straat", "gebied", "gemeente"])
def test_complexes_and_streets_can_be_designated_from_2017(on: date, unit: str) -> None:
    possible = unit == "gebied" or (on in SPLIT and unit != "gemeente")
    assert ask(on, "eenheid_kan_worden_aangewezen", gevraagde_eenheid=unit) is possible


@every_version
def test_what_is_not_said_stays_unknown(on: date) -> None:
    assert ask(on, "grond_kan_worden_aangewezen") == Unknown({"gevraagde_grond"})
    assert ask(on, "eenheid_kan_worden_aangewezen") == Unknown({"gevraagde_eenheid"})
    assert ask(on, "termijn_binnen_maximum", gevraagd_vanaf=START) == Unknown({"gevraagd_tot"})
    assert ask(on, "verlenging", gevraagde_grond="artikel_8") == Unknown({"eerdere_aanwijzingen"})
    latest = ask(on, "uiterste_einde", gevraagde_grond="artikel_8", gevraagd_vanaf=START, eerdere_aanwijzingen=[])
    assert latest == Unknown({"gevraagd_tot"})


# A term of four years ------------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2018-07-01", "2022-07-01"),
        ("2020-02-29", "2024-02-29"),
        ("2021-02-28", "2025-02-28"),
        ("2020-02-28", "2024-02-28"),
        ("2020-03-01", "2024-03-01"),
        ("2096-02-29", "2100-02-28"),
        ("2017-12-31", "2021-12-31"),
    ],
)
def test_a_term_ends_four_years_on_at_the_latest(on: date, start: str, last: str) -> None:
    begin, end = date.fromisoformat(start), date.fromisoformat(last)
    assert ask(on, "termijn_binnen_maximum", gevraagd_vanaf=begin, gevraagd_tot=end) is True
    assert ask(on, "termijn_binnen_maximum", gevraagd_vanaf=begin, gevraagd_tot=end + timedelta(1)) is False
    assert ask(on, "hoogste_termijn") == 4


@every_version
@given(start=st.dates(date(2005, 12, 30), date(2095, 1, 1)), days=st.integers(1, 3000))
def test_no_term_lasts_longer_than_four_years(on: date, start: date, days: int) -> None:
    end = start + timedelta(days)
    # Any four years up to 2100 hold one leap day.
    assert ask(on, "termijn_binnen_maximum", gevraagd_vanaf=start, gevraagd_tot=end) is (days <= 4 * 365 + 1)


@every_version
def test_a_term_without_an_end_is_too_long(on: date) -> None:
    endless = {"gevraagd_vanaf": START, "gevraagd_tot": None}
    assert ask(on, "termijn_binnen_maximum", **endless) is False
    assert ask(on, "termijn_binnen_maximum", gevraagd_tot=None) is False
    # The latest end is counted from the longest term that could be given.
    latest = ask(on, "uiterste_einde", gevraagde_grond="artikel_8", eerdere_aanwijzingen=[], **endless)
    assert latest == date(END.year + (4 if on == V2005 else 16), END.month, END.day)


# How often -----------------------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("count", range(7))
def test_one_extension_and_from_2014_four(on: date, count: int) -> None:
    most = 1 if on == V2005 else 4
    left = max(0, most - count)
    assert ask(on, "hoogste_aantal") == most
    end = date(END.year + 4 * left, END.month, END.day)
    earlier = chain(count, "artikel_8", V2017)
    assert clock(on, earlier) == (count, count <= most, left, end)


def test_a_second_extension_asked_in_2013_came_a_year_too_early() -> None:
    earlier = [term(start=date(2006, 6, 13), first=True), term(start=date(2010, 6, 13))]
    assert clock(V2005, earlier)[:2] == (2, False)
    assert clock(V2014, earlier, readings={OLD: True})[:3] == (2, True, 2)


def test_first_designated_in_2015_the_fourth_extension_of_2030_is_the_last() -> None:
    earlier = chain(5, "artikel_8", date(2015, 6, 11))
    assert clock(V2017B, earlier[:4]) == (4, True, 0, END)
    assert clock(V2017B, earlier) == (5, False, 0, END)


@every_version
def test_the_latest_end_of_a_term_that_ends_on_29_february(on: date) -> None:
    end = ask(
        on, "uiterste_einde", gevraagde_grond="artikel_8", gevraagd_tot=date(2096, 2, 29), eerdere_aanwijzingen=[]
    )
    assert end == (date(2100, 2, 28) if on == V2005 else date(2112, 2, 29))


@every_version
@pytest.mark.parametrize("ground", GROUNDS)
def test_an_extension_from_2017_comes_with_an_evaluation(on: date, ground: str) -> None:
    for earlier in ([], [term(ground, V2017, first=True)]):
        facts = {"gevraagde_grond": ground, "eerdere_aanwijzingen": earlier}
        assert ask(on, "evaluatie_vereist", **facts) is (on in SPLIT and bool(earlier))
