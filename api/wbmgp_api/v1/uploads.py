"""A table of applications checked at once: every fault with its cell, and nothing is used while there is one."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from wbmgp_api.edge.bodies import answer, media_type
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.sheets.applications import Listed, applications, refuse
from wbmgp_api.sheets.columns import OF_A_PERSON, OF_THE_CASE
from wbmgp_api.sheets.reading import CSV, XLSX, read
from wbmgp_api.sheets.writing import csv_text
from wbmgp_api.v1 import answers
from wbmgp_api.v1.own_register import OwnRegister
from wbmgp_engine import assess

router = APIRouter(tags=["toetsen"])
_MAY: Final = Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.COUNCIL, Role.RULES, open_check=True)
_FILE: Final = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/toetsingen/_upload", response_model=answers.Upload, dependencies=[Depends(_MAY)],
    summary="Toets een tabel met aanvragen; er wordt niets bewaard",
    openapi_extra={"requestBody": {"required": True, "content": {CSV: _FILE, XLSX: _FILE}}},
)  # fmt: skip
async def toets_tabel(request: Request) -> Response:
    """Per aanvraag het advies. Klopt er iets niet, dan komt elke fout met zijn cel en wordt niets getoetst."""
    data, kind = await table_of(request)
    books: Books = request.app.state.books
    own = OwnRegister.of(request)
    return answer(await at_length(lambda: _checked(_readable(data, kind), books, own)))


def _readable(data: bytes, kind: str) -> list[Listed]:
    found = applications(read(data, kind))
    refuse(found.faults)
    return found.listed


def _checked(found: list[Listed], books: Books, own: OwnRegister) -> dict[str, Any]:
    return {"aanvragen": [_line(listed, books, own) for listed in found]}


def _line(listed: Listed, books: Books, own: OwnRegister) -> dict[str, Any]:
    municipality = listed.application.municipality
    book = books.recent(municipality) or books.of(municipality)
    made = assess(own.placed(listed.application, book, None), lawbook=book)
    register = made.law().get("register")
    return {
        "rij": listed.row, "kenmerk": listed.application.reference, "advies": made.advice,
        "gronden": {ground.id: ground.verdict for ground in made.grounds},
        "vragen": [question.to_json()["feit"] for question in made.questions],
        "openstaand": [gate.id for gate in made.open_gates],
        **({} if register is None else {"register": register}),
    }  # fmt: skip


@router.get(
    "/toetsingen/_sjabloon", dependencies=[Depends(_MAY)], summary="Een lege tabel om in te vullen",
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "De kolommen, met uitleg."}},
    response_class=Response,
)  # fmt: skip
async def sjabloon() -> Response:
    """De namen van de kolommen, en een voorbeeld van een aanvraag van twee personen."""
    return template([*OF_THE_CASE, *OF_A_PERSON])


def template(names: list[str]) -> Response:
    """A table with these columns and two rows as an example."""
    lines = [names, *([_EXAMPLE[number].get(name, "") for name in names] for number in (0, 1))]
    return Response(csv_text(lines).encode("utf-8-sig"), media_type=f"{CSV}; charset=utf-8")


async def table_of(request: Request) -> tuple[bytes, str]:
    """The table in a request and its media type. Problem 415."""
    kind = media_type(request)
    if kind not in (CSV, XLSX):
        raise Problem(415, "send_table", csv=CSV, xlsx=XLSX)
    return await request.body(), kind


_EXAMPLE: Final[tuple[dict[str, str], ...]] = (
    {
        "kenmerk": "voorbeeld-1", "gemeente": "GM0599", "aanvraagdatum": "2024-03-08", "gebied": "tarwewijk",
        "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": "45000", "persoon": "p1", "rol": "aanvrager",
        "geboortedatum": "1971-05-25", "rechtmatigVerblijf": "ja", "verblijf": "GM0363:1990-01-01..2020-05-25|GM0599:2020-05-25..",
        "inkomen": "bijstand",
    },
    {"kenmerk": "voorbeeld-1", "persoon": "p2", "rol": "kind", "geboortedatum": "1999", "inkomen": "geen"},
)  # fmt: skip
