"""Decisions beside each other: like cases with other outcomes, and how often the advice was followed."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import deviations as rates
from wbmgp_api.oversight import likeness
from wbmgp_api.oversight.decided import MOST
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.pages import quarters
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.legal import asked
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.errors import BadInput

_DIRECTIONS: Final = {
    rates.FOLLOWS: N_("Volgt"), rates.DEVIATES: N_("Wijkt af"), rates.MILDER: N_("Gunstiger dan het advies"),
    rates.STRICTER: N_("Strenger dan het advies"), rates.LEFT_OPEN: N_("Het advies liet het open"),
}  # fmt: skip


async def alike(visit: Visit) -> Response:
    """Like cases, once somebody asks for a period: comparing opens each of them, and the log says so."""
    values: dict[str, Any] = {"found": None, "most": MOST, "period": asked.last_year(visit)}
    if "van" not in visit.query:
        return visit.show("legal/alike.html", **values)
    try:
        values["period"] = period = asked.period(visit)
    except BadInput as problem:
        return visit.show("legal/alike.html", 400, faults=faults_of(problem, visit.lang), **values)
    office, who = visit.office, visit.who
    values["found"] = await visit.do(lambda: likeness.compare(office, who, period))
    return visit.show("legal/alike.html", **values)


async def deviations(visit: Visit) -> Response:
    """The rates of a quarter; those by ground and area only when asked, for the grounds are opened for it."""
    office, who = visit.office, visit.who
    values: dict[str, Any] = {
        "asked": quarters.last(visit), "report": None, "grounds": None, "most": MOST, "smallest": SMALLEST,
        "warn": rates.NEARLY_ALWAYS, "warn_from": rates.WARN_FROM, "nearly": rates.nearly_always,
        "may_open": who.role is not Role.PRIVACY,
    }  # fmt: skip
    try:
        values["asked"] = asked_for = quarters.asked(visit)
    except BadInput as problem:
        return visit.show("legal/deviations.html", 400, faults=faults_of(problem, visit.lang), **values)
    values["report"] = report = await visit.do(lambda: rates.report(office, who, asked_for.quarter))
    names = [(column, visit.say(_DIRECTIONS[column])) for column in report.columns]
    values["head"] = [(name, "number") for _, name in names]
    values["shares"] = [(name, report.whole.cells[column]) for column, name in names] if report.whole else []
    if values["may_open"] and report.whole and visit.query.get("gronden") == "ja":
        values["grounds"] = await visit.do(lambda: rates.by_ground(office, who, asked_for.quarter))
    return visit.show("legal/deviations.html", **values)
