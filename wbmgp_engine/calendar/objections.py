"""Objection and appeal in time, and the decision on an objection (Awb 6:7–6:9, 7:10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from wbmgp_engine.calendar.awb import AwbTerms
from wbmgp_engine.calendar.explained import Explained, Step, said
from wbmgp_engine.calendar.schema import TermName
from wbmgp_engine.calendar.suspension import Suspension
from wbmgp_engine.calendar.term import Term, run


@dataclass(frozen=True, slots=True)
class Filing(Explained):
    """Whether an objection or appeal is in time; `day` is the last day on which it could still be received."""

    timely: bool


def objection_term(
    made_known: date, terms: AwbTerms, *, kind: Literal["bezwaar", "beroep", "hoger_beroep"] = "bezwaar"
) -> Term:
    """The term to object or appeal, from the day after the decision was made known as prescribed (6:7, 6:8; 6:24).

    >>> from wbmgp_engine.law import Lawbook
    >>> objection_term(date(2007, 3, 19), AwbTerms.of(Lawbook.load())).day
    datetime.date(2007, 5, 1)
    """
    term = terms.term(kind, made_known)
    rule = terms.on(made_known).bepalingen.aanvang_bezwaar
    first = replace(term.steps[0], source=rule.bron, certainty=rule.zekerheid)
    return replace(term, steps=(first, *term.steps[1:]))


def filed(term: Term, received: date, terms: AwbTerms, *, posted: date | None = None) -> Filing:
    """Whether an objection or appeal received on a day, perhaps posted on another, is in time (6:9).

    `posted` is the day of posting when it was sent by post; then it may be received within a week after the term. Too
    late is not yet inadmissible: whether the delay is excusable is for a person to judge.
    """
    rules = terms.on(term.event).bepalingen
    if posted is None or posted > term.day or received <= term.day:
        day, timely, rule = term.day, received <= term.day, rules.tijdig
        more: tuple[Step, ...] = ()
    else:
        week = terms.term("ontvangst_per_post", term.day)
        day, timely, rule, more = week.day, received <= week.day, rules.tijdig_per_post, week.steps
    judged = ("op tijd", "in time") if timely else ("te laat", "too late")
    words = said(f"ontvangen op {{}}: {judged[0]}", f"received on {{}}: {judged[1]}", received)
    return Filing(day, (*term.steps, *more, Step(day, *words, rule.bron, rule.zekerheid)), timely)


def objection_decision(
    objection: Term,
    terms: AwbTerms,
    *,
    committee: bool = False,
    postponed: bool = False,
    suspensions: Iterable[Suspension] = (),
) -> Term:
    """The term to decide on an objection, from the day after the term to object (7:10 lid 1), `committee` or not.

    `postponed` adds the full postponement of lid 3; each length is judged by itself for the Algemene termijnenwet, and
    the last day of the whole moves once. Raises LawNotYetInForce where the text of that day is not in the rule book.
    """
    first: TermName = "beslissing_op_bezwaar_met_commissie" if committee else "beslissing_op_bezwaar"
    names: list[TermName] = [first, "verdaging"] if postponed else [first]
    lengths = [terms.length(name, objection.day) for name in names]
    return run(objection.day, lengths, terms.calendar, suspensions=suspensions)
