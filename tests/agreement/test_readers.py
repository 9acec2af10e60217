"""The scalar reader, the plain interpreter and the forward-chaining reader on the same applications.

The worker process is left out here: what it runs is called directly. `WBMGP_EXAMPLES` asks for more applications.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.agreement.mixing import mixed, registered
from tests.agreement.whole_book import anywhen, compiled, interpreted
from tests.golden.pinned import Pinned, pinned
from tests.properties.asking import lawbook, of
from tests.properties.strategies import VERSIONS, Asked
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.scenarios import Case, load_cases
from wbmgp_engine.second_opinion.agreeing import SecondReader

# Of one to six persons, in and beside the areas of the register.
_HOUSEHOLDS = 15
EXAMPLES = int(os.environ.get("WBMGP_EXAMPLES", "2000"))
many = settings(
    max_examples=EXAMPLES,
    derandomize="WBMGP_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def _exact(values: Any) -> dict[str, Any]:
    """Values with their type: true is not 1, and unknown is what is missing."""
    return {name: (type(value), value) for name, value in values.items()}


def _case(case: Case) -> Assessment:
    return assess(Application.model_validate(case.input), lawbook=lawbook(), on=case.on)


@given(asked=anywhen)
@many
def test_generated_applications_by_scalar_and_interpreter(asked: Asked) -> None:
    assessment = of(asked)
    assert _exact(compiled(assessment)) == _exact(interpreted(assessment))


@given(asked=anywhen)
@many
def test_generated_applications_by_scalar_and_forward_chaining(asked: Asked) -> None:
    second_reader().agree(of(asked))


@pytest.mark.parametrize("version", VERSIONS)
@settings(many, max_examples=max(1, EXAMPLES // 1000), phases=[Phase.generate])
@given(data=st.data())
def test_households_in_the_register_by_three_readers(version: str, data: st.DataObject) -> None:
    drawn = registered(data.draw(mixed(version, _HOUSEHOLDS)), lawbook())
    note(f"seed {drawn.seed}")
    for application in drawn.applications:
        assessment = assess(application, lawbook=lawbook(), on=drawn.on)
        assert _exact(compiled(assessment)) == _exact(interpreted(assessment))
        second_reader().agree(assessment)


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.id)
def test_every_case_by_three_readers(case: Case) -> None:
    assessment = _case(case)
    assert _exact(compiled(assessment)) == _exact(interpreted(assessment))
    second_reader().agree(assessment)


@pytest.mark.parametrize("item", pinned(), ids=lambda item: str(item.number))
def test_every_pinned_application_by_three_readers(item: Pinned) -> None:
    assessment = item.assessed(lawbook())
    assert _exact(compiled(assessment)) == _exact(interpreted(assessment))
    second_reader().agree(assessment)


def test_the_years_before_the_act() -> None:
    first = load_cases()[0]
    second_reader().agree(assess(Application.model_validate(first.input), lawbook=lawbook(), on=date(2004, 5, 6)))


def second_reader() -> SecondReader:
    """The second reader on an engine in this process; skipped where the extra is not there."""
    pytest.importorskip("durable_rules_engine")
    from tests.second_opinion.in_process import reader

    return reader()
