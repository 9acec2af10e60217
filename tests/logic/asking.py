"""Small laws for tests: one article around one expression."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import CompiledPlan, Run, compile_plan
from wbmgp_engine.logic.values import dumps

ON = date(2030, 5, 17)


def op(operation: str, **operands: Any) -> dict[str, Any]:
    """An operation as parsed YAML; `from_`, `in_` and `as_` stand for the keys that Python keeps for itself."""
    return {"operation": operation, **{key.rstrip("_"): value for key, value in operands.items()}}


def field(name: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    """A nullable declaration, unless told otherwise."""
    return {"name": name, "type": kind, "nullable": True, **more}


def register(name: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    """A register input."""
    return field(name, kind, source={}, **more)


def article(
    number: str = "1", *, actions: Mapping[str, Any], output: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    """An article; every action is an output of type object unless `output` says otherwise."""
    declared = [field(name, "object") for name in actions] if output is None else output
    execution: dict[str, Any] = {key: more.pop(key) for key in ("parameters", "input") if key in more}
    execution |= {"output": declared, "actions": [{"output": name, "value": value} for name, value in actions.items()]}
    return {"number": number, "text": "Samenvatting.", "machine_readable": {"execution": execution, **more}}


def law(*articles: dict[str, Any], law_id: str = "wet_proef", **more: Any) -> dict[str, Any]:
    """A regulation of these articles, in force since 2020."""
    base = {
        "$schema": "https://example.invalid/v0.8.0/schema.json",
        "$id": law_id,
        "regulatory_layer": "WET",
        "valid_from": "2020-01-01",
        "publication_date": "2019-12-01",
    }
    base |= {"url": "https://example.invalid/wet", "bwb_id": "BWBR0099997"}
    return (
        base | {"articles": [{"url": f"https://example.invalid/{item['number']}", **item} for item in articles]} | more
    )


def book(*laws: dict[str, Any], lenient: bool = False) -> Lawbook:
    """The lawbook of laws given as data."""
    return Lawbook.from_texts([dumps(item) for item in laws], lenient=lenient)


INPUTS = [
    register("n"), register("m"), register("b", "boolean"), register("d", "date"), register("t", "string"),
    register("lijst", "array"), register("ding", "object"), register("onbekend", "object"),
]  # fmt: skip


def compiled(
    value: Any, *, inputs: list[dict[str, Any]] | None = None, refine: bool = False, **more: Any
) -> CompiledPlan:
    """The plan that asks one expression, as output `uit` of `wet_proef`."""
    found = law(article(actions={"uit": value}, input=INPUTS if inputs is None else inputs, **more))
    return compile_plan(book(found), "wet_proef", ["uit"], ON, refine=refine)


def run(value: Any, facts: Mapping[str, Any] | None = None, **options: Any) -> Run:
    """Run one expression over facts."""
    return compiled(value, **options).run(facts or {})


def evaluate(value: Any, facts: Mapping[str, Any] | None = None, **options: Any) -> Any:
    """The value of one expression over facts."""
    return run(value, facts, **options)["uit"]
