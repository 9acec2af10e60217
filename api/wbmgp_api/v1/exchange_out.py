"""A case as other systems ask for it: the outcome for a corporation in VERA, and the case for a system of cases in ZGW."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from wbmgp_api.counter import done, known_id, office_of
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.exchange import vera, zgw
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.v1.case_requests import CaseId
from wbmgp_api.v1.exchange_answers import VeraUitkomst

router = APIRouter(tags=["uitwisseling"])
ZIP: Final = "application/zip"
_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
Told = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LANDLORD))]

Handler = Annotated[Principal, Depends(Access(Role.REVIEWER, Role.LAWYER))]


@router.get("/aanvragen/{id}/vera", response_model=VeraUitkomst, summary="De uitkomst in de codes van VERA")
async def als_vera(request: Request, id: CaseId, who: Told) -> Response:
    """Alleen de uitkomst, zonder reden: elke weigering is hetzelfde bericht. De inzage staat in het logboek."""
    # No version goes with it: how many steps a case took would tell of a screening.
    return answer((await done(partial(vera.message, office_of(request), who, known_id(id)))).to_json())


@router.get(
    "/aanvragen/{id}/zgw", summary="De zaak voor een zaaksysteem, als ZIP", response_class=Response,
    responses={200: {"content": {ZIP: _BYTES}, "description": "Een document per resource, de brieven en een lijst."}},
)  # fmt: skip
async def als_zgw(request: Request, id: CaseId, who: Handler) -> Response:
    """Zaak, besluiten en documenten in de versies die Open Zaak kent. De inzage staat in het logboek.

    Wat nog moet worden ingevuld of is ingekort, staat bij meldingen in manifest.json.
    """
    office, account = office_of(request), request.app.state.service.accounts.find(who.tenant)
    work = partial(zgw.package, office, who, known_id(id), account.rsin, account.controller or account.name)
    made = await at_length(partial((await done(work)).zipped))
    return Response(made, media_type=ZIP, headers={"Content-Disposition": f'attachment; filename="zgw-{id}.zip"'})
