"""`wbmgp law run`: execute any rule file in the grammar, so that another engine's fixtures can be run against this one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wbmgp_engine.errors import BadInput, WbmgpError
from wbmgp_engine.logic.frames import SCOPE_PARAMETERS
from wbmgp_engine.logic.planner import LawSource
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown, as_json


def run_rules(
    texts: Sequence[str],
    law_id: str,
    output: str,
    parameters: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """Every output of the article that declares `output`: `{"outputs": {…}}`, or `{"error": "Name: …"}`.

    Older grammars are accepted. An error counts when `output` itself meets it; another output of the article that
    cannot be computed is left out. Unknown outputs have the other engine's form, with law, name and kind of what is
    missing. The result is exact: print it with `wbmgp_engine.logic.values.dumps`.
    """
    from wbmgp_engine.law.lawbook import Lawbook

    try:
        return {"outputs": answer(Lawbook.from_texts(texts, lenient=True), law_id, output, parameters, on)}
    except WbmgpError as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}


def parse_parameters(text: str) -> dict[str, Any]:
    """The parameters of `law run` from JSON, without floats and without duplicate names. Raises BadInput."""
    try:
        parsed = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object)
    except (ValueError, RecursionError) as problem:
        raise BadInput.one(
            "--parameters",
            f"no JSON: {problem}",
            'write an object such as {"leeftijd": 18}',
        ) from None
    if not isinstance(parsed, dict):
        raise BadInput.one(
            "--parameters",
            f"{text[:60]!r} is no object",
            'write an object such as {"leeftijd": 18}',
        )
    return parsed


def answer(
    lawbook: LawSource,
    law_id: str,
    output: str,
    parameters: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """The outputs of the article that declares `output`, in JSON form; raises what computing `output` raises."""
    regulation = lawbook.regulation(law_id, on)
    execution = lawbook.article_of(regulation, output).machine_readable
    names = [item.name for item in execution.execution.output] if execution is not None else [output]
    facts = {name: _exact(value) for name, value in parameters.items()}
    found = {output: _one(lawbook, law_id, output, facts, on)}
    for name in names:
        try:
            found.setdefault(name, _one(lawbook, law_id, name, facts, on))
        except WbmgpError:
            continue
    return {name: found[name] for name in names if name in found}


def _one(lawbook: LawSource, law_id: str, output: str, facts: dict[str, Any], on: date) -> Any:
    scope = {name: facts[name] for name in SCOPE_PARAMETERS if isinstance(facts.get(name), str)}
    compiled = compile_plan(lawbook, law_id, [output], on, scope, refine=False, conformance=True)
    return as_json(_with_kinds(compiled.run(facts, on)[output]))


def _with_kinds(value: Any) -> Any:
    """Unknown in the form of other engines: what is missing as objects with law, name and kind."""
    if isinstance(value, Unknown):
        return {"__unknown": True, "missing": list(_missing(value.missing))}
    if isinstance(value, list):
        return [_with_kinds(item) for item in value]
    return {key: _with_kinds(item) for key, item in value.items()} if type(value) is dict else value


def _missing(labels: Iterable[str]) -> Iterable[dict[str, str]]:
    for label in sorted(labels):
        law, _, rest = label.partition("#")
        name, _, kind = rest.rpartition(":")
        yield {"law": law, "name": name, "kind": kind}


def _exact(value: Any) -> Any:
    """A parameter as the law computes with it: what a JSON reader made a float becomes the decimal it stood for."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {str(key): _exact(item) for key, item in value.items()}
    return [_exact(item) for item in value] if isinstance(value, list | tuple) else value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
