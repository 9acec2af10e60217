"""The answer in words, from the trace: the result first, then why, then what is open, then what the applicant can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from wbmgp_engine.facts.wording import Language, day_in_words, euros_in_words, hash_in_words, one_line
from wbmgp_engine.permits.alternatives import Alternative
from wbmgp_engine.permits.asked import answered_in
from wbmgp_engine.permits.assessment import Assessment, GroundVerdict, OpenGate
from wbmgp_engine.permits.known_facts import KnownFact
from wbmgp_engine.permits.objection import time_to_object
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.permits.places import cause_in_words, municipality_in_words
from wbmgp_engine.permits.reasons import lasting
from wbmgp_engine.permits.texts import (
    CHANGE,
    FACT,
    GATE,
    GROUND,
    HEADING,
    NEXT,
    PHRASE,
    RESULT,
    SUPPLIER,
    VERDICT,
    person_in_words,
    value_in_words,
)  # fmt: skip

if TYPE_CHECKING:
    from wbmgp_engine.permits.missing import MissingFact


def explain(assessment: Assessment, language: Language = "nl") -> str:
    """The explanation of an assessment as plain text with headings, in Dutch (B1) or English."""
    return "\n".join(_Writer(assessment, language).lines()) + "\n"


class _Writer:
    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.of = assessment
        self.language = language

    def lines(self) -> Iterator[str]:
        yield RESULT[self.of.advice][self.language].format(gates=self._gates())
        yield self._subject()
        for heading, part in self._parts():
            if found := list(part):
                yield from ("", HEADING[heading][self.language], *found)

    def _parts(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "why", self._why()
        yield "missing", self._missing()
        yield "open", self._open()
        yield "proportionality", self._proportionality()
        yield "conditions", (f"- {one_line(text)}" for text in self.of.conditions)
        yield "remarks", (f"- {remark[self.language]}" for remark in self.of.remarks)
        yield "change", self._change()
        yield "next", self._next()
        yield "law", self._law()

    def _subject(self) -> str:
        application = self.of.application
        dwelling = application.dwelling
        address = f"{dwelling.address.postcode} {dwelling.address.number}" if dwelling.address is not None else None
        municipality = municipality_in_words(self.of.question.lawbook, application.municipality)
        place = ", ".join(filter(None, [address, dwelling.area, municipality]))
        day = day_in_words(application.application_date, self.language)
        return self._say("subject", reference=one_line(application.reference), day=day, place=one_line(place))

    def _gates(self) -> str:
        """What has to happen first, each with who does it."""
        gates = self.of.open_gates
        return "; ".join(f"{self._gate(gate)} ({gate.who[self.language]})" for gate in gates)

    def _gate(self, gate: OpenGate) -> str:
        return (gate.words or GATE[gate.id])[self.language]

    def _say(self, key: str, **values: str) -> str:
        return PHRASE[key][self.language].format(**values)

    def _why(self) -> Iterator[str]:
        # What decides comes first; what does not apply comes last.
        order = {"niet_voldaan": 0, "onbekend": 1, "voldaan": 2, "niet_van_toepassing": 3}
        for ground in sorted(self.of.grounds, key=lambda found: order[found.verdict]):
            yield from self._ground(ground)

    def _ground(self, ground: GroundVerdict) -> Iterator[str]:
        title = GROUND[ground.id][self.language]
        yield f"- {title}: {VERDICT[ground.verdict][self.language]}. {ground.reason[self.language]} ({ground.citation.text})"
        if ground.verdict != "niet_van_toepassing":
            yield from (f"    {self._fact(fact)}" for fact in ground.facts)

    def _fact(self, fact: KnownFact) -> str:
        label = FACT.get(fact.name, {}).get(self.language, fact.name.replace("_", " "))
        whose = f"{person_in_words(self.of.application, fact.person, self.language)}, " if fact.person else ""
        return f"{whose}{label}: {self._value(fact)} ({PHRASE['source'][self.language]}: {value_in_words(fact.source, self.language)})"

    def _value(self, fact: KnownFact) -> str:
        if fact.name == "huurprijs":
            return euros_in_words(fact.value, self.language)
        broken = fact.name == "verblijf_onderbroken_door"
        value = cause_in_words(self.of.question.lawbook, fact.value) if broken else fact.value
        return value_in_words(value, self.language)

    def _missing(self) -> Iterator[str]:
        for asked in _alike(self.of.questions):
            first = asked[0]
            who = SUPPLIER.get(first.supplier, {}).get(self.language, first.supplier)
            said = self._say("asked_of", who=who, basis=first.basis)
            each = (question.fields or (answered_in(question.path),) for question in asked)
            keys = ", ".join(key for keys in each for key in keys if key)
            yield f"- {self._asked(asked)} ({said}{self._say('key', keys=keys) if keys else ''})"

    def _asked(self, asked: list[MissingFact]) -> str:
        """One question, or the same one about several persons."""
        first = asked[0]
        if len(asked) == 1 or first.words is None:
            return first.text[self.language]
        people = [person_in_words(self.of.application, question.person, self.language) for question in asked]
        whole = PHRASE["and"][self.language].join([", ".join(people[:-1]), people[-1]])
        said = first.words[self.language].replace("{persoon}", whole)
        return said if first.together is None else f"{said} {first.together[self.language]}"

    def _open(self) -> Iterator[str]:
        for gate in self.of.open_gates:
            basis = (
                gate.citation.text
                if gate.kind == "wet"
                else f"{gate.citation.text}; {PHRASE['safeguard'][self.language]}"
            )
            yield f"- {self._gate(gate)} ({self._say('by', who=gate.who[self.language], basis=basis)})"

    def _proportionality(self) -> Iterator[str]:
        """Beside the hardship clause: what a refusal asks to be written down, and what of it is still open."""
        if self.of.advice not in ("beoordelen", "weigeren"):
            return
        from wbmgp_engine.permits.proportionality import open_parts

        for part in open_parts(self.of):
            yield f"- {part.question[self.language]} ({part.citation.text})"

    def _change(self) -> Iterator[str]:
        if self.of.earliest_date is not None:
            day = day_in_words(self.of.earliest_date, self.language)
            yield f"- {self._say('earliest', day=day, provided=self._provided(self.of.earliest_date))}"
        others = [item for item in self.of.alternatives if set(item.changes) != {"aanvraagdatum"}]
        for changes, advice in _gathered(others):
            said = PHRASE["and"][self.language].join(self._changed(path, values) for path, values in changes.items())
            yield f"- {CHANGE[advice][self.language]}, {said}."

    def _provided(self, day: date) -> str:
        """What has to last until a day for time alone to help, and of whom."""
        later = self.of.again(self.of.application.applied_on(day))
        said = (lasting(later, ground.met) for ground in self.of.question.grounds)
        found = next((words[self.language] for words in said if words is not None), None)
        return (
            self._say("unchanged")
            if found is None
            else f"{found}{PHRASE['and'][self.language]}{self._say('unchanged')}"
        )

    def _changed(self, path: str, values: list[str]) -> str:
        if path == "aanvraagdatum":
            return self._say("if_date", day=day_in_words(date.fromisoformat(values[0]), self.language))
        kinds = PHRASE["or"][self.language].join(value_in_words(value, self.language) for value in values)
        if path.endswith(".inkomen"):
            return self._say(
                "if_income", person=person_in_words(self.of.application, path.split(".")[1], self.language), kinds=kinds
            )
        return self._say("if_traits", kinds=kinds)

    def _next(self) -> Iterator[str]:
        if self.of.advice == "geen_vergunning_nodig":
            return
        chosen: Mapping[str, bool] = {
            "answer": any(question.supplier == "aanvrager" for question in self.of.questions),
            "hardship": self.of.advice != "verlenen" and (self._hardship_is_open() or self._may_end_in_hardship()),
            "objection": self.of.advice not in ("verlenen",),
            "move_in" if self.of.application.kind == "latere_inwoning" else "lease": True,
        }
        for key in (key for key, said in chosen.items() if said):
            yield f"- {self._objection() if key == 'objection' else NEXT[key][self.language]}"

    def _objection(self) -> str:
        found = time_to_object(self.of.question.lawbook, self.of.on)
        if found is None:
            return NEXT["objection_some_time"][self.language]
        term = {"nl": found.nl, "en": found.en}[self.language]
        return NEXT["objection"][self.language].format(term=term, source=found.source)

    def _hardship_is_open(self) -> bool:
        """Whether a ground waits for hardship that was not accepted: where it was, pleading it again brings nothing."""
        return any(ground.id == "hardheidsclausule" and ground.verdict != "voldaan" for ground in self.of.grounds)

    def _may_end_in_hardship(self) -> bool:
        """Whether a ground that has a gate for hardship is still open."""
        with_hardship = {gate.ground for gate in self.of.question.gates if gate.id == "hardheidsclausule"}
        return any(ground.id in with_hardship and ground.verdict == "onbekend" for ground in self.of.grounds)

    def _law(self) -> Iterator[str]:
        law = self.of.law()
        yield self._say("law_of", day=day_in_words(self.of.on, self.language), hash=hash_in_words(law["regelboek"]))
        yield self._say("own_words")


def _alike(questions: Iterable[MissingFact]) -> list[list[MissingFact]]:
    """Questions that ask the same about several persons, put together in the place of the first."""
    found: dict[tuple[str, str, str], list[MissingFact]] = {}
    for question in questions:
        words = question.words["nl"] if question.words is not None and question.person is not None else question.path
        found.setdefault((words, question.supplier, question.basis), []).append(question)
    return list(found.values())


def _gathered(alternatives: Iterable[Alternative]) -> list[tuple[dict[str, list[str]], Advice]]:
    """Alternatives that differ in one value only, put together: one line says "one of these kinds"."""
    found: dict[tuple[Advice, tuple[str, ...], tuple[str, ...]], dict[str, list[str]]] = {}
    for item in alternatives:
        values = {path: _spoken(value) for path, value in item.changes.items()}
        paths = tuple(values)
        kept = found.setdefault(
            (item.advice, paths, tuple(values[path] for path in paths[:-1])), {path: [] for path in paths}
        )
        for path, value in values.items():
            if value not in kept[path]:
                kept[path].append(value)
    return [(changes, advice) for (advice, _, _), changes in found.items()]


def _spoken(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item["soort"] if isinstance(item, dict) else str(item) for item in value)
    return str(value)
