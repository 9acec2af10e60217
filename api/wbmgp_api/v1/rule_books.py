"""Rule books by their hash: the one in use and those that decisions were made with, file by file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.problems import Fout, Problem
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.rulebooks.review import review
from wbmgp_api.rulebooks.unpacking import files_in
from wbmgp_api.store import rule_books
from wbmgp_api.store.errors import NotThere
from wbmgp_api.v1.answers import Answer
from wbmgp_api.v1.case_requests import office_of

router = APIRouter(tags=["regelboeken"])
ZIP: Final = "application/zip"
_HASH: Final = "sha256:[0-9a-f]{64}"
Hash = Annotated[str, Path(description="Het regelboek.", json_schema_extra={"pattern": f"^{_HASH}$"})]


class Regelboek(Answer):
    """Een regelboek. `vastgelegd` is leeg zolang er niets mee is beslist."""

    hash: str
    in_use: bool = Field(alias="inGebruik")
    recorded: datetime | None = Field(alias="vastgelegd")


class Regelboekenlijst(Answer):
    """Het regelboek dat nu geldt en die waarmee eerder is beslist."""

    regelboeken: list[Regelboek]


class Regelbestand(Answer):
    """Een bestand van een regelboek; `inhoud` alleen van het bestand waarom is gevraagd."""

    pad: str
    bytes: int
    inhoud: str | None


class RegelboekMetBestanden(Answer):
    """De bestanden van een regelboek."""

    hash: str
    in_use: bool = Field(alias="inGebruik")
    bestanden: list[Regelbestand]


class Advieswissel(Answer):
    """Het advies dat is vastgelegd, en dat van het nieuwe regelboek."""

    toen: str
    nieuw: str


class Grondwissel(Advieswissel):
    """Een grond met een ander oordeel."""

    grond: str


class Gefaald(Answer):
    """Een toetsing waarvoor het nieuwe regelboek geen antwoord heeft."""

    zaak: str
    toetsing: str
    law_date: date = Field(alias="rechtVan")


class Gewijzigd(Gefaald):
    """Een toetsing die anders zou uitkomen, zonder de feiten."""

    advies: Advieswissel
    gronden: list[Grondwissel]
    delen: list[str] = Field(description="De delen van het antwoord die anders zijn.")


class Gevolgen(Answer):
    """Wat van de nieuwste toetsing van elke zaak van het laatste jaar zou zijn geworden."""

    bekeken: int
    gelijk: int
    gewist: int
    passed_over: int = Field(alias="nietBekeken")
    faalt: list[Gefaald]
    anders: list[Gewijzigd]


class Regelboektoets(Answer):
    """Wat er aan een regelboek niet klopt, en wat het zou veranderen."""

    hash: str | None
    bevindingen: list[Fout]
    gevolgen: Gevolgen | None


@router.post(
    "/regelboeken/_toets", response_model=Regelboektoets,
    summary="Toets een voorgesteld regelboek; er wordt niets bewaard",
    openapi_extra={"requestBody": {"required": True, "content": {
        ZIP: {"schema": {"type": "string", "format": "binary"}},
    }}},
)  # fmt: skip
async def toets_regelboek(request: Request, who: Annotated[Principal, Depends(Access(Role.RULES))]) -> Response:
    """Een zip van de map rules: alles wat er niet klopt, en welke toetsingen van het laatste jaar anders zouden uitkomen."""
    office = office_of(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != ZIP:
        raise Problem(415, f"Stuur {ZIP}.")
    files = files_in(await request.body())
    return answer(await asyncio.to_thread(review, office, who, files))


@router.get(
    "/regelboeken", response_model=Regelboekenlijst, dependencies=[Depends(Access(*Role))],
    summary="De regelboeken, het geldende eerst",
)  # fmt: skip
async def lijst_regelboeken(request: Request) -> Response:
    """Elk regelboek met zijn hash, en sinds wanneer ermee is vastgelegd."""
    service = request.app.state.service
    found: dict[str, str] = {}
    if service.store is not None:
        found = await asyncio.to_thread(service.store.read, "", rule_books.recorded)
    current = service.lawbook.hash
    listed = [current, *(one for one in found if one != current)]
    return answer({
        "regelboeken": [{"hash": one, "inGebruik": one == current, "vastgelegd": found.get(one)} for one in listed]
    })  # fmt: skip


@router.get(
    "/regelboeken/{hash}", response_model=RegelboekMetBestanden, dependencies=[Depends(Access(*Role))],
    summary="Lees een regelboek",
)  # fmt: skip
async def lees_regelboek(
    request: Request,
    hash: Hash,
    bestand: Annotated[str | None, Query(description="Het pad van het bestand waarvan de inhoud meekomt.")] = None,
) -> Response:
    """De bestanden, en van één bestand de inhoud zoals ermee is beslist."""
    service = request.app.state.service
    files = await asyncio.to_thread(_files, service, hash)
    if bestand is not None and bestand not in files:
        raise NotThere("the rule book has no such file")
    listed = [_listed(path, files, bestand) for path in sorted(files)]
    return answer({"hash": hash, "inGebruik": hash == service.lawbook.hash, "bestanden": listed})


def _files(service: Any, wanted: str) -> Mapping[str, bytes]:
    if not re.fullmatch(_HASH, wanted):
        raise NotThere("that is no hash of a rule book")
    if wanted == service.lawbook.hash:
        current: Mapping[str, bytes] = service.lawbook.files
        return current
    if service.store is None:
        raise NotThere("this service keeps no rule books")
    kept: Mapping[str, bytes] = service.store.read("", partial(rule_books.files_of, rules_hash=wanted))
    return kept


def _listed(path: str, files: Mapping[str, bytes], shown: str | None) -> dict[str, Any]:
    return {
        "pad": path, "bytes": len(files[path]), "inhoud": files[path].decode("utf-8") if path == shown else None,
    }  # fmt: skip
