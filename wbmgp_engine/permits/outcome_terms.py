"""From the outputs of the law to an answer, as terms: what `Assessment` shows of one case, for many cases at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Term
from wbmgp_engine.permits.question import Gate, Ground, Question

_KEYS = {"voldaan": "waar", "niet_voldaan": "onwaar", "onbekend": "onbekend"}


class OutcomeTerms:
    """Advice, verdicts, reasons and gates of one question as a reader reads it."""

    def __init__(self, question: Question, reader: SymbolicReader) -> None:
        self.question, self.reader, self.terms = question, reader, reader.terms

    def all(self) -> Mapping[str, Term]:
        """Every column of an answer, as an assessment shows it: `advies`, `weigering.zeker` and `.mogelijk`, of each
        ground `grond.NAME` and `reden.NAME`, and `poort.NAME`, which is true where a gate stands open."""
        refusal, needed = self._verdict_of("weigeringsgrond"), self._verdict_of("vergunningplicht")
        asked = self.terms.all_of((needed, refusal))
        return {
            "advies": self.advice(),
            "weigering.zeker": self.terms.surely(asked),
            "weigering.mogelijk": self.terms.negation(self.terms.surely(self.terms.negation(asked))),
            **dict(self._grounds()),
            **{f"poort.{gate_name(gate)}": self._shown_open(gate) for gate in self.question.gates},
        }

    def _grounds(self) -> Iterator[tuple[str, Term]]:
        for ground in self.question.grounds:
            name, shown = ground_name(self.question, ground), self._speaks(ground)
            yield f"grond.{name}", self.terms.only_where(shown, self._shown_verdict(ground))
            yield f"reden.{name}", self.terms.only_where(shown, self._reason(ground))

    # The table of `outcome` --------------------------------------------------------------------------------------------

    def verdict(self, ground: Ground) -> Term:
        """As `outcome.verdict`."""
        terms, applies, met = self.terms, self.reader.output(ground.applies), self.reader.output(ground.met)
        early = terms.surely(met) if ground.only_when_applicable else terms.false
        open_still = terms.any_of((
            terms.negation(terms.known(met)),
            terms.all_of((terms.negation(terms.surely(applies)), terms.negation(early))),
        ))  # fmt: skip
        return self._first(
            (self._not_applicable(ground), "niet_van_toepassing"),
            (open_still, "onbekend"),
            (terms.surely(met), "voldaan"),
            otherwise="niet_voldaan",
        )

    def open(self, gate: Gate) -> Term:
        """Whether a gate stands open, as `outcome.open_gates` tells; none does where no gate can matter."""
        terms = self.terms
        return terms.all_of((
            terms.surely(self.reader.output(gate.opens)),
            terms.negation(terms.surely(self.reader.output(gate.closed))),
            terms.negation(self._alone()),
        ))  # fmt: skip

    def advice(self) -> Term:
        """As `outcome.advise`."""
        terms = self.terms
        needed, refusal, conditions = self._three()
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

    # What `Assessment` shows of it -----------------------------------------------------------------------------------

    def _shown_verdict(self, ground: Ground) -> Term:
        """Where no permit is needed no ground plays a part."""
        return self.terms.choose(
            [(self._no_permit(), self.terms.constant("niet_van_toepassing"))], self.verdict(ground)
        )

    def _shown_open(self, gate: Gate) -> Term:
        """A grant needs nothing closed, and neither does what needs no permit."""
        terms, (needed, refusal, conditions) = self.terms, self._three()
        granted = terms.all_of(map(terms.surely, (needed, terms.negation(refusal), terms.negation(conditions))))
        return terms.all_of((self.open(gate), terms.negation(self._no_permit()), terms.negation(granted)))

    def _speaks(self, ground: Ground) -> Term:
        """Whether a ground that follows another (hardship) has something to say beside it."""
        if not ground.only_when_applicable:
            return self.terms.true
        terms, applies, met = self.terms, self.reader.output(ground.applies), self.reader.output(ground.met)
        beside = terms.any_of((terms.known(met), terms.negation(self._alone())))
        before = terms.all_of((terms.negation(self._not_applicable(ground)), terms.surely(met)))
        return terms.choose([(terms.surely(applies), beside)], before)

    def _reason(self, ground: Ground) -> Term:
        """The code of the reason: the output whose words the rules choose."""
        verdict = self._shown_verdict(ground)
        cases = [(self._is(verdict, said), self._code(ground.met, key)) for said, key in _KEYS.items()]
        if "onbekend" in self.question.reasons(ground.applies):
            scoped = self.terms.all_of((self._is(verdict, "onbekend"), self.reader.unanswered(ground.applies)))
            cases.insert(0, (scoped, self._code(ground.applies, "onbekend")))
        return self.terms.choose(cases, self._code(ground.applies, "onwaar"))

    def _code(self, output: str, key: str) -> Term:
        cases = self.question.reasons(output).get(key, {}).get("meer", ())
        constant = self.terms.constant
        return self.terms.choose(
            [(self.reader.holds(case["als"]), constant(case["als"])) for case in cases], constant(output)
        )

    # Parts -----------------------------------------------------------------------------------------------------------

    def _verdict_of(self, name: str) -> Term:
        return self.reader.output(self.question.verdicts[name])

    def _three(self) -> tuple[Term, Term, Term]:
        return (
            self._verdict_of("vergunningplicht"),
            self._verdict_of("weigeringsgrond"),
            self._verdict_of("voorschriften"),
        )

    def _no_permit(self) -> Term:
        return self.terms.surely(self.terms.negation(self._verdict_of("vergunningplicht")))

    def _not_applicable(self, ground: Ground) -> Term:
        return self.terms.surely(self.terms.negation(self.reader.output(ground.applies)))

    def _alone(self) -> Term:
        """As `outcome.stands_alone`."""
        output = self.question.verdicts.get("weigering_zonder_waarborg")
        return self.terms.false if output is None else self.terms.surely(self.reader.output(output))

    def _is(self, verdict: Term, said: str) -> Term:
        return self.terms.compare("equal", verdict, self.terms.constant(said))

    def _first(self, *cases: tuple[Term, str], otherwise: str) -> Term:
        constant = self.terms.constant
        return self.terms.choose([(condition, constant(text)) for condition, text in cases], constant(otherwise))


def gate_name(gate: Gate) -> str:
    """One gate may stand before several grounds."""
    return gate.id if gate.ground is None else f"{gate.id}.{gate.ground}"


def ground_name(question: Question, ground: Ground) -> str:
    """Two grounds with one id (hardship) are told apart by the ground that their gate stands before."""
    if sum(other.id == ground.id for other in question.grounds) == 1:
        return ground.id
    before = next((gate.ground for gate in question.gates if gate.opens == ground.applies), ground.applies)
    return f"{ground.id}.{before}"
