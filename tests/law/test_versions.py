"""Which version of a regulation applies on a day, against a model that simply looks at every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.strategies import near_days
from tests.law.texts import ORDINANCE, law_text
from wbmgp_engine.errors import LawEnded, LawNotFound, LawNotYetInForce
from wbmgp_engine.law.lawbook import Lawbook


class Spec(NamedTuple):
    """One version: its first and last day, when it was published, and how far it works back."""

    starts: date
    ends: date | None = None
    published: date | None = None
    back: date | None = None

    def text(self) -> str:
        extra: dict[str, Any] = {"x_werkt-terug-tot": self.back.isoformat()} if self.back else {}
        return law_text(
            valid_from=self.starts.isoformat(),
            valid_to=self.ends.isoformat() if self.ends else None,
            publication_date=(self.published or self.starts).isoformat(),
            **extra,
        )


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    starts = draw(near_days)
    length = draw(st.none() | st.integers(0, 20))
    ends = None if length is None else starts + timedelta(length)
    reach = draw(st.none() | st.integers(1, 20))
    back = None if reach is None else starts - timedelta(reach)
    return Spec(starts, ends, draw(near_days), back)


books = st.lists(specs(), min_size=1, max_size=4, unique_by=lambda spec: spec.starts)


def lawbook(versions: list[Spec]) -> Lawbook:
    return Lawbook.from_texts([spec.text() for spec in versions])


def naive(versions: list[Spec], on: date, known_on: date) -> date | type[Exception]:
    """The first day of the version that applies, or the error: by the words of the rule, not by its code."""
    reaching = []
    for spec in versions:
        first = spec.starts
        if spec.back and spec.published and spec.published <= known_on:
            first = min(first, spec.back)
        if first <= on:
            reaching.append(spec)
    if not reaching:
        return LawNotYetInForce
    newest = max(reaching, key=lambda spec: spec.starts)
    return LawEnded if newest.ends and on > newest.ends else newest.starts


def asked(book: Lawbook, on: date, known_on: date) -> date | type[Exception]:
    try:
        return book.regulation("eilandwet", on, known_on=known_on).starts or date.min
    except (LawEnded, LawNotYetInForce) as error:
        return type(error)


@given(books, near_days, near_days)
def test_the_version_is_the_one_the_model_finds(versions: list[Spec], on: date, known_on: date) -> None:
    assert asked(lawbook(versions), on, known_on) == naive(versions, on, known_on)


@given(books, near_days, near_days)
def test_equal_keys_mean_equal_law(versions: list[Spec], first: date, second: date) -> None:
    book = lawbook(versions)
    keys = [book.in_force(day, {}) for day in (first, second)]
    found = [asked(book, day, day) for day in (first, second)]
    known = [day if isinstance(day, date) else None for day in found]
    assert (keys[0] == keys[1]) == (known[0] == known[1])
    assert keys[0] == (() if known[0] is None else (f"eilandwet/{known[0]}.yaml",))


@given(books, near_days)
def test_a_key_is_the_same_asked_twice_and_in_another_order(versions: list[Spec], on: date) -> None:
    assert lawbook(versions).in_force(on, {}) == lawbook(versions[::-1]).in_force(on, {})


def test_the_first_and_the_last_day_count() -> None:
    book = lawbook([Spec(date(2030, 1, 1), date(2030, 1, 31))])
    assert book.regulation("eilandwet", date(2030, 1, 1)).ends == date(2030, 1, 31)
    assert book.regulation("eilandwet", date(2030, 1, 31))
    with pytest.raises(LawNotYetInForce) as early:
        book.regulation("eilandwet", date(2029, 12, 31))
    assert str(early.value) == "eilandwet is not in force on 2029-12-31: its first version starts on 2030-01-01"
    with pytest.raises(LawEnded) as late:
        book.regulation("eilandwet", date(2030, 2, 1))
    assert str(late.value) == ("eilandwet is not in force on 2030-02-01: its version of 2030-01-01 ended on 2030-01-31")


def test_an_ended_version_never_gives_way_to_an_older_one() -> None:
    book = lawbook([Spec(date(2029, 1, 1)), Spec(date(2030, 1, 1), date(2030, 1, 31))])
    with pytest.raises(LawEnded):
        book.regulation("eilandwet", date(2030, 2, 1))
    assert book.regulation("eilandwet", date(2029, 6, 1)).valid_from == "2029-01-01"


def test_what_works_back_counts_once_it_is_published() -> None:
    book = lawbook(
        [
            Spec(date(2029, 1, 1)),
            Spec(date(2030, 1, 1), published=date(2030, 1, 5), back=date(2029, 7, 1)),
        ]
    )
    day = date(2029, 8, 1)
    assert book.regulation("eilandwet", day).valid_from == "2029-01-01"
    assert book.regulation("eilandwet", day, known_on=date(2030, 1, 4)).valid_from == "2029-01-01"
    assert book.regulation("eilandwet", day, known_on=date(2030, 1, 5)).valid_from == "2030-01-01"
    assert book.regulation("eilandwet", date(2029, 6, 30), known_on=date(2031, 1, 1)).valid_from == "2029-01-01"
    assert book.in_force(day, {}) != book.in_force(day, {}, known_on=date(2030, 1, 5))


def test_an_unknown_law_suggests_the_nearest() -> None:
    book = lawbook([Spec(date(2030, 1, 1))])
    with pytest.raises(LawNotFound) as caught:
        book.regulation("eilandwt", date(2030, 1, 1))
    assert str(caught.value) == "the lawbook has no regulation 'eilandwt': did you mean eilandwet?"
    with pytest.raises(LawNotFound, match="it is empty"):
        Lawbook.from_texts([]).regulation("eilandwet", date(2030, 1, 1))


def test_a_version_without_a_date_matches_every_day_but_yields_to_a_dated_one() -> None:
    undated = law_text(valid_from=None)
    book = Lawbook.from_texts([law_text(), undated], lenient=True)
    assert book.regulation("eilandwet", date(1900, 1, 1)).valid_from is None
    assert book.regulation("eilandwet", date(2031, 7, 1)).valid_from == "2031-07-01"
    assert [version.starts for version in book.versions("eilandwet")] == [None, date(2031, 7, 1)]


def test_the_key_of_a_place_holds_only_what_counts_there() -> None:
    book = Lawbook.from_texts([law_text(), law_text(ORDINANCE)])
    day = date(2032, 1, 1)
    wet, verordening = "eilandwet/2031-07-01.yaml", "verordening_zandeiland/2031-07-01.yaml"
    assert book.in_force(day, {}) == (wet,)
    assert book.in_force(day, {"gemeente_code": "GM9991"}) == (wet,)
    assert book.in_force(day, {"gemeente_code": "GM9990", "huurprijs": "700"}) == (wet, verordening)
    assert book.in_force(date(2031, 6, 30), {"gemeente_code": "GM9990"}) == ()
