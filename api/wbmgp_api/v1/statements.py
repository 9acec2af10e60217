"""Statements that the register of designations is complete for a period: proposed by one, approved by another, withdrawn."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from wbmgp_api.areas import statements
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.areas.statements import Content, NewStatement
from wbmgp_api.cases.office import Office
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.principal import Principal
from wbmgp_api.v1.area_requests import Approver, OfVersion, Proposer, Reader, done, known
from wbmgp_api.v1.case_requests import IfMatch, office_of, tag, version_of
from wbmgp_api.v1.statement_answers import Registerverklaring, Registerverklaringen
from wbmgp_api.versions import OF_STATEMENTS, Version

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["registerverklaringen"])
StatementId = Annotated[str, Path(description="De verklaring.", json_schema_extra={"maxLength": 200})]


@router.get(
    "/registerverklaringen", response_model=Registerverklaringen, summary="Voor welke dagen het register volledig heet"
)
async def registerverklaringen(request: Request, who: Reader) -> Response:
    """Van elke verklaring de nieuwste versie, ook als die nog een concept is."""
    office = office_of(request)
    found = await done(partial(OF_STATEMENTS.newest, office, who))
    return answer({"verklaringen": [_told(one, office, who) for one in found]})


@router.post(
    "/registerverklaringen", status_code=201, response_model=Registerverklaring,
    summary="Stel een verklaring voor dat het register volledig is",
    openapi_extra={"requestBody": document_body(NewStatement, "NieuweRegisterverklaring", SCHEMAS)},
)  # fmt: skip
async def stel_registerverklaring_voor(request: Request, who: Proposer) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt; buiten de periode blijft onbekend wat er nog meer is."""
    office = office_of(request)
    given = NewStatement.model_validate(await json_body(request))
    content = Content.model_validate({key: said for key, said in given.to_json().items() if key != "id"})
    made = await done(partial(statements.propose, office, who, given.id, content))
    return _shown(made, office, who, 201, f"/v1/registerverklaringen/{given.id}")


@router.get("/registerverklaringen/{id}", response_model=Registerverklaring, summary="Lees een verklaring")
async def lees_registerverklaring(request: Request, id: StatementId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    office, version = office_of(request), None if versie is None else number("versie", versie, 1, 1, 1_000_000)
    return _shown(await done(partial(OF_STATEMENTS.one, office, who, known(id), version)), office, who)


@router.put(
    "/registerverklaringen/{id}", response_model=Registerverklaring, summary="Stel een nieuwe versie van een verklaring voor",
    openapi_extra={"requestBody": document_body(Content, "Registerverklaringsinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_registerverklaring(
    request: Request, id: StatementId, who: Proposer, if_match: IfMatch = None
) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    office, version = office_of(request), version_of(if_match)
    content = Content.model_validate(await json_body(request))
    return _shown(await done(partial(statements.replace, office, who, known(id), version, content)), office, who)


@router.post(
    "/registerverklaringen/{id}/_stel-vast", response_model=Registerverklaring,
    summary="Stel een verklaring van een ander vast",
)  # fmt: skip
async def stel_registerverklaring_vast(
    request: Request, id: StatementId, who: Approver, if_match: IfMatch = None
) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast."""
    office, version = office_of(request), version_of(if_match)
    return _shown(await done(partial(OF_STATEMENTS.approve, office, who, known(id), version)), office, who)


@router.post(
    "/registerverklaringen/{id}/_trek-in", response_model=Registerverklaring, summary="Trek een verklaring in vanaf een dag",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_registerverklaring_in(
    request: Request, id: StatementId, who: Proposer, if_match: IfMatch = None
) -> Response:
    """Ook een intrekking telt pas als een ander haar vaststelt."""
    office, version = office_of(request), version_of(if_match)
    given = Withdrawal.model_validate(await json_body(request))
    return _shown(await done(partial(statements.withdraw, office, who, known(id), version, given.since)), office, who)


def _shown(made: Version, office: Office, who: Principal, status: int = 200, at: str | None = None) -> Response:
    headers = tag(made.kept.version) | ({} if at is None else {"Location": quote(at)})
    return answer(_told(made, office, who), status, headers)


def _told(made: Version, office: Office, who: Principal) -> dict[str, Any]:
    kept = made.kept
    return {
        "id": kept.id, "versie": kept.version, "status": made.status, "gemaakt": kept.made_at,
        "vastgesteld": kept.approved_at, "door": "mij" if kept.made_by == who.ref(office.names) else "ander",
        "verklaring": made.content,
    }  # fmt: skip
