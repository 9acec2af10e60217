"""Which behaviour may count under article 10a, and how far back article 10b looks: the mayor's check, never stored."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Unknown, Value

BOOK: Final = OUR_LAW
WBMGP: Final = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
SCOPE: Final = {"gemeente_code": "GM0000"}
VERSIONS: Final = (date(2017, 1, 1), date(2017, 7, 1))
LETTERS: Final = "abcdefghi"
APPLIED: Final = date(2019, 3, 15)

every_version = pytest.mark.parametrize("on", VERSIONS, ids=str)


@cache
def plan(on: date, output: str) -> CompiledPlan:
    return compile_plan(BOOK, WBMGP, [output], on, SCOPE)


def may_count(on: date, letter: str, chosen: Any = LETTERS, start: Any = date(2010, 1, 1)) -> Value:
    """Whether a behaviour may count under an ordinance that chose these letters; `...`: the choice is not known."""
    facts = {**SCOPE, "gedraging": letter, "verordening_van": start, "verordening_tot": None}
    choice = {} if chosen is ... else {"gedragingen": list(chosen)}
    return plan(on, "gedraging_mag_meetellen").run({**facts, **choice}, on)["gedraging_mag_meetellen"]


def in_time(on: date, happened: Any, *, minor: Any = False, applied: date = APPLIED) -> Value:
    """Whether a behaviour lies in the period the police chief reports on; `...`: not known."""
    facts = {"gedragingsdatum": happened, "minderjarig_bij_aanvraag": minor, "datum_van_de_aanvraag": applied}
    known = {name: fact for name, fact in facts.items() if fact is not ...}
    return plan(on, "gedraging_binnen_termijn").run({**SCOPE, **known}, on)["gedraging_binnen_termijn"]


@every_version
@pytest.mark.parametrize("letter", LETTERS)
def test_each_behaviour_of_the_list_counts_where_the_ordinance_chose_it(on: date, letter: str) -> None:
    others = [other for other in LETTERS if other != letter]
    assert may_count(on, letter) is True
    assert may_count(on, letter, [letter]) is True
    assert may_count(on, letter, others) is False
    assert may_count(on, letter, []) is False


@every_version
@pytest.mark.parametrize("letter", ["j", "A", "", "aa", "onbekend"])
def test_the_list_is_closed_whatever_the_ordinance_says(on: date, letter: str) -> None:
    assert may_count(on, letter, [letter, *LETTERS]) is False
    assert may_count(on, letter, ...) is False


@every_version
def test_a_choice_that_is_not_known_is_unknown(on: date) -> None:
    assert may_count(on, "a", ...) == Unknown({"gedragingen"})


@every_version
def test_without_an_ordinance_nothing_counts(on: date) -> None:
    assert may_count(on, "a", start=None) is False
    elsewhere = compile_plan(BOOK, WBMGP, ["gedraging_mag_meetellen"], on, {"gemeente_code": "GM9999"})
    assert elsewhere.run({"gemeente_code": "GM9999", "gedraging": "a"}, on)["gedraging_mag_meetellen"] is False


@every_version
@pytest.mark.parametrize(
    ("minor", "first"), [(False, date(2015, 3, 15)), (True, date(2017, 3, 15))], ids=["adult", "minor"]
)
def test_four_years_back_or_two_for_a_minor(on: date, minor: bool, first: date) -> None:
    assert in_time(on, first, minor=minor) is True
    assert in_time(on, first - timedelta(1), minor=minor) is False
    assert in_time(on, APPLIED - timedelta(1), minor=minor) is True
    assert in_time(on, APPLIED, minor=minor) is False


@every_version
def test_looking_back_from_29_february(on: date) -> None:
    leap = date(2024, 2, 29)
    assert in_time(on, date(2020, 2, 29), applied=leap) is True
    assert in_time(on, date(2020, 2, 28), applied=leap) is False
    assert in_time(on, date(2022, 2, 28), minor=True, applied=leap) is True
    assert in_time(on, date(2022, 2, 27), minor=True, applied=leap) is False


@every_version
@pytest.mark.parametrize(
    ("happened", "minor", "missing"),
    [
        (..., False, {"gedragingsdatum"}),
        (date(2016, 1, 1), ..., {"minderjarig_bij_aanvraag"}),
    ],
)
def test_what_is_not_known_never_lets_a_behaviour_count(on: date, happened: Any, minor: Any, missing: set[str]) -> None:
    assert in_time(on, happened, minor=minor) == Unknown(missing)


@every_version
@given(happened=st.dates(date(2005, 1, 1), date(2030, 1, 1)), applied=st.dates(date(2017, 1, 1), date(2026, 12, 31)))
def test_what_counts_against_a_minor_counts_against_an_adult(on: date, happened: date, applied: date) -> None:
    minor, adult = (in_time(on, happened, minor=minor, applied=applied) for minor in (True, False))
    assert isinstance(minor, bool)
    assert isinstance(adult, bool)
    assert adult or not minor
    assert not adult or happened < applied


@every_version
@given(happened=st.dates(date(2010, 1, 1), date(2026, 1, 1)), later=st.integers(0, 4000))
def test_time_never_brings_an_old_behaviour_back(on: date, happened: date, later: int) -> None:
    applied = happened + timedelta(1)
    if in_time(on, happened, applied=applied + timedelta(later)) is True:
        assert in_time(on, happened, applied=applied + timedelta(later // 2)) is True
