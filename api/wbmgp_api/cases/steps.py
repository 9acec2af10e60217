"""The steps that need no more than a day, a term or a word: each is one row of the procedure's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.cases import completing
from wbmgp_api.cases.course import day_of
from wbmgp_api.cases.deciding import standing
from wbmgp_api.cases.default import in_default, penalised
from wbmgp_api.cases.ending import tell_ending
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import refused
from wbmgp_api.cases.terms import deadlines, final_after, first_term, waivers
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.words import Both, bad_input, on
from wbmgp_engine.calendar import Term, latest_notice
from wbmgp_engine.withdrawals import withdrawal_law


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says with a step: why, and where the step asks for it a day and a last day."""

    note: str | None = None
    day: date | None = None
    until: date | None = None
    ground: str | None = None
    view: str | None = None
    papers: tuple[str, ...] | None = None


Check = Callable[[Doing, Case, Said], None]
_THIS: Final = Both("dit gebeurde", "this happened")


def take(office: Office, who: Principal, case: str, version: int, name: str, said: Said) -> Case:
    """Take a step. Raises what `Office.step` raises, BadInput for days that cannot be, Refused where it is too early."""

    def work(doing: Doing, now: Case) -> Entered:
        possible(doing, now, said)
        about = _about(name, now)
        _refuse_before(about, said)
        if name in _CHECKS:
            _CHECKS[name](doing, now, said)
        told = {"handeling": name, "toelichting": said.note, "grond": said.ground, "zienswijze": said.view}
        words: dict[str, Any] = {key: word for key, word in told.items() if word is not None}
        if name == "vraag_aanvulling" and said.until is not None:
            words |= completing.request(doing, case, said.papers, said.note or "", said.until)
        more = {} if about is None else {"betreft": about.id}
        kind = "intrekking" if name in ("trek_in", "trek_vergunning_in") else "handeling"
        record = doing.told(kind, case, "handeling", words, **more)
        if name == "bewaar":
            tell_ending(doing, now)
        return Entered(record, said.day, said.until, more.get("betreft"), assigned_to=_assigned(name, doing))

    return office.step(who, case, version, name, work)


def possible(doing: Doing, now: Case, said: Said) -> None:
    """A step counts on no day that is still to come, and on none before the application."""
    if said.day is not None and not now.course.received <= said.day and said.until is None:
        raise bad_input("before_receipt", "datum", day=on(now.course.received))
    if said.day is not None and said.day > doing.today and said.until is None:
        raise bad_input("in_future", "datum", what=_THIS)


def _refuse_before(about: Taken | None, said: Said) -> None:
    """A step counts on no day before the one it is about: what is sent was decided, and a term begins no earlier (Awb 6:8)."""
    if about is not None and said.day is not None and said.day < day_of(about):
        raise bad_input("before_step", "datum", day=on(day_of(about)))


def _about(name: str, now: Case) -> Taken | None:
    """Which earlier step this one is about."""
    earlier = {
        "trek_in": "intake", "trek_vergunning_in": "stel_vast", "wijs_terug": "concept", "hervat": "laat_buiten_behandeling",
        "verklaar_volledig": "vraag_aanvulling", "verbeter_verlenging": "verleng_termijn", "beroep": "beslis_op_bezwaar", "trek_beroep_in": "beroep",
        "hoor": "bezwaar", "zie_af_van_horen": "bezwaar", "stel_commissie_in": "bezwaar", "verdaag_bezwaar": "bezwaar",
    }.get(name)  # fmt: skip
    if name == "verzend":
        return now.course.last("stel_vast", "beslis_op_bezwaar")
    return now.course.last(earlier) if earlier else None


def _assigned(name: str, doing: Doing) -> str | None:
    """Who has the case since; an empty text leaves it with whoever had it."""
    if name == "geef_vrij":
        return None
    return doing.actor.ref if name == "neem_in_behandeling" else ""


def _future(doing: Doing, now: Case, said: Said) -> None:
    if said.until is None or said.until <= doing.today:
        raise bad_input("day_not_ahead", "uiterlijk")


def _in_time(doing: Doing, now: Case, said: Said) -> None:
    """A notice that the decision comes later is given before the term is over (Awb 4:14)."""
    _future(doing, now, said)
    term = first_term(now.course, doing.office.terms)
    if not term.holds(doing.today):
        raise refused("term_over", "termijn")
    _within_notice(doing, term, said)


def _extended(doing: Doing, now: Case, said: Said) -> None:
    """What a notice named is told anew where it was told wrongly: that is no second notice, and can be done afterwards."""
    if now.course.last("verleng_termijn") is None:
        raise refused("not_extended", "termijn")
    _within_notice(doing, first_term(now.course, doing.office.terms), said)


def _within_notice(doing: Doing, term: Term, said: Said) -> None:
    """Raises BadInput for a day that a notice cannot name: it adds something, and no more than the rules allow."""
    latest = latest_notice(term, doing.office.terms)
    if said.until is None or not term.day < said.until <= latest.day:
        source = latest.steps[1].source
        raise bad_input("extension_day", "uiterlijk", source=source, first=on(term.day), last=on(latest.day))


def _not_in_default(doing: Doing, now: Case, said: Said) -> None:
    """A notice of default that came too early is no reason not to take in the next one, which may count."""
    if not penalised(now.course, doing.office.terms, said.day or doing.today):
        raise refused("no_penalty_then", "dwangsom")
    earlier = in_default(now.course, doing.office.terms)
    if earlier is not None:
        raise refused("in_default", "zaak", day=on(day_of(earlier)))


def _interval(doing: Doing, now: Case, said: Said) -> None:
    if said.day is None or said.until is None or said.until <= said.day:
        raise bad_input("no_interval", "tot")


def _after_term(doing: Doing, now: Case, said: Said) -> None:
    """Where nobody objected or appealed, a decision is final after the term to do so, and what was posted has come in."""
    last = final_after(now.course, doing.office.terms)
    if last is None:
        raise refused("no_ruling", "uitspraak")
    if last.holds(said.day or doing.today):
        raise refused("not_final_yet", "termijn", day=on(last.day), source=last.steps[1].source)


def _objected(doing: Doing, now: Case, said: Said) -> None:
    if now.course.last("beslis_op_bezwaar") is None:
        raise refused("no_objection_decision", "zaak")


def _granted(doing: Doing, now: Case, said: Said) -> None:
    outcome = standing(doing.connection, doing.who.tenant, now.state.case_id)
    if outcome is None or not outcome.startswith("verlenen"):
        raise refused("no_permit", "besluit")


def _withdrawable(doing: Doing, now: Case, said: Said) -> None:
    """A permit is withdrawn on a ground of the law (Huisvestingswet 2014 art. 18), after a word on the view of the holder."""
    _granted(doing, now, said)
    law = withdrawal_law(doing.office.lawbook, doing.today)
    for place, word, known in (("grond", said.ground, law.gronden), ("zienswijze", said.view, law.zienswijze)):
        choices = [one.waarde for one in known]
        if word not in choices:
            raise bad_input("no_such_word", place, source=known[0].bron, choices=", ".join(choices))


def _unchallenged(doing: Doing, now: Case, said: Said) -> None:
    """What somebody can still object to is not put away: its terms of keeping would begin too early."""
    last = final_after(now.course, doing.office.terms)
    if last is not None and last.holds(doing.today):
        raise refused("objection_runs", "termijn", day=on(last.day))


def _before_end(doing: Doing, now: Case, said: Said) -> None:
    """The decision on an objection is postponed while its term runs (Awb 7:10 lid 3)."""
    running = deadlines(now.course, doing.office.terms, doing.office.lawbook)
    if any(doing.today > one.day for one in running if one.name == "beslissen_op_bezwaar"):
        raise refused("objection_term_over", "termijn")


def _waivable(doing: Doing, now: Case, said: Said) -> None:
    known = [one.grond for one in waivers(doing.office.terms, doing.today)]
    if said.ground not in known:
        raise bad_input("no_waiver", "grond", choices=", ".join(known))


_CHECKS: dict[str, Check] = {
    "vraag_aanvulling": _future, "verleng_termijn": _in_time, "verbeter_verlenging": _extended,
    "stel_in_gebreke": _not_in_default, "schort_op": _interval,
    "verklaar_onherroepelijk": _after_term, "beroep": _objected, "trek_vergunning_in": _withdrawable, "bewaar": _unchallenged,
    "verdaag_bezwaar": _before_end, "zie_af_van_horen": _waivable,
}  # fmt: skip
