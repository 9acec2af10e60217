"""The answer to a request for designation, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from wbmgp_engine.designations.asking import Asked, questions
from wbmgp_engine.designations.deadline import Deadlines
from wbmgp_engine.designations.names import names
from wbmgp_engine.designations.part import PartAssessment, worst
from wbmgp_engine.designations.question import Output, Question
from wbmgp_engine.designations.remarks import remarks
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import Run
from wbmgp_engine.logic.scalar.trail_json import trail_json
from wbmgp_engine.version import NAME, VERSION


@dataclass(frozen=True)
class DesignationAssessment:
    """What `assess_designation` answers; `to_json` is the contract's answer."""

    request: DesignationRequest
    lawbook: Lawbook
    on: date
    parts: tuple[PartAssessment, ...]
    whole: Question
    run: Run
    deadlines: Deadlines

    @property
    def complete(self) -> bool:
        """No required criterion is missing in any part, and the council's decision and both signatures are there.

        What is only complete under one answer to an open question is not known to be, and is not called complete.
        """
        values = [part.complete for part in self.parts]
        values.append(self.whole.of(self.run.outputs, "stukken") if "stukken" in self.whole.verdicts else False)
        return all(value is True for value in values)

    @cached_property
    def criteria(self) -> dict[str, str]:
        """The worst status of each criterion over the parts."""
        return {name: worst(part.criteria[name] for part in self.parts) for name in self.parts[0].criteria}

    @cached_property
    def open_gates(self) -> tuple[Output, ...]:
        """What the law or this project still asks, and nothing shows that it was done."""
        return tuple(
            output
            for output in self.whole.having("poort")
            if self.run[output.name] is True and self.run[output.extension("poort")["gesloten"]] is not True
        )

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """What is missing and can still change something, the most decisive first."""
        return questions(self)

    def to_json(self, *, trail: bool = True) -> dict[str, Any]:
        """The answer in the shape of the contract; `trail` False leaves the steps out."""
        return {
            "volledig": self.complete,
            "onderdelen": [part.to_json() for part in self.parts],
            "criteria": self.criteria,
            "beslistermijn": self.deadlines.to_json(),
            "redenen": [self._incomplete(output) for output in self.open_gates if _for_completeness(output)],
            "openstaand": [self._gate(output) for output in self.open_gates],
            "vragen": [question.to_json() for question in self.questions],
            "opmerkingen": remarks(self),
            "recht": self.law(),
            "motor": {"naam": NAME, "versie": VERSION},
            "namen": names(self.request, self.lawbook),
            "spoor": list(self._trail()) if trail else [],
        }

    def law(self) -> dict[str, Any]:
        """The date of law, the hash of the rule book and the versions used."""
        asked = [self.parts[0].question, self.whole, *(item.rule.question for item in self.deadlines.found)]
        used = sorted(set[tuple[str, str]]().union(*(question.regulations for question in asked)))
        versions = [{"id": law, "geldigVanaf": valid_from} for law, valid_from in used]
        return {"datum": self.on.isoformat(), "regelboek": self.lawbook.hash, "regelingen": versions}

    def _gate(self, output: Output) -> dict[str, Any]:
        spec = output.extension("poort")
        found = {
            "poort": spec["id"], "aard": spec["aard"], "bron": self.whole.citation(output.name, self.on).to_json(),
            "wie": spec["wie"]["nl"], "nl": spec["nl"], "en": spec["en"],
        }  # fmt: skip
        # What makes the request incomplete is told from what is open for another reason.
        return {**found, "volledigheid": True} if _for_completeness(output) else found

    def _incomplete(self, output: Output) -> dict[str, Any]:
        spec = output.extension("poort")
        return {"nl": spec["nl"], "en": spec["en"], "bron": self.whole.citation(output.name, self.on).to_json()}

    def _trail(self) -> Iterator[dict[str, Any]]:
        for part in self.parts:
            for reading in part.readings:
                about = {"gebied": part.part.area.id, "grond": part.part.ground, "lezing": dict(reading.assumed)}
                yield {"onderdeel": about, "stappen": _steps(part.run(reading))}
        yield {"verzoek": self.request.reference, "stappen": _steps(self.run)}


def _for_completeness(output: Output) -> bool:
    return bool(output.extension("poort").get("volledigheid"))


def _steps(run: Run) -> list[dict[str, Any]]:
    return trail_json(run.trace().children)
