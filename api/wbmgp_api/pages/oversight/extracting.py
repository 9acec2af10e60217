"""The data for the national evaluation, as a ZIP to take along."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.edge.queries import number
from wbmgp_api.oversight.extract import COLUMNS, MOST_YEARS, extract, years_of, zipped
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.years import FIRST_YEAR
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_engine.errors import BadInput

_BEFORE: Final = 4
"""An evaluation is of five years: the last that is over and so many before."""


async def show(visit: Visit) -> Response:
    """What is in it, and the form that asks for it."""
    return _page(visit)


async def take(visit: Visit) -> Response:
    """The ZIP. Of every decision two parts are opened, and the log says so first."""
    try:
        first, last = (number(name, visit.said(name), 0, FIRST_YEAR, visit.today.year - 1) for name in ("van", "tot"))
        years = years_of(first, last, visit.today)
    except BadInput as problem:
        return _page(visit, 400, faults_of(problem, visit.lang))
    data = await visit.do(partial(_made, visit, years))
    name = f"evaluatie-{visit.who.tenant}-{years[0]}-{years[-1]}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/zip", headers=headers)


def _made(visit: Visit, years: tuple[int, ...]) -> bytes:
    office = visit.office
    return zipped(extract(office, visit.who, years), office.lawbook, visit.today)


def _page(visit: Visit, status: int = 200, faults: list[Fault] | None = None) -> Response:
    last = visit.today.year - 1
    said = {"van": visit.said("van") or str(max(FIRST_YEAR, last - _BEFORE)), "tot": visit.said("tot") or str(last)}
    return entries.show(
        visit, "oversight/extract.html", status, faults=faults or [], said=said, first=FIRST_YEAR, last=last,
        most=MOST_YEARS, smallest=SMALLEST, columns=COLUMNS,
    )  # fmt: skip
