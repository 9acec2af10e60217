"""The terms of a case on a day: what was done in it, handed to the calendar. No length of a term stands here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from wbmgp_api.cases.course import Course, day_of, end_of
from wbmgp_api.cases.procedure import BEFORE_DECISION
from wbmgp_api.identity.principal import Role
from wbmgp_engine.calendar import (
    AwbTerms,
    Notice,
    Step,
    Suspension,
    Term,
    objection_decision,
    objection_term,
    reasonable_term,
)
from wbmgp_engine.calendar.coverage import Length
from wbmgp_engine.calendar.explained import said
from wbmgp_engine.calendar.schema import Waiver
from wbmgp_engine.calendar.term import run
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.mandates import mandate_law

_AGREED = "art. 4:15 lid 2 Awb"
_COURT = "art. 8:72 lid 4 Awb"
_CHALLENGES = ("bezwaar", "beroep", "hoger_beroep")
_OF_OWN_MOTION = ("laat_buiten_behandeling", "trek_vergunning_in")
"""Decisions that end a case by themselves and are made known on the day of the step."""


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
        return [_told("beslissen_op_bezwaar", objection_round_term(course, terms))]
    ruled = course.last("beroep", "uitspraak")
    if course.status == "beroep" and ruled is not None and ruled.act == "uitspraak":
        return [
            _told("hoger_beroep", objection_term(day_of(ruled), terms, kind=_further(day_of(ruled), terms)), ours=False)
        ]
    if course.status in ("buiten_behandeling", "ingetrokken") and course.steps[-1].act in _OF_OWN_MOTION:
        return [_told("bezwaar", objection_term(day_of(course.steps[-1]), terms), ours=False)]
    return []


def _further(day: date, terms: AwbTerms) -> Literal["beroep", "hoger_beroep"]:
    """Which of the terms is that of a further appeal: a rule book of before it stood there has that of an appeal."""
    return "hoger_beroep" if "hoger_beroep" in terms.on(day).termijnen else "beroep"


def objection_round_term(course: Course, terms: AwbTerms) -> Term:
    """The term to decide on an objection; after a court annulled the decision, the one it set or else a new one."""
    annulled = course.last("vernietiging")
    if annulled is None:
        committee, longer = course.last("stel_commissie_in") is not None, course.last("verdaag_bezwaar") is not None
        return objection_decision(objection_of(course, terms), terms, committee=committee, postponed=longer)
    if annulled.until is None:
        return terms.term("beslissing_op_bezwaar", day_of(annulled))
    ruled, end = day_of(annulled), end_of(annulled)
    # A court names the day itself: it is not moved.
    length = Length((end - ruled).days, "dagen", _COURT, exempt=_COURT)
    words = said("uiterlijk {}, zei de rechter", "by {}, the court said", end)
    return replace(run(ruled, [length], terms.calendar), steps=(Step(end, *words, _COURT),))


def final_after(course: Course, terms: AwbTerms) -> Term | None:
    """The term with whose end nobody can challenge in time what was decided any more; None before a court ruled.

    What was posted in time may come in a week later (Awb 6:9 lid 2), so only then what stands is final.
    """
    running = [one for one in _running(course, terms) if one.name in _CHALLENGES]
    return terms.term("ontvangst_per_post", running[-1].day) if running else None


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
