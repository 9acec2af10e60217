"""An answer as the page of an advice shows it, held beside the answers on the decided cases."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.our_law import OUR_LAW
from wbmgp_api.pages.cases.advice import Advice, advice
from wbmgp_api.pages.languages import LANGUAGES, Tongue
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.scenarios import scenarios_root

PINNED = [json.loads(line) for line in Path("tests/golden/pinned_answers.jsonl").read_text().splitlines()]


@cache
def example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((scenarios_root() / "voorbeeld-aanvraag.json").read_text())
    return found


def shown(given: dict[str, Any], on: date, language: str = "nl") -> tuple[Advice, Any]:
    found = assess(Application.model_validate(given), lawbook=OUR_LAW, on=on)
    tongue = Tongue("en" if language == "en" else "nl")
    return advice(found.to_json(), given["huishouden"], OUR_LAW, tongue), found


def test_the_decided_case_says_what_decides_first_with_each_value_beside_the_law() -> None:
    told, _ = shown(example(), date(2007, 3, 19))
    first = told.grounds[0]
    assert (first.id, first.kind, first.said) == ("artikel_8", "bad", "niet voldaan")
    assert first.source.href.startswith("https://wetten.overheid.nl/jci1.3:c:BWBR0019388&artikel=8")
    years, income = first.compared[:2]
    assert (years.of, years.value, years.how, years.norm, years.holds) == (
        "de aanvrager", "1 (25 mei 2005 – 8 maart 2007)", "ten minste", "6", False,
    )  # fmt: skip
    assert (income.value, income.how, income.holds) == ("bijstand", "een van", False)
    assert "dienstbetrekking" in income.norm
    assert told.earliest == "2011-05-25"
    assert [one.name for one in told.gates] == ["de hardheidsclausule bekijken"]


def test_a_fact_that_broke_the_years_is_said_with_its_municipality() -> None:
    told, _ = shown(example(), date(2007, 3, 19))
    said = {fact.label: (fact.of, fact.value, fact.said_by) for fact in told.grounds[0].facts}
    assert said["daarvoor"] == ("de aanvrager", "elders (GM0363) tot 25 mei 2005", "brp")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", PINNED[::29], ids=range(len(PINNED[::29])))
def test_an_answer_says_what_the_explanation_of_the_engine_says(case: dict[str, Any], language: str) -> None:
    told, found = shown(case["aanvraag"], date.fromisoformat(case["on"]), language)
    whole = explain(found, "en" if language == "en" else "nl")
    assert {one.id for one in (*told.grounds, *told.aside)} == {one.id for one in found.grounds}
    assert all(one.reason in whole and one.name in whole for one in (*told.grounds, *told.aside))
    assert len(told.questions) == len(found.questions) and len(told.gates) == len(found.open_gates)
    assert all(change in whole for change in told.changes)
    assert told.result.split(":")[0] in whole


def test_what_plays_no_part_stands_aside() -> None:
    told, _ = shown(example(), date(2007, 3, 19))
    assert [one.kind for one in told.grounds] == ["bad", "unknown", "good"]
    assert {one.verdict for one in told.aside} == {"niet_van_toepassing"}
