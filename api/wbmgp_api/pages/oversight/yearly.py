"""The yearly report of the data protection officer: shown, and to take along as Markdown or JSON."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.accountability.sections import Document, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.yearly_report import ID, yearly_report
from wbmgp_api.edge.queries import number
from wbmgp_api.oversight.year_facts import year_facts
from wbmgp_api.oversight.years import FIRST_YEAR
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_engine.errors import BadInput

_SHOWN: Final = 6
_KINDS: Final = {"md": "text/markdown; charset=utf-8", "json": "application/json"}


async def show(visit: Visit) -> Response:
    """The report of a year that is over; without one of the last: a year that still grows would tell of single cases."""
    last = visit.today.year - 1
    choices = [(year, year) for year in range(last, max(FIRST_YEAR, last - _SHOWN), -1)]
    try:
        year = _year(visit)
    except BadInput as problem:
        values: dict[str, Any] = {
            "faults": faults_of(problem, visit.lang),
            "choices": choices,
            "year": last,
        }
        return entries.show(visit, "oversight/yearly.html", 400, document=None, **values)
    document = await visit.do(partial(_document, visit, year))
    return entries.show(
        visit, "oversight/yearly.html", choices=choices, year=year, document=document, is_table=_is_table
    )


async def take(visit: Visit) -> Response:
    """The same as a file. Raises BadInput for a year that cannot be."""
    year, kind = _year(visit), "json" if visit.query.get("vorm") == "json" else "md"
    document = await visit.do(partial(_document, visit, year))
    said = json.dumps(document.to_json(), ensure_ascii=False, indent=1) if kind == "json" else document.to_markdown()
    headers = {"Content-Disposition": f'attachment; filename="{ID}-{year}.{kind}"'}
    return Response(said.encode(), media_type=_KINDS[kind], headers=headers)


def _year(visit: Visit) -> int:
    return number("jaar", visit.query.get("jaar"), visit.today.year - 1, FIRST_YEAR, visit.today.year - 1)


def _document(visit: Visit, year: int) -> Document:
    office, tenant = visit.office, visit.who.tenant
    found = office.store.read(tenant, partial(year_facts, tenant=tenant, year=year, lawbook=office.lawbook))
    service = visit.service
    return yearly_report(
        Use(office.lawbook, service.settings, tenant, service.accounts.find(tenant), visit.today, office.register),
        found,
    )


def _is_table(value: object) -> bool:
    return isinstance(value, Table)
