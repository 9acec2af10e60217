"""The steps of the procedure that need no more than a day, a term or a word: one route each, all of one shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from wbmgp_api.cases import completing, court, deciding, steps
from wbmgp_api.cases.procedure import ACTS, shown_name
from wbmgp_api.counter import done, known_id
from wbmgp_api.edge.bodies import json_body
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import case_bodies as bodies
from wbmgp_api.v1 import decision_bodies
from wbmgp_api.v1.case_requests import Again, CaseId, IfMatch, office_asked, shown, version_of
from wbmgp_engine.facts.documents import Document

router = APIRouter(tags=["handelingen"])


class _Route(NamedTuple):
    act: str
    body: type[Document]
    summary: str


_ROUTES: Final = (
    _Route("neem_in_behandeling", bodies.Note, "Neem een zaak in behandeling"),
    _Route("geef_vrij", bodies.Reasoned, "Geef een zaak vrij"),
    _Route("vraag_aanvulling", bodies.Completion, "Vraag om aanvulling; de beslistermijn staat stil"),
    _Route("verklaar_volledig", bodies.Note, "Verklaar de aanvraag volledig; de termijn loopt weer"),
    _Route("vraag_onderzoek", bodies.Note, "Vraag de burgemeester om onderzoek"),
    _Route("verleng_termijn", bodies.UntilDay, "Verleng de beslistermijn, één keer"),
    _Route("verbeter_verlenging", bodies.UntilDay, "Verbeter de dag van een verlenging die verkeerd is vastgelegd"),
    _Route(
        "schort_op", bodies.Interval, "Schort de beslistermijn op, zoals met schriftelijke instemming van de aanvrager"
    ),
    _Route("stel_in_gebreke", bodies.Note, "Leg een ingebrekestelling vast"),
    _Route("wijs_terug", bodies.Reasoned, "Wijs een ontwerp terug"),
    _Route("verzend", bodies.Note, "Verzend het besluit; de termijn voor bezwaar begint"),
    _Route("draag_over", bodies.HandedOver, "Draag de zaak over aan de gemeente; de eigen kopie is verwijderd"),
    _Route("trek_in", bodies.Reasoned, "De aanvrager trekt de aanvraag in"),
    _Route("laat_buiten_behandeling", bodies.Reasoned, "Laat een niet aangevulde aanvraag buiten behandeling"),
    _Route("hervat", bodies.Reasoned, "Behandel de aanvraag alsnog, zoals op bezwaar; het besluit vervalt"),
    _Route("trek_vergunning_in", decision_bodies.Withdrawal, "Trek de vergunning in"),
    _Route("stel_commissie_in", bodies.Note, "Een adviescommissie behandelt het bezwaar; de termijn is langer"),
    _Route("verdaag_bezwaar", bodies.Reasoned, "Verdaag het besluit op bezwaar, één keer"),
    _Route("hoor", bodies.Note, "Leg vast dat de bezwaarmaker is gehoord of daarvoor was uitgenodigd"),
    _Route("zie_af_van_horen", decision_bodies.Unheard, "Zie af van horen op een grond die de wet kent"),
    _Route("uitspraak", decision_bodies.Ruling, "Leg de uitspraak op het beroep vast"),
    _Route(
        "vernietiging",
        decision_bodies.Annulment,
        "De rechter vernietigde het besluit op bezwaar: beslis opnieuw",
    ),
    _Route("beroep", bodies.Note, "Leg vast dat beroep is ingesteld"),
    _Route("trek_beroep_in", bodies.Note, "Leg vast dat het beroep is ingetrokken"),
    _Route("verklaar_onherroepelijk", bodies.Note, "Het besluit is onherroepelijk"),
    _Route("bewaar", bodies.Note, "Leg de zaak in bewaring"),
)


def _said(given: Any) -> steps.Said:
    if isinstance(given, bodies.UntilDay):
        papers = given.papers if isinstance(given, bodies.Completion) else None
        return steps.Said(given.note, None, given.until, papers=None if papers is None else tuple(papers))
    if isinstance(given, bodies.Interval):
        return steps.Said(given.note, given.since, given.until)
    if isinstance(given, decision_bodies.Annulment):
        return steps.Said(given.note, given.day, given.until)
    if isinstance(given, decision_bodies.Withdrawal):
        return steps.Said(given.note, given.day, ground=given.ground, view=given.view)
    ground = given.ground if isinstance(given, decision_bodies.Unheard) else None
    return steps.Said(given.note, given.day, ground=ground)


def _handler(route: _Route) -> Callable[..., Any]:
    access = Access(*ACTS[route.act].roles)

    async def handle(
        request: Request,
        id: CaseId,
        who: Annotated[Principal, Depends(access)],
        if_match: IfMatch = None,
        key: Again = None,
    ) -> Response:
        office, version = await office_asked(request, key), version_of(if_match)
        given = route.body.model_validate(await json_body(request))
        said = _said(given)
        if isinstance(given, decision_bodies.Ruling):
            ruling = court.Ruling(given.judgement, given.outcome, said)
            work = partial(court.rule, office, who, known_id(id), version, ruling)
        elif isinstance(given, decision_bodies.Annulment):
            work = partial(court.annul, office, who, known_id(id), version, said)
        elif route.act == "laat_buiten_behandeling":
            work = partial(deciding.left_aside, office, who, known_id(id), version, said.note or "")
        else:
            work = partial(steps.take, office, who, known_id(id), version, route.act, said)
        case = await done(work)
        if route.act == "vraag_aanvulling":
            return shown(case, office, who, wanted=await done(partial(completing.wanted, office, who, case)))
        return shown(case, office, who)

    handle.__annotations__ = {**handle.__annotations__, "who": Annotated[Principal, Depends(access)]}
    return handle


for _one in _ROUTES:
    router.add_api_route(
        f"/aanvragen/{{id}}/{shown_name(ACTS[_one.act])}", _handler(_one), methods=["POST"],
        response_model=answers.Zaak, summary=_one.summary, name=_one.act, operation_id=_one.act,
        description=f"{_one.summary}. De zaak krijgt een nieuwe versie.", openapi_extra=bodies.body(_one.body),
    )  # fmt: skip
