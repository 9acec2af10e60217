"""How a case ended, told to whoever keeps and destroys: how long that is stands in `rules/bewaring/`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.course import Course, day_of
from wbmgp_api.cases.deciding import judged, standing
from wbmgp_api.cases.office import Case, Doing, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import keeping
from wbmgp_engine.retention import Ending

_LEFT = {"trek_in": "ingetrokken", "laat_buiten_behandeling": "afgebroken"}

_ENDED = {"weigeren": "geweigerd", "verlenen": "verleend", "verlenen_met_voorschriften": "verleend"}
_REJECTED, _DEALT_WITH = "bezwaar_niet_ontvankelijk", "bezwaar_afgehandeld"
OF_STEPS = {*_LEFT.values(), *_ENDED.values(), _REJECTED, _DEALT_WITH}
"""The ends that follow from steps. The others, as of an evaluation or of the mayor's own file, nobody takes a step for."""


def tell_ending(doing: Doing, now: Case) -> None:
    """Tell it, and apart from that how an objection ended."""
    tenant, case = doing.who.tenant, now.state.case_id
    for ending in endings(now.course, *_outcome(doing.connection, tenant, case)):
        keeping.tell(doing.connection, tenant, case, ending, doing.actor, datetime.fromisoformat(doing.moment))


def _outcome(connection: Connection, tenant: str, case: str) -> tuple[str | None, str | None]:
    """The outcome that stands, and how an objection was judged."""
    return standing(connection, tenant, case), judged(connection, tenant, case)


def endings(course: Course, outcome: str | None, judgement: str | None) -> list[Ending]:
    """The ways in which a case ended, each with the days that are known.

    None for a case in which no permit was needed: the list has no class for it that we know of, so a person tells.
    """
    left = course.last(*_LEFT, "stel_vast")
    if left is not None and left.act in _LEFT:
        return [Ending(_LEFT[left.act], day_of(left))]
    final, withdrawn = _day(course, "verklaar_onherroepelijk"), _day(course, "trek_vergunning_in")
    closed = day_of(course.all("verzend")[0])
    result = _ENDED.get(outcome or "")
    found = [Ending(result, closed, withdrawn, final)] if result else []
    decided = course.last("beslis_op_bezwaar")
    if decided is not None:
        name = _REJECTED if judgement == "niet_ontvankelijk" else _DEALT_WITH
        found.append(Ending(name, day_of(decided), None, final))
    return found


def kept_of(office: Office, who: Principal, case: str) -> list[dict[str, Any]] | None:
    """Until when what is in a case is kept, by which source, and from which day; None until somebody told how it ended."""
    found = office.store.read(who.tenant, lambda c: keeping.of_case(c, who.tenant, case, office.lawbook))
    return None if found is None else [one.to_json() for one in found.values()]


def _day(course: Course, act: str) -> date | None:
    step = course.last(act)
    return None if step is None else day_of(step)
