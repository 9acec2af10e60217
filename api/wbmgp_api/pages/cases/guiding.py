"""What can be done in a case now, for this visitor: the next best step first, then the others as the procedure has them."""

from __future__ import annotations

from typing import Final, NamedTuple

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.procedure import ACTS, Act
from wbmgp_api.cases.terms import final_after
from wbmgp_api.identity.principal import Principal
from wbmgp_api.pages.cases.acting import barred, open_acts
from wbmgp_api.pages.cases.reading import Seen
from wbmgp_api.pages.languages import N_

_ELSEWHERE: Final = {
    "correctie": "gegevens", "toetsing": "advies", "bewijsstuk": "bewijs", "concept": "besluit", "wijs_terug": "besluit",
    "stel_vast": "besluit",
}  # fmt: skip
_NOT_HERE: Final = ("intake", "neem_in_behandeling", "geef_vrij", "meld_onderzoek")
_RARE: Final = (
    "schort_op", "verleng_termijn", "verbeter_verlenging", "stel_in_gebreke", "trek_in", "draag_over", "stel_commissie_in",
    "verdaag_bezwaar", "trek_beroep_in", "trek_vergunning_in", "laat_buiten_behandeling", "vraag_onderzoek",
)  # fmt: skip
_UNDO_A_DRAFT: Final = ("correctie", "toetsing", "concept")
"""What takes a draft away: rare while there is one."""
_WEIGH: Final = N_("Weeg hardheid en evenredigheid")
_FILL_IN: Final = N_("Vul aan wat ontbreekt")
_WHY: Final = {
    "toetsing": N_("U ziet dan wat de regels zeggen over deze aanvraag."),
    "opnieuw": N_("De gegevens zijn veranderd na de laatste toetsing."),
    "heroverwegen": N_("Bij een heroverweging wordt de aanvraag opnieuw getoetst, onder het recht van nu."),
    "aanvullen": N_("Er ontbreken gegevens die het advies nog kunnen veranderen."),
    "beoordelen": N_("Een mens moet oordelen, voordat een weigering of voorschriften kunnen."),
    "concept": N_("Het advies is er. U volgt het, of u wijkt af."),
    "stel_vast": N_("Kijk het ontwerp na en stel het vast, of wijs het terug."),
    "verzend": N_("Het besluit is genomen. Verzend het aan de aanvrager."),
    "verklaar_volledig": N_("Is alles binnen wat nodig is? Verklaar de aanvraag dan volledig."),
    "verklaar_onherroepelijk": N_("De termijn om bezwaar of beroep in te stellen is voorbij."),
    "hoor": N_("Hoor de bezwaarmaker voordat op het bezwaar wordt beslist."),
    "beslis_op_bezwaar": N_("De heroverweging kan worden afgerond."),
    "uitspraak": N_("Leg vast wat de rechter besliste."), "bewaar": N_("De zaak is klaar en kan in bewaring."),
}  # fmt: skip


class Step(NamedTuple):
    """A step somebody can take: where, what it is called (`act` for the name, or `text`), and why it is the next."""

    act: str
    href: str
    text: str = ""
    why: str = ""


class Possible(NamedTuple):
    """What a visitor can do: the next best step (None where somebody else is at it), the others, and the rare ones."""

    best: Step | None
    others: tuple[Step, ...]
    rare: tuple[Step, ...]


def possible(office: Office, who: Principal, seen: Seen) -> Possible:
    """What this visitor can do in a case now."""
    course, case = seen.case.course, seen.head["id"]
    open_now = [act for act in open_acts(who, course) if act.name not in _NOT_HERE]
    able = [act for act in open_now if not barred(office, who, course, act)]
    best = next((step for step in _wanted(office, seen) if step[0] in {act.name for act in able}), None)
    first = None if best is None else _step(ACTS[best[0]], case, *best[1:])
    rare = (*_RARE, *(_UNDO_A_DRAFT if course.status == "concept" else ()))
    others = [_step(act, case) for act in able if best is None or act.name != best[0]]
    return Possible(
        first,
        tuple(one for one in others if one.act not in rare), tuple(one for one in others if one.act in rare),
    )  # fmt: skip


def _step(act: Act, case: str, why: str = "", text: str = "", at: str = "") -> Step:
    place = _ELSEWHERE.get(act.name, f"stap/{address(act.name)}")
    return Step(act.name, f"/zaken/{case}/{at or place}", text, why)


def address(act: str) -> str:
    """What a step is called in the address of its page.

    >>> address("vraag_aanvulling")
    'vraag-aanvulling'
    """
    return act.replace("_", "-")


def _wanted(office: Office, seen: Seen) -> list[tuple[str, ...]]:
    """What a case waits for where it stands: steps in order of use, with why, and where its name or page is another."""
    course, status = seen.case.course, seen.case.course.status
    if status in ("ontvangen", "volledig"):
        return [
            *_towards_advice(seen),
            *([] if status == "volledig" else [("verklaar_volledig", _WHY["verklaar_volledig"])]),
        ]
    if status == "bezwaar":
        return _in_objection(seen, course)
    if status in ("verzonden", "beroep"):
        return (
            [*_final(office, course), ("uitspraak", _WHY["uitspraak"])]
            if status == "beroep"
            else _final(office, course)
        )
    step = {
        "onvolledig": "verklaar_volledig", "concept": "stel_vast", "besloten": "verzend", "onherroepelijk": "bewaar",
    }.get(status)  # fmt: skip
    return [] if step is None else [(step, _WHY[step])]


def _towards_advice(seen: Seen) -> list[tuple[str, ...]]:
    if not seen.current:
        return [("toetsing", _WHY["opnieuw" if seen.kept else "toetsing"])]
    assert seen.last is not None
    if seen.last.advice == "aanvullen":
        return [("toetsing", _WHY["aanvullen"], _FILL_IN, "advies#aanvullen")]
    if seen.last.advice == "beoordelen" or (seen.last.advice == "weigeren" and seen.last.unweighed):
        return [("toetsing", _WHY["beoordelen"], _WEIGH, "advies#wegen")]
    return [("concept", _WHY["concept"])] if seen.case.course.status == "volledig" else []


def _in_objection(seen: Seen, course: Course) -> list[tuple[str, ...]]:
    opened = course.last("bezwaar", "vernietiging")
    fresh = opened is not None and seen.current and seen.kept[-1].recorded_at > opened.made_at
    if not fresh:
        return [("toetsing", _WHY["heroverwegen" if seen.current else "opnieuw"])]
    heard = course.last("hoor", "zie_af_van_horen") is not None
    step = "beslis_op_bezwaar" if heard else "hoor"
    return [(step, _WHY[step])]


def _final(office: Office, course: Course) -> list[tuple[str, ...]]:
    last = final_after(course, office.terms)
    over = last is not None and not last.holds(office.today())
    return [("verklaar_onherroepelijk", _WHY["verklaar_onherroepelijk"])] if over else []
