"""A decision in time, the notice that it will come later, and the penalty when it does not come (Awb 4:13–4:17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from wbmgp_engine.calendar.awb import AwbTerms, PenaltyAmounts
from wbmgp_engine.calendar.coverage import Length
from wbmgp_engine.calendar.explained import Explained, Step, said
from wbmgp_engine.calendar.suspension import Suspension, merged, suspended_days
from wbmgp_engine.calendar.term import Term, run
from wbmgp_engine.errors import BadInput


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that the decision comes later, and until when. Raises BadInput when it names a day before it was sent."""

    sent: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.sent:
            problem = f"sent on {self.sent}, it names {self.until}"
            raise BadInput.one("notice", problem, "name the last day on which the decision is to come")


@dataclass(frozen=True, slots=True)
class Penalty:
    """The days `first_day` to `last_day` over which a late decision costs money; None: the notice of default is too early.

    A person still judges what article 4:17 lid 6 asks: default given unreasonably late, no interested party, a request
    that is plainly inadmissible or unfounded.
    """

    first_day: date | None
    last_day: date | None
    amounts: PenaltyAmounts
    steps: tuple[Step, ...]

    def due(self, through: date) -> int:
        """Eurocents forfeited up to and including a day."""
        if self.first_day is None or through < self.first_day:
            return 0
        return sum(self.amounts.per_day[: (through - self.first_day).days + 1])


def reasonable_term(
    received: date, terms: AwbTerms, *, suspensions: Iterable[Suspension] = (), notice: Notice | None = None
) -> Term:
    """The term for a decision when no regulation sets one (4:13): the reasonable term, or what a notice in time names.

    The day that a notice names (4:14 lid 3) is set by the authority, not by an act: it is not moved. Days suspended
    after the notice was sent are added to it; those before are taken to be in it.

    >>> from wbmgp_engine.law import Lawbook
    >>> reasonable_term(date(2024, 1, 1), AwbTerms.of(Lawbook.load())).day
    datetime.date(2024, 2, 26)
    """
    pauses = tuple(suspensions)
    term = terms.term("redelijke_termijn", received, pauses)
    return term if notice is None else _noticed(term, notice, terms, pauses)


def _noticed(term: Term, notice: Notice, terms: AwbTerms, pauses: tuple[Suspension, ...]) -> Term:
    rule = terms.on(term.event).bepalingen.mededeling
    sent, until = notice.sent, notice.until
    if not term.holds(sent):
        words = said("mededeling van {}: te laat", "notice of {}: too late", sent)
        step = Step(term.day, *words, rule.bron, rule.zekerheid)
        return replace(term, steps=(*term.steps, step))
    if until <= term.day:
        words = said("de mededeling van {} verkort de termijn niet", "the notice of {} does not shorten the term", sent)
        return replace(term, steps=(*term.steps, Step(term.day, *words, rule.bron, "afgeleid")))
    words = said("mededeling van {}: tot en met {}", "notice of {}: up to and including {}", sent, until)
    length = Length((until - sent).days, "dagen", rule.bron, rule.zekerheid, exempt=rule.bron)
    named = run(sent, [length], terms.calendar, suspensions=pauses)
    steps = (*term.steps, Step(until, *words, rule.bron, rule.zekerheid), *named.steps[2:-1])
    days = suspended_days(term.first_day, named.day, merged(pauses, term.first_day))
    return replace(term, day=named.day, steps=steps, suspended_days=days, day_without_suspension=until, covered=False)


def latest_notice(term: Term, terms: AwbTerms) -> Term:
    """The last day that a notice can name for a decision whose term is `term`, without the consent of the applicant.

    `day` is that last day. Raises LawNotYetInForce.
    """
    return run(term.day, [terms.length("verlenging", term.event)], terms.calendar)


def deemed(term: Term, source: str) -> Explained:
    """The day on which a decision is deemed made when nothing was made known in the term: the first day after it.

    `source` is the provision that says so; whether one does is a matter of the rules.
    """
    words = said("niets bekendgemaakt tot en met {}", "nothing made known up to and including {}", term.day)
    return Explained(term.day_after, (*term.steps, Step(term.day_after, *words, source, "afgeleid")))


def penalty(term: Term, default_received: date, terms: AwbTerms) -> Penalty:
    """The penalty (4:17) when the authority is put in default on a day and has not decided.

    The first day is the one after two weeks have passed since the receipt of the notice of default, which comes after
    the term. Raises LawNotYetInForce for a day on which the rule book knows no penalty.
    """
    before, longest = terms.length("na_ingebrekestelling", default_received), terms.length("dwangsom", default_received)
    if term.holds(default_received):
        words = said(
            "ingebrekestelling ontvangen op {}, voor de termijn verstreek: te vroeg",
            "notice of default received on {}, before the term was over: too early",
            default_received,
        )
        step = Step(term.day, *words, before.source, "uit_geheugen")
        return Penalty(None, None, terms.amounts(default_received), (*term.steps, step))
    wait = terms.term("na_ingebrekestelling", default_received)
    days = run(wait.day, [longest], terms.calendar)
    steps = (*term.steps, *wait.steps, *days.steps)
    return Penalty(days.first_day, days.day, terms.amounts(days.first_day), steps)
