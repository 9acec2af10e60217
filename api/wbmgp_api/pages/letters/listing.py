"""The letters of a case, how far each is, and a form to begin one that fits the case now."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.counter import told
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.letters import making, showing
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.kinds import KINDS, Subject
from wbmgp_api.pages.languages import N_, Language
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.store.letter_rows import Kept
from wbmgp_engine.errors import BadInput

_STANDS: Final = {
    "concept": ("warn", N_("Concept")), "definitief": ("info", N_("Definitief")), "verzonden": ("good", N_("Verzonden")),
}  # fmt: skip


async def show(visit: Visit, status: int = 200, faults: tuple[Fault, ...] = ()) -> Response:
    """The page."""
    office, who = visit.office, visit.who
    case, kept, subjects = await visit.do(partial(_listed, office, who, visit.case_id))
    may = who.as_role(frozenset(showing.MAKERS)) is not None
    return visit.show(
        "letters/letters.html", status, faults=faults, case=told(case, office, who), letters=[_row(one, visit) for one in kept],
        kinds=[(one.kind.name, titled(one.kind.name, visit.lang)) for one in subjects] if may else [],
        asks_day=any(one.kind.answered for one in subjects), said=visit.said,
    )  # fmt: skip


def _listed(office: Office, who: Principal, case: str) -> tuple[Case, list[Kept], list[Subject]]:
    """The letters, after an entry says who looks; for a landlord the list itself writes one."""
    if who.role is not Role.LANDLORD:
        log_reading(office, who, case, ())
    return showing.listed(office, who, case)


async def take(visit: Visit) -> Response:
    """Begin a letter and go to it."""
    who = visit.acting(*showing.MAKERS)
    try:
        added = Added.typed("", "", visit.said("uiterlijk"))
        begun = await visit.do(partial(making.begin, visit.office, who, visit.case_id, visit.said("soort"), added))
    except (Problem, BadInput) as problem:
        return await show(visit, status_of(problem), tuple(faults_of(problem, visit.lang)))
    return visit.to(f"/zaken/{visit.case_id}/brieven/{begun}")


def titled(kind: str, language: Language) -> str:
    """What a letter is called."""
    return KINDS[kind].nl if language == "nl" else KINDS[kind].en


def standing(kept: Kept, visit: Visit) -> tuple[str, str]:
    """How far a letter is: the kind of badge, and what it says."""
    badge, text = _STANDS[kept.state]
    return badge, visit.say(text)


def _row(kept: Kept, visit: Visit) -> dict[str, Any]:
    return {
        "id": kept.id, "title": titled(kept.kind, visit.lang), "stands": standing(kept, visit),
        "dated": kept.dated, "written": kept.settled_at or kept.written_at,
    }  # fmt: skip
