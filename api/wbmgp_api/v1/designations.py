"""Designations: the calendar of all, and those of the municipality itself: proposed, approved by another, withdrawn."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from wbmgp_api.areas import designations
from wbmgp_api.areas.calendar import calendar
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.areas.designation_content import Content, NewDesignation
from wbmgp_api.cases.office import HERE
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import day
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.v1.area_requests import Approver, OfVersion, Proposer, Reader
from wbmgp_api.v1.case_requests import IfMatch
from wbmgp_api.v1.designation_answers import Aanwijzing, Aanwijzingskalender
from wbmgp_api.v1.versioned import Versioned
from wbmgp_api.versions import OF_DESIGNATIONS
from wbmgp_api.words import bad_input
from wbmgp_engine.law.register_schema import is_code

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["aanwijzingen"])
DesignationId = Annotated[str, Path(description="De aanwijzing.", json_schema_extra={"maxLength": 200})]
_KEPT: Final = Versioned(
    OF_DESIGNATIONS, "aanwijzingen", "aanwijzing", "aanwijzingen", Content, NewDesignation, designations
)


@router.get("/aanwijzingen", response_model=Aanwijzingskalender, summary="De kalender van aanwijzingen op een dag")
async def kalender(
    request: Request,
    who: Annotated[Principal, Depends(Access(*Role))],
    op: Annotated[
        str | None, Query(description="De dag; standaard vandaag.", json_schema_extra={"format": "date"})
    ] = None,
    peildatum: Annotated[
        str | None, Query(description="Een andere naam voor `op`.", json_schema_extra={"format": "date"})
    ] = None,
    gemeente: Annotated[
        str | None, Query(description="Alleen deze gemeente.", json_schema_extra={"pattern": "^GM[0-9]{4}$"})
    ] = None,
) -> Response:
    """Per gebied en grond: dagen over, verlengingen over, en de laatste dag om verlenging te vragen.

    Die van het regelboek en, met `eigen`, die de eigen gemeente heeft vastgelegd; en de verordeningen net zo.
    """
    if gemeente is not None and not is_code(gemeente):
        raise bad_input("form_municipality", "gemeente")
    if op is not None and peildatum is not None:
        raise bad_input("two_days", "op")
    service = request.app.state.service
    today = datetime.fromtimestamp(service.clock(), UTC).astimezone(HERE).date()
    on = day("op", op) or day("peildatum", peildatum) or today
    made = partial(calendar, request.state.book, on, service.store, who.tenant, gemeente)
    return answer(await asyncio.to_thread(made))


@router.post(
    "/aanwijzingen", status_code=201, response_model=Aanwijzing, summary="Leg een aanwijzing vast als voorstel",
    openapi_extra={"requestBody": document_body(NewDesignation, "NieuweAanwijzing", SCHEMAS)},
)  # fmt: skip
async def stel_aanwijzing_voor(request: Request, who: Proposer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt. Wat in het regelboek staat, blijft ernaast staan."""
    return await _KEPT.propose(request, who)


@router.get("/aanwijzingen/{id}", response_model=Aanwijzing, summary="Lees een eigen aanwijzing")
async def lees_aanwijzing(request: Request, id: DesignationId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    return await _KEPT.read(request, who, id, versie)


@router.put(
    "/aanwijzingen/{id}", response_model=Aanwijzing, summary="Stel een nieuwe versie van een aanwijzing voor",
    openapi_extra={"requestBody": document_body(Content, "Aanwijzingsinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_aanwijzing(request: Request, id: DesignationId, who: Proposer, if_match: IfMatch = None) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    return await _KEPT.replace(request, who, id, if_match)


@router.post(
    "/aanwijzingen/{id}/_stel-vast", response_model=Aanwijzing, summary="Stel een aanwijzing van een ander vast"
)
async def stel_aanwijzing_vast(
    request: Request, id: DesignationId, who: Approver, if_match: IfMatch = None
) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast. Het gebied moet in de genoemde versie zijn vastgesteld."""
    return await _KEPT.approve(request, who, id, if_match)


@router.post(
    "/aanwijzingen/{id}/_trek-in", response_model=Aanwijzing, summary="Leg vast dat een aanwijzing is ingetrokken",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_aanwijzing_in(request: Request, id: DesignationId, who: Proposer, if_match: IfMatch = None) -> Response:
    """De minister trok haar in vanaf een dag; ook dat stelt een ander vast."""
    return await _KEPT.withdraw(request, who, id, if_match)
