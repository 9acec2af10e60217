"""A compiled plan that was kept and read back answers as the one that was made."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from tests.logic.asking import ON, article, book, field, law, op, register
from wbmgp_engine.errors import DivisionByZero, OutputNotFound
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown

SUM = op("FOREACH", collection="$rijen", as_="rij", body=op("ADD", values=["$rij.n", "$een"]), combine="ADD")
ACTIONS = {
    "som": SUM,
    "keuze": op("IF", cases=[{"when": op("GREATER_THAN", subject="$som", value=10), "then": "$deel"}], default="$ver"),
    "deel": op("DIVIDE", values=[1, "$nul"]),
}
ASKING = article(
    "1",
    actions=ACTIONS,
    output=[field("som"), field("keuze"), field("deel")],
    input=[
        register("rijen", "array"), register("nul"),
        field("ver", source={"regulation": "wet_ver", "output": "uit", "parameters": {"p": "$som"}}),
    ],
    definitions={"een": {"value": 1}},
)  # fmt: skip
ANSWERING = article(
    "2", actions={"uit": op("ADD", values=["$p", 1])}, output=[field("uit")], parameters=[field("p", required=True)]
)


def compiled() -> CompiledPlan:
    laws = book(law(ASKING, law_id="wet_proef"), law(ANSWERING, law_id="wet_ver"))
    return compile_plan(laws, "wet_proef", ["som", "keuze"], ON, refine=False)


@pytest.mark.parametrize("facts", [{"rijen": [{"n": 2}, {"n": 3}], "nul": 0}, {"rijen": []}, {"nul": 2}, {}])
def test_the_same_answer_and_the_same_trail(facts: Mapping[str, Any]) -> None:
    made = compiled()
    kept: CompiledPlan = pickle.loads(pickle.dumps(made))
    first, second = made.run(facts), kept.run(facts)
    assert first.outputs == second.outputs
    assert first.trace().children[0].to_json() == second.trace().children[0].to_json()
    assert first.reads("keuze") == second.reads("keuze")


def test_the_same_errors() -> None:
    kept: CompiledPlan = pickle.loads(pickle.dumps(compiled()))
    with pytest.raises(DivisionByZero, match=r"wet_proef.*art\. 1, deel"):
        kept.run({"rijen": [{"n": 20}], "nul": 0})


def test_what_was_not_taken_stays_told_apart() -> None:
    assert pickle.loads(pickle.dumps(NOT_TAKEN)) is NOT_TAKEN
    kept: CompiledPlan = pickle.loads(pickle.dumps(compiled()))
    assert not kept.run({"rijen": [{"n": 2}]}).taken(next(s.index for s in kept.plan.steps if s.name == "deel"))
    assert kept.run({})["som"] == Unknown({"rijen"})


def test_the_law_gives_its_words_only_by_name() -> None:
    import wbmgp_engine.law as room

    assert room.Version.__name__ == "Version"
    with pytest.raises(AttributeError, match="has no attribute 'Wet'"):
        room.Wet  # noqa: B018 -- asking is the test
    laws = book(law(ASKING))
    with pytest.raises(OutputNotFound, match="did you mean som"):
        laws.article_of(laws.regulation("wet_proef", ON), "so")
