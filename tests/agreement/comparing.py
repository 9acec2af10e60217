"""What the scalar reader answers, in the columns of a population's answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.outcome_terms import gate_name, ground_name

Row = dict[str, Any]


def scalar(application: Application, lawbook: Lawbook, on: date) -> tuple[Assessment, Row]:
    """The assessment of an application and its row."""
    made = assess(application, lawbook=lawbook, on=on)
    return made, answer(made)


def answer(made: Assessment) -> Row:
    """The row of an assessment."""
    open_gates = {(gate.id, gate.ground) for gate in made.open_gates}
    row: Row = {"advies": made.advice, **_bounds(made)}
    for ground in made.question.grounds:
        name = ground_name(made.question, ground)
        shown = not ground.only_when_applicable or made._speaks(ground)
        row[f"grond.{name}"] = made._verdict(ground) if shown else None
        row[f"reden.{name}"] = made.reason_code(ground) if shown else None
    for gate in made.question.gates:
        row[f"poort.{gate_name(gate)}"] = (gate.id, gate.ground) in open_gates
    return row


def _bounds(made: Assessment) -> Row:
    needed, refusal = (made.run[made.question.verdicts[name]] for name in ("vergunningplicht", "weigeringsgrond"))
    possible = needed is not False and refusal is not False
    assert needed is not None and (refusal is not None or not isinstance(needed, Unknown))
    return {"weigering.zeker": needed is True and refusal is True, "weigering.mogelijk": possible}
