"""`/verantwoording`: every document of account, made anew at each visit, to read and to take along; nothing of a case is opened."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.accountability.documents import DOCUMENTS, Listed
from wbmgp_api.accountability.municipality import SETTING
from wbmgp_api.accountability.sections import Document
from wbmgp_api.accountability.use import Use
from wbmgp_api.edge.bodies import answer
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.pages.visiting import Visit, faults_of
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput

_MARKDOWN: Final = "text/markdown; charset=utf-8"


class Read(NamedTuple):
    """A document that somebody asked for, with what it is made of."""

    listed: Listed
    document: Document
    use: Use
    counts: YearCounts


async def hub(visit: Visit) -> Response:
    """Which documents there are, and what is not told yet for each."""
    use, counts = await visit.do(lambda: _made_of(visit))
    found = await visit.do(lambda: [(one.what, one.make(use, counts)) for one in DOCUMENTS.values()])
    return visit.show("accountability/hub.html", documents=found, use=use, setting=SETTING)


async def show(visit: Visit) -> Response:
    """One document."""
    return _shown(visit, await visit.do(lambda: _read(visit)))


async def data(visit: Visit) -> Response:
    """One document as a program reads it; the page with what is missing where it cannot be made yet."""
    found = await visit.do(lambda: _read(visit))
    try:
        made = await visit.do(lambda: found.listed.to_json(found.use, found.counts))
    except BadInput as problem:
        return _shown(visit, found, 400, faults=faults_of(problem, visit.lang))
    return answer(made, headers=_taken(found, "json"))


async def text(visit: Visit) -> Response:
    """One document in Markdown."""
    found = await visit.do(lambda: _read(visit))
    return Response(found.document.to_markdown(), media_type=_MARKDOWN, headers=_taken(found, "md"))


def _read(visit: Visit) -> Read:
    """Raises NotThere for a name that no document has."""
    listed = DOCUMENTS.get(visit.path("document"))
    if listed is None:
        raise NotThere("there is no such document")
    use, counts = _made_of(visit)
    return Read(listed, listed.make(use, counts), use, counts)


def use_of(visit: Visit) -> Use:
    """What documents of the municipality of a visitor are made of today."""
    service, office, tenant = visit.service, visit.office, visit.who.tenant
    return Use(office.lawbook, service.settings, tenant, service.accounts.find(tenant), visit.today, office.register)


def _made_of(visit: Visit) -> tuple[Use, YearCounts]:
    use, tenant = use_of(visit), visit.who.tenant
    # Of a year that still grows the difference between two days would tell of a single case.
    return use, visit.office.store.read(tenant, lambda connection: year_counts(connection, tenant, use.on.year - 1))


def _shown(visit: Visit, found: Read, status: int = 200, **values: Any) -> Response:
    return visit.show(
        "accountability/document.html",
        status,
        document=found.document,
        setting=SETTING,
        **values,
    )


def _taken(found: Read, ending: str) -> dict[str, str]:
    """A name of ours only: nothing of the address stands in it."""
    return {"Content-Disposition": f'attachment; filename="{found.document.id}-{found.use.tenant}.{ending}"'}
