"""Limits: depth, size, threads, and circles; always an error of ours, never one of Python."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from tests.logic.asking import ON, article, book, compiled, field, law, op, register
from wbmgp_engine.errors import CircularReference, MaxDepthExceeded, OutputNotFound
from wbmgp_engine.law.document import Article, Regulation
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan


class OneLaw:
    """A lawbook of one regulation that was never a file, so that it may nest deeper than a file can."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._regulation = Regulation.model_validate(data)

    def regulation(self, law_id: str, on: date, *, known_on: date | None = None) -> Regulation:
        return self._regulation

    def article_of(self, regulation: Regulation, output: str) -> Article:
        for item in regulation.articles:
            if item.machine_readable and output in [found.name for found in item.machine_readable.execution.output]:
                return item
        raise OutputNotFound(output)

    def implementations(
        self, law_id: str, article: str, term: str, on: date, scope: Mapping[str, str], *, known_on: date | None = None
    ) -> None:
        return None


def nested(depth: int, kind: str) -> Any:
    expression: Any = "$b"
    for _ in range(depth):
        if kind == "IF":
            expression = op("IF", cases=[{"when": expression, "then": True}], default=False)
        elif kind == "FOREACH":
            expression = op("FOREACH", collection=1, body=expression, combine="OR")
        else:
            expression = op(kind, **({"value": expression} if kind == "NOT" else {"conditions": [expression]}))
    return expression


def deep(depth: int, kind: str, *, refine: bool = False) -> CompiledPlan:
    found = law(article(actions={"uit": nested(depth, kind)}, input=[register("b", "boolean")]))
    return compile_plan(OneLaw(found), "wet_proef", ["uit"], ON, refine=refine)


@pytest.mark.parametrize("refine", [False, True])
@pytest.mark.parametrize("kind", ["AND", "OR", "NOT", "IF", "FOREACH"])
def test_operations_may_nest_a_hundred_deep(kind: str, refine: bool) -> None:
    plan = deep(100, kind, refine=refine)
    assert plan.run({"b": True})["uit"] is True
    assert plan.run({"b": False})["uit"] is False
    assert len(list(plan.run({"b": True}).trace().walk())) > 100


@pytest.mark.parametrize("kind", ["AND", "IF", "FOREACH"])
def test_deeper_than_a_hundred_is_an_error_that_says_so(kind: str) -> None:
    with pytest.raises(MaxDepthExceeded, match=r"art\. 1, uit .*operations nest deeper than 100; split them"):
        deep(101, kind).run({"b": True})


def chain(length: int) -> CompiledPlan:
    actions = {f"a{index}": op("ADD", values=[f"$a{index + 1}", 1]) for index in range(length)} | {f"a{length}": 0}
    return compile_plan(book(law(article(actions=actions))), "wet_proef", ["a0"], ON)


def test_long_chains_of_steps_run_or_are_refused() -> None:
    assert chain(199).run({})["a0"] == 199
    assert len(list(chain(199).run({}).trace().walk())) > 199
    with pytest.raises(MaxDepthExceeded, match="a chain of more than 200 steps"):
        chain(200)


def test_deep_operations_in_long_chains_do_not_exhaust_the_interpreter() -> None:
    actions: dict[str, Any] = {}
    for index in range(150):
        expression: Any = f"$a{index + 1}"
        for _ in range(90):
            expression = op("FOREACH", collection=1, body=expression, combine="OR")
        actions[f"a{index}"] = expression
    found = law(article(actions=actions | {"a150": True}))
    with pytest.raises(MaxDepthExceeded, match="call each other too deep"):
        compile_plan(OneLaw(found), "wet_proef", ["a0"], ON).run({})


def test_a_law_that_calls_itself_with_ever_other_parameters_ends() -> None:
    source = {"regulation": "wet_proef", "output": "uit", "parameters": {"p": "$q"}}
    inputs = [{"name": "r", "type": "number", "source": source}]
    found = law(
        article(
            actions={"uit": op("ADD", values=["$p", "$r"]), "q": op("ADD", values=["$p", 1])},
            parameters=[{"name": "p", "type": "number"}], input=inputs,
        )
    )  # fmt: skip
    with pytest.raises(CircularReference, match="wet_proef#uit → wet_proef#uit goes round"):
        compile_plan(book(found), "wet_proef", ["uit"], ON).run({"p": 1})


def test_a_question_that_branches_without_end_is_refused() -> None:
    """Every article calls the next one twice with other parameters: 2²⁰ calls if nobody stops it."""
    articles = []
    for index in range(18):
        inputs = [
            {"name": f"x{side}", "type": "number", "source": {
                "regulation": "wet_proef", "output": f"a{index + 1}", "parameters": {"p": f"$p{side}"}}}
            for side in (1, 2)
        ]  # fmt: skip
        actions: dict[str, Any] = {f"p{side}": op("ADD", values=["$p", side]) for side in (1, 2)}
        actions |= {f"a{index}": op("ADD", values=["$x1", "$x2"])}
        parameters = [{"name": "p", "type": "number"}]
        output = [field(f"a{index}")]
        articles.append(article(str(index), actions=actions, output=output, input=inputs, parameters=parameters))
    articles.append(article("18", actions={"a18": "$p"}, parameters=[{"name": "p", "type": "number"}]))
    with pytest.raises(MaxDepthExceeded, match="reaches more than 20000 steps"):
        compile_plan(book(law(*articles)), "wet_proef", ["a0"], ON)


def test_a_circle_through_different_calls_is_seen_when_it_is_run() -> None:
    """Two articles that read each other's outputs: no output depends on itself unless $b is true."""
    first = article(
        actions={"uit": op("IF", cases=[{"when": "$b", "then": "$twee"}], default=1), "los": 5},
        input=[register("b", "boolean"), {"name": "twee", "type": "number", "source": {"output": "dan"}}],
    )
    second = article(
        "2", actions={"dan": "$een"}, input=[{"name": "een", "type": "number", "source": {"output": "uit"}}]
    )
    plan = compile_plan(book(law(first, second)), "wet_proef", ["dan", "uit"], ON, refine=False)
    assert plan.run({"b": False}).outputs == {"dan": 1, "uit": 1}
    with pytest.raises(CircularReference):
        plan.run({"b": True})
    refined = compile_plan(book(law(first, second)), "wet_proef", ["uit", "dan"], ON, refine=True)
    assert refined.run({}).outputs["uit"] == refined.run({}).outputs["dan"]


def test_one_plan_serves_many_threads() -> None:
    loop = op("FOREACH", collection="$lijst", body=op("ADD", values=["$x", "$n"]), combine="ADD")
    plan = compiled(loop)

    def answer(number: int) -> bool:
        rows = [{"x": number + index} for index in range(20)]
        return bool(plan.run({"lijst": rows, "n": number})["uit"] == 40 * number + 190)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(answer, range(2000)))


def test_runs_do_not_share_anything() -> None:
    plan = compiled(op("LIST", items=["$n", "$lijst"]))
    first = plan.run({"n": 1, "lijst": [1]})
    second = plan.run({"n": 2})
    assert first["uit"] == [1, [1]]
    assert second.slots is not first.slots
    assert first.reads("uit") == ("n", "lijst")


def test_changing_an_answer_does_not_change_the_law() -> None:
    plan = compiled("$soorten", definitions={"soorten": ["ww", ["aow"]]})
    answer: Any = plan.run({})["uit"]
    answer[1].append("alles")
    assert plan.run({})["uit"] == ["ww", ["aow"]]
