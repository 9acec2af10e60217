"""Everything that can stand in the measures has words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wbmgp_engine.simulation.market as market
from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.cubes import DESIGNATED, NOWHERE, OTHER, OUTSIDE, REGION
from wbmgp_engine.simulation.measures.derived import DIFFERENCE, DISPLACED, DISPLACED_SHARE, RATES, RATIO, TREND
from wbmgp_engine.simulation.regions.columns import AGES, HOUSEHOLDS, INCOMES


@pytest.mark.parametrize("code", words.words_of())
def test_a_measure_has_words_and_a_unit(code: str) -> None:
    item = words.measure(code)
    for texts in (item.name, item.explanation, words.unit(item.unit)):
        assert texts.keys() == {"nl", "en"} and all(texts.values())
    assert texts["nl"] and item.explanation["nl"].endswith(".") and item.explanation["en"].endswith(".")
    assert (item.beside is not None) == (item.counts == "maanden")
    assert item.beside is None or words.measure(item.beside).counts == "personen"


def test_every_derived_measure_has_words_and_no_other() -> None:
    codes = {DISPLACED, DISPLACED_SHARE, "aanbod.passend" + TREND}
    for rate in RATES:
        codes.add(rate.code)
        codes.update({rate.code + RATIO, rate.code + DIFFERENCE} if rate.contrast else ())
        codes.update({rate.code + TREND} if rate.yearly else ())
        for side in (rate.top, rate.bottom):
            assert words.measure(side.counter).kind != "afgeleid"
    assert codes == {code for code, item in words.words_of().items() if item.kind == "afgeleid"}


def test_every_group_has_words() -> None:
    for dimension, codes in (("inkomen", (*INCOMES, "onbekend")), ("huishouden", HOUSEHOLDS), ("leeftijd", AGES)):
        assert words.groups(dimension) == codes
    for dimension in words.dimensions():
        found = [words.dimension(dimension), *(words.group(dimension, code) for code in words.groups(dimension))]
        assert all(texts["nl"] and texts["en"] for texts in found)


def test_a_column_of_the_council_is_shown_as_it_is() -> None:
    assert words.dimension("groep_land_van_herkomst")["nl"] == "Groep land van herkomst"
    assert words.group("groep_land_van_herkomst", "Suriname") == {"nl": "Suriname", "en": "Suriname"}
    with pytest.raises(KeyError):
        words.dimension("schoenmaat")


def test_what_is_no_single_area_has_words() -> None:
    assert all(words.area(code) for code in (REGION, DESIGNATED, OTHER, NOWHERE, OUTSIDE))
    assert words.area("noord") is None


def test_every_counter_in_the_code_of_the_market_has_words() -> None:
    """By its text, so that a counter that no test region ever counts is found too."""
    source = "\n".join(path.read_text() for path in sorted(Path(market.__path__[0]).glob("*.py")))
    stems = {code.split(".")[0] for code in words.words_of()}
    named = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)?)"', source))
    counters = {code for code in named if code.split(".")[0] in stems and "." in code}
    assert counters <= words.words_of().keys()
