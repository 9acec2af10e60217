"""Terms of the Awb: decisions, notice, penalty, objection and appeal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendar.model import DAY, TERMS, events, is_free, walk
from wbmgp_engine.calendar import (
    Notice,
    Suspension,
    filed,
    latest_notice,
    objection_decision,
    objection_term,
    penalty,
    reasonable_term,
)
from wbmgp_engine.errors import BadInput, LawNotYetInForce
from wbmgp_engine.facts.wording import day_in_words


def day(text: str) -> date:
    return date.fromisoformat(text)


# Decision and notice -------------------------------------------------------------------------------------------------


@given(st.dates(date(1994, 1, 2), date(2090, 1, 1)))
def test_the_reasonable_term_is_eight_weeks(received: date) -> None:
    assert reasonable_term(received, TERMS).day == walk(received, 56, covered=True)[0]


def test_a_notice_in_time_names_the_day_and_it_is_not_moved() -> None:
    term = reasonable_term(day("2024-01-01"), TERMS, notice=Notice(day("2024-02-20"), day("2024-03-31")))
    assert (term.day, term.covered, term.day_without_suspension) == (day("2024-03-31"), False, day("2024-03-31"))
    assert (term.steps[-1].nl, term.steps[-1].source) == (
        "mededeling van 20 februari 2024: tot en met 31 maart 2024",
        "art. 4:14 lid 3 Awb",
    )


@pytest.mark.parametrize(
    ("received", "last", "source"),
    [
        ("2024-01-01", "2024-04-22", "art. 4:14 lid 3 jo. 4:13 lid 2 Awb"),
        ("2023-12-11", "2024-04-02", "art. 4:14 lid 3 jo. 4:13 lid 2 Awb"),  # 1 April is Easter Monday
        ("2007-01-01", "2007-04-23", "art. 4:14 lid 3 jo. 4:13 lid 2 Awb"),
    ],
)
def test_a_notice_adds_eight_weeks_at_most(received: str, last: str, source: str) -> None:
    latest = latest_notice(reasonable_term(day(received), TERMS), TERMS)
    assert (latest.day, latest.steps[0].source) == (day(last), source)


def test_days_suspended_after_the_notice_are_added_to_it() -> None:
    pauses = [
        Suspension(day("2024-01-10"), day("2024-01-13"), "art. 4:15 lid 1 Awb"),
        Suspension(day("2024-03-01"), day("2024-03-06"), "art. 4:15 lid 2 onder a Awb"),
    ]
    notice = Notice(day("2024-02-20"), day("2024-03-31"))
    term = reasonable_term(day("2024-01-01"), TERMS, suspensions=pauses, notice=notice)
    assert (term.day, term.suspended_days) == (day("2024-04-05"), 8)
    assert term.steps[-1].en == "suspended from 1 March 2024 until 6 March 2024: 5 days"


@pytest.mark.parametrize(
    ("sent", "until", "en"),
    [
        ("2024-02-27", "2024-04-01", "notice of 27 February 2024: too late"),
        ("2024-02-01", "2024-02-10", "the notice of 1 February 2024 does not shorten the term"),
    ],
)
def test_a_notice_that_changes_nothing(sent: str, until: str, en: str) -> None:
    term = reasonable_term(day("2024-01-01"), TERMS, notice=Notice(day(sent), day(until)))
    assert (term.day, term.covered, term.steps[-1].en) == (day("2024-02-26"), True, en)


def test_what_is_not_processed_is_said_within_four_weeks() -> None:
    assert TERMS.term("niet_behandelen", day("2024-03-01")).day == day("2024-04-02")  # past Easter


def test_suspension_runs_from_the_day_after_the_invitation() -> None:
    found = TERMS.suspension(day("2015-04-10"), day("2015-04-13"))
    assert found == Suspension(day("2015-04-11"), day("2015-04-13"), "art. 4:15 lid 1 Awb")
    assert TERMS.suspension(day("2015-04-10"), day("2015-04-11")).days == 0
    assert TERMS.suspension(day("2015-04-10"), day("2015-04-10")).days == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: TERMS.suspension(day("2015-04-10"), day("2015-04-09")),
            "suspension: completed on 2015-04-09, before the invitation of 2015-04-10 → mend one of the days",
        ),
        (
            lambda: Notice(day("2024-02-20"), day("2024-02-19")),
            "notice: sent on 2024-02-20, it names 2024-02-19 → name the last day on which the decision is to come",
        ),
    ],
)
def test_days_in_the_wrong_order_are_refused(call: Any, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert str(caught.value) == message


# Penalty -------------------------------------------------------------------------------------------------------------


def test_the_penalty_runs_42_days_after_two_weeks() -> None:
    term = reasonable_term(day("2015-06-01"), TERMS)  # to 27-7-2015
    found = penalty(term, day("2015-08-03"), TERMS)  # two weeks: to Monday 17-8
    assert (found.first_day, found.last_day) == (day("2015-08-18"), day("2015-09-28"))
    days = [day("2015-08-17"), day("2015-08-18"), day("2015-08-31"), day("2015-09-01"), day("2015-09-28")]
    assert [found.due(through) for through in days] == [0, 2000, 28_000, 31_000, 126_000]
    assert found.due(day("2016-01-01")) == 126_000
    assert (found.amounts.source, found.amounts.certainty) == ("art. 4:17 lid 2 Awb", "gelezen")


def test_later_amounts_are_told_from_memory() -> None:
    found = penalty(reasonable_term(day("2024-01-01"), TERMS), day("2024-03-01"), TERMS)
    assert (found.due(day("2025-01-01")), found.amounts.certainty) == (144_200, "uit_geheugen")


def test_the_two_weeks_move_and_the_42_days_do_not() -> None:
    term = reasonable_term(day("2019-08-01"), TERMS)
    found = penalty(term, day("2019-12-12"), TERMS)  # two weeks end on 26 December
    assert (found.first_day, found.last_day) == (day("2019-12-28"), day("2020-02-07"))
    found = penalty(term, day("2019-12-06"), TERMS)
    assert (found.first_day, found.last_day) == (day("2019-12-21"), day("2020-01-31"))
    assert found.steps[-1].source == "art. 4:17 lid 1 Awb"
    saturday = penalty(term, day("2019-12-07"), TERMS)  # Saturday 21-12 moves to Monday 23-12
    assert (saturday.first_day, saturday.last_day) == (day("2019-12-24"), day("2020-02-03"))


@given(st.dates(date(2010, 1, 1), date(2080, 1, 1)), st.integers(-5, 60))
def test_the_penalty_is_that_of_the_walk(received: date, after: int) -> None:
    term = reasonable_term(received, TERMS)
    default = term.day + DAY * after
    found = penalty(term, default, TERMS)
    if after <= 0:
        assert (found.first_day, found.last_day, found.due(date(2090, 1, 1))) == (None, None, 0)
        assert found.steps[-1].certainty == "uit_geheugen"
    else:
        first = walk(default, 14, covered=True)[0] + DAY
        assert (found.first_day, found.last_day) == (first, first + DAY * 41)


def test_before_there_was_a_penalty_none_is_computed() -> None:
    term = reasonable_term(day("2007-01-08"), TERMS)
    with pytest.raises(LawNotYetInForce) as caught:
        penalty(term, day("2007-04-01"), TERMS)
    assert str(caught.value) == (
        "algemene_wet_bestuursrecht on 2007-04-01: the rule book holds no 'na_ingebrekestelling', "
        "it is known from 2009-10-01 on; let a person decide"
    )
    with pytest.raises(LawNotYetInForce, match="holds no 'dwangsom', it is known from 2009-10-01 on"):
        TERMS.amounts(day("2007-04-01"))


# Objection and appeal ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bezwaar", "beroep"])
def test_garib_had_until_the_day_after_the_queen_s(kind: Any) -> None:
    term = objection_term(day("2007-03-19"), TERMS, kind=kind)
    assert (term.first_day, term.nominal, term.day) == (day("2007-03-20"), day("2007-04-30"), day("2007-05-01"))
    assert [step.source for step in term.steps] == [
        "art. 6:8 lid 1 Awb",
        "art. 6:7 Awb",
        "art. 3 lid 1 Algemene termijnenwet",
    ]
    assert filed(term, day("2007-03-23"), TERMS).timely


@given(events)
def test_the_objection_term_never_ends_on_a_free_day(made_known: date) -> None:
    term = objection_term(made_known, TERMS)
    assert term.day == walk(made_known, 42, covered=True)[0]
    assert not is_free(term.day)


@pytest.mark.parametrize(
    ("received", "posted", "timely", "last", "source"),
    [
        ("2024-02-12", None, True, "2024-02-12", "art. 6:9 lid 1 Awb"),
        ("2024-02-13", None, False, "2024-02-12", "art. 6:9 lid 1 Awb"),
        ("2024-02-12", "2024-02-11", True, "2024-02-12", "art. 6:9 lid 1 Awb"),
        ("2024-02-19", "2024-02-12", True, "2024-02-19", "art. 6:9 lid 2 Awb"),
        ("2024-02-20", "2024-02-12", False, "2024-02-19", "art. 6:9 lid 2 Awb"),
        ("2024-02-14", "2024-02-13", False, "2024-02-12", "art. 6:9 lid 1 Awb"),
    ],
)
def test_received_or_posted_in_time(received: str, posted: str | None, timely: bool, last: str, source: str) -> None:
    term = objection_term(day("2024-01-01"), TERMS)
    found = filed(term, day(received), TERMS, posted=None if posted is None else day(posted))
    assert (found.timely, found.day, found.steps[-1].source) == (timely, day(last), source)
    assert (
        found.steps[-1].en == f"received on {day_in_words(day(received), 'en')}: {'in time' if timely else 'too late'}"
    )


@pytest.mark.parametrize(
    ("committee", "postponed", "last"),
    [
        (False, False, "2024-03-25"),
        (True, False, "2024-05-06"),
        (False, True, "2024-05-06"),
        (True, True, "2024-06-17"),
    ],
)
def test_the_decision_on_an_objection(committee: bool, postponed: bool, last: str) -> None:
    objection = objection_term(day("2024-01-01"), TERMS)  # to Monday 12-2-2024
    term = objection_decision(objection, TERMS, committee=committee, postponed=postponed)
    assert (term.event, term.day, term.covered) == (day("2024-02-12"), day(last), True)


@given(st.dates(date(2010, 1, 1), date(2080, 1, 1)), st.booleans(), st.booleans(), st.integers(0, 30))
def test_the_decision_on_an_objection_is_that_of_the_walk(
    made_known: date, committee: bool, postponed: bool, pause: int
) -> None:
    objection = objection_term(made_known, TERMS)
    start = objection.day + DAY * 5
    pauses = [Suspension(start, start + DAY * pause, "art. 7:10 lid 2 Awb")]
    term = objection_decision(objection, TERMS, committee=committee, postponed=postponed, suspensions=pauses)
    days = 42 + 42 * committee + 42 * postponed
    assert (term.day, term.suspended_days) == walk(objection.day, days, covered=True, pauses=pauses)


def test_the_decision_on_garib_s_objection_is_not_computed_from_a_later_text() -> None:
    with pytest.raises(LawNotYetInForce, match="holds no 'beslissing_op_bezwaar', it is known from 2009-10-01 on"):
        objection_decision(objection_term(day("2007-03-19"), TERMS), TERMS)
