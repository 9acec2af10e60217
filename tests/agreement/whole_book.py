"""The whole rule book read by the plain interpreter, and generated applications of every version of the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.properties.strategies import VERSIONS, Asked, applications
from tests.reference_interpreter import Interpreter
from wbmgp_engine import Assessment
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.question import ENTRY
from wbmgp_engine.second_opinion.agreeing import propositions

anywhen: st.SearchStrategy[Asked] = st.sampled_from(sorted(VERSIONS)).flatmap(
    lambda version: applications(version) | applications(version, running=True)
)


@cache
def regulations(lawbook: Lawbook, on: date, municipality: str) -> list[Regulation]:
    """What is in force on a day in a municipality."""
    found = []
    for law in lawbook.laws:
        try:
            regulation = lawbook.regulation(law, on)
        except LawLookupError:
            continue
        if regulation.gemeente_code in (None, municipality):
            found.append(regulation)
    return found


def interpreted(assessment: Assessment) -> Mapping[str, Any]:
    """Every true-or-false output of the question, by the plain interpreter."""
    question, scope = assessment.question, assessment.bound.context.scope
    laws = regulations(question.lawbook, assessment.on, scope)
    run = Interpreter(laws, {**assessment.bound.facts, "gemeente_code": scope}, assessment.on)
    return {name: run.ask(ENTRY, name) for name in propositions(question)}


def compiled(assessment: Assessment) -> Mapping[str, Any]:
    """The same outputs, by the scalar reader."""
    return {name: assessment.run[name] for name in propositions(assessment.question)}
