"""Assessments, decisions and objections in a case."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from wbmgp_api.cases import assessing, deciding, objecting
from wbmgp_api.cases import outcome as outcomes
from wbmgp_api.cases.telling import answer_for
from wbmgp_api.counter import done, known_id, office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import case_bodies as bodies
from wbmgp_api.v1 import decision_answers, decision_bodies
from wbmgp_api.v1.case_requests import Again, CaseId, IfMatch, office_asked, shown, tag, version_of

router = APIRouter(tags=["besluiten"])
Decider = Annotated[Principal, Depends(Access(Role.REVIEWER, Role.LANDLORD))]
Assessor = Annotated[Principal, Depends(Access(Role.REVIEWER, Role.LAWYER, Role.LANDLORD))]
Reader = Annotated[Principal, Depends(Access(Role.REVIEWER, Role.LAWYER))]
Lister = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR))]
Objector = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER))]
_HEX = {"pattern": "^[0-9a-f]{32}$"}


@router.post(
    "/aanvragen/{id}/toetsingen", status_code=201, response_model=decision_answers.VastgelegdeToetsing,
    summary="Toets de gegevens van een zaak zoals zij nu zijn",
)  # fmt: skip
async def toets_zaak(
    request: Request, id: CaseId, who: Assessor, if_match: IfMatch = None, key: Again = None
) -> Response:
    """Onder het recht van vandaag. Het antwoord is vastgelegd voordat u het ziet. Een jurist toetst in bezwaar."""
    office, version = await office_asked(request, key), version_of(if_match)
    case, made, found = await done(partial(assessing.assess_now, office, who, known_id(id), version))
    at = f"/v1/aanvragen/{id}/toetsingen/{made.id}"
    told = _assessment(made, case.state.facts_version) | {"nogNodig": assessing.still_needed(made)}
    told["toetsing"] = answer_for(who, found)
    return answer(told, 201, tag(case.state.version) | {"Location": at})


@router.get(
    "/aanvragen/{id}/toetsingen", response_model=decision_answers.Toetsingenlijst, summary="De toetsingen in een zaak"
)  # fmt: skip
async def toetsingen(request: Request, id: CaseId, who: Lister) -> Response:
    """Zonder inhoud, van oud naar nieuw; de inzage staat in het logboek, want een advies gaat over iemand."""
    office = office_of(request)
    case, found = await done(partial(assessing.shown, office, who, known_id(id)))
    listed = [_assessment(one, case.state.facts_version) for one in found]
    return answer({"toetsingen": listed}, headers=tag(case.state.version))


@router.get(
    "/aanvragen/{id}/toetsingen/{toetsing}",
    response_model=decision_answers.VastgelegdeToetsing,
    summary="Lees een toetsing",
)
async def lees_toetsing(
    request: Request,
    id: CaseId,
    toetsing: Annotated[str, Path(description="De toetsing.", json_schema_extra=_HEX)],
    who: Reader,
) -> Response:
    """Zoals zij is gegeven; de inzage staat in het logboek."""
    office = office_of(request)
    case, kept = await done(partial(assessing.listed, office, who, known_id(id)))
    found = await done(partial(assessing.read, office, who, id, known_id(toetsing)))
    made = next(one for one in kept if one.id == toetsing)
    return answer(
        _assessment(made, case.state.facts_version) | {"toetsing": found, "nogNodig": assessing.still_needed(made)}
    )


def _assessment(one: assessing.Kept, facts_version: int) -> dict[str, Any]:
    return {
        "id": one.id, "advies": one.advice, "vastgelegd": one.recorded_at, "recht": one.law_date,
        "openPoorten": one.open_gates, "actueel": one.facts_version == facts_version,
    }  # fmt: skip


@router.post(
    "/aanvragen/{id}/besluiten", status_code=201, response_model=answers.Zaak, summary="Stel een ontwerpbesluit op",
    openapi_extra=bodies.body(decision_bodies.Decision),
)  # fmt: skip
async def stel_op(request: Request, id: CaseId, who: Decider, if_match: IfMatch = None, key: Again = None) -> Response:
    """Een mens volgt het advies of wijkt af. Wat voor die uitkomst openstaat, houdt het ontwerp tegen."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = decision_bodies.Decision.model_validate(await json_body(request))
    wanted = deciding.Wanted(given.outcome, given.relation, given.reasons, given.hardship)
    case = await done(partial(deciding.draft, office, who, known_id(id), version, wanted))
    return shown(case, office, who, 201, f"/v1/aanvragen/{id}/besluiten")


@router.get(
    "/aanvragen/{id}/besluiten",
    response_model=decision_answers.Besluitenlijst,
    summary="Ontwerpen en besluiten in een zaak",
)
async def besluiten(request: Request, id: CaseId, who: Reader) -> Response:
    """Met wat is geschreven; de inzage staat in het logboek."""
    found = await done(partial(deciding.listed, office_of(request), who, known_id(id)))
    listed = [
        {"id": one.id, "uitkomst": one.outcome, "verhouding": one.relation, "toetsing": one.assessment,
         "opgesteld": one.drafted_at, "motivering": said.get("motivering"), "hardheid": said.get("hardheid"),
         "besluit": one.decision, "besloten": one.decided_on}
        for one, said in found
    ]  # fmt: skip
    return answer({"besluiten": listed})


@router.post(
    "/aanvragen/{id}/_stel-vast", response_model=answers.Zaak, summary="Stel het ontwerp vast, als tweede persoon"
)
async def stel_vast(
    request: Request, id: CaseId, who: Decider, if_match: IfMatch = None, key: Again = None
) -> Response:
    """Een ander dan wie het ontwerp opstelde maakt er het besluit van."""
    office, version = await office_asked(request, key), version_of(if_match)
    return shown(await done(partial(deciding.confirm, office, who, known_id(id), version)), office, who)


@router.get(
    "/aanvragen/{id}/uitkomst",
    response_model=decision_answers.ZaakUitkomst,
    summary="Alleen de uitkomst, voor de verhuurder",
)
async def uitkomst(
    request: Request,
    id: CaseId,
    who: Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.LANDLORD))],
) -> Response:
    """Zonder advies en zonder reden, en pas als het besluit is verzonden."""
    case, outcome, sent = await done(partial(outcomes.outcome, office_of(request), who, known_id(id)))
    withdrawn = case.course.last("trek_vergunning_in")
    told = {"id": case.state.case_id, "uitkomst": outcome, "verzonden": sent}
    return answer(told | {"ingetrokken": withdrawn.day if withdrawn else None})


@router.post(
    "/aanvragen/{id}/bezwaren", status_code=201, response_model=answers.Zaak, summary="Neem een bezwaar in ontvangst",
    openapi_extra=bodies.body(decision_bodies.ObjectionBody),
)  # fmt: skip
async def maak_bezwaar(
    request: Request, id: CaseId, who: Objector, if_match: IfMatch = None, key: Again = None
) -> Response:
    """Ook een bezwaar dat te laat is; of dat te verontschuldigen is, beoordeelt een mens."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = decision_bodies.ObjectionBody.model_validate(await json_body(request))
    said = objecting.Objection(given.received, given.posted, given.grounds, given.reasons)
    case = await done(partial(objecting.object_to, office, who, known_id(id), version, said))
    return shown(case, office, who, 201, f"/v1/aanvragen/{id}/bezwaren/{case.course.steps[-1].id}")


@router.get(
    "/aanvragen/{id}/bezwaren/{bezwaar}",
    response_model=decision_answers.Bezwaar,
    summary="Een bezwaar met beide toetsingen",
)
async def lees_bezwaar(
    request: Request,
    id: CaseId,
    bezwaar: Annotated[str, Path(description="Het bezwaar.", json_schema_extra=_HEX)],
    who: Reader,
) -> Response:
    """De toetsing onder het besluit, en die van nu onder het recht en de verordening van nu."""
    work = partial(objecting.shown, office_of(request), who, known_id(id), known_id(bezwaar))
    return answer(await done(work))


@router.post(
    "/aanvragen/{id}/_beslis-op-bezwaar", response_model=answers.Zaak, summary="Beslis op het bezwaar",
    openapi_extra=bodies.body(decision_bodies.ObjectionDecision),
)  # fmt: skip
async def beslis_op_bezwaar(
    request: Request, id: CaseId, who: Reader, if_match: IfMatch = None, key: Again = None
) -> Response:
    """Op een toetsing van na het bezwaar, door een ander dan wie het eerste besluit nam."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = decision_bodies.ObjectionDecision.model_validate(await json_body(request))
    said = objecting.Judged(given.judgement, given.outcome, given.reasons, given.excuse)
    return shown(await done(partial(objecting.decide, office, who, known_id(id), version, said)), office, who)
