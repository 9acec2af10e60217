"""The report of the made result, drawn once for every test."""

from __future__ import annotations

import pytest

from tests.simulation.report import made
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report import html
from wbmgp_engine.simulation.running import Result

LANGUAGES: tuple[Language, ...] = ("nl", "en")


@pytest.fixture(scope="session")
def result() -> Result:
    return made.result()


@pytest.fixture(scope="session")
def pages(result: Result) -> dict[Language, str]:
    beside = made.beside(result.scenario)
    return {language: html(result, language, beside) for language in LANGUAGES}
