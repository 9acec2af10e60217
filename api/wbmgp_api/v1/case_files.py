"""Cases: taken in, listed, searched, read, corrected, and what was done in them."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Annotated, Any, Final, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from wbmgp_api.cases import completing, ending, evidence, files, finding
from wbmgp_api.cases import numbers as numbering
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Office
from wbmgp_api.counter import done, known_id, not_too_often, office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.problems import Problem
from wbmgp_api.edge.queries import day, number
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.case_rows import State
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import case_bodies as bodies
from wbmgp_api.v1.case_requests import Again, CaseId, IfMatch, Key, key_of, office_asked, shown, version_of, whole
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.fields import IDENTIFIER

router = APIRouter(tags=["aanvragen"])
Worker = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER))]
Taker = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LANDLORD))]
Seer = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.LANDLORD))]
Reader = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER))]
Auditor = Annotated[Principal, Depends(Access(Role.REVIEWER, Role.LAWYER, Role.AUDITOR))]
Lister = Annotated[Principal, Depends(Access(Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR, Role.MAYOR))]
_COLLEAGUES: Final = frozenset({Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR})
_WORDS: Final = {"type": "string", "minLength": 1, "maxLength": 20000, "required": True}
_NUMBERS: Final = {
    "type": "array", "maxItems": 100, "description": "Wie welk burgerservicenummer heeft; ieder één keer.",
    "items": {
        "type": "object", "additionalProperties": False, "required": ["persoon", "nummer"],
        "properties": {
            "persoon": {"type": "string", "pattern": IDENTIFIER}, "nummer": {"type": "string", "pattern": "^[0-9]{9}$"},
        },
    },
}  # fmt: skip


@router.post(
    "/aanvragen", status_code=201, response_model=answers.Zaak, summary="Neem een aanvraag in ontvangst",
    openapi_extra=bodies.with_application(
        bodies.Intake, ontvangen={"type": "string", "format": "date"}, burgerservicenummers=dict(_NUMBERS)
    ),
)  # fmt: skip
async def neem_in(request: Request, who: Taker, key: Key = None) -> Response:
    """Een nieuwe zaak. Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord."""
    name, office = key_of(key), office_of(request)
    given = bodies.Intake.model_validate(await json_body(request))
    came = files.Came(given.application, given.received, bodies.by_person(given.numbers))
    case = await done(partial(files.take_in, office, who, came, name))
    return shown(case, office, who, 201, f"/v1/aanvragen/{case.state.case_id}")


@router.get("/aanvragen", response_model=answers.Zakenlijst, summary="Werklijst, zonder persoonsgegevens")
async def lijst(
    request: Request,
    who: Lister,
    page: Annotated[
        str | None,
        Query(description="De bladzijde.", json_schema_extra={"pattern": "^[0-9]+$", "default": "1"}),
    ] = None,
    page_size: Annotated[
        str | None,
        Query(alias="pageSize", description="Zaken per bladzijde, hoogstens 100.", json_schema_extra={"default": "20"}),
    ] = None,
    status: Annotated[
        str | None,
        Query(description="Alleen deze status.", json_schema_extra={"enum": list(get_args(answers.Status))}),
    ] = None,
    behandelaar: Annotated[
        str | None, Query(description="Alleen van mij.", json_schema_extra={"enum": ["mij"]})
    ] = None,
    termijn_voor: Annotated[
        str | None,
        Query(
            alias="termijnVoor",
            description="Met een termijn die eindigt voor deze dag.",
            json_schema_extra={"format": "date"},
        ),
    ] = None,
    volgorde: Annotated[
        str | None,
        Query(description="Wat het eerst verloopt, eerst.", json_schema_extra={"enum": ["ontvangst", "termijn"]}),
    ] = None,
) -> Response:
    """Zaken in de volgorde waarin zij binnenkwamen, of wat het eerst verloopt eerst. De burgemeester ziet alleen wat op onderzoek wacht."""
    if status is not None and status not in get_args(answers.Status):
        raise bad_input("choice", "status", choices=", ".join(get_args(answers.Status)))
    if behandelaar not in (None, "mij"):
        raise bad_input("choice", "behandelaar", choices="mij")
    if who.as_role(_COLLEAGUES) is None and status != "onderzoek":
        raise Problem(403, "mayor_screening")
    if volgorde not in (None, "ontvangst", "termijn"):
        raise bad_input("choice", "volgorde", choices="ontvangst, termijn")
    at, size = number("page", page, 1, 1, 1_000_000), number("pageSize", page_size, 20, 1, 100)
    asked = finding.Asked(status, behandelaar == "mij", day("termijnVoor", termijn_voor), volgorde == "termijn")
    office = office_of(request)
    found, count = await done(partial(finding.page, office, who, asked, at, size))
    listed = {"zaken": [_in_list(one, office, who) for one in found], "aantal": count}
    return answer(listed, headers={"Link": _links(request, at, size, count)})


def _in_list(state: State, office: Office, who: Principal) -> dict[str, Any]:
    mine = state.assigned_to == who.ref(office.names)
    return {
        "id": state.case_id, "versie": state.version, "status": state.status, "ontvangen": state.received_on,
        "behandelaar": None if state.assigned_to is None else "mij" if mine else "ander",
        "eersteTermijn": state.due_on, "signaal": finding.alert(state, office.today()),
    }  # fmt: skip


def _links(request: Request, at: int, size: int, count: int) -> str:
    """The pages around this one (RFC 8288)."""
    last = max(1, ceil(count / size))
    kept = {name: value for name, value in request.query_params.items() if name not in ("page", "pageSize")}
    pages = {"first": 1, "prev": at - 1 if at > 1 else None, "next": at + 1 if at < last else None, "last": last}
    return ", ".join(
        f'</v1/aanvragen?{urlencode({**kept, "page": page, "pageSize": size})}>; rel="{name}"'
        for name, page in pages.items()
        if page is not None
    )


@router.post(
    "/aanvragen/_zoek", response_model=answers.Zakenlijst, summary="Zoek zaken; elke vondst staat in het logboek",
    openapi_extra=bodies.body(bodies.Sought),
)  # fmt: skip
async def zoek(request: Request, who: Reader) -> Response:
    """Op kenmerk, op postcode met huisnummer, op het adresseerbare object, of op burgerservicenummer.

    Wie op een burgerservicenummer zoekt, staat in het logboek, ook als er niets is; en dat kan niet onbeperkt vaak.
    """
    given = bodies.Sought.model_validate(await json_body(request))
    keys = finding.keys_of(given.reference, given.postcode, given.number, given.object, given.bsn)
    if not keys:
        raise bad_input("sought_nothing", "zoekvraag")
    if given.bsn is not None:
        not_too_often(request, who)
    office = office_of(request)
    found = await done(partial(finding.search, office, who, keys))
    return answer({"zaken": [_in_list(one, office, who) for one in found], "aantal": len(found)})


@router.get(
    "/aanvragen/{id}/burgerservicenummers", response_model=answers.Nummers,
    summary="De burgerservicenummers in een zaak",
)  # fmt: skip
async def burgerservicenummers(request: Request, id: CaseId, who: Worker) -> Response:
    """Wie welk nummer heeft; de inzage staat in het logboek."""
    found = await done(partial(numbering.read, office_of(request), who, known_id(id)))
    listed = [{"persoon": person, "nummer": number} for person, number in found.items()]
    return answer({"burgerservicenummers": listed})


@router.get("/aanvragen/{id}", response_model=answers.ZaakMetAanvraag, summary="Lees een zaak")
async def lees(request: Request, id: CaseId, who: Seer) -> Response:
    """Eerst komt in het logboek wie kijkt, dan pas de zaak."""
    office, case = office_of(request), known_id(id)
    found = await done(partial(files.read, office, who, case))
    kept = await done(partial(ending.kept_of, office, who, case))
    wanted = await done(partial(completing.wanted, office, who, found.case))
    return whole(found, kept, office, who, wanted)


@router.put(
    "/aanvragen/{id}", response_model=answers.Zaak, summary="Verbeter een aanvraag als nieuwe versie",
    openapi_extra=bodies.with_application(
        bodies.Correction, toelichting=dict(_WORDS), burgerservicenummers=dict(_NUMBERS)
    ),
)  # fmt: skip
async def verbeter(request: Request, id: CaseId, who: Worker, if_match: IfMatch = None, key: Again = None) -> Response:
    """De hele aanvraag zoals zij nu bekend is. Wat eerder bekend was, blijft staan."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = bodies.Correction.model_validate(await json_body(request))
    numbers = None if given.numbers is None else bodies.by_person(given.numbers)
    work = partial(files.correct, office, who, known_id(id), version, given.application, given.note, numbers)
    return shown(await done(work), office, who)


@router.post(
    "/aanvragen/{id}/_meld-onderzoek", response_model=answers.Zaak,
    summary="De burgemeester meldt de uitkomst van het onderzoek", openapi_extra=bodies.body(bodies.ScreeningOutcome),
)  # fmt: skip
async def meld_onderzoek(
    request: Request,
    id: CaseId,
    who: Annotated[Principal, Depends(Access(Role.MAYOR))],
    if_match: IfMatch = None,
    key: Again = None,
) -> Response:
    """Alleen de uitkomst, nooit wat is gevonden."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = bodies.ScreeningOutcome.model_validate(await json_body(request))
    work = partial(files.screened, office, who, known_id(id), version, given.screening)
    return shown(await done(work), office, who)


@router.get("/aanvragen/{id}/spoor", response_model=answers.Spoor, summary="Elke stap en elke inzage")
async def spoor(request: Request, id: CaseId, who: Auditor) -> Response:
    """Wie wat wanneer deed, zonder inhoud; ook deze inzage staat in het logboek, en dus in het antwoord."""
    office, case = office_of(request), known_id(id)
    await done(partial(log_reading, office, who, case, ()))
    steps, looked = await done(partial(finding.trail, office, who, case))
    done_ = [
        {"id": one.id, "versie": one.version, "handeling": one.act, "status": one.status, "rol": one.role,
         "door": one.made_by, "vastgelegd": one.made_at, "datum": one.day, "tot": one.until, "betreft": one.about}
        for one in steps
    ]  # fmt: skip
    seen = [
        {"id": one.id, "rol": one.role, "door": one.by, "vastgelegd": one.at, "categorieen": list(one.categories)}
        for one in looked
    ]
    return answer({"handelingen": done_, "inzagen": seen})


@router.get("/aanvragen/{id}/bewijsstukken", response_model=answers.Bewijslijst, summary="De lijst van bewijsstukken")
async def bewijsstukken(request: Request, id: CaseId, who: Reader) -> Response:
    """Per stuk bij welke grond het hoort en wat is ontvangen; de inzage staat in het logboek."""
    found = await done(partial(evidence.checklist, office_of(request), who, known_id(id)))
    return answer({"bewijsstukken": found})


@router.post(
    "/aanvragen/{id}/bewijsstukken", status_code=201, response_model=answers.Zaak,
    summary="Leg vast dat een stuk is ontvangen en gezien", openapi_extra=bodies.body(bodies.Evidence),
)  # fmt: skip
async def leg_bewijs_vast(
    request: Request, id: CaseId, who: Worker, if_match: IfMatch = None, key: Again = None
) -> Response:
    """Wie het vastlegt, heeft het gezien."""
    office, version = await office_asked(request, key), version_of(if_match)
    given = bodies.Evidence.model_validate(await json_body(request))
    seen = evidence.Seen(given.item, given.person, given.source, given.valid_until, given.note)
    case = await done(partial(evidence.add, office, who, known_id(id), version, seen))
    return shown(case, office, who, 201, f"/v1/aanvragen/{id}/bewijsstukken")
