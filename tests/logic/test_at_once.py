"""What a plan does not ask at once is answered when somebody reads it, and is then the same."""

from __future__ import annotations

import pytest

from tests.logic.asking import ON, article, book, field, law, op, register
from wbmgp_engine.errors import DivisionByZero
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Value

BOOK = book(
    law(
        article(
            "1",
            actions={
                "deel": op("DIVIDE", values=[1, "$noemer"]),
                "half": op("GREATER_THAN", subject="$deel", value=0),
                "oordeel": op("EQUALS", subject="$soort", value="a"),
            },
            output=[field("half", "boolean"), field("oordeel", "boolean"), field("deel", "number")],
            input=[register("noemer", "number"), register("soort", "string")],
        )
    )
)


def asked(*at_once: str) -> CompiledPlan:
    return compile_plan(BOOK, "wet_proef", ["half", "oordeel", "deel"], ON, refine=False, at_once=at_once or None)


@pytest.mark.parametrize("at_once", [("oordeel",), ("deel", "oordeel"), ("half", "oordeel", "deel")])
def test_the_same_outputs_and_the_same_trail(at_once: tuple[str, ...]) -> None:
    facts: dict[str, Value] = {"noemer": 4, "soort": "a"}
    whole, lazy = asked().run(facts), asked(*at_once).run(facts)
    assert lazy["oordeel"] is True
    assert list(lazy.outputs.items()) == list(whole.outputs.items())
    assert lazy.trace().to_json() == whole.trace().to_json()
    assert lazy.slots == whole.slots


def test_what_is_not_read_is_not_computed() -> None:
    run = asked("oordeel").run({"noemer": 0, "soort": "b"})
    assert run["oordeel"] is False
    for read in (lambda: run["half"], lambda: run.outputs, run.trace, lambda: run.slots):
        with pytest.raises(DivisionByZero, match=r"art\. 1, deel"):
            read()
    with pytest.raises(DivisionByZero):
        asked().run({"noemer": 0, "soort": "b"})
