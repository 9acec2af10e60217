"""Checks that keep nothing: an application, a request for designation, an address, and what the police chief told."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from wbmgp_api.areas.checking import Ground, checked
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import day, flag
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.v1 import answers
from wbmgp_api.v1.own_register import OwnRegister
from wbmgp_api.words import bad_input
from wbmgp_engine import Application, DesignationRequest, Lawbook, assess, assess_designation
from wbmgp_engine.facts.conduct import ConductCheck
from wbmgp_engine.facts.place import Place
from wbmgp_engine.permits.conduct import check_conduct

SCHEMAS: Final[dict[str, Any]] = {}
"""The schemas of the documents these checks read."""

router = APIRouter(tags=["toetsen"])
_MANY: Final = 10
_ON: Final = "Datum van het besluit; die kiest het recht."
Peildatum = Annotated[str | None, Query(description=_ON, json_schema_extra={"format": "date"})]


async def _book(request: Request, municipality: str) -> Lawbook:
    """The rule book of a municipality, at most a second old: what is checked here is not kept."""
    books: Books = request.app.state.books
    found = books.recent(municipality)
    return found if found is not None else await asyncio.to_thread(books.of, municipality)


@router.post(
    "/toetsingen", response_model=answers.Toetsing, summary="Toets een aanvraag; er wordt niets bewaard",
    openapi_extra={"requestBody": document_body(Application, "Aanvraag", SCHEMAS)},
    dependencies=[Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.COUNCIL, Role.RULES, open_check=True))],
)  # fmt: skip
async def toets(
    request: Request,
    peildatum: Peildatum = None,
    alternatieven: Annotated[
        str, Query(description="Met wat er zou moeten veranderen.", json_schema_extra={"enum": ["true", "false"]})
    ] = "true",
    spoor: Annotated[
        str, Query(description="Met elke stap van het recht.", json_schema_extra={"enum": ["true", "false"]})
    ] = "false",
) -> Response:
    """Advies, redenen, wat ontbreekt en welke poorten open zijn. Standaard zonder spoor.

    Met een token van de gemeente van de aanvraag tellen haar eigen gebieden en aanwijzingen mee, tenzij de aanvraag zelf
    een situatie of een plaatsing geeft; `recht.register` zegt welke versie van het register is gelezen.
    """
    on, extra, trail = day("peildatum", peildatum), flag("alternatieven", alternatieven), flag("spoor", spoor)
    application = Application.model_validate(await json_body(request))
    book = await _book(request, application.municipality)
    if (own := OwnRegister.of(request)).bears_on(application):
        application = await asyncio.to_thread(own.placed, application, book, on)
    make = partial(_toetsing, application, book, on, extra, trail)
    # What takes long must not keep others waiting.
    beside = at_length if len(application.household) > _MANY else asyncio.to_thread
    return answer(await beside(make) if extra or trail else make())


def _toetsing(application: Application, book: Lawbook, on: date | None, extra: bool, trail: bool) -> dict[str, Any]:
    return assess(application, lawbook=book, on=on).to_json(alternatives=extra, trail=trail)


@router.post(
    "/aanwijzingstoetsingen", response_model=answers.Aanwijzingstoetsing,
    summary="Toets een verzoek om aanwijzing; er wordt niets bewaard",
    openapi_extra={"requestBody": document_body(DesignationRequest, "Aanwijzingsverzoek", SCHEMAS)},
    dependencies=[Depends(Access(Role.COUNCIL, Role.LAWYER, Role.REVIEWER, Role.RULES, open_check=True))],
)  # fmt: skip
async def toets_aanwijzing(request: Request, peildatum: Peildatum = None) -> Response:
    """Per onderdeel wat de wet toelaat, wat er ontbreekt, en de termijn van de minister."""
    on = day("peildatum", peildatum)
    asked = DesignationRequest.model_validate(await json_body(request))
    if on is None and asked.filed is None:
        raise bad_input("no_law_day", "peildatum")
    book = await _book(request, asked.municipality)
    made = await asyncio.to_thread(assess_designation, asked, lawbook=book, on=on)
    return answer(made.to_json())


@router.post(
    "/adrescontroles", response_model=answers.Adrescontrole,
    summary="Gelden de regels van de Wbmgp op deze plek en dag? Zonder persoonsgegevens, zonder aanmelden",
    openapi_extra={"requestBody": document_body(Place, "Plaats", SCHEMAS), "security": []},
)  # fmt: skip
async def controleer_adres(request: Request) -> Response:
    """Of de plek onder een aanwijzing met een verordening valt, en voor welke gronden."""
    place = Place.model_validate(await json_body(request))
    service, book = request.app.state.service, await _book(request, place.municipality)
    found = await asyncio.to_thread(checked, place, Ground(book, service.store, service.registers))
    return answer(found.to_json())


@router.post(
    "/gedragingentoetsen", response_model=answers.Gedragingentoets,
    summary="Mag meetellen wat de politiechef meldt? Alleen voor de burgemeester; er wordt niets bewaard",
    openapi_extra={"requestBody": document_body(ConductCheck, "Meldingen", SCHEMAS)}, dependencies=[Depends(Access(Role.MAYOR))],
)  # fmt: skip
async def toets_gedragingen(request: Request, peildatum: Peildatum = None) -> Response:
    """Per gemelde letter of zij op de lijst staat, door de verordening is gekozen en binnen de termijn valt.

    Zonder `gedragingenVerordening` telt wat de eigen verordening van de gemeente op die dag koos.
    """
    on = day("peildatum", peildatum)
    asked = ConductCheck.model_validate(await json_body(request))
    book, own = await _book(request, asked.municipality), OwnRegister.of(request)
    found = None if asked.chosen is not None else await asyncio.to_thread(own.ordained, asked, on)
    if found is None or found.get("gedragingen") is None:
        return answer(check_conduct(asked, lawbook=book, on=on))
    whole = ConductCheck.model_validate(asked.to_json() | {"gedragingenVerordening": found["gedragingen"]})
    named = {key: found[key] for key in ("id", "versie", "citeertitel")}
    return answer(check_conduct(whole, lawbook=book, on=on) | {"verordening": named})
