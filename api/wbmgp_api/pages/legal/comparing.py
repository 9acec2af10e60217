"""Decisions beside each other: like cases with other outcomes, and how often the advice was followed."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from wbmgp_api.oversight import deviations as rates
from wbmgp_api.oversight import likeness
from wbmgp_api.oversight.decided import MOST
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.pages.legal import asked
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.errors import BadInput


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
    """The rates of a period; those by ground only when asked, for the grounds are opened for it."""
    values: dict[str, Any] = {
        "report": None, "grounds": None, "erased": 0, "most": MOST, "smallest": SMALLEST, "warn": rates.NEARLY_ALWAYS,
        "warn_from": rates.WARN_FROM, "nearly": rates.nearly_always, "period": asked.last_year(visit), "me": None,
    }  # fmt: skip
    try:
        values["period"] = period = asked.period(visit)
    except BadInput as problem:
        return visit.show("legal/deviations.html", 400, faults=faults_of(problem, visit.lang), **values)
    office, who = visit.office, visit.who
    values["report"] = await visit.do(lambda: rates.report(office, who, period))
    if visit.query.get("gronden") == "ja":
        values["grounds"], values["erased"] = await visit.do(lambda: rates.by_ground(office, who, period))
    return visit.show("legal/deviations.html", **values)
