"""The terms of a case on a day: what was done in it, handed to the calendar. No length of a term stands here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_api.cases.course import Course, day_of, end_of
from wbmgp_api.cases.procedure import BEFORE_DECISION
from wbmgp_api.identity.principal import Role
from wbmgp_api.store.case_rows import Taken
from wbmgp_engine.calendar import (
    AwbTerms,
    Notice,
    Penalty,
    Step,
    Suspension,
    Term,
    objection_decision,
    objection_term,
    penalty,
    reasonable_term,
)
from wbmgp_engine.calendar.explained import said
from wbmgp_engine.calendar.schema import Waiver
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.mandates import mandate_law

_AGREED = "art. 4:15 lid 2 Awb"
_ENDS_DEFAULT = ("verzend", "laat_buiten_behandeling", "trek_in")
"""After one of these nobody is in default any more: a decision was made known, or nothing is asked any longer (Awb 4:17)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One term: its last day, how it was found, and whether somebody here still has to act within it."""

    name: str
    day: date
    steps: tuple[Step, ...]
    ours: bool
    suspended_days: int = 0
    without_suspension: date | None = None

    def to_json(self, today: date) -> dict[str, Any]:
        """The term as the service tells it."""
        steps = [{"datum": one.day.isoformat(), "nl": one.nl, "en": one.en, "bron": one.source} for one in self.steps]
        plain = self.without_suspension or self.day
        return {
            "termijn": self.name, "eindigt": self.day.isoformat(), "eindigtZonderOpschorting": plain.isoformat(),
            "opgeschortDagen": self.suspended_days, "verstreken": today > self.day, "stappen": steps,
        }  # fmt: skip


def decision_term(course: Course, terms: AwbTerms) -> Term:
    """The term to decide on the application, with what suspended and extended it."""
    longer = course.last("verleng_termijn")
    named = course.last("verleng_termijn", "verbeter_verlenging")
    notice = None if longer is None or named is None else Notice(day_of(longer), end_of(named))
    return reasonable_term(course.received, terms, suspensions=suspensions(course, terms), notice=notice)


def first_term(course: Course, terms: AwbTerms) -> Term:
    """The same without the notice that the decision comes later: what a notice is held against."""
    return reasonable_term(course.received, terms, suspensions=suspensions(course, terms))


def suspensions(course: Course, terms: AwbTerms) -> list[Suspension]:
    """The days on which the term to decide does not run; a request to complete ends at the latest with its own term."""
    found = [Suspension(day_of(step), end_of(step), _AGREED) for step in course.all("schort_op")]
    asked = None
    for step in course.steps:
        if step.act == "vraag_aanvulling":
            asked = step
        elif asked is not None and step.act == "verklaar_volledig":
            found.append(terms.suspension(day_of(asked), min(day_of(step), end_of(asked))))
            asked = None
    if asked is not None:
        found.append(terms.suspension(day_of(asked), end_of(asked)))
    return found


def deadlines(course: Course, terms: AwbTerms, book: Lawbook) -> list[Deadline]:
    """The terms that run, or ran out, where a case stands."""
    return [*_running(course, terms), *_handover(course, book)]


def _running(course: Course, terms: AwbTerms) -> list[Deadline]:
    if course.status in BEFORE_DECISION or (course.status == "besloten" and course.last("beslis_op_bezwaar") is None):
        return [_told("beslissen", decision_term(course, terms)), *_completing(course, terms)]
    if course.status == "verzonden":
        return [_told(*_against(course, terms), ours=False)]
    if course.status in ("bezwaar", "besloten"):
        return [_on_objection(course, terms)]
    return []


def _on_objection(course: Course, terms: AwbTerms) -> Deadline:
    """The term to decide on an objection; after a court annulled the decision, the one it set or else a new one."""
    name, annulled = "beslissen_op_bezwaar", course.last("vernietiging")
    if annulled is None:
        committee, longer = course.last("stel_commissie_in") is not None, course.last("verdaag_bezwaar") is not None
        return _told(
            name, objection_decision(objection_of(course, terms), terms, committee=committee, postponed=longer)
        )
    if annulled.until is None:
        return _told(name, terms.term("beslissing_op_bezwaar", day_of(annulled)))
    end = end_of(annulled)
    words = said("uiterlijk {}, zei de rechter", "by {}, the court said", end)
    return Deadline(name, end, (Step(end, *words, "art. 8:72 lid 4 Awb"),), ours=True)


def waivers(terms: AwbTerms, day: date) -> Sequence[Waiver]:
    """The grounds on which nobody has to be heard, as the law of a day has them."""
    hearing = terms.on(day).horen
    return () if hearing is None else hearing.afzien


def objection_of(course: Course, terms: AwbTerms) -> Term:
    """The term to object to the decision as it was sent first."""
    return objection_term(day_of(course.all("verzend")[0]), terms)


def _handover(course: Course, book: Lawbook) -> Iterator[Deadline]:
    """When a landlord that decided in mandate hands over what it holds and deletes it."""
    sent = course.all("verzend")
    if course.steps[0].role != Role.LANDLORD or not sent or course.last("draag_over") is not None:
        return
    rule = mandate_law(book, day_of(sent[0])).overdracht
    end = rule.last_day(day_of(sent[0]))
    words = said("overdragen en verwijderen uiterlijk op {}", "to be handed over and deleted by {}", end)
    yield Deadline("overdragen", end, (Step(end, *words, rule.bron),), ours=True)


def due(course: Course, terms: AwbTerms, book: Lawbook) -> str | None:
    """The first day by which somebody here has to act: what a work list is ordered by."""
    days = [deadline.day for deadline in deadlines(course, terms, book) if deadline.ours]
    return min(days).isoformat() if days else None


def forfeited(course: Course, terms: AwbTerms, today: date) -> dict[str, Any] | None:
    """What a late decision costs, once somebody put the municipality in default; None where nobody did."""
    given, term = course.all("stel_in_gebreke"), decision_term(course, terms)
    if not given:
        return None
    default = in_default(course, terms) or given[-1]
    found = penalty(term, day_of(default), terms)
    through = min([today, *(day_of(step) for step in course.all(*_ENDS_DEFAULT)[:1])])
    return {
        "eersteDag": _text(found.first_day), "laatsteDag": _text(found.last_day), "verschuldigd": found.due(through),
        "totEnMet": through.isoformat(), "bron": found.amounts.source, "ingebrekestelling": default.day,
        "telt": found.first_day is not None, "teltVanaf": term.day_after.isoformat(),
        "uitleg": _default_in_words(found, day_of(default), term),
    }  # fmt: skip


def in_default(course: Course, terms: AwbTerms) -> Taken | None:
    """The first notice of default that came after the term; one that came before it has no effect (Awb 4:17 lid 3)."""
    term = decision_term(course, terms)
    return next((step for step in course.all("stel_in_gebreke") if not term.holds(day_of(step))), None)


def _default_in_words(found: Penalty, received: date, term: Term) -> str:
    if found.first_day is None or found.last_day is None:
        return said(
            "De ingebrekestelling van {} kwam te vroeg en heeft geen gevolg: de termijn om te beslissen loopt tot en"
            " met {}. Een nieuwe ingebrekestelling telt vanaf {}.", "", received, term.day, term.day_after,
        )[0]  # fmt: skip
    return said(
        "De ingebrekestelling van {} telt. Komt er geen besluit, dan kost elke dag geld van {} tot en met {}.", "",
        received, found.first_day, found.last_day,
    )[0]  # fmt: skip


def _completing(course: Course, terms: AwbTerms) -> Iterator[Deadline]:
    asked = course.last("vraag_aanvulling")
    if asked is None or course.status != "onvolledig":
        return
    end = end_of(asked)
    words = said("aanvullen kan tot en met {}", "to be completed up to and including {}", end)
    yield Deadline("aanvullen", end, (Step(end, *words, "art. 4:5 Awb"),), ours=False)
    yield _told("niet_behandelen", terms.term("niet_behandelen", end))


def _against(course: Course, terms: AwbTerms) -> tuple[str, Term]:
    sent = course.all("verzend")
    if course.last("beslis_op_bezwaar") is None:
        return "bezwaar", objection_term(day_of(sent[-1]), terms)
    return "beroep", objection_term(day_of(sent[-1]), terms, kind="beroep")


def _told(name: str, term: Term, *, ours: bool = True) -> Deadline:
    return Deadline(name, term.day, term.steps, ours, term.suspended_days, term.day_without_suspension)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
