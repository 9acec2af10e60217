"""What other systems send: an answer of the BRP, read and kept nowhere, and a submission of a form, which becomes a case."""

from functools import partial
from typing import Annotated, Any, ClassVar, Final

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.cases import files
from wbmgp_api.counter import done, office_of, told
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.exchange import brp
from wbmgp_api.exchange.open_forms import read_submission_json, submission
from wbmgp_api.exchange.open_forms_intake import intake
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.v1 import exchange_in_answers as answers
from wbmgp_api.v1.case_requests import tag
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import NotNull, Partial

SCHEMAS: Final[dict[str, Any]] = {}
"""The schema of what is read here and is no form."""
router = APIRouter(tags=["uitwisseling"])
Worker = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER))]
_FORM: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}


class BrpGelezen(Document):
    """Een antwoord van Haal Centraal, met de geboortedatum voor een historie, die haar niet heeft."""

    ROOT: ClassVar[str] = "brpAntwoord"
    answer: dict[str, Any] = Field(alias="antwoord", description="Het antwoord zoals Haal Centraal het gaf.")
    born: Annotated[Partial | None, NotNull] = Field(default=None, alias="geboortedatum")


@router.post(
    "/brp-antwoorden", response_model=answers.BrpAntwoord, openapi_extra={"requestBody": document_body(BrpGelezen, "Brp", SCHEMAS)},
    summary="Lees een antwoord van Haal Centraal; er wordt niets bewaard",
    dependencies=[Depends(Access(Role.DESK, Role.REVIEWER))],
)  # fmt: skip
async def lees_brp_antwoord(request: Request) -> Response:
    """Per persoon het verblijf en de geboortedatum zoals een aanvraag die heeft, met wat niet is overgenomen.

    Wat de BRP in onderzoek heeft, blijft dat. Een burgerservicenummer wordt niet gelezen en niet herhaald.
    """
    given = BrpGelezen.model_validate(await json_body(request))
    people = brp.read_answer(given.answer, given.born)
    return answer({"personen": [one.to_json() for one in people]})


@router.post(
    "/aanvragen/_uit-formulier", status_code=201, response_model=answers.UitFormulier, openapi_extra=_FORM,
    summary="Neem een inzending van Open Formulieren in ontvangst",
)  # fmt: skip
async def neem_formulier_in(request: Request, who: Worker) -> Response:
    """Een nieuwe zaak, met wat niet is overgenomen en welke bijlagen nog zijn op te halen.

    Het kenmerk van de inzending is de sleutel: dezelfde inzending geeft dezelfde zaak.
    """
    office = office_of(request)
    sent = submission(await json_body(request, read_submission_json))
    taken = intake(sent, request.app.state.service.forms.find(who.tenant), who.tenant)
    case = await done(partial(files.take_in, office, who, taken.came, taken.key, of_all=True))
    headers = tag(case.course.version) | {"Location": f"/v1/aanvragen/{case.state.case_id}"}
    return answer({"zaak": told(case, office, who), **taken.beside()}, 201, headers)
