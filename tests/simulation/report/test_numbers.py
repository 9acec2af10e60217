"""Numbers are rounded to what a model can know, and never say more than they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.dossier.figures import Spread
from wbmgp_engine.simulation.report.numbers import Number, changed, clear, own, range_of, rounded, short
from wbmgp_engine.simulation.report.words import Unit

UNITS: tuple[Unit, ...] = ("aantal", "aandeel", "punten", "maanden", "verhouding")


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        (0.0, "aantal", "0", "0"),
        (17.4, "aantal", "17", "17"),
        (43.0, "aantal", "45", "45"),
        (987.0, "aantal", "990", "990"),
        (123_456.0, "aantal", "120.000", "120,000"),
        (0.118, "aandeel", "12%", "12%"),
        (0.0064, "aandeel", "0,6%", "0.6%"),
        (-0.14, "punten", "−14 procentpunt", "−14 percentage points"),
        (7.25, "maanden", "7,3 maanden", "7.3 months"),
        (31.4, "maanden", "31 maanden", "31 months"),
        (1.126, "verhouding", "1,13", "1.13"),
    ],
)
def test_a_value_is_said_as_people_do(value: float, unit: Unit, dutch: str, english: str) -> None:
    assert short(value, unit, "nl") == dutch
    assert short(value, unit, "en") == english


def test_a_range_stands_in_words() -> None:
    assert range_of(Spread(46.0, 41.0, 53.0), "aantal", "nl") == "tussen 40 en 55"
    assert range_of(Spread(0.3, 0.28, 0.331), "aandeel", "en") == "between 28 and 34%"
    assert range_of(Spread(46.0), "aantal", "nl") == ""
    assert range_of(Spread(46.0, 46.0, 46.0), "aantal", "nl") == "tussen 45 en 50"
    assert range_of(Spread(0.0, 0.0, 0.0), "aantal", "nl") == ""


@given(
    unit=st.sampled_from(UNITS),
    ends=st.tuples(*[st.floats(0, 1e6, allow_subnormal=False)] * 3).map(sorted),
)
def test_a_range_holds_what_it_is_of(unit: Unit, ends: list[float]) -> None:
    low, value, high = ends
    text = range_of(Spread(value, low, high), unit, "en")
    if text:
        first, last = (float(part.split("%")[0].split(" months")[0].split(" percent")[0].replace(",", "")) for part in text.removeprefix("between ").split(" and "))  # fmt: skip
        factor = 100 if unit in ("aandeel", "punten") else 1
        assert first <= low * factor + 1e-5 and high * factor - 1e-5 <= last


@given(unit=st.sampled_from(UNITS), value=st.floats(0, 1e6), more=st.floats(0, 1e6))
def test_rounding_keeps_the_order(unit: Unit, value: float, more: float) -> None:
    assert rounded(value, unit) <= rounded(value + more, unit)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_hidden_or_missing_is_no_number(language: Language) -> None:
    for number in (Number("aantal", Spread(3.0), change=Spread(2.0), hidden=True), Number("aantal")):
        assert not any(letter.isdigit() for letter in own(number, language) + changed(number, language))


def test_a_difference_has_its_sign_and_says_when_there_is_none() -> None:
    def said(change: float, unit: Unit) -> str:
        return changed(Number(unit, Spread(1.0), change=Spread(change)), "nl")

    assert said(43.0, "aantal") == "+45"
    assert said(-0.026, "aandeel") == "−2,6 procentpunt"
    assert said(-1.25, "maanden") == "−1,3 maanden"
    assert said(0.2, "aantal") == said(0.0, "maanden") == "geen verschil"


@pytest.mark.parametrize(
    ("ends", "beyond"), [((0.5, 2.0), True), ((-2.0, -0.5), True), ((-1.0, 1.0), False), ((None, None), False)]
)
def test_a_difference_is_clear_when_its_interval_has_one_sign(
    ends: tuple[float | None, float | None], beyond: bool
) -> None:
    assert clear(Number("aantal", Spread(1.0), change=Spread(1.0, *ends))) is beyond
