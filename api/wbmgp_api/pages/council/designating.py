"""The calendar of designations at the pages: each area and ground on a line of time, with what is due and how that was reckoned."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas.calendar import LISTS, calendar
from wbmgp_api.edge.queries import day
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.council.recording import may_record
from wbmgp_api.pages.council.timeline import timeline
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.designations.status_words import FACT
from wbmgp_engine.errors import BadInput, LawLookupError

READERS: Final = tuple(role for role in Role if role is not Role.OPERATOR)
_STATE: Final = {
    "loopt": ("good", N_("Loopt")), "onbekend": ("unknown", N_("Niet bekend of zij loopt")), "komt": ("info", N_("Komt nog")),
    "opgevolgd": ("info", N_("Verlengd")), "afgelopen": ("info", N_("Voorbij")),
}  # fmt: skip
_EVERYBODY: Final = "alle"


async def show(visit: Visit) -> Response:
    """The designations of the municipality on a day, today unless another one is asked for."""
    try:
        on, faults = day("op", visit.query.get("op") or None) or visit.today, []
    except BadInput as problem:
        on, faults = visit.today, faults_of(problem, visit.lang)
    whose = visit.query.get("gemeente", visit.who.tenant)
    try:
        found = await calendar_of(visit, on)
    except LawLookupError:
        return visit.show("council/calendar.html", on=on, whose=whose, others={}, lawless=True, faults=faults, law=None)
    others = {row["gemeente"]: row["naam"] for name in LISTS[:2] for row in found[name]}
    mine = {name: [row for row in found[name] if whose in (_EVERYBODY, row["gemeente"])] for name in LISTS}
    drawn = timeline(mine["aanwijzingen"], on)
    return visit.show(
        "council/calendar.html", 400 if faults else 200, faults=faults, on=on, today=visit.today, whose=whose, lawless=False,
        others=dict(sorted(others.items(), key=lambda one: one[1] or "")), drawn=drawn, states=_STATE, facts=facts(visit),
        unplaced=mine["zonderGebieden"], ordinances=mine["verordeningen"], law=found["recht"], may_record=may_record(visit),
    )  # fmt: skip


async def calendar_of(visit: Visit, on: date, municipality: str | None = None) -> dict[str, Any]:
    """The calendar that the API gives. Raises LawNotYetInForce before there was law to designate under."""
    made = partial(calendar, visit.request.state.book, on, visit.service.store, visit.who.tenant, municipality)
    return await asyncio.to_thread(made)


def facts(visit: Visit) -> Mapping[str, str]:
    """What the calendar calls the things that it may not know."""
    return {name: words[visit.lang] for name, words in FACT.items()}
