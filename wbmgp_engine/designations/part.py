"""One part of a request under every reading: the verdict, the numbers, the criteria, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from wbmgp_engine.designations.binding import CRITERION_INPUTS
from wbmgp_engine.designations.question import Output, Question
from wbmgp_engine.designations.readings import Reading, agreed
from wbmgp_engine.facts.request import RequestedPart
from wbmgp_engine.facts.wording import Language, day_in_words
from wbmgp_engine.law.citation_of import short_citation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import Run
from wbmgp_engine.logic.values import Unknown, Value

Verdict = Literal["voldaan", "niet_voldaan", "onbekend"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
# The worst first.
STATUSES: Final = ("ontbreekt", "zwak", "onderbouwd", "niet_vereist")


def worst(statuses: Iterable[str]) -> str:
    """The worst of the statuses of a criterion."""
    return min(statuses, key=STATUSES.index)


@dataclass(frozen=True)
class PartAssessment:
    """What the law of a date says of one part of a request; `readings` holds more than one where the law is open."""

    part: RequestedPart
    question: Question
    lawbook: Lawbook
    on: date
    readings: tuple[Reading, ...]

    def value(self, name: str) -> Value:
        """The value of a verdict or number on which every reading agrees, else unknown."""
        return agreed([self.question.of(reading.values, name) for reading in self.readings])

    def output(self, name: str) -> Value:
        """The value of an output on which every reading agrees, else unknown."""
        return agreed([reading.values[name] for reading in self.readings])

    @property
    def verdict(self) -> Verdict:
        """Kind, unit, term and number only; `onbekend` where readings differ or a fact is not known."""
        return _verdict(self.value("oordeel"))

    def run(self, reading: Reading) -> Run:
        """The run of a reading once more, with its steps."""
        return self.question.compiled.run(reading.facts, self.on)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The open legal questions on which something depends."""
        assumed = {name for reading in self.readings for name in reading.assumed}
        return tuple(name for name in self.question.readings if name in assumed)

    @property
    def complete(self) -> Value:
        """Whether no required criterion is missing; unknown where it is open what is required."""
        return self.value("volledig")

    @cached_property
    def criteria(self) -> dict[str, str]:
        """The status of each criterion, in the order of the rules."""
        return {
            output.extension("criterium")["id"]: self._status(output) for output in self.question.having("criterium")
        }

    @cached_property
    def gaps(self) -> dict[str, dict[str, Any]]:
        """For each criterion that is weak or missing: what is missing and why the law asks it."""
        found: dict[str, dict[str, Any]] = {}
        for output in self.question.having("criterium"):
            name = output.extension("criterium")["id"]
            texts = list(self._gap(output, name, self.criteria[name]))
            if texts:
                joined: dict[str, Any] = {
                    language: " ".join(text[language] for text in texts) for language in LANGUAGES
                }
                is_open = {"open": True} if self._is_open(output) else {}
                found[name] = {**joined, **is_open, **self._to_fill_in(name), "bron": self._cited(output)}
        return found

    @cached_property
    def reasons(self) -> list[dict[str, Any]]:
        """Why: every condition that fails or is not known, or the rule of the term where all are met."""
        return [*self._conditions(), *self._affirmed(), *(self._open(name) for name in self.open_questions)]

    def to_json(self) -> dict[str, Any]:
        """The part in the shape of the contract."""
        return {
            "gebied": self.part.area.id, "grond": self.part.ground, "oordeel": self.verdict,
            **_numbers(self.value), "eindeTermijn": self.part.end.isoformat() if self.part.end else None,
            "lezingen": [self._reading(reading) for reading in self.readings] if self.open_questions else [],
            "criteria": self.criteria, "criteriumredenen": self.gaps, "redenen": self.reasons,
        }  # fmt: skip

    def _status(self, output: Output) -> str:
        """The status; where it is open whether the criterion is asked, what it comes to if it is."""
        status = self.output(output.name)
        if isinstance(status, Unknown):
            status = self.output(output.extension("criterium")["als_vereist"])
        return str(status)

    def _gap(self, output: Output, name: str, status: str) -> Iterator[Mapping[Language, str]]:
        if status == "ontbreekt":
            yield output.extension("criterium")["ontbreekt_open" if self._is_open(output) else status]
        elif status == "zwak":
            for lack in self.question.having("gebrek"):
                if lack.extension("gebrek")["criterium"] == name and self.output(lack.name) is True:
                    yield lack.extension("gebrek")

    def _is_open(self, output: Output) -> bool:
        """Whether it waits on a fact or an open question that this criterion is asked at all."""
        return isinstance(self.output(output.name), Unknown)

    def _to_fill_in(self, name: str) -> dict[str, Any]:
        """What a missing criterion asks of the council, as the rules word the question."""
        asked = self.question.fields.get(CRITERION_INPUTS[name], {})
        return {"vraag": dict(asked["vraag"])} if self.criteria[name] == "ontbreekt" and "vraag" in asked else {}

    def _conditions(self) -> Iterator[dict[str, Any]]:
        if self.verdict == "voldaan":
            return
        wanted = "onwaar" if self.verdict == "niet_voldaan" else "onbekend"
        for output in self.question.having("voorwaarde"):
            value = self.output(output.name)
            found = "onwaar" if value is False else "onbekend" if value is not True else "waar"
            if found == wanted:
                yield self._reason(output, output.extension("redenen")[wanted])

    def _affirmed(self) -> Iterator[dict[str, Any]]:
        # Where readings differ, the open questions say why instead.
        if self.verdict == "voldaan" and not self.open_questions:
            for output in self.question.having("reden"):
                if self.output(output.name) is True:
                    yield self._reason(output, output.extension("reden"))

    def _reason(self, output: Output, texts: Mapping[Language, str]) -> dict[str, Any]:
        names = ("verlenging", "hoogste_aantal", "hoogste_jaren")
        known = {name: value for name in names if isinstance(value := self.value(name), int)}
        filled: dict[str, Any] = {
            language: texts[language].format_map({**known, "datum": day_in_words(self.on, language)})
            for language in LANGUAGES
        }
        return {**filled, "bron": self._cited(output)}

    def _cited(self, output: Output) -> dict[str, str]:
        return self.question.citation(output.name, self.on).to_json()

    def _open(self, name: str) -> dict[str, Any]:
        """The open question itself: a number that differs stands with this reason."""
        return {**self.question.fields[name]["vraag"], "bron": self._ground(name)}

    def _ground(self, name: str) -> dict[str, str]:
        origin = self.question.fields[name]["origin"]
        return {"tekst": short_citation(self.lawbook, origin["grondslag"], self.on)}

    def _reading(self, reading: Reading) -> dict[str, Any]:
        texts = [
            self.question.fields[name]["lezing"]["waar" if answer else "onwaar"]
            for name, answer in reading.assumed.items()
        ]
        grounds = dict.fromkeys(self._ground(name)["tekst"] for name in reading.assumed)
        return {
            "lezing": dict(reading.assumed),
            "tekst": {language: " ".join(text[language] for text in texts) for language in LANGUAGES},
            "bron": {"tekst": "; ".join(grounds)},
            **_numbers(lambda name: self.question.of(reading.values, name)),
            "oordeel": _verdict(self.question.of(reading.values, "oordeel")),
        }


def _verdict(value: Value) -> Verdict:
    if isinstance(value, bool):
        return "voldaan" if value else "niet_voldaan"
    return "onbekend"


def _numbers(value: Any) -> dict[str, Any]:
    latest = value("uiterste_einde")
    return {
        "verlenging": _number(value("verlenging")),
        "resterendeVerlengingen": _number(value("resterend")),
        "uiterstEinde": latest.isoformat() if isinstance(latest, date) else None,
    }


def _number(value: Value) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
