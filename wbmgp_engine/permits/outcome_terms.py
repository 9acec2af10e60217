"""From the outputs of the law to the advice, as terms: the same table as `outcome`, for many cases at once."""

from __future__ import annotations

from collections.abc import Mapping

from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Term
from wbmgp_engine.permits.question import Gate, Ground, Question


class OutcomeTerms:
    """Advice, verdicts and gates of one question as a reader reads it."""

    def __init__(self, question: Question, reader: SymbolicReader) -> None:
        self.question, self.reader, self.terms = question, reader, reader.terms

    def all(self) -> Mapping[str, Term]:
        """Every column of an answer: `advies`, `grond.ID`, `poort.ID.GROUND`, `weigering.zeker` and `weigering.mogelijk`."""
        grounds = {f"grond.{ground.id}": self.verdict(ground) for ground in self.question.grounds}
        gates = {_named(gate): self.open(gate) for gate in self.question.gates}
        refusal, needed = self._verdict_of("weigeringsgrond"), self._verdict_of("vergunningplicht")
        asked = self.terms.all_of((needed, refusal))
        return {
            "advies": self.advice(),
            **grounds,
            **gates,
            "weigering.zeker": self.terms.surely(asked),
            "weigering.mogelijk": self.terms.negation(self.terms.surely(self.terms.negation(asked))),
        }

    def verdict(self, ground: Ground) -> Term:
        """As `outcome.verdict`."""
        terms, applies, met = self.terms, self.reader.output(ground.applies), self.reader.output(ground.met)
        early = terms.surely(met) if ground.only_when_applicable else terms.false
        open_still = terms.any_of((
            terms.negation(terms.known(met)),
            terms.all_of((terms.negation(terms.surely(applies)), terms.negation(early))),
        ))  # fmt: skip
        return self._first(
            (terms.surely(terms.negation(applies)), "niet_van_toepassing"),
            (open_still, "onbekend"),
            (terms.surely(met), "voldaan"),
            otherwise="niet_voldaan",
        )

    def open(self, gate: Gate) -> Term:
        """Whether a gate stands open, as `outcome.open_gates` tells; none does where no gate can matter."""
        terms = self.terms
        alone = self.question.verdicts.get("weigering_zonder_waarborg")
        return terms.all_of((
            terms.surely(self.reader.output(gate.opens)),
            terms.negation(terms.surely(self.reader.output(gate.closed))),
            terms.true if alone is None else terms.negation(terms.surely(self.reader.output(alone))),
        ))  # fmt: skip

    def advice(self) -> Term:
        """As `outcome.advise`."""
        terms = self.terms
        needed, refusal, conditions = (
            self._verdict_of(name) for name in ("vergunningplicht", "weigeringsgrond", "voorschriften")
        )
        gate = terms.any_of(self.open(gate) for gate in self.question.gates)
        sure, no = terms.surely, terms.negation
        return self._first(
            (sure(no(needed)), "geen_vergunning_nodig"),
            (no(sure(needed)), "aanvullen"),
            (terms.all_of((sure(refusal), gate)), "beoordelen"),
            (sure(refusal), "weigeren"),
            (no(terms.all_of((sure(no(refusal)), terms.known(conditions)))), "aanvullen"),
            (terms.all_of((sure(conditions), gate)), "beoordelen"),
            (sure(conditions), "verlenen_met_voorschriften"),
            otherwise="verlenen",
        )

    def _verdict_of(self, name: str) -> Term:
        return self.reader.output(self.question.verdicts[name])

    def _first(self, *cases: tuple[Term, str], otherwise: str) -> Term:
        constant = self.terms.constant
        return self.terms.choose([(condition, constant(text)) for condition, text in cases], constant(otherwise))


def _named(gate: Gate) -> str:
    # One gate may stand before several grounds.
    return f"poort.{gate.id}" if gate.ground is None else f"poort.{gate.id}.{gate.ground}"
