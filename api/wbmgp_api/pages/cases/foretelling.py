"""Which days follow from a step, told before it is taken: the calendar counts them, nothing is counted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from wbmgp_api.cases.course import Course, end_of
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.procedure import BEFORE_DECISION
from wbmgp_api.cases.terms import (
    decision_term,
    final_after,
    first_term,
    objection_of,
    objection_round_term,
)
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.calendar import Term, latest_notice, objection_term


@dataclass(frozen=True, slots=True)
class _Case:
    course: Course
    office: Office
    tongue: Tongue

    def say(self, text: str, term: Term | None = None, **holes: str) -> str:
        more = {} if term is None else {"day": self.tongue.day(term.day)}
        return self.tongue.say(text, **more, **holes)


def foretold(act: str, course: Course, office: Office, tongue: Tongue) -> list[str]:
    """The days that follow from a step, if it is taken today."""
    told = _TOLD.get(act)
    return [] if told is None else list(told(_Case(course, office, tongue)))


def _posted(c: _Case) -> Iterator[str]:
    yield c.say(
        N_("Verzendt u vandaag, dan kan bezwaar of beroep tot en met %(day)s."),
        objection_term(c.office.today(), c.office.terms),
    )


def _longer(c: _Case) -> Iterator[str]:
    term = first_term(c.course, c.office.terms)
    latest = latest_notice(term, c.office.terms)
    yield c.say(
        N_("Kies een dag na %(first)s en niet na %(last)s."),
        first=c.tongue.day(term.day),
        last=c.tongue.day(latest.day),
    )


def _now(c: _Case) -> Iterator[str]:
    yield c.say(N_("De termijn om te beslissen loopt nu tot en met %(day)s."), decision_term(c.course, c.office.terms))


def _default(c: _Case) -> Iterator[str]:
    open_case = c.course.status in BEFORE_DECISION or c.course.last("bezwaar", "vernietiging") is None
    term = (decision_term if open_case else objection_round_term)(c.course, c.office.terms)
    yield c.say(N_("De brief telt als hij op of na %(day)s binnenkwam."), day=c.tongue.day(term.day_after))


def _objection(c: _Case) -> Iterator[str]:
    yield c.say(N_("De laatste dag om bezwaar te maken is %(day)s."), objection_of(c.course, c.office.terms))


def _deciding(c: _Case) -> Iterator[str]:
    yield c.say(
        N_("De termijn om op het bezwaar te beslissen loopt nu tot en met %(day)s."),
        objection_round_term(c.course, c.office.terms),
    )


def _final(c: _Case) -> Iterator[str]:
    last = final_after(c.course, c.office.terms)
    if last is not None:
        yield c.say(N_("Dit kan na %(day)s: wat op tijd is gepost, mag tot dan binnenkomen."), last)


def _aside(c: _Case) -> Iterator[str]:
    asked = c.course.last("vraag_aanvulling")
    if asked is not None:
        yield c.say(N_("De aanvrager had tot en met %(day)s om aan te vullen."), day=c.tongue.day(end_of(asked)))
        yield c.say(
            N_("Niet behandelen kan tot en met %(day)s."), c.office.terms.term("niet_behandelen", end_of(asked))
        )


_TOLD: Final[Mapping[str, Callable[[_Case], Iterator[str]]]] = {
    "verzend": _posted, "verleng_termijn": _longer, "verbeter_verlenging": _longer, "schort_op": _now, "vraag_aanvulling": _now,
    "stel_in_gebreke": _default, "bezwaar": _objection, "verdaag_bezwaar": _deciding, "stel_commissie_in": _deciding,
    "beslis_op_bezwaar": _deciding, "verklaar_onherroepelijk": _final, "laat_buiten_behandeling": _aside,
}  # fmt: skip
