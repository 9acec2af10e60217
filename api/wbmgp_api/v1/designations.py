"""The calendar of designations: what runs, for how long, and until when an extension can be asked."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.cases.office import HERE
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.queries import day
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Role
from wbmgp_api.v1.answers import Answer, Motor, Recht
from wbmgp_engine import Lawbook
from wbmgp_engine.designations.status import designations_status
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.register_schema import is_code

router = APIRouter(tags=["aanwijzingen"])
_LISTS = ("aanwijzingen", "zonderGebieden", "verordeningen")


class Aanwijzingskalender(Answer):
    """De geregistreerde aanwijzingen op een dag, de dringendste eerst. Wat niet bekend is, staat er met de reden."""

    aanwijzingen: list[dict[str, Any]]
    without_areas: list[dict[str, Any]] = Field(alias="zonderGebieden")
    verordeningen: list[dict[str, Any]]
    recht: Recht
    motor: Motor


@router.get(
    "/aanwijzingen", response_model=Aanwijzingskalender, dependencies=[Depends(Access(*Role))],
    summary="De kalender van aanwijzingen op een dag",
)  # fmt: skip
async def kalender(
    request: Request,
    peildatum: Annotated[
        str | None, Query(description="De dag; standaard vandaag.", json_schema_extra={"format": "date"})
    ] = None,
    gemeente: Annotated[
        str | None, Query(description="Alleen deze gemeente.", json_schema_extra={"pattern": "^GM[0-9]{4}$"})
    ] = None,
) -> Response:
    """Per gebied en grond: dagen over, verlengingen over, en de laatste dag om verlenging te vragen."""
    if gemeente is not None and not is_code(gemeente):
        raise BadInput.one("gemeente", "is geen gemeente", "schrijf GM en vier cijfers")
    service = request.app.state.service
    on = day("peildatum", peildatum) or datetime.fromtimestamp(service.clock(), UTC).astimezone(HERE).date()
    return answer(await asyncio.to_thread(_told, service.lawbook, on, gemeente))


def _told(book: Lawbook, on: date, municipality: str | None) -> dict[str, Any]:
    found = designations_status(book, on).to_json()
    for name in _LISTS if municipality is not None else ():
        found[name] = [row for row in found[name] if row["gemeente"] == municipality]
    return found
