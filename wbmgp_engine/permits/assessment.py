"""The answer to one application: what the law says, why, and what is still open. Prose and what-ifs are made on request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from wbmgp_engine.facts import Application
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.metadata import LegalBasis
from wbmgp_engine.logic.scalar import Run
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.binding import Bound, bind
from wbmgp_engine.permits.known_facts import KnownFact, known_facts
from wbmgp_engine.permits.outcome import (
    Advice,
    Verdict,
    accepted_beforehand,
    advise,
    open_gates,
    stands_alone,
    verdict,
)
from wbmgp_engine.permits.question import Gate, Ground, Question, Remark
from wbmgp_engine.permits.reasons import reason_code, reason_of
from wbmgp_engine.permits.texts import GATE_ASKS, GATE_FIELD, GATE_STAYS
from wbmgp_engine.version import NAME, VERSION

Text = Mapping[str, str]


class GroundVerdict(NamedTuple):
    """One ground with its verdict, its citation, the reason in Dutch and English, and the facts that were read."""

    id: str
    verdict: Verdict
    citation: Citation
    reason: Text
    facts: tuple[KnownFact, ...]

    def to_json(self) -> dict[str, Any]:
        """The ground in the shape of the contract."""
        facts = [fact.to_json() for fact in self.facts]
        return {
            "grond": self.id,
            "oordeel": self.verdict,
            "bron": self.citation.to_json(),
            "reden": dict(self.reason),
            "feiten": facts,
        }


class OpenGate(NamedTuple):
    """A gate that still stands open, whether the law or this project asks for it, and who can close it."""

    id: str
    ground: str | None
    kind: str
    citation: Citation
    who: Text
    words: Text | None = None

    @property
    def field(self) -> str | None:
        """The field of the application in which is told what closes the gate; None where nothing that is true closes it."""
        return GATE_FIELD.get(self.id) if self.words is None else None

    @property
    def asks(self) -> Text | None:
        """A sentence on what has to be told and where; None for a gate that a rule book adds."""
        if self.words is not None:
            return {
                language: GATE_STAYS[language].format(what=what)
                for language, what in self.words.items()
                if language in GATE_STAYS
            }
        return GATE_ASKS.get(self.id)

    def to_json(self) -> dict[str, Any]:
        """The gate in the shape of the contract."""
        found = {
            "poort": self.id,
            "aard": self.kind,
            "bron": self.citation.to_json(),
            "wie": self.who["nl"],
            "grond": self.ground,
            "veld": self.field,
            "tekst": self.asks,
        }
        return {key: value for key, value in found.items() if value is not None}


class Assessment:
    """What `assess` answers. `advice`, `grounds` and `open_gates` are known at once; the rest is computed when read."""

    def __init__(self, application: Application, question: Question, on: date, bound: Bound, run: Run) -> None:
        self.application = application
        self.question = question
        self.on = on
        self.bound = bound
        self.run = run
        self.advice: Advice = advise(run, question)

    @cached_property
    def grounds(self) -> tuple[GroundVerdict, ...]:
        """Every ground, also those that do not apply, in the order of the law."""
        found = ((ground, self._verdict(ground)) for ground in self.question.grounds)
        return tuple(self._ground(g, v) for g, v in found if not g.only_when_applicable or self._speaks(g))

    @cached_property
    def open_gates(self) -> tuple[OpenGate, ...]:
        """What must be closed before a refusal or conditions can be recorded; a grant needs nothing closed."""
        if self.advice in ("geen_vergunning_nodig", "verlenen"):
            return ()
        return tuple(self._gate(gate) for gate in open_gates(self.run, self.question))

    @cached_property
    def remarks(self) -> tuple[Text, ...]:
        """What the reader must know beside the outcome."""
        by_law = [remark.text for remark in self.question.remarks if self._holds(remark)]
        return (*self.bound.remarks, *by_law)

    @cached_property
    def questions(self) -> tuple[Any, ...]:
        """The missing facts that can still change the outcome, most decisive first."""
        from wbmgp_engine.permits.missing import questions

        return questions(self)

    @cached_property
    def earliest_date(self) -> date | None:
        """The first application date on which time alone gives a grant; see `alternatives.earliest_date`."""
        from wbmgp_engine.permits.alternatives import earliest_date

        return earliest_date(self)

    @cached_property
    def alternatives(self) -> tuple[Any, ...]:
        """The smallest changes after which the advice would be a grant, at most two at a time."""
        from wbmgp_engine.permits.alternatives import alternatives

        return alternatives(self)

    @cached_property
    def proportionality(self) -> dict[str, Any] | None:
        """The record on proportionality in this case with the parts that are still open; None where there is none."""
        from wbmgp_engine.permits.proportionality import proportionality_json

        return proportionality_json(self)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions of the woonverklaring, where they are to be attached."""
        attached = self.run[self.question.verdicts["voorschriften"]] is True and self.advice != "geen_vergunning_nodig"
        return tuple(self.application.conditions) if attached else ()

    def again(self, application: Application) -> Assessment:
        """The same question about changed facts, with the law held at the same date."""
        bound = bind(application, self.bound.context)
        return Assessment(application, self.question, self.on, bound, self.question.compiled.run(bound.facts, self.on))

    def trail(self) -> list[dict[str, Any]]:
        """Every step of the law that was and was not taken, with values and citations."""
        from wbmgp_engine.logic.scalar.trail_json import trail_json

        return trail_json(self.run.trace().children, self.run.compiled.stated)

    def law(self) -> dict[str, Any]:
        """The date of law, the hash of the rule book, the versions used, and that of the municipality's own register."""
        versions = [{"id": law, "geldigVanaf": valid_from} for law, valid_from in self.question.regulations]
        found = {"datum": self.on.isoformat(), "regelboek": self.question.lawbook.hash, "regelingen": versions}
        placing = self.application.placing
        if placing is None or placing.read_in is None or self.application.situation is not None:
            return found
        return found | {"register": placing.read_in.model_dump(by_alias=True)}

    def to_json(self, *, alternatives: bool = True, trail: bool = True) -> dict[str, Any]:
        """The Toetsing of the contract."""
        earliest = self.earliest_date if alternatives else None
        return {
            "advies": self.advice,
            "gronden": [ground.to_json() for ground in self.grounds],
            "openstaand": [gate.to_json() for gate in self.open_gates],
            "vragen": [question.to_json() for question in self.questions],
            "voorschriften": list(self.conditions),
            "opmerkingen": [dict(remark) for remark in self.remarks],
            "alternatieven": [item.to_json() for item in self.alternatives] if alternatives else [],
            "vroegsteDatum": earliest.isoformat() if earliest is not None else None,
            "evenredigheid": self.proportionality,
            "recht": self.law(),
            "motor": {"naam": NAME, "versie": VERSION},
            "spoor": self.trail() if trail else [],
        }

    def _verdict(self, ground: Ground) -> Verdict:
        """Where no permit is needed no ground plays a part."""
        return "niet_van_toepassing" if self.advice == "geen_vergunning_nodig" else verdict(self.run, ground)

    def _speaks(self, ground: Ground) -> bool:
        """Whether a ground that follows another (hardship) has something to say beside it."""
        if self.run[ground.applies] is not True:
            return accepted_beforehand(self.run, ground)
        return isinstance(self.run[ground.met], bool) or not stands_alone(self.run, self.question)

    def _holds(self, remark: Remark) -> bool:
        value = self.run[remark.output]
        if self.advice == "geen_vergunning_nodig" and not remark.always:
            return False
        return value is True or (remark.also_when_unknown and value is not False)

    def _gate(self, gate: Gate) -> OpenGate:
        pleaded = gate.statutory_when is not None and self.run[gate.statutory_when] is True
        citation = self.citation(gate.opens)
        if gate.also_rests_on is not None:
            citation = Citation(citation.jci, f"{citation.text}, {gate.also_rests_on['nl']}")
        other = gate.said_otherwise
        words = other if other is not None and self.run[other["als"]] is True else None
        return OpenGate(gate.id, gate.ground, "wet" if pleaded else gate.kind, citation, gate.who, words)

    def citation(self, output: str) -> Citation:
        """Where an output of the question rests in the law, on the date of law."""
        for other in self.question.elsewhere(output):
            if self.run[other["als"]] is True:
                basis = {key: value for key, value in other.items() if key != "als"}
                return cited(LegalBasis(**basis), self.on)
        return cited(self.question.basis(output).legal_basis, self.on)

    def _ground(self, ground: Ground, found: Verdict) -> GroundVerdict:
        # A ground that only follows another (hardship) rests on that one's facts; they are shown once, there.
        # What the law has not read yet (article 10 before the ordinary criteria) is not shown either.
        unread = not self.run.taken(self.question.facts_step(ground))
        silent = found == "niet_van_toepassing" or ground.only_when_applicable or unread
        read = {} if silent else self.question.columns_below(ground)
        facts = known_facts(self.bound, read, self.question.fields, self._read_of_persons(ground, read))
        output = ground.met
        return GroundVerdict(ground.id, found, self.citation(output), self._reason(ground, found, facts), facts)

    def _read_of_persons(self, ground: Ground, read: Mapping[str, tuple[str, ...]]) -> Mapping[int, set[str]]:
        if "personen" not in read:
            return {}
        from wbmgp_engine.logic.scalar.fields_read import fields_read

        return fields_read(self.run, self.question.facts_step(ground), "personen", self.question.steps_to_persons)

    def _reason(self, ground: Ground, found: Verdict, facts: tuple[KnownFact, ...]) -> Text:
        return reason_of(self, *self._spoken(ground, found), facts)

    def reason_code(self, ground: Ground) -> str:
        """The name of the output whose words give the reason for the verdict of a ground."""
        return reason_code(self, *self._spoken(ground, self._verdict(ground)))

    def _spoken(self, ground: Ground, found: Verdict) -> tuple[str, str]:
        """The output that speaks for a verdict, and which of its texts."""
        key = {"voldaan": "waar", "niet_voldaan": "onwaar", "onbekend": "onbekend", "niet_van_toepassing": "onwaar"}
        open_scope = found == "onbekend" and isinstance(self.run[ground.applies], Unknown)
        scoped = open_scope and "onbekend" in self.question.reasons(ground.applies)
        output = ground.applies if scoped or found == "niet_van_toepassing" else ground.met
        return output, key[found]
