"""Statements that the register of designations is complete for a period: proposed by one, approved by another, withdrawn."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from wbmgp_api.areas import statements
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.areas.statements import Content, NewStatement
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.v1.area_requests import Approver, OfVersion, Proposer, Reader
from wbmgp_api.v1.case_requests import IfMatch
from wbmgp_api.v1.statement_answers import Registerverklaring, Registerverklaringen
from wbmgp_api.v1.versioned import Versioned
from wbmgp_api.versions import OF_STATEMENTS

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["registerverklaringen"])
StatementId = Annotated[str, Path(description="De verklaring.", json_schema_extra={"maxLength": 200})]
_KEPT: Final = Versioned(
    OF_STATEMENTS, "registerverklaringen", "verklaring", "verklaringen", Content, NewStatement, statements,
    statements.remarks,
)  # fmt: skip


@router.get(
    "/registerverklaringen", response_model=Registerverklaringen, summary="Voor welke dagen het register volledig heet"
)
async def registerverklaringen(request: Request, who: Reader) -> Response:
    """Van elke verklaring de nieuwste versie, ook als die nog een concept is."""
    return await _KEPT.listed(request, who)


@router.post(
    "/registerverklaringen", status_code=201, response_model=Registerverklaring,
    summary="Stel een verklaring voor dat het register volledig is",
    openapi_extra={"requestBody": document_body(NewStatement, "NieuweRegisterverklaring", SCHEMAS)},
)  # fmt: skip
async def stel_registerverklaring_voor(request: Request, who: Proposer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt; buiten de periode blijft onbekend wat er nog meer is."""
    return await _KEPT.propose(request, who)


@router.get("/registerverklaringen/{id}", response_model=Registerverklaring, summary="Lees een verklaring")
async def lees_registerverklaring(request: Request, id: StatementId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    return await _KEPT.read(request, who, id, versie)


@router.put(
    "/registerverklaringen/{id}", response_model=Registerverklaring, summary="Stel een nieuwe versie van een verklaring voor",
    openapi_extra={"requestBody": document_body(Content, "Registerverklaringsinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_registerverklaring(
    request: Request, id: StatementId, who: Proposer, if_match: IfMatch = None
) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    return await _KEPT.replace(request, who, id, if_match)


@router.post(
    "/registerverklaringen/{id}/_stel-vast", response_model=Registerverklaring,
    summary="Stel een verklaring van een ander vast",
)  # fmt: skip
async def stel_registerverklaring_vast(
    request: Request, id: StatementId, who: Approver, if_match: IfMatch = None
) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast."""
    return await _KEPT.approve(request, who, id, if_match)


@router.post(
    "/registerverklaringen/{id}/_trek-in", response_model=Registerverklaring, summary="Trek een verklaring in vanaf een dag",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_registerverklaring_in(
    request: Request, id: StatementId, who: Proposer, if_match: IfMatch = None
) -> Response:
    """Ook een intrekking telt pas als een ander haar vaststelt."""
    return await _KEPT.withdraw(request, who, id, if_match)
