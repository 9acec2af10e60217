"""Ask-next for a request: what is missing and can still change something, who supplies it, and on which ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.designations.binding import CRITERION_INPUTS, INPUTS
from wbmgp_engine.designations.deadline import Deadline
from wbmgp_engine.designations.question import Question
from wbmgp_engine.designations.readings import waiting_for
from wbmgp_engine.facts.evidence import CriterionName
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.law.citation_of import short_citation

if TYPE_CHECKING:
    from wbmgp_engine.designations.assessment import DesignationAssessment
    from wbmgp_engine.designations.part import PartAssessment

# The input of the rules that the last steps of a path ask for.
_ASKED: Final[Mapping[str, str]] = {
    "gebied.soort": "gevraagde_eenheid", "vanaf": "gevraagd_vanaf", "tot": "gevraagd_tot",
    "instrument": "gevraagd_instrument",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the fact, its text, who answers it, the provision, and whether an answer settles what waits for it."""

    fact: str
    text: Mapping[str, str]
    supplier: str
    basis: str
    decisive: bool

    def to_json(self) -> dict[str, Any]:
        """The question in the shape of the contract."""
        return {
            "feit": self.fact, "vraag": {"nl": self.text["nl"], "en": self.text["en"]}, "leverancier": self.supplier,
            "grondslag": self.basis, "beslissend": self.decisive,
        }  # fmt: skip


def questions(assessment: DesignationAssessment) -> tuple[Asked, ...]:
    """Every question once, the decisive ones first."""
    found: dict[str, Asked] = {}
    for one in (*_of_parts(assessment), *_of_texts(assessment), *_of_request(assessment), *_of_term(assessment)):
        if one.fact not in found or (one.decisive and not found[one.fact].decisive):
            found[one.fact] = one
    return tuple(sorted(found.values(), key=lambda one: not one.decisive))


def told_already(answer: Mapping[str, Any], request: DesignationRequest) -> tuple[str, ...]:
    """How the facts begin that words need not ask for: they stand under what is missing, what is open, or the term."""
    lacking = {
        name for part in answer["onderdelen"] for name, status in part["criteria"].items() if status == "ontbreekt"
    }
    places = {"evaluatie" if name == "evaluatie" else f"onderbouwing.{name}" for name in lacking}
    if any(gate.get("volledigheid") for gate in answer["openstaand"]):
        places.add("raadsbesluit")
    if any(gate["poort"] == "gelijke_behandeling" for gate in answer["openstaand"]):
        places.add("gelijkeBehandeling")
    return tuple(places | ({"verzonden", "ontvangen"} if request.unsent else set()))


def _of_parts(assessment: DesignationAssessment) -> Iterator[Asked]:
    for part in assessment.parts:
        pending = _pending(part)
        for path in sorted(pending):
            yield _declared(assessment, part.question, _input(path), path, decisive=len(pending) == 1)
        for name in part.open_questions:
            yield _declared(assessment, part.question, name, name, decisive=len(part.open_questions) == 1)


def _pending(part: PartAssessment) -> frozenset[str]:
    """The facts on which the verdict, the number of the extension or the completeness of a part waits."""
    values = [part.question.of(reading.values, name) for reading in part.readings for name in ("oordeel", "volledig")]
    if part.verdict != "niet_voldaan":
        values += [part.question.of(reading.values, "verlenging") for reading in part.readings]
    asked = (
        output
        for output in part.question.having("opmerking")
        if output.extension("opmerking").get("vraagt_bij_onbekend")
    )
    values += [reading.values[output.name] for output in asked for reading in part.readings]
    return waiting_for(values) - set(part.question.readings)


def _input(path: str) -> str:
    if path.startswith("onderdelen."):
        return _ASKED[path.split(".", 2)[2]]
    return "eerdere_aanwijzingen"


def _of_texts(assessment: DesignationAssessment) -> Iterator[Asked]:
    """What the request does not hold although it is asked for; a text given as null is known not to be there."""
    request = assessment.request
    absent: list[tuple[str, str]] = []
    for part in assessment.parts:
        missing = {name for name, status in part.criteria.items() if status == "ontbreekt"}
        names: Iterator[CriterionName] = (name for name in INPUTS if name in missing)
        absent += [
            (INPUTS[name], f"onderbouwing.{name}") for name in names if not request.criterion_known(part.part, name)
        ]
        if "evaluatie" in missing and "evaluation" not in request.model_fields_set:
            absent.append((CRITERION_INPUTS["evaluatie"], "evaluatie"))
    for name, path in dict.fromkeys(absent):
        yield _declared(assessment, assessment.parts[0].question, name, path, decisive=len(set(absent)) == 1)


def _of_request(assessment: DesignationAssessment) -> Iterator[Asked]:
    council = assessment.request.council_decision
    for output in assessment.open_gates:
        spec = output.extension("poort")
        if "vraagt" in spec:
            yield _declared(assessment, assessment.whole, spec["vraagt"], "gelijkeBehandeling.rechtvaardiging")
    if council is None:
        if "council_decision" not in assessment.request.model_fields_set and assessment.whole.fields:
            yield _declared(assessment, assessment.whole, "raadsbesluit", "raadsbesluit")
        return
    for attribute, key in (("subject", "betreft"), ("signed_by", "ondertekendDoor")):
        if attribute not in council.model_fields_set and assessment.whole.fields:
            yield _declared(assessment, assessment.whole, "raadsbesluit", f"raadsbesluit.{key}")


def _of_term(assessment: DesignationAssessment) -> Iterator[Asked]:
    found, decision = assessment.deadlines.found, assessment.request.decision
    for item in found:
        if item.upper_bound or item.term is None:
            yield from _of_start(assessment.request, item)
        if item.open_end:
            yield _of_rule(item, "opschorting")
    if len(found) > 1:
        yield _of_rule(found[0], "overgang")
    if found and decision is not None and decision.notified is None:
        yield _of_rule(found[0], "bekendmaking")


def _of_start(request: DesignationRequest, item: Deadline) -> Iterator[Asked]:
    """The day on which the term begins; of a council that has not sent its request yet nobody asks when it was received."""
    if not request.unsent:
        yield _of_rule(item, item.rule.event)
    elif not request.certainly_unsent:
        yield _of_rule(item, "nog_niet_verzonden", decisive=False)


def _of_rule(item: Deadline, key: str, *, decisive: bool = True) -> Asked:
    question, output = item.rule.question, item.rule.question.verdicts["vanaf"]
    spec = question.outputs[output].extension("vragen")[key]
    return Asked(spec["feit"], spec, spec["leverancier"], question.citation(output, item.rule.on).text, decisive)


def _declared(
    assessment: DesignationAssessment, question: Question, name: str, path: str, *, decisive: bool = False
) -> Asked:
    declared = question.fields[name]
    origin = declared["origin"]
    basis = short_citation(assessment.lawbook, origin["grondslag"], assessment.on)
    return Asked(path, declared["vraag"], origin["leverancier"], basis, decisive)
