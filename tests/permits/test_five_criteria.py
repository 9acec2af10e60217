"""Before a refusal on a woonverklaring all five criteria of art. 10b lid 4 Wbmgp are weighed: each of them counts."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.properties.asking import gates, lawbook
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.scenarios import load_cases

CASE = next(case for case in load_cases() if case.id == "schiedam-alles-gesloten")


def _without(letter: str | None) -> Assessment:
    data = deepcopy(CASE.input)
    if letter is not None:
        data["onderzoek"]["weging"][letter] = "niet_gewogen"
    return assess(Application.model_validate(data), lawbook=lawbook(), on=CASE.on)


def test_with_all_five_the_refusal_waits_for_nothing() -> None:
    assert (_without(None).advice, gates(_without(None))) == ("weigeren", [])


@pytest.mark.parametrize("letter", "abcde")
def test_without_one_of_five_the_gate_stands_open(letter: str) -> None:
    found = _without(letter)
    assert found.advice == "beoordelen"
    assert [gate for gate, _ in gates(found)] == ["weging_10b"]
