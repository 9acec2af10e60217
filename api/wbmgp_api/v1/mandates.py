"""Mandates: what an owner of dwellings may decide in the name of the municipality; proposed by one, approved by another."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from wbmgp_api import mandates
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.mandates import Content, NewMandate
from wbmgp_api.v1.area_requests import OfVersion
from wbmgp_api.v1.case_requests import IfMatch
from wbmgp_api.v1.mandate_answers import Mandaat, Mandatenlijst
from wbmgp_api.v1.versioned import Versioned
from wbmgp_api.versions import OF_MANDATES
from wbmgp_api.words import bad_input

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["mandaten"])
Lawyer = Annotated[Principal, Depends(Access(Role.LAWYER))]
Reader = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR))]
MandateId = Annotated[str, Path(description="Het mandaat.", json_schema_extra={"maxLength": 200})]
_KEPT: Final = Versioned(OF_MANDATES, "mandaten", "mandaat", "mandaten", Content, NewMandate, mandates)


@router.get("/mandaten", response_model=Mandatenlijst, summary="De mandaten van de gemeente")
async def mandaten(request: Request, who: Reader) -> Response:
    """Van elk de nieuwste versie, ook als die nog een concept is."""
    return await _KEPT.listed(request, who)


@router.post(
    "/mandaten", status_code=201, response_model=Mandaat, summary="Stel een mandaat voor",
    openapi_extra={"requestBody": document_body(NewMandate, "NieuwMandaat", SCHEMAS)},
)  # fmt: skip
async def stel_mandaat_voor(request: Request, who: Lawyer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt."""
    return await _KEPT.propose(request, who, partial(_refuse_pages, request))


@router.get("/mandaten/{id}", response_model=Mandaat, summary="Lees een mandaat")
async def lees_mandaat(request: Request, id: MandateId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    return await _KEPT.read(request, who, id, versie)


@router.put(
    "/mandaten/{id}", response_model=Mandaat, summary="Stel een nieuwe versie van een mandaat voor",
    openapi_extra={"requestBody": document_body(Content, "Mandaatinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_mandaat(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    return await _KEPT.replace(request, who, id, if_match, partial(_refuse_pages, request))


@router.post("/mandaten/{id}/_stel-vast", response_model=Mandaat, summary="Stel een mandaat van een ander vast")
async def stel_mandaat_vast(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast. Wat de wet niet laat mandateren, wordt geweigerd."""
    return await _KEPT.approve(request, who, id, if_match)


@router.post(
    "/mandaten/{id}/_trek-in", response_model=Mandaat, summary="Trek een mandaat in vanaf een dag",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_mandaat_in(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Ook een intrekking telt pas als een ander haar vaststelt."""
    return await _KEPT.withdraw(request, who, id, if_match)


def _refuse_pages(request: Request, content: Content) -> None:
    """BadInput for a mandate of the client of the pages: whoever signs in there comes as that one, every landlord too."""
    if content.client == request.app.state.service.settings.login_client:
        raise bad_input("client_of_pages", "client")
