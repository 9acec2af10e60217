"""Ordinances of the municipality: proposed by one, approved by another, withdrawn; the one in force is read by every check."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from wbmgp_api.areas import ordinances
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.areas.ordinance_content import Content, NewOrdinance
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.v1.area_requests import Approver, OfVersion, Proposer, Reader
from wbmgp_api.v1.case_requests import IfMatch
from wbmgp_api.v1.ordinance_answers import Verordening, Verordeningen
from wbmgp_api.v1.versioned import Versioned
from wbmgp_api.versions import OF_ORDINANCES

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["verordeningen"])
OrdinanceId = Annotated[str, Path(description="De verordening.", json_schema_extra={"maxLength": 200})]
_KEPT: Final = Versioned(
    OF_ORDINANCES, "verordeningen", "verordening", "verordeningen", Content, NewOrdinance, ordinances, ordinances.remarks
)  # fmt: skip


@router.get("/verordeningen", response_model=Verordeningen, summary="De verordeningen van de gemeente")
async def verordeningen(request: Request, who: Reader) -> Response:
    """Van elke verordening de nieuwste versie, ook als die nog een concept is."""
    return await _KEPT.listed(request, who)


@router.post(
    "/verordeningen", status_code=201, response_model=Verordening, summary="Leg een verordening vast als voorstel",
    openapi_extra={"requestBody": document_body(NewOrdinance, "NieuweVerordening", SCHEMAS)},
)  # fmt: skip
async def stel_verordening_voor(request: Request, who: Proposer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt. Wat met de wet van haar eerste dag strijdt, wordt geweigerd."""
    return await _KEPT.propose(request, who)


@router.get("/verordeningen/{id}", response_model=Verordening, summary="Lees een verordening")
async def lees_verordening(request: Request, id: OrdinanceId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    return await _KEPT.read(request, who, id, versie)


@router.put(
    "/verordeningen/{id}", response_model=Verordening, summary="Stel een nieuwe versie van een verordening voor",
    openapi_extra={"requestBody": document_body(Content, "Verordeningsinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_verordening(request: Request, id: OrdinanceId, who: Proposer, if_match: IfMatch = None) -> Response:
    """Alles opnieuw, voor elke dag. Wijzigde de raad haar vanaf een dag, eindig deze dan en leg de gewijzigde ernaast vast."""
    return await _KEPT.replace(request, who, id, if_match)


@router.post(
    "/verordeningen/{id}/_stel-vast", response_model=Verordening, summary="Stel een verordening van een ander vast"
)
async def stel_verordening_vast(request: Request, id: OrdinanceId, who: Approver, if_match: IfMatch = None) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast. Op een dag geldt er hoogstens een."""
    return await _KEPT.approve(request, who, id, if_match)


@router.post(
    "/verordeningen/{id}/_trek-in", response_model=Verordening, summary="Leg vast dat een verordening is ingetrokken",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_verordening_in(request: Request, id: OrdinanceId, who: Proposer, if_match: IfMatch = None) -> Response:
    """Zij geldt niet meer vanaf een dag; ook dat stelt een ander vast."""
    return await _KEPT.withdraw(request, who, id, if_match)
