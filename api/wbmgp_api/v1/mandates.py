"""Mandates: what an owner of dwellings may decide in the name of the municipality; proposed by one, approved by another."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from wbmgp_api import mandates
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.cases.office import Office
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.mandates import Content, NewMandate
from wbmgp_api.v1.area_requests import OfVersion, done, known
from wbmgp_api.v1.case_requests import IfMatch, office_of, tag, version_of
from wbmgp_api.v1.mandate_answers import Mandaat, Mandatenlijst
from wbmgp_api.versions import OF_MANDATES, Version
from wbmgp_engine.errors import BadInput

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["mandaten"])
Lawyer = Annotated[Principal, Depends(Access(Role.LAWYER))]
Reader = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR))]
MandateId = Annotated[str, Path(description="Het mandaat.", json_schema_extra={"maxLength": 200})]


@router.get("/mandaten", response_model=Mandatenlijst, summary="De mandaten van de gemeente")
async def mandaten(request: Request, who: Reader) -> Response:
    """Van elk de nieuwste versie, ook als die nog een concept is."""
    office = office_of(request)
    found = await done(partial(OF_MANDATES.newest, office, who))
    return answer({"mandaten": [_told(one, office, who) for one in found]})


@router.post(
    "/mandaten", status_code=201, response_model=Mandaat, summary="Stel een mandaat voor",
    openapi_extra={"requestBody": document_body(NewMandate, "NieuwMandaat", SCHEMAS)},
)  # fmt: skip
async def stel_mandaat_voor(request: Request, who: Lawyer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt."""
    office = office_of(request)
    given = NewMandate.model_validate(await json_body(request))
    content = Content.model_validate({key: said for key, said in given.to_json().items() if key != "id"})
    _refuse_pages(request, content)
    made = await done(partial(mandates.propose, office, who, given.id, content))
    return _shown(made, office, who, 201, f"/v1/mandaten/{given.id}")


@router.get("/mandaten/{id}", response_model=Mandaat, summary="Lees een mandaat")
async def lees_mandaat(request: Request, id: MandateId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    office, version = office_of(request), None if versie is None else number("versie", versie, 1, 1, 1_000_000)
    return _shown(await done(partial(OF_MANDATES.one, office, who, known(id), version)), office, who)


@router.put(
    "/mandaten/{id}", response_model=Mandaat, summary="Stel een nieuwe versie van een mandaat voor",
    openapi_extra={"requestBody": document_body(Content, "Mandaatinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_mandaat(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    office, version = office_of(request), version_of(if_match)
    content = Content.model_validate(await json_body(request))
    _refuse_pages(request, content)
    return _shown(await done(partial(mandates.replace, office, who, known(id), version, content)), office, who)


@router.post("/mandaten/{id}/_stel-vast", response_model=Mandaat, summary="Stel een mandaat van een ander vast")
async def stel_mandaat_vast(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast. Wat de wet niet laat mandateren, wordt geweigerd."""
    office, version = office_of(request), version_of(if_match)
    return _shown(await done(partial(mandates.approve, office, who, known(id), version)), office, who)


@router.post(
    "/mandaten/{id}/_trek-in", response_model=Mandaat, summary="Trek een mandaat in vanaf een dag",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_mandaat_in(request: Request, id: MandateId, who: Lawyer, if_match: IfMatch = None) -> Response:
    """Ook een intrekking telt pas als een ander haar vaststelt."""
    office, version = office_of(request), version_of(if_match)
    given = Withdrawal.model_validate(await json_body(request))
    return _shown(await done(partial(mandates.withdraw, office, who, known(id), version, given.since)), office, who)


def _refuse_pages(request: Request, content: Content) -> None:
    """BadInput for a mandate of the client of the pages: whoever signs in there comes as that one, every landlord too."""
    if content.client == request.app.state.service.settings.login_client:
        raise BadInput.one(
            "client", "is die van de pagina's, en die is van iedereen", "geef de eigenaar een eigen cliënt"
        )


def _shown(made: Version, office: Office, who: Principal, status: int = 200, at: str | None = None) -> Response:
    headers = tag(made.kept.version) | ({} if at is None else {"Location": quote(at)})
    return answer(_told(made, office, who), status, headers)


def _told(made: Version, office: Office, who: Principal) -> dict[str, Any]:
    kept = made.kept
    return {
        "id": kept.id, "versie": kept.version, "status": made.status, "gemaakt": kept.made_at,
        "vastgesteld": kept.approved_at, "door": "mij" if kept.made_by == who.ref(office.names) else "ander",
        "mandaat": made.content,
    }  # fmt: skip
