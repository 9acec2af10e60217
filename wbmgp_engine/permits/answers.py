"""Possible answers to a missing fact, to find out which question settles the most. None of them is a guess of the truth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from wbmgp_engine.facts import IncomeKind
from wbmgp_engine.logic.values import Unknown, Value
from wbmgp_engine.permits.asked import asked

if TYPE_CHECKING:
    from wbmgp_engine.permits.assessment import Assessment

_LONG_AGO = date(1900, 1, 1)


def possible_answers(assessment: Assessment, path: str) -> tuple[Value, ...]:
    """Values that stand for every answer the fact can have, by its declared type and options."""
    key, _ = asked(path)
    declared = assessment.question.fields.get(key, {})
    options = (declared.get("oordeel") or {}).get("opties") or declared.get("opties")
    match assessment.question.kind_of(key):
        case "boolean":
            return (True, False)
        case "date":
            return (_LONG_AGO, assessment.application.application_date)
        case "number" | "amount":
            return (0, 10**12)
        case "string":
            return tuple(options or ())
        case "array":
            return _lists(assessment, key)
    return ()


def _lists(assessment: Assessment, key: str) -> tuple[Value, ...]:
    if key.endswith(".inkomen"):
        rows = [[income_row(kind)] for kind in IncomeKind]
        return ([], *rows)
    if key == "voorrangskenmerken":
        return ([], list(assessment.application.applicant.traits))
    return ([], list(assessment.bound.context.traits)) if key == "kenmerken" else ()


def income_row(kind: IncomeKind) -> dict[str, Value]:
    """An income of a kind without any judgement about it."""
    return {"soort": kind.value, "oordeel": None, "gemotiveerd": False, "beslisser_genoemd": False, "telt_mee": False}


def with_answer(facts: Mapping[str, Value], path: str, answer: Value) -> dict[str, Value]:
    """The facts with every unknown that waits for this path filled by the answer."""
    return {name: _filled(value, path, answer) for name, value in facts.items()}


def _filled(value: Any, path: str, answer: Value) -> Any:
    if isinstance(value, Unknown):
        return answer if path in value.missing else value
    if isinstance(value, list):
        return [_filled(item, path, answer) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, path, answer) for key, item in value.items()}
    return value
