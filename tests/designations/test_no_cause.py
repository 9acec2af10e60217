"""An evaluation that lays two areas side by side says that a difference shows no cause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.designations.evaluation import register
from wbmgp_engine.designations.evaluation_output import evaluation_json, evaluation_markdown
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.wording import Language

EXAMPLE = Path(__file__).parents[2] / "scenarios/evaluatie/voorbeeld.json"
CAUSE: dict[Language, str] = {
    "nl": "laat niet zien dat de maatregel de oorzaak is",
    "en": "does not show that the measure is the cause",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_comparison_says_that_it_shows_no_cause(language: Language) -> None:
    file = EvaluationFile.model_validate(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    found = register(file, OUR_LAW)
    data = evaluation_json(file, found, found.gaps)
    assert data["vergelijkingen"] and CAUSE[language] in data["kanttekening"][language]
    assert CAUSE[language] in evaluation_markdown(file, found, found.gaps, language)
