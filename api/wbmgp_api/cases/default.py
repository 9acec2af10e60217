"""What a late decision costs, once somebody gave notice of default (Awb 4:17): of the application, and of each objection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.cases.course import Course, day_of
from wbmgp_api.cases.terms import decision_term, objection_round_term
from wbmgp_api.store.case_rows import Taken
from wbmgp_engine.calendar import AwbTerms, Penalty, Term, penalty
from wbmgp_engine.calendar.explained import said

_ENDS: Final = ("verzend", "laat_buiten_behandeling", "trek_in")
"""After one of these nobody is in default any more: a decision was made known, or nothing is asked any longer."""
_OPENS: Final = ("bezwaar", "vernietiging")


@dataclass(frozen=True, slots=True)
class Round:
    """One decision to be made: of the application, or of an objection, with its term and the steps taken meanwhile."""

    about: str
    term: Term
    course: Course

    @property
    def counts(self) -> Taken | None:
        """The first notice of default after the term; one that came before it has no effect (Awb 4:17 lid 3)."""
        given = self.course.all("stel_in_gebreke")
        return next((step for step in given if not self.term.holds(day_of(step))), None)

    @property
    def ends(self) -> list[Taken]:
        """What ended the default; what was taken up again is not decided."""
        resumed = self.course.last("hervat")
        return [step for step in self.course.all(*_ENDS) if resumed is None or step.version > resumed.version]


def forfeited(course: Course, terms: AwbTerms, today: date) -> dict[str, Any] | None:
    """What the last decision about which somebody gave notice costs; None where nobody did."""
    found = [one for one in _rounds(course, terms) if one.course.last("stel_in_gebreke") is not None]
    return _told(found[-1], terms, today) if found else None


def in_default(course: Course, terms: AwbTerms) -> Taken | None:
    """The notice of default that counts of what has to be decided now."""
    return list(_rounds(course, terms))[-1].counts


def penalised(course: Course, terms: AwbTerms, today: date) -> bool:
    """Whether the law of a day, as the rule book has it, makes what has to be decided now cost money when it is late."""
    known = terms.on(today).dwangsom
    return known is not None and (course.last(*_OPENS) is None or known.op_bezwaar is not None)


def _rounds(course: Course, terms: AwbTerms) -> Iterator[Round]:
    cuts = [step.version for step in course.all(*_OPENS)]
    for start, end in zip([0, *cuts], [*cuts, course.version + 1], strict=True):
        part, until = Course(tuple(one for one in course.steps if start <= one.version < end)), course.until(end - 1)
        if start:
            yield Round("bezwaar", objection_round_term(until, terms), part)
        else:
            yield Round("aanvraag", decision_term(until, terms), part)


def _told(one: Round, terms: AwbTerms, today: date) -> dict[str, Any]:
    default = one.counts or one.course.all("stel_in_gebreke")[-1]
    found = penalty(one.term, day_of(default), terms)
    through = min([today, *(day_of(step) for step in one.ends[:1])])
    also = terms.on(day_of(default)).dwangsom
    ruled = also.op_bezwaar if also is not None and one.about == "bezwaar" else None
    return {
        "over": one.about, "eersteDag": _text(found.first_day), "laatsteDag": _text(found.last_day),
        "verschuldigd": found.due(through), "totEnMet": through.isoformat(),
        "bron": found.amounts.source if ruled is None else f"{found.amounts.source}; {ruled.bron}",
        "ingebrekestelling": default.day, "telt": found.first_day is not None,
        "teltVanaf": one.term.day_after.isoformat(), "uitleg": _in_words(found, day_of(default), one.term),
    }  # fmt: skip


def _in_words(found: Penalty, received: date, term: Term) -> str:
    if found.first_day is None or found.last_day is None:
        return said(
            "De ingebrekestelling van {} kwam te vroeg en heeft geen gevolg: de termijn om te beslissen loopt tot en"
            " met {}. Een nieuwe ingebrekestelling telt vanaf {}.", "", received, term.day, term.day_after,
        )[0]  # fmt: skip
    return said(
        "De ingebrekestelling van {} telt. Komt er geen besluit, dan kost elke dag geld van {} tot en met {}.", "",
        received, found.first_day, found.last_day,
    )[0]  # fmt: skip


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
