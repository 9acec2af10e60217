"""A case as other systems ask for it: the outcome for a corporation in VERA, and the case for a system of cases in ZGW."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from wbmgp_api.counter import done, known_id, office_of
from wbmgp_api.edge.bodies import answer
from wbmgp_api.exchange import vera
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.v1.case_requests import CaseId
from wbmgp_api.v1.exchange_answers import VeraUitkomst

router = APIRouter(tags=["uitwisseling"])
Told = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LANDLORD))]


@router.get("/aanvragen/{id}/vera", response_model=VeraUitkomst, summary="De uitkomst in de codes van VERA")
async def als_vera(request: Request, id: CaseId, who: Told) -> Response:
    """Alleen de uitkomst, zonder reden: elke weigering is hetzelfde bericht. De inzage staat in het logboek."""
    # No version goes with it: how many steps a case took would tell of a screening.
    return answer((await done(partial(vera.message, office_of(request), who, known_id(id)))).to_json())
