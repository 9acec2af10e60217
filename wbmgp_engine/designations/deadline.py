"""The Minister's term for one request: when it begins and ends, and whether the decision came in time.

How long it is, what starts it and what silence means, the rules say of the day of the request. A request that was
pending when they changed is counted under both texts, and none is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from wbmgp_engine.calendar import Calendar, Suspension, Term, term_end
from wbmgp_engine.designations.question import Question, ask
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import Language, day_in_words
from wbmgp_engine.law.lawbook import Lawbook

InTime = bool | Literal["onbekend"] | None
_SHOWN = ("begint", "opgeschortDagen", "eindigt", "eindigtZonderOpschorting", "vanRechtswegeNa", "besluitTijdig")


@dataclass(frozen=True, slots=True)
class TermRule:
    """What the law of a day says of the term: `weeks` after `event` (`verzending` or `ontvangst`)."""

    question: Question
    on: date
    weeks: int
    event: str
    deemed: bool

    @property
    def same_as(self) -> tuple[int, str, bool]:
        """What two texts must share to be the same term."""
        return self.weeks, self.event, self.deemed


def term_rule(lawbook: Lawbook, on: date) -> TermRule | None:
    """The rule of a day; None when the law of that day knows no such term."""
    question = ask(lawbook, on, "termijn")
    if not question.outputs:
        return None
    values = question.compiled.run({}, on).outputs
    weeks, event, deemed = (question.of(values, name) for name in ("weken", "vanaf", "van_rechtswege"))
    assert isinstance(weeks, int)
    return TermRule(question, on, weeks, str(event), deemed is True)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The term under one text. `term` is None while its start is not known; `open_end`: a suspension has no known end.

    `upper_bound`: counted from receipt because dispatch is not known.
    """

    rule: TermRule
    term: Term | None
    upper_bound: bool
    open_end: bool
    in_time: InTime

    def to_json(self) -> dict[str, Any]:
        """The term in the shape of the contract."""
        if self.term is None:
            return {**dict.fromkeys(_SHOWN), "besluitTijdig": self.in_time}
        end = None if self.open_end else self.term.day.isoformat()
        return {
            "begint": self.term.event.isoformat(),
            "opgeschortDagen": None if self.open_end else self.term.suspended_days,
            "eindigt": end,
            "eindigtZonderOpschorting": self.term.day_without_suspension.isoformat(),
            "vanRechtswegeNa": end if self.rule.deemed else None,
            "besluitTijdig": self.in_time,
        }


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The term of a request: none where the law knows none, one, or one per text that may apply."""

    found: tuple[Deadline, ...]

    @property
    def in_time(self) -> InTime:
        """Whether the decision came in time; `onbekend` when the texts differ."""
        answers = {item.in_time for item in self.found}
        if len(answers) == 1:
            return answers.pop()
        return "onbekend" if answers else None

    def to_json(self) -> dict[str, Any]:
        """The term in the shape of the contract; where two texts may apply, what they share and both beside it."""
        each = [item.to_json() for item in self.found]
        if len(each) == 1:
            return each[0]
        shared = {key: _shared([item[key] for item in each]) for key in _SHOWN}
        if each:
            both = [{**_reading(item), **item.to_json()} for item in self.found]
            shared |= {"besluitTijdig": self.in_time, "oordeel": "onbekend", "lezingen": both}
        return shared


def _reading(item: Deadline) -> dict[str, Any]:
    rule = item.rule
    texts: Mapping[Language, str] = rule.question.outputs[rule.question.verdicts["vanaf"]].extension("termijnlezing")
    words = {
        language: text.format(weken=rule.weeks, datum=day_in_words(rule.on, language))
        for language, text in texts.items()
    }
    return {"tekst": words, "bron": rule.question.citation(rule.question.verdicts["weken"], rule.on).to_json()}


def _shared(values: list[Any]) -> Any:
    return values[0] if values and all(value == values[0] for value in values) else None


def deadlines(request: DesignationRequest, lawbook: Lawbook, on: date, *, deemable: bool = True) -> Deadlines:
    """The Minister's term for a request, under every text that may apply to it; that of `on` while it was not filed.

    `deemable`: the rules know a designation for a part of it, so that silence can make one. Raises LawNotYetInForce for
    a day before the calendar of the rule book begins.
    """
    found = _under_every_text(request, lawbook, on)
    # Where the law changed meanwhile, the later text may know the designation that the first does not.
    if not deemable and len(found) == 1:
        found = [replace(found[0], rule=replace(found[0].rule, deemed=False))]
    return Deadlines(tuple(found))


def _under_every_text(request: DesignationRequest, lawbook: Lawbook, on: date) -> list[Deadline]:
    first = term_rule(lawbook, request.sent or request.received or on)
    if first is None:
        later = term_rule(lawbook, request.received) if request.received is not None else None
        return [] if later is None else [_deadline(request, later, lawbook)]
    found = _deadline(request, first, lawbook)
    later = term_rule(lawbook, max(first.on, _pending_until(request, found, on)))
    if later is None or later.same_as == first.same_as:
        return [found]
    return [found, _deadline(request, _first_of(later, first.on, lawbook), lawbook)]


def _first_of(rule: TermRule, after: date, lawbook: Lawbook) -> TermRule:
    """The same rule as the text said it first after a day: that is the change of law which the request met."""
    laws = {law for law, _ in rule.question.regulations}
    starts = {item.starts for law in laws for item in lawbook.versions(law) if item.starts}
    changes = (term_rule(lawbook, day) for day in sorted(starts) if after < day <= rule.on)
    return next((found for found in changes if found is not None and found.same_as == rule.same_as), rule)


def _pending_until(request: DesignationRequest, found: Deadline, on: date) -> date:
    """The day on which nothing was left to decide under the text of the first day: notified, or the term over.

    While a suspension has no known end the term is not over: then it was pending on the day of the assessment.
    """
    over = on if found.open_end or found.term is None else found.term.day
    made = decided_on(request)
    return over if made is None else min(made, over)


def _deadline(request: DesignationRequest, rule: TermRule, lawbook: Lawbook) -> Deadline:
    start = request.sent if rule.event == "verzending" else request.received
    upper_bound = start is None and rule.event == "verzending" and request.received is not None
    event = request.received if upper_bound else start
    if event is None:
        return Deadline(rule, None, False, False, None if request.decision is None else "onbekend")
    closed = [
        Suspension(item.start, item.end, item.basis or "") for item in request.suspensions if item.end is not None
    ]
    term = term_end(event, rule.weeks, "weken", calendar=Calendar.of(lawbook), suspensions=closed)
    running = any(item.end is None and item.start <= term.day for item in request.suspensions)
    return Deadline(rule, term, upper_bound, running, _in_time(request, term, running))


def decided_on(request: DesignationRequest) -> date | None:
    """The day that counts for a decision: of notification, else the day it bears; None without either."""
    decision = request.decision
    return (decision.notified or decision.taken) if decision is not None else None


def _in_time(request: DesignationRequest, term: Term, running: bool) -> InTime:
    if request.decision is None:
        return None
    made = decided_on(request)
    if made is None:
        return "onbekend"
    if term.holds(made):
        return True
    return "onbekend" if running else False


def latest_dispatch(item: Deadline, made: date) -> date:
    """The first day of dispatch with which a decision made known on this day is still in time."""
    assert item.term is not None
    return item.term.event - timedelta(days=(item.term.day - made).days)


def suspension_saves(request: DesignationRequest, item: Deadline) -> date | None:
    """The last day without suspension, where the decision is in time only because the term was suspended."""
    made = decided_on(request)
    if item.in_time is not True or item.term is None or made is None:
        return None
    last = item.term.day_without_suspension
    return last if made > last else None
