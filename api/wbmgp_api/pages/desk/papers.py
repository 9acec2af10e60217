"""The papers of a case: which desks ask for at each ground, what came in, and a form to record one that was seen."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import evidence, files
from wbmgp_api.counter import told
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.fields import day_told
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, page, status_of
from wbmgp_api.words import fault
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.partial_dates import full_date

_SOURCES: Final = (
    ("aanvrager", N_("De aanvrager")), ("basisregistratie", N_("Een basisregistratie")), ("derde", N_("Iemand anders")),
)  # fmt: skip
_FIELDS: Final = ("stuk", "persoon", "herkomst", "geldigTot", "toelichting")
_NEEDED: Final = {"stuk": N_("Kies welk stuk u hebt gezien."), "herkomst": N_("Kies van wie het stuk komt.")}


async def show(visit: Visit) -> Response:
    """The list; a link in it chooses the paper in the form."""
    return await _page(visit, {"stuk": visit.query.get("stuk", "")})


async def take(visit: Visit) -> Response:
    """Record that a paper came in and was seen by whoever sends this."""
    said = {name: visit.said(name) for name in _FIELDS}
    faults = [Fault(name, visit.say(text)) for name, text in _NEEDED.items() if not said[name]]
    try:
        until = _day(said["geldigTot"])
        if faults:
            return await _page(visit, said, 400, faults)
        seen = evidence.Seen(
            said["stuk"], said["persoon"] or None, _source(said["herkomst"]), until, said["toelichting"] or None
        )
        await visit.do(partial(evidence.add, visit.office, visit.who, visit.case_id, visit.version, seen))
    except (Problem, BadInput) as problem:
        return await _page(visit, said, status_of(problem), [*faults, *faults_of(problem, visit.lang)])
    flow = "intake=ja" if visit.said("intake") else "bewaard=ja"
    return visit.to(f"/zaken/{visit.case_id}/bewijs?{flow}")


def _day(text: str) -> date | None:
    try:
        return full_date(day_told(text)) if text else None
    except ValueError:
        raise BadInput([fault("full_date", "geldigTot")]) from None


def _source(text: str) -> str:
    known = [name for name, _ in _SOURCES]
    if text not in known:
        raise BadInput([fault("choice", "herkomst", choices=", ".join(known))])
    return text


async def _page(visit: Visit, said: dict[str, str], status: int = 200, faults: list[Fault] | None = None) -> Response:
    office, who, case = visit.office, visit.who, visit.case_id
    file = await visit.do(partial(files.read, office, who, case))
    listed = await visit.do(partial(evidence.checklist, office, who, case))
    return visit.show(
        "desk/bewijs.html", status, faults=faults or (), said={name: said.get(name, "") for name in _FIELDS},
        case=told(file.case, office, who) | {"kenmerk": file.application.get("kenmerk", "")},
        version=file.case.course.version, grounds=_by_ground(listed), people=_people(file.application), sources=_SOURCES,
        items=[(one.id, one.name) for one in evidence.ITEMS], sheets=(), kept=visit.query.get("bewaard") == "ja",
        intake="ja" in (visit.query.get("intake"), visit.said("intake")),
    )  # fmt: skip


def _by_ground(listed: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The papers at each ground, in the order in which grounds are named first; a paper may stand at more of them."""
    grounds = dict.fromkeys(ground for one in listed for ground in one["gronden"])
    return [(ground, [one for one in listed if ground in one["gronden"]]) for ground in grounds]


def _people(application: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["id"], one["rol"]) for one in application["huishouden"]]


ROUTES: Final = [page("/zaken/{zaak}/bewijs", show, Role.DESK, Role.REVIEWER, take=take)]
