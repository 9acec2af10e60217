"""The line of time shows what the engine says: which days count, since when, and what broke them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.api.service.asking import BOOK, application
from tests.facts.strategies import applications
from wbmgp_api.pages.desk.timeline import LENGTH, Figure, figure
from wbmgp_engine import Application, assess
from wbmgp_engine.facts.wording import Language


def drawn(*stays: dict[str, Any], on: str = "2024-03-08", language: Language = "nl") -> Figure:
    told = application(aanvraagdatum=on)
    told["huishouden"][0]["verblijf"] = list(stays)
    return figure(assess(Application.model_validate(told), lawbook=BOOK, on=date.fromisoformat(on)), language)


def stay(place: str, since: str | None, until: Any = None) -> dict[str, Any]:
    return {"gemeente": place, "tot": until, **({"vanaf": since} if since else {})}


def test_what_was_elsewhere_breaks_the_years() -> None:
    (line,) = drawn(
        stay("GM9999", "2000-01-01", "2019-01-01"),
        stay("buitenland", "2019-01-01", "2021-01-01"),
        stay("GM9999", "2021-01-01"),
    ).lines
    assert [(bar.place, bar.kind) for bar in line.bars] == [
        ("GM9999", "telt_niet"),
        ("buitenland", "telt_niet"),
        ("GM9999", "telt"),
    ]
    assert line.since == date(2021, 1, 1) and line.broken == "elders (buitenland) tot 1 januari 2021"
    assert line.broken_at == line.bars[-1].start == line.at
    assert line.bars[-1].now and line.bars[-1].start + line.bars[-1].size == LENGTH


def test_a_hole_breaks_the_years_and_nothing_is_drawn_in_it() -> None:
    (line,) = drawn(stay("GM9999", "2017-01-01", "2020-01-01"), stay("GM9999", "2021-06-01")).lines
    first, last = line.bars
    assert first.start + first.size < last.start == line.broken_at and last.kind == "telt"


def test_a_day_that_is_not_known_is_drawn_as_perhaps() -> None:
    (line,) = drawn(stay("buitenland", "2010-01-01", "2020"), stay("GM9999", "2020")).lines
    assert {"misschien", "telt", "telt_niet"} == {bar.kind for bar in line.bars}
    assert line.since is None and line.perhaps == date(2020, 1, 1) and line.doubted
    assert {bar.since for bar in line.bars} == {"2010-01-01", "2020"}


@pytest.mark.parametrize(("language", "words"), [("nl", "elders"), ("en", "elsewhere")])
def test_the_words_are_of_the_language(language: Language, words: str) -> None:
    (line,) = drawn(
        stay("buitenland", "2010-01-01", "2020-01-01"), stay("GM9999", "2020-01-01"), language=language
    ).lines
    assert words in line.broken


def test_who_is_not_resident_has_no_days_that_count() -> None:
    (line,) = drawn(stay("GM9999", "2000-01-01", "2023-01-01")).lines
    assert [bar.kind for bar in line.bars] == ["telt_niet"] and line.since is None and line.at is None


def test_nothing_to_draw() -> None:
    assert not drawn().drawn and drawn().lines == ()


@settings(max_examples=25)
@given(applications())
def test_every_history_is_drawn_inside_the_line(told: dict[str, Any]) -> None:
    made = assess(Application.model_validate(told), lawbook=BOOK, on=date(2007, 3, 19))
    found = figure(made, "nl")
    assert found.last == date(2007, 3, 8) and found.first < found.last
    for line in found.lines:
        assert all(0 <= bar.start < bar.start + bar.size <= LENGTH for bar in line.bars)
        assert line.broken_at is None or 0 <= line.broken_at <= LENGTH
        assert bool(line.broken) == (line.broken_at is not None)
    assert all(0 <= year.at <= LENGTH for year in found.years)
