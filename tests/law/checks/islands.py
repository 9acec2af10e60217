"""Small rule books of fictional islands: each declares only the names that its expressions read."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from wbmgp_engine.law.checks import check, check_file
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.lawbook import Lawbook

Json = dict[str, Any]
BASIS = {"bwb_id": "BWBR0099999", "article": "4"}
AT = "eiland.yaml, article 4, machine_readable"
VALUE = f"{AT}.execution.actions.uitkomst.value"


def op(operation: str, /, **operands: Any) -> Json:
    """An operation; `from_`, `in_`, `as_` stand for the Python words."""
    return {"operation": operation, **{key.rstrip("_"): value for key, value in operands.items()}}


def absent(name: str) -> Json:
    return op("EQUALS", subject=name, value=None)


def present(name: str) -> Json:
    return op("NOT", value=absent(name))


def field(name: str, kind: str, unit: str | None = None, **more: Any) -> Json:
    """A declaration; `x_velden` stands for `x-velden`."""
    given = {re.sub("^x_", "x-", key): value for key, value in more.items()}
    return {"name": name, "type": kind, **({"type_spec": {"unit": unit}} if unit else {}), **given}


def fact(name: str, kind: str, unit: str | None = None, **more: Any) -> Json:
    """A register input with all that a fact must have."""
    origin = {"waarde": "REGISTER", "leverancier": "brp", "grondslag": "eilandwet#4 lid 1"}
    question = {"nl": f"Wat is {name}?", "en": f"What is {name}?"}
    return field(name, kind, unit, **{"source": {}, "x_origin": origin, "x_vraag": question, **more})


def output(name: str = "uitkomst", kind: str = "boolean", unit: str | None = None, **more: Any) -> Json:
    """An output that may be asked for and says where it rests."""
    return field(name, kind, unit, **{"legal_basis": BASIS, "x_vraagbaar": True, **more})


def call(name: str, kind: str = "boolean", law: str | None = None, **more: Any) -> Json:
    """An input from another article (of another law)."""
    source: Json = {"output": more.pop("of", name)} if law is None else {"regulation": law}
    if law is not None and "of" in more:
        source["output"] = more.pop("of")
    if "parameters" in more:
        source["parameters"] = more.pop("parameters")
    return field(name, kind, source=source, **more)


PEOPLE = {
    "naam": {"type": "string"},
    "getal": {"type": "number"},
    "telt": {"type": "boolean"},
    "sinds": {"type": "date", "nullable": True},
    "soorten": {"type": "array", "x-velden": {"soort": {"type": "string"}}},
}
PALETTE = {
    item["name"]: item
    for item in (
        fact("getal", "number"), fact("leeg_getal", "number", nullable=True), fact("bedrag", "amount", "eurocent"),
        fact("euros", "amount", "euro"), fact("jaren", "number", "years"), fact("maanden", "number", "months"),
        fact("deel", "number", "ratio"), fact("naam", "string"), fact("leeg_naam", "string", nullable=True),
        fact("ja", "boolean"), fact("nee", "boolean"), fact("leeg_ja", "boolean", nullable=True),
        fact("dag", "date"), fact("later", "date"), fact("leeg_dag", "date", nullable=True),
        fact("lijst", "array"), fact("mensen", "array", x_velden=PEOPLE),
        fact("ding", "object", x_velden={"naam": {"type": "string"}, "dag": {"type": "date"}}),
        fact("leeg_ding", "object", nullable=True, x_velden={"naam": {"type": "string"}}),
        fact("kaal", "object"),
    )
}  # fmt: skip
CONSTANTS: Json = {"vijf": 5, "woorden": ["a", "b"], "cijfers": [1, 2], "twaalf": {"value": 12, "type": "number"}}


def machine(value: Any = True, *, declared: Json | None = None, actions: Sequence[Json] = (), **parts: Any) -> Json:
    """A machine readable part that computes `uitkomst`; the facts and constants it reads are declared for it."""
    computed = [*actions, {"output": "uitkomst", "value": value}]
    own = {action["output"] for action in actions}
    names = set(re.findall(r'"\$(\w+)', json.dumps([computed, parts.get("open_terms", [])], default=str))) - own
    known = {item["name"] for kind in ("input", "parameters") for item in parts.get(kind, [])}
    inputs = [
        *parts.pop("input", []),
        *(copy.deepcopy(PALETTE[name]) for name in sorted(names & PALETTE.keys() - known)),
    ]
    definitions = {
        **{name: CONSTANTS[name] for name in sorted(names & CONSTANTS.keys())},
        **parts.pop("definitions", {}),
    }
    execution = {
        "parameters": parts.pop("parameters", []), "input": inputs,
        "output": [output() if declared is None else declared, *parts.pop("output", [])], "actions": computed,
    }  # fmt: skip
    return {"definitions": definitions, "execution": execution, **parts}


def article(number: str = "4", text: str = "Eigen samenvatting.", **parts: Any) -> Json:
    found = {"number": number, "url": f"https://example.invalid/{number}", "text": text}
    return found | ({"machine_readable": parts["machine_readable"]} if "machine_readable" in parts else {})


def law(*articles: Json, law_id: str = "eilandwet", starts: str = "2031-07-01", **root: Any) -> Json:
    identity = {"bwb_id": "BWBR0099999"} if root.get("regulatory_layer", "WET") in ("WET", "AMVB") else {}
    return {
        "$schema": "https://example.invalid/schema/v0.8.0/schema.json", "$id": law_id, "regulatory_layer": "WET",
        "publication_date": "2031-02-01", "valid_from": starts, "url": "https://example.invalid/wet", **identity,
        **root, "articles": list(articles),
    }  # fmt: skip


def ordinance(*articles: Json, code: str = "GM9990", **root: Any) -> Json:
    """An ordinance of the island of that code."""
    more = {"law_id": f"verordening_{code.lower()}", "gemeente_code": code, "officiele_titel": "Verordening", **root}
    return law(*articles, regulatory_layer="GEMEENTELIJKE_VERORDENING", **more)


def computing(value: Any = True, **parts: Any) -> Json:
    """A law with one article that computes `uitkomst`."""
    return law(article(machine_readable=machine(value, **parts)))


def in_file(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with one rule file by itself."""
    return [str(found) for found in check_file(Regulation.model_validate(document), "eiland.yaml")]


def in_book(
    *documents: Mapping[str, Any], places: Sequence[str] = ("eiland.yaml", "tweede.yaml", "derde.yaml")
) -> list[str]:
    """What is wrong with rule files together."""
    texts = [json.dumps(document, default=str) for document in documents]
    return [str(found) for found in check(Lawbook.from_texts(texts, places=places[: len(texts)]))]
