"""The last day of a term: the vectors of the law reference, and a model that walks the days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendar.model import BOOK, CALENDAR, DAY, MAX_COVERED, events, is_free, lengths, pauses_near, walk
from wbmgp_engine.calendar import Calendar, Suspension, counted_back, deemed, term_end
from wbmgp_engine.errors import BadInput, LawNotYetInForce


def day(text: str) -> date:
    return date.fromisoformat(text)


def end(event: str, length: int, unit: Any, **more: Any) -> str:
    return term_end(day(event), length, unit, **{"calendar": CALENDAR, **more}).day.isoformat()


def pause(start: str, until: str) -> Suspension:
    return Suspension(day(start), day(until), "art. 4:15 lid 1 Awb")


VECTORS = {
    "Nissewaard 2019 (C12)": ("2019-10-25", 8, "2019-12-20"),
    "Capelle 2015 (C3), 13 weeks from receipt": ("2015-04-01", 13, "2015-07-01"),
    "Saturday and Christmas": ("2021-10-30", 8, "2021-12-27"),
    "Good Friday": ("2024-02-02", 8, "2024-04-02"),
    "5 May": ("2020-03-10", 8, "2020-05-06"),
    "Ascension Day": ("2026-03-19", 8, "2026-05-15"),
    "Whit Monday": ("2024-03-25", 8, "2024-05-21"),
    "13 weeks, no move": ("2015-11-07", 13, "2016-02-06"),
    "Garib (A1), objection": ("2007-03-19", 6, "2007-05-01"),
}


@pytest.mark.parametrize(("event", "weeks", "last"), VECTORS.values(), ids=VECTORS.keys())
def test_vectors_of_the_reference(event: str, weeks: int, last: str) -> None:
    assert end(event, weeks, "weken") == last


def test_ascension_day_with_the_friday_equated() -> None:
    decreed = Calendar.of(BOOK, [day("2026-05-15")])
    assert end("2026-03-19", 8, "weken", calendar=decreed) == "2026-05-18"


def test_capelle_with_its_two_suspended_days() -> None:
    term = term_end(day("2015-04-01"), 13, "weken", calendar=CALENDAR, suspensions=[pause("2015-04-11", "2015-04-13")])
    assert (term.day, term.suspended_days, term.day_without_suspension) == (day("2015-07-03"), 2, day("2015-07-01"))
    assert (term.covered, term.holds(day("2015-06-11"))) == (False, True)
    # Late only when dispatched before 10-3-2015, as the case file infers.
    dispatched = [day("2015-03-10"), day("2015-03-09")]
    pauses = [pause("2015-04-11", "2015-04-13")]
    terms = [term_end(one, 13, "weken", calendar=CALENDAR, suspensions=pauses) for one in dispatched]
    assert [found.holds(day("2015-06-11")) for found in terms] == [True, False]


def test_the_example_of_the_contract() -> None:
    term = term_end(
        day("2019-10-25"),
        8,
        "weken",
        calendar=CALENDAR,
        suspensions=[pause("2019-11-03", "2019-11-20")],
        source="art. 6 lid 5 Wbmgp",
    )
    assert (term.first_day, term.nominal, term.suspended_days) == (day("2019-10-26"), day("2019-12-20"), 17)
    assert (term.day, term.day_without_suspension) == (day("2020-01-06"), day("2019-12-20"))
    assert (term.day_after, term.holds(day("2020-01-06")), term.holds(day("2020-01-07"))) == (
        day("2020-01-07"),
        True,
        False,
    )
    assert [(f"{step.day}", step.nl, step.source) for step in term.steps] == [
        ("2019-10-26", "eerste dag: de dag na de gebeurtenis", "art. 6 lid 5 Wbmgp"),
        ("2019-12-20", "8 weken", "art. 6 lid 5 Wbmgp"),
        ("2020-01-06", "opgeschort van 3 november 2019 tot 20 november 2019: 17 dagen", "art. 4:15 lid 1 Awb"),
        ("2020-01-06", "6 januari 2020 is een werkdag en blijft", "art. 1 lid 1 Algemene termijnenwet"),
    ]
    made = deemed(term, "art. 6 lid 5 Wbmgp")
    assert (made.day, made.steps[-1].en) == (day("2020-01-07"), "nothing made known up to and including 6 January 2020")


def test_every_day_passed_is_explained() -> None:
    steps = term_end(day("2024-02-02"), 8, "weken", calendar=CALENDAR).steps
    assert [step.en for step in steps[2:]] == [
        "29 March 2024 is Good Friday: the term runs on",
        "30 March 2024 is Saturday: the term runs on",
        "31 March 2024 is Sunday: the term runs on",
        "1 April 2024 is Easter Monday: the term runs on",
    ]


@pytest.mark.parametrize(
    ("length", "unit", "covered"),
    [
        (90, "dagen", True),
        (91, "dagen", False),
        (12, "weken", True),
        (13, "weken", False),
        (3, "maanden", True),
        (4, "maanden", False),
        (1, "jaren", False),
    ],
)
def test_article_4_by_length(length: int, unit: Any, covered: bool) -> None:
    term = term_end(day("2024-01-06"), length, unit, calendar=CALENDAR)
    assert term.covered == covered
    assert (term.steps[-1].source == "art. 4 onder a Algemene termijnenwet") != covered


@pytest.mark.parametrize(
    ("more", "nl", "source"),
    [
        (
            {"set_by": "verordening"},
            "de termijn staat in een verordening",
            "art. 1 lid 1 Algemene termijnenwet; art. 5 Algemene termijnenwet",
        ),
        ({"subject": "vrijheidsbeneming"}, "onderwerp: vrijheidsbeneming", "art. 4 onder c Algemene termijnenwet"),
        (
            {"subject": "wettelijke_voorschriften"},
            "onderwerp: wettelijke voorschriften",
            "art. 4 onder b Algemene termijnenwet",
        ),
    ],
)
def test_terms_that_are_not_covered(more: dict[str, Any], nl: str, source: str) -> None:
    term = term_end(day("2021-10-30"), 8, "weken", calendar=CALENDAR, **more)
    assert (term.day, term.covered) == (day("2021-12-25"), False)
    assert term.steps[-1].nl == f"de Algemene termijnenwet verschuift deze dag niet: {nl}"
    assert term.steps[-1].source == source


def test_a_decree_is_covered_as_an_act_is() -> None:
    assert end("2021-10-30", 8, "weken", set_by="amvb") == "2021-12-27"


@pytest.mark.parametrize(
    ("event", "length", "unit", "last"),
    [
        ("2027-01-31", 1, "maanden", "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2024-01-30", 1, "maanden", "2024-02-29"),
        ("2024-02-29", 4, "jaren", "2028-02-29"),
        ("2024-02-29", 1, "jaren", "2025-02-28"),
        ("2013-04-29", 1, "dagen", "2013-05-01"),
        ("2014-04-29", 1, "dagen", "2014-04-30"),
    ],
)
def test_months_years_and_the_royal_day_of_the_time(event: str, length: int, unit: Any, last: str) -> None:
    assert end(event, length, unit) == last


def test_article_2_gives_two_working_days() -> None:
    # Thursday before Easter: three days hold Good Friday, Saturday and Sunday; Tuesday is the first working day.
    assert end("2024-03-28", 2, "dagen") == "2024-04-02"
    term = term_end(day("2024-03-28"), 3, "dagen", calendar=CALENDAR)
    assert term.day == day("2024-04-03")
    assert (term.steps[-1].en, term.steps[-1].source) == (
        "the term holds 2 working days",
        "art. 2 Algemene termijnenwet",
    )


@given(events, lengths)
def test_a_term_ends_where_the_walk_ends(event: date, length: tuple[int, Any]) -> None:
    number, unit = length
    covered = number <= MAX_COVERED[unit]
    term = term_end(event, number, unit, calendar=CALENDAR)
    assert (term.day, term.suspended_days) == walk(event, number * (7 if unit == "weken" else 1), covered=covered)
    assert (term.covered, term.steps[-1].day) == (covered, term.day)
    assert not (covered and is_free(term.day))


@given(events, lengths, st.data())
def test_a_suspended_term_ends_where_the_walk_ends(event: date, length: tuple[int, Any], data: st.DataObject) -> None:
    number, unit = length
    pauses = data.draw(pauses_near(event))
    covered = number <= MAX_COVERED[unit]
    term = term_end(event, number, unit, calendar=CALENDAR, suspensions=pauses)
    days = number * (7 if unit == "weken" else 1)
    assert (term.day, term.suspended_days) == walk(event, days, covered=covered, pauses=pauses)
    assert term.day_without_suspension == term_end(event, number, unit, calendar=CALENDAR).day
    assert term.covered == covered


@given(events, lengths, st.data())
def test_suspension_never_shortens(event: date, length: tuple[int, Any], data: st.DataObject) -> None:
    pauses = data.draw(pauses_near(event))
    fewer = term_end(event, *length, calendar=CALENDAR, suspensions=pauses[1:])
    more = term_end(event, *length, calendar=CALENDAR, suspensions=pauses)
    assert more.day >= fewer.day >= more.day_without_suspension
    assert more.suspended_days >= fewer.suspended_days


@given(events, st.integers(1, 12), st.integers(1, 3), st.booleans())
def test_a_shift_lands_on_the_first_working_day(event: date, weeks: int, months: int, by_month: bool) -> None:
    length: tuple[int, Any] = (months, "maanden") if by_month else (weeks, "weken")
    term = term_end(event, *length, calendar=CALENDAR)
    assert not is_free(term.day)
    assert all(is_free(term.nominal + DAY * days) for days in range((term.day - term.nominal).days))


def test_overlapping_suspensions_count_once_and_those_outside_not_at_all() -> None:
    inside = [pause("2024-01-10", "2024-01-15"), pause("2024-01-12", "2024-01-20"), pause("2024-01-20", "2024-01-22")]
    outside = [pause("2023-12-01", "2023-12-20"), pause("2024-06-01", "2024-07-01"), pause("2024-01-30", "2024-01-30")]
    term = term_end(day("2024-01-01"), 8, "weken", calendar=CALENDAR, suspensions=[*outside, *reversed(inside)])
    assert (term.suspended_days, term.day) == (12, day("2024-03-11"))  # 26-2 and 12 days is Saturday 9-3
    assert [step.nl for step in term.steps if "opgeschort" in step.nl] == [
        "opgeschort van 10 januari 2024 tot 22 januari 2024: 12 dagen"
    ]


def test_suspensions_that_meet_keep_both_sources() -> None:
    pauses = [pause("2024-01-10", "2024-01-15"), Suspension(day("2024-01-15"), day("2024-01-17"), "uitstel")]
    term = term_end(day("2024-01-01"), 8, "weken", calendar=CALENDAR, suspensions=pauses)
    assert term.steps[2].source == "art. 4:15 lid 1 Awb; uitstel"


def test_a_term_that_is_being_moved_is_still_running() -> None:
    # The last day is Saturday 25-12-2021, moved to Monday 27-12; two weeks' delay is agreed from that Monday on.
    term = term_end(day("2021-10-30"), 8, "weken", calendar=CALENDAR, suspensions=[pause("2021-12-27", "2022-01-10")])
    assert (term.day, term.suspended_days) == (day("2022-01-10"), 14)


def test_a_term_counted_back_is_not_moved_but_holds_two_working_days() -> None:
    back = counted_back(day("2024-04-08"), 8, "dagen", calendar=CALENDAR)
    assert (back.day, back.steps[-1].source) == (day("2024-03-31"), "art. 1 lid 2 Algemene termijnenwet")
    # Three days before the Tuesday after Easter hold no working day: back to the Wednesday.
    assert counted_back(day("2024-04-02"), 3, "dagen", calendar=CALENDAR).day == day("2024-03-27")
    assert counted_back(day("2024-04-02"), 2, "dagen", calendar=CALENDAR).day == day("2024-03-31")
    assert counted_back(day("2024-02-29"), 4, "jaren", calendar=CALENDAR).day == day("2020-02-29")
    assert counted_back(day("2024-02-29"), 2, "jaren", calendar=CALENDAR).day == day("2022-02-28")
    assert counted_back(day("2024-03-31"), 1, "maanden", calendar=CALENDAR).day == day("2024-02-29")
    assert counted_back(day("2024-03-31"), 1, "weken", calendar=CALENDAR).day == day("2024-03-24")


BAD = {
    "no length": (
        lambda: term_end(day("2024-01-01"), 0, "weken", calendar=CALENDAR),
        "term: a length of 0 weken → use 1 or more",
    ),
    "no unit": (
        lambda: term_end(day("2024-01-01"), 1, "eeuwen", calendar=CALENDAR),  # type: ignore[arg-type]
        "term: 'eeuwen' is no unit → use one of dagen, weken, maanden, jaren",
    ),
    "past the calendar": (
        lambda: term_end(day("9999-12-01"), 8, "weken", calendar=CALENDAR),
        "term: counting from 9999-12-01 leaves the years 1 to 9999 → use a day and a length that exist",
    ),
    "past the calendar by suspension": (
        lambda: term_end(
            day("9999-01-01"), 8, "weken", calendar=CALENDAR, suspensions=[pause("9999-01-02", "9999-12-31")]
        ),
        "term: counting from 9999-01-01 leaves the years 1 to 9999 → use a day and a length that exist",
    ),
    "moved past the calendar": (
        lambda: term_end(day("9999-12-31"), 1, "dagen", calendar=CALENDAR),
        "term: counting from 9999-12-31 leaves the years 1 to 9999 → use a day and a length that exist",
    ),
    "before the calendar": (
        lambda: counted_back(day("2024-01-01"), 3000, "jaren", calendar=CALENDAR),
        "term: counting from 2024-01-01 leaves the years 1 to 9999 → use a day and a length that exist",
    ),
    "backwards": (
        lambda: pause("2024-01-02", "2024-01-01"),
        "suspension: it ends on 2024-01-01 and begins on 2024-01-02 → end is the first day on which the term runs again",
    ),
}


@pytest.mark.parametrize(("call", "message"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_counted_is_refused(call: Any, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert str(caught.value) == message


def test_a_term_before_the_first_text_is_not_guessed() -> None:
    with pytest.raises(LawNotYetInForce):
        term_end(day("1993-12-31") - timedelta(days=1), 6, "weken", calendar=CALENDAR)
