"""Random law read as terms: with every fact fixed the terms fold to what the scalar reader answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.logic import strategies
from tests.logic.asking import book
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Terms
from wbmgp_engine.logic.values import Unknown

ON = date(2030, 5, 17)


def _leaf(expression: Any, name: str) -> Any:
    """Intermediates may not read each other here, or they would often read themselves."""
    text = str(expression)
    return name if "$waar" in text or "$getal" in text else expression


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    outcome=strategies.truths, truth=strategies.truths, number=strategies.number_values,
    cases=st.lists(strategies.facts, min_size=2, max_size=4),
)  # fmt: skip
def test_terms_of_fixed_facts_fold_to_the_answer_of_the_scalar_reader(
    outcome: Any, truth: Any, number: Any, cases: list[dict[str, Any]]
) -> None:
    law = strategies.law(outcome, _leaf(truth, "$b1"), _leaf(number, "$n1"))
    compiled = compile_plan(book(law), "wet_toeval", ["uitkomst"], ON, refine=False)
    for facts in cases:
        terms = Terms()
        try:
            value = compiled.run(facts)["uitkomst"]
            found = SymbolicReader(
                compiled.plan, {name: lifted(fact, terms) for name, fact in facts.items()}, ON, terms
            ).output("uitkomst")
        except WbmgpError as refused:
            # One odd row may not stop the others: what one reader refuses the other may leave unknown.
            event(type(refused).__name__)
            continue
        event(type(value).__name__)
        if isinstance(value, bool):
            assert (found.operator, found.what) == ("constant", value)
        elif isinstance(value, Unknown):
            assert found.operator == "unknown"
