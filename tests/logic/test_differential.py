"""The compiled reader against the plain tree walk: same value, same missing facts, or the same error, on random law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.logic import strategies
from tests.logic.asking import book
from tests.reference_interpreter import Interpreter
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import as_json

ON = date(2030, 5, 17)


def _leaf(expression: Any, name: str) -> Any:
    """Intermediates may not read each other here, or they would often read themselves."""
    text = str(expression)
    return name if "$waar" in text or "$getal" in text else expression


def _compiled(law: dict[str, Any], facts: dict[str, Any], refine: bool) -> Any:
    try:
        return as_json(compile_plan(book(law), "wet_toeval", ["uitkomst"], ON, refine=refine).run(facts)["uitkomst"])
    except WbmgpError as problem:
        return type(problem).__name__


def _walked(law: dict[str, Any], facts: dict[str, Any], refine: bool) -> Any:
    try:
        return as_json(
            Interpreter([Regulation.model_validate(law)], facts, ON, refine=refine).ask("wet_toeval", "uitkomst")
        )
    except WbmgpError as problem:
        return type(problem).__name__


@pytest.mark.parametrize("refine", [False, True])
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    outcome=strategies.outcomes, truth=strategies.truths, number=strategies.number_values,
    cases=st.lists(strategies.facts, min_size=2, max_size=4),
)  # fmt: skip
def test_the_compiled_reader_agrees_with_a_plain_tree_walk(
    outcome: Any, truth: Any, number: Any, cases: list[dict[str, Any]], refine: bool
) -> None:
    law = strategies.law(outcome, _leaf(truth, "$b1"), _leaf(number, "$n1"))
    for facts in cases:
        assert _compiled(law, facts, refine) == _walked(law, facts, refine)
