"""Objections and appeals: how many, how they ended, at which grounds decisions were overturned, and for which reasons."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import appeals, reasons
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.pages import quarters
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.errors import BadInput

PLACE: Final = "/toezicht/bezwaren"
_ENDS: Final = {
    appeals.WON: N_("Bezwaarmaker kreeg gelijk"), appeals.LOST: N_("Besluit bleef in stand"),
    appeals.CHANGED: N_("Gegrond, ander besluit"), appeals.KEPT_ALL_THE_SAME: N_("Gegrond, zelfde uitkomst"),
    "ongegrond": N_("Ongegrond"), "niet_ontvankelijk": N_("Niet-ontvankelijk"),
    appeals.ANNULLED: N_("Vernietigd, opnieuw beslissen"), appeals.BY_COURT: N_("Rechter besloot zelf"),
    appeals.WITHDRAWN: N_("Beroep ingetrokken"),
    reasons.ENDED: N_("Afgehandeld"),
}  # fmt: skip


async def show(visit: Visit) -> Response:
    """The page; grounds and reasons only when asked, and not for who sees no case: cases are opened for them."""
    office, who = visit.office, visit.who
    values: dict[str, Any] = {
        "place": PLACE, "asked": quarters.last(visit), "report": None, "smallest": SMALLEST,
        "may_open": who.role is not Role.PRIVACY, "ends": {name: visit.say(text) for name, text in _ENDS.items()},
    }  # fmt: skip
    try:
        values["asked"] = asked = quarters.asked(visit)
    except BadInput as problem:
        return entries.show(visit, "oversight/appeals.html", 400, faults=faults_of(problem, visit.lang), **values)
    grounds = values["may_open"] and visit.query.get("gronden") == "ja"
    values["report"] = await visit.do(lambda: appeals.report(office, who, asked.quarter, grounds=grounds))
    return entries.show(visit, "oversight/appeals.html", **values)
