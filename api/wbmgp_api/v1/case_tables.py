"""A table of applications taken in at once: tried first, every fault with its cell, and all of them or none."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from wbmgp_api.cases import files
from wbmgp_api.counter import done, office_of
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.queries import flag
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.sheets.applications import refuse
from wbmgp_api.sheets.columns import OF_A_PERSON, OF_THE_CASE
from wbmgp_api.sheets.intakes import NUMBER, RECEIVED, Told, intakes
from wbmgp_api.sheets.reading import CSV, XLSX, read
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1.case_requests import Key, key_of
from wbmgp_api.v1.uploads import table_of, template
from wbmgp_engine.errors import BadInput, Finding

router = APIRouter(tags=["aanvragen"])
Taker = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LANDLORD))]
_FILE: Final = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/aanvragen/_upload", status_code=201, response_model=answers.Inname,
    summary="Neem een tabel met aanvragen in ontvangst, alle of geen",
    responses={200: {"model": answers.Inname, "description": "Een proef: er is niets bewaard."}},
    openapi_extra={"requestBody": {"required": True, "content": {CSV: _FILE, XLSX: _FILE}}},
)  # fmt: skip
async def neem_tabel_in(
    request: Request,
    who: Taker,
    key: Key = None,
    proef: Annotated[
        str, Query(description="Alleen nakijken.", json_schema_extra={"enum": ["true", "false"]})
    ] = "false",
) -> Response:
    """Elke fout komt met zijn cel, en dan wordt niets bewaard. Dezelfde sleutel en inhoud geven hetzelfde antwoord."""
    office, trial, name = office_of(request), flag("proef", proef), key_of(key)
    data, kind = await table_of(request)
    told, faults = await at_length(lambda: intakes(read(data, kind)))
    came = [files.Came(one.listed.application, one.received, one.numbers) for one in told]
    await done(partial(_refuse, faults, told, came, partial(files.Came.checked, who=who, today=office.today())))
    if trial:
        return answer({"proef": True, "aanvragen": [_line(one, None) for one in told]})
    cases = await done(partial(files.take_in_all, office, who, came, name))
    lines = [_line(one, case.state.case_id) for one, case in zip(told, cases, strict=True)]
    return answer({"proef": False, "aanvragen": lines}, 201)


def _refuse(faults: list[Finding], told: list[Told], came: list[files.Came], check: Any) -> None:
    """What is wrong with the table, and with each application in it as an intake, at its cell; all of it at once."""
    found = list(faults)
    for one, intake in zip(told, came, strict=True):
        try:
            check(intake)
        except BadInput as problem:
            found += [each.at(one.place(each.place)) for each in problem.findings]
    refuse(found)


def _line(one: Told, case: str | None) -> dict[str, Any]:
    return {"rij": one.listed.row, "kenmerk": one.listed.application.reference, "zaak": case}


@router.get(
    "/aanvragen/_sjabloon", dependencies=[Depends(Access(Role.DESK, Role.REVIEWER, Role.LANDLORD))],
    summary="Een lege tabel van aanvragen om in te vullen",
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "De kolommen, met uitleg."}},
    response_class=Response,
)  # fmt: skip
async def sjabloon_van_aanvragen() -> Response:
    """De kolommen van een toets, met de dag van ontvangst en een burgerservicenummer per persoon."""
    return template([*OF_THE_CASE, RECEIVED, *OF_A_PERSON, NUMBER])
