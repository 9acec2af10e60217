"""Where a lawyer begins, and the cases to account for."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.cases import finding
from wbmgp_api.cases.finding import Asked
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight.by_number import by_number
from wbmgp_api.oversight.decided import newest
from wbmgp_api.oversight.log_state import logs
from wbmgp_api.pages.legal import asked
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_api.store.case_tables import STATUSES
from wbmgp_engine.errors import BadInput

_NEWEST: Final = 10
_ROWS: Final = 25


async def show(visit: Visit) -> Response:
    """What can be asked here, the newest decisions, and where the log stands."""
    office, who = visit.office, visit.who
    if who.role is Role.RULES:
        return visit.show("legal/overview.html", newest=[], logs=[])
    read = partial(newest, tenant=who.tenant, period=asked.last_year(visit), most=_NEWEST)
    found = await visit.do(lambda: office.store.read(who.tenant, read))
    return visit.show("legal/overview.html", newest=found, logs=await visit.do(lambda: logs(office, who)))


async def cases(visit: Visit) -> Response:
    """The cases of the municipality: where they stand, and nothing of people. A number in the address goes to that case."""
    status, number = visit.query.get("status", ""), visit.query.get("nummer", "")
    if number:
        return await _to_case(visit, number)
    try:
        at = asked.page_number(visit)
    except BadInput as problem:
        return visit.show("legal/cases.html", 400, faults=faults_of(problem, visit.lang), **_none())
    wanted = Asked(status if status in STATUSES else None)
    office, who = visit.office, visit.who
    found, count = await visit.do(lambda: finding.page(office, who, wanted, at, _ROWS))
    return visit.show(
        "legal/cases.html", cases=found, count=count, statuses=STATUSES, wanted=status,
        pages=asked.pages(visit, at, _ROWS, count),
    )  # fmt: skip


async def _to_case(visit: Visit, number: str) -> Response:
    office, who = visit.office, visit.who
    found = await visit.do(lambda: by_number(office, who, number))
    if found is not None:
        return visit.to(f"/recht/zaken/{found}")
    faults = [
        Fault("nummer", visit.say("Er is geen zaak met dit nummer. Schrijf het zoals het boven aan een zaak staat."))
    ]
    return visit.show("legal/cases.html", 400, faults=faults, **_none())


def _none() -> dict[str, object]:
    return {"cases": [], "count": 0, "statuses": STATUSES, "wanted": "", "pages": {}}
