"""What every property does: assess data on a day, change data by path, and say what an answer comes to."""

from __future__ import annotations

import os
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from hypothesis import reject, settings

from tests.our_law import OUR_LAW
from tests.properties.strategies import Asked, Json
from wbmgp_engine import Application, Assessment, Lawbook, assess
from wbmgp_engine.errors import BadInput

GRANTS = ("verlenen", "verlenen_met_voorschriften")
ADVICES = (*GRANTS, "geen_vergunning_nodig", "aanvullen", "beoordelen", "weigeren")
# The same examples on every run; WBMGP_EXAMPLES asks for more of them on a quiet machine.
few = settings(max_examples=int(os.environ.get("WBMGP_EXAMPLES", "12")), derandomize="WBMGP_EXAMPLES" not in os.environ)


@cache
def lawbook() -> Lawbook:
    """The one rule book of all properties."""
    return OUR_LAW


def assessed(data: Json, on: date) -> Assessment:
    """The assessment of application data on a day; changes that let somebody live before birth are no example."""
    try:
        application = Application.model_validate(data)
    except BadInput as refused:
        if all("the date of birth" in finding.problem for finding in refused.findings):
            reject()
        raise
    return assess(application, lawbook=lawbook(), on=on)


def of(asked: Asked) -> Assessment:
    """The assessment of a generated application."""
    return assessed(asked.data, asked.on)


def verdicts(assessment: Assessment) -> dict[str, str]:
    """The verdict of every ground."""
    return {ground.id: ground.verdict for ground in assessment.grounds}


def gates(assessment: Assessment) -> list[tuple[str, str | None]]:
    """The open gates with their grounds."""
    return sorted(((gate.id, gate.ground) for gate in assessment.open_gates), key=str)


def outcome(assessment: Assessment) -> tuple[Any, ...]:
    """All of an answer but its words: advice, verdicts, gates, questions, conditions."""
    return assessment.advice, verdicts(assessment), gates(assessment), asked_facts(assessment), assessment.conditions


def asked_facts(assessment: Assessment) -> list[str]:
    """The facts that are asked, by their public path."""
    return sorted({question.to_json()["feit"] for question in assessment.questions})


def applicant(data: Json) -> Json:
    """The applicant among the household."""
    return next(person for person in data["huishouden"] if person["rol"] == "aanvrager")


def changed(data: Json, **top: Any) -> Json:
    """A deep copy with other values at the top."""
    return deepcopy(data) | top


def with_applicant(data: Json, **fields: Any) -> Json:
    """A deep copy with other facts about the applicant."""
    copied = deepcopy(data)
    applicant(copied).update(fields)
    return copied
