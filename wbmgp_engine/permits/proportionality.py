"""Proportionality in this one case (Awb 3:4 lid 2): the record as it was given, and which of its parts are still open.

It is no gate and changes no advice. Which parts a refusal asks for stands in the rules (`x-onderdeel` on the outputs of
`toets_evenredigheid`); here the record is only held beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.permits.question import Output, Question, ask

if TYPE_CHECKING:
    from wbmgp_engine.facts.consideration import Proportionality
    from wbmgp_engine.permits.assessment import Assessment

ENTRY = "toets_evenredigheid"
_ASKED_OF_EACH = ("tekst", "bron", "auteur")


class OpenPart(NamedTuple):
    """A part of the record that a refusal asks for: what it lacks (`tekst`, `bron`, `auteur`), the question, and why."""

    id: str
    lacking: tuple[str, ...]
    question: Mapping[str, str]
    citation: Citation

    def to_json(self) -> dict[str, Any]:
        """The open part as it stands under `evenredigheid.openstaand`."""
        return {
            "onderdeel": self.id, "ontbreekt": list(self.lacking), "vraag": dict(self.question),
            "bron": self.citation.to_json(),
        }  # fmt: skip


def open_parts(assessment: Assessment) -> tuple[OpenPart, ...]:
    """The parts a refusal asks for and the record does not hold whole; none while no ground for refusal is certain."""
    record = assessment.application.proportionality
    found = []
    for part in _asked(assessment):
        lacking = tuple(name for name in _ASKED_OF_EACH if not _holds(record, part.id, name))
        if lacking:
            found.append(OpenPart(part.id, lacking, part.question, part.citation))
    return tuple(found)


def proportionality_json(assessment: Assessment) -> dict[str, Any] | None:
    """The record with its open parts; None where nobody wrote one."""
    record = assessment.application.proportionality_json()
    if record is None:
        return None
    return {**record, "openstaand": [part.to_json() for part in open_parts(assessment)]}


def _asked(assessment: Assessment) -> list[OpenPart]:
    question = _question_of(assessment)
    if question is None or assessment.advice == "geen_vergunning_nodig":
        return []
    run = question.compiled.run(assessment.bound.facts, assessment.on)
    return [_part(output, assessment.on) for output in question.outputs if run[output.name] is True]


def _part(output: Output, on: date) -> OpenPart:
    spec = output.extension("onderdeel")
    return OpenPart(spec["id"], (), {"nl": spec["nl"], "en": spec["en"]}, cited(output.legal_basis, on))


def _question_of(assessment: Assessment) -> Question | None:
    scope = {"gemeente_code": assessment.bound.context.scope}
    try:
        return ask(assessment.question.lawbook, assessment.on, scope, ENTRY)
    except LawLookupError:  # a rule book, or a day, without this regulation asks for no record
        return None


def _holds(record: Proportionality | None, part: str, name: str) -> bool:
    if record is None:
        return False
    stated = record.model_dump(by_alias=True).get(part) or {}
    # One author may stand for the whole record.
    return bool(stated.get(name) or (name == "auteur" and record.author))
