"""The words of an answer: the result first, no trait of a person called a risk, no safeguard sold as law."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.facts.wording import Language, day_in_words
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.texts import (
    FACT,
    GATE,
    GROUND,
    HEADING,
    NEXT,
    PHRASE,
    RESULT,
    ROLE,
    SUPPLIER,
    VERDICT,
    person_in_words,
    value_in_words,
)
from wbmgp_engine.scenarios import Case, load_cases

CASES = {case.id: case for case in load_cases()}
LANGUAGES: tuple[Language, ...] = get_args(Language)
TABLES = (FACT, GATE, GROUND, HEADING, NEXT, PHRASE, RESULT, ROLE, SUPPLIER, VERDICT)
# No trait of a person is a risk, a problem or a profile; nobody is called weak or undesirable.
FORBIDDEN = re.compile(
    r"risico|kansarm|kansloos|probleemgezin|overlastgever|ongewenst|profiel|allochto|verdacht|risk|underprivileged|undesirable|suspect\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)  # an assessment that told its alternatives holds megabytes
def assessed(name: str) -> Assessment:
    case: Case = CASES[name]
    return assess(Application.model_validate(case.input), lawbook=OUR_LAW, on=case.on)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_case_can_be_explained(name: str, language: Language) -> None:
    found = assessed(name)
    said = explain(found, language)
    assert said.startswith(RESULT[found.advice][language].partition("{")[0])
    assert PHRASE["own_words"][language] in said
    assert "{" not in said and "None" not in said and "Unknown" not in said
    for ground in found.grounds:
        assert f"{GROUND[ground.id][language]}: {VERDICT[ground.verdict][language]}." in said
        assert ground.reason[language]
    for gate in found.open_gates:
        assert (gate.words or GATE[gate.id])[language] in said
    for question in found.questions:
        # One question about several persons is one line that names them all.
        start, _, end = (question.words or question.text)[language].partition("{persoon}")
        assert start and start in said and end in said
        assert question.person is None or person_in_words(found.application, question.person, language) in said
        assert question.basis
    assert not FORBIDDEN.search(said), FORBIDDEN.search(said)


@pytest.mark.parametrize("name", CASES)
def test_a_safeguard_of_ours_is_never_sold_as_law(name: str) -> None:
    found = assessed(name)
    for gate in found.open_gates:
        if gate.kind == "waarborg":
            assert PHRASE["safeguard"]["nl"] in explain(found, "nl")


def test_no_permit_needed_speaks_of_the_wbmgp_only() -> None:
    for name in CASES:
        if assessed(name).advice == "geen_vergunning_nodig":
            assert "gewone huisvestingsvergunning kan wel nodig zijn" in explain(assessed(name), "nl")
            assert "An ordinary housing permit may still be needed" in explain(assessed(name), "en")
            return
    pytest.fail("no case ends in geen_vergunning_nodig")


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_stands_in_both_languages(table: dict[str, dict[str, str]]) -> None:
    for key, texts in table.items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        assert not any(FORBIDDEN.search(text) for text in texts.values()), key


def test_no_text_of_the_rules_calls_a_person_a_risk() -> None:
    for path in (Path(__file__).parents[2] / "rules").rglob("*.yaml"):
        found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found}"


def test_words_for_values() -> None:
    assert day_in_words(date(2020, 3, 1), "en") == "1 March 2020"
    assert value_in_words(True, "nl") == "ja"
    assert value_in_words([], "en") == "none"
    assert value_in_words(None, "nl") == "geen"
    assert value_in_words(["niet_overgelegd", date(2020, 1, 2)], "nl") == "niet overgelegd, 2 januari 2020"
