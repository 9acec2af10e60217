"""Every case of scenarios/cases is what the law gives, for the reasons the case states."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.our_law import OUR_LAW
from tests.scenarios.comparing import differences
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.scenarios import Case, load_cases

CASES = load_cases()


@pytest.fixture(scope="session")
def lawbook() -> Lawbook:
    return OUR_LAW


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, lawbook: Lawbook) -> None:
    answer = assess(Application.model_validate(case.input), lawbook=lawbook, on=case.on).to_json(trail=False)
    found = differences(case.expected, answer)
    assert not found, "\n".join([f"{case.title['nl']} ({case.source})", case.why.get("nl", ""), *found])


def test_every_case_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_says_where_it_comes_from_and_why(case: Case) -> None:
    assert case.source
    assert case.title.keys() == {"nl", "en"} == case.why.keys()
    assert "advies" in case.expected


def test_the_demonstration_starts_with_garib_and_shows_every_advice_but_one() -> None:
    shown = [case for case in CASES if case.demo]
    assert shown[0].id == "garib"
    assert {case.expected["advies"] for case in shown} == {
        "weigeren", "beoordelen", "verlenen", "aanvullen", "geen_vergunning_nodig",
    }  # fmt: skip
