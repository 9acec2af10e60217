"""Runs of terms and how each lies towards the term asked for."""

from __future__ import annotations

from datetime import date

import pytest

from wbmgp_engine.designations.periods import Course, Period, courses, runs


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


FIRST, SECOND = period("2010-07-01", "2014-07-01"), period("2014-07-01", "2018-07-01")
LONG = period("2010-01-01", "2020-01-01")
ASKED = period("2018-07-01", "2022-07-01")


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], []),
        ([SECOND, FIRST], [[FIRST, SECOND]]),
        ([FIRST, period("2014-07-02", "2018-07-01")], [[FIRST], [period("2014-07-02", "2018-07-01")]]),
        # The end of a run is that of the longest, not of the last one.
        ([LONG, FIRST, period("2019-12-31", "2021-01-01")], [[LONG, FIRST, period("2019-12-31", "2021-01-01")]]),
    ],
)
def test_periods_that_meet_or_overlap_are_one_run(periods: list[Period], expected: list[list[Period]]) -> None:
    assert runs(periods) == expected


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], []),
        ([FIRST, SECOND], [Course(True, True, True, False), Course(True, False, False, False)]),
        ([SECOND, FIRST], [Course(True, False, False, False), Course(True, True, True, False)]),
        # A gap of one day ends the run; the older one lies outside it and still is the first.
        (
            [FIRST, period("2014-07-02", "2018-07-01")],
            [Course(False, True, True, False), Course(True, True, False, False)],
        ),
        ([period("2010-07-01", "2018-06-30")], [Course(False, True, True, False)]),
        ([period("2010-07-01", "2018-07-02")], [Course(True, True, True, True)]),
        # A later term that begins where the one asked for ends is of the same run.
        ([period("2022-07-01", "2026-07-01")], [Course(True, True, True, False)]),
        ([period("2022-07-02", "2026-07-01")], [Course(False, True, True, False)]),
        ([ASKED], [Course(True, True, True, True)]),
    ],
)
def test_how_each_term_lies_towards_the_one_asked_for(terms: list[Period], expected: list[Course]) -> None:
    assert courses(terms, ASKED) == expected
