"""What the council comes in at: simulations, designations with the days that are left, evaluations that are due, and requests."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.areas import request_drafts as drafts
from wbmgp_api.pages.council.completeness import completeness
from wbmgp_api.pages.council.designating import calendar_of
from wbmgp_api.pages.council.evaluations import register
from wbmgp_api.pages.council.simulating import may_ask, possible, told
from wbmgp_api.pages.council.timeline import timeline
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.simulations import asking
from wbmgp_engine.errors import LawLookupError

_FEW: Final = 5


async def show(visit: Visit) -> Response:
    """The first page of the council."""
    who, office = visit.who, visit.office
    seen, count = await visit.do(partial(asking.listed, office, who, 1, _FEW))
    written = await visit.do(partial(drafts.listed, office, who))
    try:
        rows = (await calendar_of(visit, visit.today, who.tenant))["aanwijzingen"]
    except LawLookupError:
        rows = []
    book, today = office.lawbook, visit.today
    requests = [{"draft": one, "answer": completeness(one.request, book, today, visit.lang)} for one in written[:_FEW]]
    asked = [one for one in register(rows, written) if one.asked is not False and not one.done]
    return visit.show(
        "council/overview.html", simulations=[told(visit, one) for one in seen], count=count, requests=requests,
        written=len(written), lines=timeline(rows, today).lines, due=asked, may_ask=may_ask(visit), possible=possible(visit),
    )  # fmt: skip
