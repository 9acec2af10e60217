"""The steps that need no more than a day, a term or a word: each is one row of the procedure's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_api.cases import completing
from wbmgp_api.cases.course import day_of
from wbmgp_api.cases.deciding import standing
from wbmgp_api.cases.default import in_default, penalised
from wbmgp_api.cases.ending import tell_ending
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.cases.terms import deadlines, final_after, first_term, waivers
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.case_rows import Taken
from wbmgp_engine.calendar import Term, latest_notice
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.wording import day_in_words
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
        raise BadInput.one("datum", "ligt voor de ontvangst", "geef de dag waarop dit gebeurde")
    if said.day is not None and said.day > doing.today and said.until is None:
        raise BadInput.one("datum", "ligt in de toekomst", "geef de dag waarop dit gebeurde")


def _refuse_before(about: Taken | None, said: Said) -> None:
    """A step counts on no day before the one it is about: what is sent was decided, and a term begins no earlier (Awb 6:8)."""
    if about is not None and said.day is not None and said.day < day_of(about):
        day = day_in_words(day_of(about), "nl")
        raise BadInput.one(
            "datum", "ligt voor de stap waar dit op volgt", f"geef de dag waarop dit gebeurde, vanaf {day}"
        )


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
        raise BadInput.one("uiterlijk", "ligt niet in de toekomst", "geef de laatste dag van de termijn")


def _in_time(doing: Doing, now: Case, said: Said) -> None:
    """A notice that the decision comes later is given before the term is over (Awb 4:14)."""
    _future(doing, now, said)
    term = first_term(now.course, doing.office.terms)
    if not term.holds(doing.today):
        raise Refused.one("termijn", "om te beslissen is voorbij", "beslis zo snel mogelijk")
    _within_notice(doing, term, said)


def _extended(doing: Doing, now: Case, said: Said) -> None:
    """What a notice named is told anew where it was told wrongly: that is no second notice, and can be done afterwards."""
    if now.course.last("verleng_termijn") is None:
        raise Refused.one("termijn", "is nog niet verlengd", "verleng haar met _verleng-termijn")
    _within_notice(doing, first_term(now.course, doing.office.terms), said)


def _within_notice(doing: Doing, term: Term, said: Said) -> None:
    """Raises BadInput for a day that a notice cannot name: it adds something, and no more than the rules allow."""
    latest = latest_notice(term, doing.office.terms)
    if said.until is None or not term.day < said.until <= latest.day:
        raise BadInput.one(
            "uiterlijk", f"verlengt de termijn niet, of met meer dan kan ({latest.steps[1].source})",
            f"geef een dag na {day_in_words(term.day, 'nl')} en niet na {day_in_words(latest.day, 'nl')};"
            " stemt de aanvrager schriftelijk in met meer uitstel, gebruik dan _schort-op",
        )  # fmt: skip


def _not_in_default(doing: Doing, now: Case, said: Said) -> None:
    """A notice of default that came too early is no reason not to take in the next one, which may count."""
    if not penalised(now.course, doing.office.terms, said.day or doing.today):
        raise Refused.one("dwangsom", "kent het regelboek op die dag niet voor dit besluit", "leg de brief bij de zaak")
    earlier = in_default(now.course, doing.office.terms)
    if earlier is not None:
        day = day_in_words(day_of(earlier), "nl")
        raise Refused.one("zaak", f"kent al een ingebrekestelling die telt, van {day}", "beslis zo snel mogelijk")


def _interval(doing: Doing, now: Case, said: Said) -> None:
    if said.day is None or said.until is None or said.until <= said.day:
        raise BadInput.one("tot", "ligt niet na het begin", "geef de eerste dag waarop de termijn weer loopt")


def _after_term(doing: Doing, now: Case, said: Said) -> None:
    """Where nobody objected or appealed, a decision is final after the term to do so, and what was posted has come in."""
    last = final_after(now.course, doing.office.terms)
    if last is None:
        raise Refused.one("uitspraak", "ontbreekt", "leg haar vast, of leg vast dat het beroep is ingetrokken")
    if last.holds(said.day or doing.today):
        day = day_in_words(last.day, "nl")
        raise Refused.one(
            "termijn", "voor bezwaar, beroep of hoger beroep loopt nog",
            f"wacht tot na {day}: wat op tijd is gepost, mag tot dan binnenkomen ({last.steps[1].source})",
        )  # fmt: skip


def _objected(doing: Doing, now: Case, said: Said) -> None:
    if now.course.last("beslis_op_bezwaar") is None:
        raise Refused.one("zaak", "kent nog geen besluit op bezwaar", "beroep volgt op bezwaar (Awb 7:1)")


def _granted(doing: Doing, now: Case, said: Said) -> None:
    outcome = standing(doing.connection, doing.who.tenant, now.state.case_id)
    if outcome is None or not outcome.startswith("verlenen"):
        raise Refused.one("besluit", "is geen vergunning", "alleen een vergunning kan worden ingetrokken")


def _withdrawable(doing: Doing, now: Case, said: Said) -> None:
    """A permit is withdrawn on a ground of the law (Huisvestingswet 2014 art. 18), after a word on the view of the holder."""
    _granted(doing, now, said)
    law = withdrawal_law(doing.office.lawbook, doing.today)
    for place, word, known in (("grond", said.ground, law.gronden), ("zienswijze", said.view, law.zienswijze)):
        choices = [one.waarde for one in known]
        if word not in choices:
            raise BadInput.one(place, f"kent de wet niet ({known[0].bron})", f"gebruik {', '.join(choices)}")


def _unchallenged(doing: Doing, now: Case, said: Said) -> None:
    """What somebody can still object to is not put away: its terms of keeping would begin too early."""
    last = final_after(now.course, doing.office.terms)
    if last is not None and last.holds(doing.today):
        raise Refused.one("termijn", "voor bezwaar loopt nog", f"wacht tot na {day_in_words(last.day, 'nl')}")


def _before_end(doing: Doing, now: Case, said: Said) -> None:
    """The decision on an objection is postponed while its term runs (Awb 7:10 lid 3)."""
    running = deadlines(now.course, doing.office.terms, doing.office.lawbook)
    if any(doing.today > one.day for one in running if one.name == "beslissen_op_bezwaar"):
        raise Refused.one("termijn", "om op het bezwaar te beslissen is voorbij", "beslis zo snel mogelijk")


def _waivable(doing: Doing, now: Case, said: Said) -> None:
    known = [one.grond for one in waivers(doing.office.terms, doing.today)]
    if said.ground not in known:
        raise BadInput.one("grond", "is geen grond om niet te horen", f"gebruik {', '.join(known)}")


_CHECKS: dict[str, Check] = {
    "vraag_aanvulling": _future, "verleng_termijn": _in_time, "verbeter_verlenging": _extended,
    "stel_in_gebreke": _not_in_default, "schort_op": _interval,
    "verklaar_onherroepelijk": _after_term, "beroep": _objected, "trek_vergunning_in": _withdrawable, "bewaar": _unchallenged,
    "verdaag_bezwaar": _before_end, "zie_af_van_horen": _waivable,
}  # fmt: skip
