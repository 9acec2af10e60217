"""Rule books by their hash: the one in use and those that decisions were made with; proposed by one, used by another's word."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, ClassVar, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.counter import office_of
from wbmgp_api.edge.bodies import answer, json_body, media_type
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.rulebooks import held, proposals
from wbmgp_api.rulebooks.review import review
from wbmgp_api.rulebooks.unpacking import files_in
from wbmgp_api.store.errors import NotThere
from wbmgp_api.v1.area_requests import done
from wbmgp_api.v1.rule_book_answers import Ingebruikname, Regelboekenlijst, RegelboekMetBestanden, Regelboektoets
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import Day

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["regelboeken"])
ZIP: Final = "application/zip"
_BODY: Final = {"requestBody": {"required": True, "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}}
Hash = Annotated[str, Path(description="Het regelboek.", json_schema_extra={"pattern": f"^{held.HASH}$"})]
Keeper = Annotated[Principal, Depends(Access(Role.RULES))]


class Since(Document):
    """Vanaf welke dag een regelboek wordt gebruikt: vandaag of later."""

    ROOT: ClassVar[str] = "ingebruikname"
    since: Day = Field(alias="vanaf")


async def _sent(request: Request) -> dict[str, bytes]:
    """The files of a zip. Problem 415 for another kind, BadInput for what is no such zip."""
    if media_type(request) != ZIP:
        raise Problem(415, "send_zip", kind=ZIP)
    return await at_length(partial(files_in, await request.body()))


@router.post(
    "/regelboeken/_toets", response_model=Regelboektoets, openapi_extra=_BODY,
    summary="Toets een regelboek; het wordt niet bewaard",
)  # fmt: skip
async def toets_regelboek(request: Request, who: Keeper) -> Response:
    """Een zip van de map rules: alles wat er niet klopt, en welke toetsingen van het laatste jaar anders zouden uitkomen.

    Elke zaak die daarvoor wordt geopend, staat als inzage in het logboek.
    """
    office, files = office_of(request), await _sent(request)
    return answer((await at_length(partial(review, office, who, files))).to_json())


@router.post(
    "/regelboeken", status_code=201, response_model=Regelboektoets, openapi_extra=_BODY,
    summary="Stel een regelboek voor",
)  # fmt: skip
async def stel_regelboek_voor(request: Request, who: Keeper) -> Response:
    """Een zip van de map rules. Klopt er iets niet, dan komt elke fout en wordt niets bewaard.

    Het antwoord zegt wat er zou veranderen. Een ander neemt het in gebruik.
    """
    office, files = office_of(request), await _sent(request)
    made = await done(partial(proposals.propose, office, who, files), at_length)
    return answer(made.to_json(), 201, {"Location": f"/v1/regelboeken/{made.hash}"})


@router.post(
    "/regelboeken/{hash}/_toets", response_model=Regelboektoets, summary="Toets een voorgesteld regelboek opnieuw"
)
async def toets_voorstel(request: Request, hash: Hash, who: Keeper) -> Response:
    """Nodig als er sinds de vorige keer een zaak is afgesloten."""
    return answer(
        (
            await done(partial(proposals.review_again, office_of(request), who, held.known_hash(hash)), at_length)
        ).to_json()
    )


@router.post(
    "/regelboeken/{hash}/_activeer", response_model=Ingebruikname, summary="Neem een regelboek van een ander in gebruik",
    openapi_extra={"requestBody": document_body(Since, "VanafDag", SCHEMAS)},
)  # fmt: skip
async def activeer_regelboek(request: Request, hash: Hash, who: Keeper) -> Response:
    """Wie het voorstelde, kan dit niet. De toets moet van na de laatste afgesloten zaak zijn."""
    office, given = office_of(request), Since.model_validate(await json_body(request))
    made = await done(partial(proposals.activate, office, who, held.known_hash(hash), given.since))
    return answer({"hash": made.hash, "vanaf": made.from_day, "vastgesteld": made.activated_at})


@router.get("/regelboeken", response_model=Regelboekenlijst, summary="De regelboeken, het geldende eerst")
async def lijst_regelboeken(request: Request, who: Annotated[Principal, Depends(Access(*Role))]) -> Response:
    """Elk regelboek van de dienst en van de gemeente met zijn hash, en sinds wanneer het is bewaard.

    Ook wat in de gemeente is voorgesteld, en wat vanaf wanneer geldt. Van een andere gemeente komt hier niets.
    """
    service, current = request.app.state.service, request.state.book
    found = await asyncio.to_thread(held.listed, service.store, who.tenant, current, service.lawbook)
    rows = [{"hash": one, "inGebruik": one == current.hash, "vastgelegd": at} for one, at in found.books.items()]
    return answer({"regelboeken": rows, **_told(found, who.ref(service.names))})


def _told(found: held.Listed, me: str) -> dict[str, Any]:
    return {
        "voorstellen": [
            {"hash": one.hash, "voorgesteld": one.proposed_at, "door": "mij" if one.proposed_by == me else "ander"}
            for one in found.proposals
        ],
        "ingebruiknamen": [
            {"hash": one.hash, "vanaf": one.from_day, "vastgesteld": one.activated_at} for one in found.activations
        ],
    }  # fmt: skip


@router.get("/regelboeken/{hash}", response_model=RegelboekMetBestanden, summary="Lees een regelboek")
async def lees_regelboek(
    request: Request,
    hash: Hash,
    who: Annotated[Principal, Depends(Access(*Role))],
    bestand: Annotated[str | None, Query(description="Het pad van het bestand waarvan de inhoud meekomt.")] = None,
) -> Response:
    """De bestanden, en van één bestand de inhoud zoals ermee is beslist. Ook van een voorstel."""
    current = request.state.book
    service = request.app.state.service
    wanted = held.known_hash(hash)
    files = await asyncio.to_thread(held.files_of, service.store, who.tenant, current, service.lawbook, wanted)
    if bestand is not None and bestand not in files:
        raise NotThere("the rule book has no such file")
    listed = [_listed(path, files, bestand) for path in sorted(files)]
    return answer({"hash": hash, "inGebruik": hash == current.hash, "bestanden": listed})


def _listed(path: str, files: Mapping[str, bytes], shown: str | None) -> dict[str, Any]:
    return {
        "pad": path, "bytes": len(files[path]), "inhoud": files[path].decode("utf-8") if path == shown else None,
    }  # fmt: skip
