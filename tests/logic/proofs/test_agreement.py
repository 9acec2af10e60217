"""The formula of the law, with the values of an application put in, says what the scalar reader says."""

from __future__ import annotations

from functools import cache

import pytest
import z3
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.logic.proofs.writing_down import BOUNDS, fields_of, numbers
from tests.our_law import OUR_LAW
from tests.properties.strategies import VERSIONS, applications
from wbmgp_engine.facts import Application
from wbmgp_engine.logic.proofs import Texts
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.outcome import open_gates, verdict
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.reading import Reading

LAWBOOK = OUR_LAW
APPLICATIONS = 1_000


@cache
def written(version: str) -> tuple[Reading, Case, dict[str, z3.ExprRef]]:
    """The law of a version as a case, with a formula for each part of the answer."""
    reading = Reading(LAWBOOK, VERSIONS[version][0], BOUNDS)
    case = Case(reading.dossier.fields, Texts())
    texts = {"advies": reading.advice, **reading.grounds}
    formulas = {name: case.formulas.value(term).number for name, term in texts.items()}
    return reading, case, {**formulas, **{gate: case.truth(term).yes for gate, term in reading.gates.items()}}


def said(made: Assessment, case: Case) -> dict[str, object]:
    """What the scalar reader says, in numbers."""
    stand_open = open_gates(made.run, made.question)
    return {
        "advies": case.texts.code(made.advice),
        **{ground.met: case.texts.code(verdict(made.run, ground)) for ground in made.question.grounds},
        **{gate.opens: gate in stand_open for gate in made.question.gates},
    }


@pytest.mark.parametrize("version", VERSIONS)
@settings(
    max_examples=APPLICATIONS // len(VERSIONS) + 1, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
@given(data=st.data())
def test_the_formula_with_the_values_put_in_says_what_the_scalar_reader_says(version: str, data: st.DataObject) -> None:
    asked = data.draw(applications(version))
    made = assess(Application.model_validate(asked.data), lawbook=LAWBOOK, on=asked.on)
    reading, case, formulas = written(version)
    values = numbers(case, reading.dossier.fields, fields_of(made))
    expected = said(made, case)
    agree = z3.And(*(formulas[part] == value for part, value in expected.items()))
    if not z3.is_true(z3.simplify(z3.substitute(agree, *values))):
        found = {part: str(z3.simplify(z3.substitute(formulas[part], *values))) for part in expected}
        assert found == {part: str(value) for part, value in expected.items()}
        raise AssertionError("the parts agree and the whole does not")
