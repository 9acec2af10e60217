"""What the reader must know beside the outcome: contradictions, weak spots, and what a term rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from wbmgp_engine.designations.deadline import Deadline, decided_on, latest_dispatch, suspension_saves
from wbmgp_engine.designations.part import LANGUAGES
from wbmgp_engine.facts.wording import Language, day_in_words

if TYPE_CHECKING:
    from wbmgp_engine.designations.assessment import DesignationAssessment

Remark = dict[str, Any]


def remarks(assessment: DesignationAssessment) -> list[Remark]:
    """Every remark once, with its citation and, where it is not about all of them, the parts it is about."""
    found: dict[str, Remark] = {}
    for remark in (*_of_parts(assessment), *_of_request(assessment), *_of_term(assessment)):
        first = found.setdefault(remark["nl"], remark)
        if first is not remark and "onderdelen" in first:
            first["onderdelen"] += [about for about in remark["onderdelen"] if about not in first["onderdelen"]]
    return list(found.values())


def _of_parts(assessment: DesignationAssessment) -> Iterator[Remark]:
    for part in assessment.parts:
        about = {"gebied": part.part.area.id, "grond": part.part.ground}
        for output in part.question.having("opmerking"):
            if any(reading.values[output.name] is True for reading in part.readings):
                bron = part.question.citation(output.name, assessment.on).to_json()
                yield {**_words(output.extension("opmerking")), "bron": bron, "onderdelen": [about]}


def _of_request(assessment: DesignationAssessment) -> Iterator[Remark]:
    whole = assessment.whole
    for output in whole.having("opmerking"):
        if assessment.run[output.name] is True:
            spec = output.extension("opmerking")
            named = {"criteria": list(assessment.request.without_content)} if "noemt" in spec else {}
            yield {**_words(spec), **named, "bron": whole.citation(output.name, assessment.on).to_json()}


def _of_term(assessment: DesignationAssessment) -> Iterator[Remark]:
    found = assessment.deadlines.found
    for item in found:
        if item.upper_bound:
            yield _upper_bound(assessment, item)
        if (unsuspended := suspension_saves(assessment.request, item)) is not None:
            yield _dated(_remark(item, "tijdig_door_opschorting"), unsuspended)
    if len(found) > 1:
        yield _remark(found[0], "overgang")
    yield from _without_decision(assessment)


def _without_decision(assessment: DesignationAssessment) -> Iterator[Remark]:
    """What silence makes of parts that the act does not allow."""
    found = [item for item in assessment.deadlines.found if item.in_time is not True]
    refused = any(part.verdict == "niet_voldaan" for part in assessment.parts)
    if found and refused:
        deemed = found[-1].rule.deemed
        yield _remark(found[-1], "zonder_besluit_niet_elk_onderdeel" if deemed else "zonder_besluit_geen_aanwijzing")


def _upper_bound(assessment: DesignationAssessment, item: Deadline) -> Remark:
    made = decided_on(assessment.request)
    earliest = latest_dispatch(item, made) if made is not None and item.in_time is True else None
    if earliest is None:
        return _remark(item, "bovengrens_zonder_besluit")
    return _dated(_remark(item, "bovengrens"), earliest)


def _dated(remark: Remark, day: date) -> Remark:
    return {**remark, **{name: remark[name].format(datum=day_in_words(day, name)) for name in LANGUAGES}}


def _remark(item: Deadline, key: str) -> Remark:
    question, output = item.rule.question, item.rule.question.verdicts["vanaf"]
    texts = question.outputs[output].extension("opmerkingen")[key]
    return {**_words(texts), "bron": question.citation(output, item.rule.on).to_json()}


def _words(texts: Mapping[Language, str]) -> Remark:
    return {language: texts[language] for language in LANGUAGES}
