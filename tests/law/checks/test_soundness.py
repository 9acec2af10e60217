"""Rule books that pass the checks run: whatever the facts, no null and no type gets in the way.

The expressions come from a grammar that also makes wrong ones; the scalar reader is the judge of the checks.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.law.checks.islands import computing, in_file, output
from tests.law.checks.strategies import booleans, given_facts, mistaken, with_nulls
from wbmgp_engine.errors import AbsentOperand, TypeMismatch, VariableNotFound
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import compile_plan

ON = date(2031, 7, 1)
PATIENT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@given(booleans)
@settings(max_examples=150, deadline=None)
def test_a_well_typed_expression_has_no_finding(expression: Any) -> None:
    # Two different literals are well-typed; that they are never equal is another finding.
    assert [message for message in in_file(computing(expression)) if " is never '" not in message] == []


def run(document: dict[str, Any], facts: dict[str, Any]) -> None:
    assume(not in_file(document))
    plan = compile_plan(Lawbook.from_texts([json.dumps(document)]), "eilandwet", ["uitkomst"], ON, {})
    known = {name: value for name, value in facts.items() if name in plan.inputs}
    try:
        plan.run(known, ON).outputs["uitkomst"]
    except (AbsentOperand, TypeMismatch, VariableNotFound) as error:
        raise AssertionError(f"passed the checks but fails: {error}") from error


@given(with_nulls, with_nulls, st.booleans(), given_facts())
@PATIENT
def test_guarded_nulls_never_reach_an_operation(
    expression: Any, local: Any, nullable: bool, facts: dict[str, Any]
) -> None:
    actions = [{"output": "bekend", "value": local}] if "$bekend" in json.dumps(expression) else []
    run(computing(expression, actions=actions, declared=output(nullable=nullable)), facts)


@given(mistaken, st.booleans(), given_facts())
@PATIENT
def test_what_passes_never_meets_a_wrong_type(expression: Any, nullable: bool, facts: dict[str, Any]) -> None:
    run(computing(expression, declared=output(nullable=nullable)), facts)
