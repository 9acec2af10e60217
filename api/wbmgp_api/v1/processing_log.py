"""The processing log: who used whose data, when and for what; for who watches over it and who answers the person."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any, ClassVar, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.counter import done, known_id, not_too_often, office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight import processing_log
from wbmgp_api.oversight.processing_log import Found, to_json
from wbmgp_api.store.processing_reading import FIRST, Cursor
from wbmgp_api.v1.answers import Answer
from wbmgp_api.v1.case_bodies import CitizenNumber
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.processing.schema import Category

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["verwerkingen"])
_CURSOR: Final = "^[0-9]{1,15}-[0-9a-f]{16}$"
_FORM: Final = re.compile(_CURSOR.strip("^$"), re.ASCII)
_MOST, _PAGE = 500, 100
Overseer = Annotated[Principal, Depends(Access(Role.AUDITOR, Role.PRIVACY))]
Officer = Annotated[Principal, Depends(Access(Role.PRIVACY))]


class SoughtProcessing(Document):
    """Over wie: iemand met een burgerservicenummer, of wie er in een zaak staan."""

    ROOT: ClassVar[str] = "verwerkingenvraag"
    bsn: CitizenNumber | None = None
    case: Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None = Field(default=None, alias="zaak")
    cursor: Annotated[str, Field(pattern=_CURSOR)] | None = Field(
        default=None, description="De waarde van `volgende` in het vorige antwoord."
    )
    limit: Annotated[int, Field(ge=1, le=_MOST)] = _PAGE


class Verwerking(Answer):
    """Een regel van het verwerkingslog: een handeling, of iemand in een handeling (`betrokkene`)."""

    trace_id: str = Field(alias="traceId", pattern="^[0-9a-f]{32}$")
    span_id: str = Field(alias="spanId", pattern="^[0-9a-f]{16}$")
    ouder_span_id: str | None = Field(
        alias="ouderSpanId", description="Van een betrokkene de handeling; van een handeling die van een afnemer."
    )
    status: Literal["Unset", "Ok", "Error"] = Field(
        description="Unset: de invoer is geweigerd. Error: het lag aan de dienst."
    )
    naam: str
    begin: str
    einde: str
    activiteit: str = Field(description="De verwerkingsactiviteit, met de dag vanaf wanneer zij zo luidt.")
    betrokkene: str | None = Field(description="Een pseudoniem: een hash met een sleutel.")
    betrokkene_soort: Literal["bsn", "persoon_in_zaak"] | None = Field(alias="betrokkeneSoort")
    sleutel: str | None = Field(description="Onder welke sleutel het pseudoniem is gemaakt.")
    afnemer: str | None = Field(description="Het programma dat vroeg, naar de client in zijn token.")
    organisatie: str | None = Field(description="De corporatie, zoals haar mandaat haar op die dag noemde.")
    door: str = Field(description="Wie het deed, als hash met een sleutel.")
    rol: str
    zaak: str | None
    record: str | None = Field(description="De regel van het logboek die erbij hoort.")
    categorieen: list[Category] = Field(
        description="Om welke gegevens het ging; leeg bij record: alleen de stand van de zaak."
    )
    categorieen_uit: Literal["record", "activiteit"] = Field(
        alias="categorieenUit",
        description="record: wat bij een inzage open ging. activiteit: hoogstens deze, want zoveel mag de verwerking gebruiken.",
    )


class Verwerkingenlijst(Answer):
    """Een bladzijde van het verwerkingslog, de nieuwste regel eerst."""

    verwerkingen: list[Verwerking]
    volgende: str | None = Field(description="De cursor voor wat daarna komt; null aan het einde.")


@router.get("/verwerkingen", response_model=Verwerkingenlijst, summary="Het verwerkingslog van de gemeente")
async def lijst_verwerkingen(
    request: Request,
    who: Overseer,
    cursor: Annotated[
        str | None, Query(description="`volgende` van het vorige antwoord.", json_schema_extra={"pattern": _CURSOR})
    ] = None,
    limit: Annotated[
        str | None, Query(description=f"Hoogstens {_MOST} regels.", json_schema_extra={"default": str(_PAGE)})
    ] = None,
) -> Response:
    """Wie gegevens van wie gebruikte, wanneer en waarvoor. Inhoud staat er niet in, en personen alleen als pseudoniem."""
    after, most = _cursor(cursor), number("limit", limit, _PAGE, 1, _MOST)
    found = await done(partial(processing_log.listed, office_of(request), who, after, most))
    return _told(found)


@router.post(
    "/verwerkingen/_zoek", response_model=Verwerkingenlijst, summary="Wie gebruikte de gegevens van iemand?",
    openapi_extra={"requestBody": document_body(SoughtProcessing, "Verwerkingenvraag", SCHEMAS)},
)  # fmt: skip
async def zoek_verwerkingen(request: Request, who: Officer) -> Response:
    """Voor wie om inzage vraagt (AVG art. 15): op burgerservicenummer of op zaak.

    De vraag zelf staat daarna in het logboek en in het verwerkingslog, en kan niet onbeperkt vaak.
    """
    given = SoughtProcessing.model_validate(await json_body(request))
    office, after = office_of(request), _cursor(given.cursor)
    if (given.bsn is None) == (given.case is None):
        raise bad_input("sought_one", "verwerkingenvraag")
    if given.case is not None:
        case = known_id(given.case)
        return _told(await done(partial(processing_log.of_case, office, who, case, after, given.limit)))
    assert given.bsn is not None
    not_too_often(request, who)
    return _told(await done(partial(processing_log.of_number, office, who, given.bsn, after, given.limit)))


def _cursor(text: str | None) -> Cursor:
    if text is None:
        return FIRST
    if not _FORM.fullmatch(text):
        raise bad_input("cursor", "cursor")
    start, _, span = text.partition("-")
    return Cursor(int(start), span)


def _told(found: Found) -> Response:
    following = None if found.following is None else f"{found.following.start_ms}-{found.following.span_id}"
    return answer({"verwerkingen": [to_json(line) for line in found.lines], "volgende": following})
