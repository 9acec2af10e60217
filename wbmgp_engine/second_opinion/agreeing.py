"""Both readers on one application: their answers agree, or there is an incident and no advice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.forward_chaining.articles import Question as ForwardLaw
from wbmgp_engine.logic.forward_chaining.opinion import ForwardQuestion
from wbmgp_engine.logic.values import Unknown, as_json
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.missing import pending_facts
from wbmgp_engine.permits.outcome import verdict
from wbmgp_engine.permits.question import ENTRY, Question
from wbmgp_engine.second_opinion.incident import Incident
from wbmgp_engine.second_opinion.table import Opinion, opinion
from wbmgp_engine.second_opinion.watchdog import Watchdog


class SecondReader:
    """The forward-chaining reader beside the scalar one. The questions it made into rules are kept with the rule book."""

    def __init__(self, watchdog: Watchdog) -> None:
        self._watchdog = watchdog

    def opinion(self, assessment: Assessment) -> Opinion:
        """What the second reader says to the same facts on the same day. Raises WbmgpError where it cannot."""
        return self._traced(assessment)[0]

    def agree(self, assessment: Assessment) -> None:
        """Return where both say the same. Raises Incident where they differ, and where the second one gives no answer."""
        try:
            found, worths = self._traced(assessment)
        except WbmgpError as problem:
            message = f"the second reader gave no answer ({problem}); the advice is withheld"
            raise Incident("uitval", message, {"scalar": _trace(assessment), "forward-chaining": None}) from problem
        differences = list(_differences(_scalar(assessment), found))
        if differences:
            named = ", ".join(str(item["waarvan"]) for item in differences[:5])
            message = f"two readers of the law disagree on {named}; the advice is withheld"
            traces = {"scalar": _trace(assessment), "forward-chaining": worths}
            raise Incident("verschil", message, traces, differences)

    def _traced(self, assessment: Assessment) -> tuple[Opinion, dict[str, Any]]:
        question, on = assessment.question, assessment.on
        compiled, key = _compiled(assessment)
        worths: dict[str, Any] = {}

        def decide(leaves: Mapping[str, Any]) -> Mapping[str, Any]:
            decided = self._watchdog.decide(key, compiled.program, leaves)
            worths.update(bladen=leaves, besloten=decided)
            return decided

        values = compiled.ask(assessment.bound.facts, on, decide)
        return opinion(values, question), {"uitkomsten": {n: _shown(v) for n, v in values.items()}, **worths}


def _compiled(assessment: Assessment) -> tuple[ForwardQuestion, str]:
    """The question as rules, and a name for exactly these rules."""
    question, scope = assessment.question, dict(assessment.question.compiled.plan.scope)

    def make() -> tuple[ForwardQuestion, str]:
        law = ForwardLaw(question.lawbook, assessment.on, scope)
        found = ForwardQuestion(law, ENTRY, list(propositions(question)))
        written = json.dumps(found.program, sort_keys=True).encode()
        return found, hashlib.sha256(written).hexdigest()

    key = (question.lawbook.regime(assessment.on, scope), tuple(sorted(scope.items())))
    return question.lawbook.once("forward chaining", key, make)


def propositions(question: Question) -> Iterator[str]:
    """The outputs that are true or false: all but those that only fill in words."""
    plan = question.compiled.plan
    for name, index in plan.outputs.items():
        declared = plan.steps[index].declared
        if declared is not None and declared.type == "boolean":
            yield name


def _scalar(assessment: Assessment) -> Opinion:
    """The answer of the scalar reader, in the form of an opinion."""
    run, free = assessment.run, assessment.advice == "geen_vergunning_nodig"
    verdicts = {
        ground.id: "niet_van_toepassing" if free else verdict(run, ground) for ground in assessment.question.grounds
    }
    gates = tuple((gate.id, gate.ground) for gate in assessment.open_gates)
    values = {name: run[name] for name in propositions(assessment.question)}
    return Opinion(assessment.advice, verdicts, gates, pending_facts(assessment), values)


def _differences(first: Opinion, second: Opinion) -> Iterator[dict[str, Any]]:
    if first.advice != second.advice:
        yield _difference("advies", first.advice, second.advice)
    for ground, given in first.verdicts.items():
        if second.verdicts[ground] != given:
            yield _difference(f"grond {ground}", given, second.verdicts[ground])
    if first.gates != second.gates:
        yield _difference("openstaand", first.gates, second.gates)
    if first.questions != second.questions:
        yield _difference("vragen", sorted(first.questions), sorted(second.questions))
    for name, value in first.values.items():
        other = second.values[name]
        if type(other) is not type(value) or other != value:
            yield _difference(f"uitkomst {name}", _shown(value), _shown(other))


def _difference(what: str, first: Any, second: Any) -> dict[str, Any]:
    return {"waarvan": what, "scalar": first, "forward-chaining": second}


def _shown(value: Any) -> Any:
    return as_json(value) if value is None or isinstance(value, bool | Unknown) else repr(value)


def _trace(assessment: Assessment) -> dict[str, Any]:
    answer = _scalar(assessment)
    return {
        "uitkomsten": {name: _shown(value) for name, value in answer.values.items()},
        "gronden": dict(answer.verdicts),
        "spoor": assessment.trail(),
    }
