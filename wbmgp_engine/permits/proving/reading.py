"""The permit question of one version of the law, read symbolically: what it says of any application within bounds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import Final, NamedTuple

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Term, Terms, in_order
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.outcome_terms import OutcomeTerms
from wbmgp_engine.permits.proving.dossier import Dossier
from wbmgp_engine.permits.proving.fields import Bounds
from wbmgp_engine.permits.question import Question, ask

_SCOPE: Final = {"gemeente_code": GIVEN}


class Version(NamedTuple):
    """The days, both included, on which one and the same law is asked. `last` None: until something changes."""

    first: date
    last: date | None


def versions(lawbook: Lawbook) -> tuple[Version, ...]:
    """Every stretch of days between two changes of the rule book, from old to new; none where there is no law to ask."""
    days = lawbook.days_of_change(_SCOPE)
    ends = [day - timedelta(days=1) for day in days[1:]]
    stretches = (Version(first, last) for first, last in zip_longest(days, ends))
    return tuple(one for one in stretches if _asked(lawbook, one.first))


def _asked(lawbook: Lawbook, day: date) -> bool:
    try:
        ask(lawbook, day, _SCOPE)
    except LawLookupError:
        return False
    return True


class Reading:
    """The law of a version as terms over the fields of a `Dossier`."""

    def __init__(self, lawbook: Lawbook, on: date, bounds: Bounds) -> None:
        self.question: Question = ask(lawbook, on, _SCOPE)
        self.terms = Terms()
        self.dossier = Dossier(bounds, self.terms)
        self._reader = SymbolicReader(self.question.compiled.plan, self.dossier.facts, self.dossier.on, self.terms)
        self._outcome = OutcomeTerms(self.question, self._reader)
        self.verdicts: Mapping[str, Term] = {
            name: self.output(output) for name, output in self.question.verdicts.items()
        }

    @cached_property
    def advice(self) -> Term:
        """The advice, as a text."""
        return self._outcome.advice()

    @cached_property
    def grounds(self) -> Mapping[str, Term]:
        """The verdict on each ground, as a text, by the output that says whether it is met."""
        return {ground.met: self._outcome.verdict(ground) for ground in self.question.grounds}

    @cached_property
    def gates(self) -> Mapping[str, Term]:
        """Whether each gate stands open, by the output that says whether it applies."""
        return {gate.opens: self._outcome.open(gate) for gate in self.question.gates}

    def output(self, name: str) -> Term:
        """An output of the question; unknown where this version has none of that name."""
        if name not in self.question.compiled.plan.outputs:
            return self.terms.nobody_knows
        return self._reader.output(name)

    def verdicts_on(self, ground: str) -> tuple[Term, ...]:
        """The verdicts on the grounds of this name; none where this version has no such ground."""
        return tuple(self.grounds[one.met] for one in self.question.grounds if one.id == ground)

    @cached_property
    def likeness(self) -> Hashable:
        """What two versions have in common that say the same of every application, whatever they name it."""
        answers = (self.advice, *self.grounds.values(), *self.gates.values())
        return _likeness([*answers, *self.verdicts.values(), *self._said])

    @cached_property
    def _said(self) -> list[Term]:
        gates = [output for gate in self.question.gates for output in (gate.opens, gate.closed)]
        grounds = [output for ground in self.question.grounds for output in (ground.applies, ground.met)]
        return [self.output(name) for name in [*gates, *grounds, *_NAMED]]


# Outputs of the question, beside grounds and gates, that properties are stated over.
BY_RESIDENCE, DESIGNATED = "door_verblijf", "ligt_in_een_aanwijzing"
_NAMED: Final = (BY_RESIDENCE, DESIGNATED)


def _likeness(wanted: list[Term]) -> Hashable:
    """The terms spelled out, each once and by what it is made of: numbers of terms depend on the order of reading."""
    order = {term.number: place for place, term in enumerate(_visited(wanted))}
    spelled = [
        (term.operator, term.kind, tuple(order[part.number] for part in term.of), type(term.what).__name__, term.what)
        for term in _visited(wanted)
    ]
    return tuple(spelled), tuple(order[term.number] for term in wanted)


def _visited(wanted: list[Term]) -> Iterator[Term]:
    return iter(in_order(wanted))
