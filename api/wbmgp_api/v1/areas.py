"""Areas: listed as GeoJSON, proposed, approved by another person, withdrawn, imported, and asked where a place lies."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Query, Request
from starlette.responses import Response

from wbmgp_api.areas import register
from wbmgp_api.areas.content import Content, Location, NewArea, Withdrawal
from wbmgp_api.areas.neighbourhoods import neighbourhoods
from wbmgp_api.areas.shapes import CRS84, crs_of, meets, place_of, read_map, surface
from wbmgp_api.cases.office import Office
from wbmgp_api.counter import office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.queries import day, number
from wbmgp_api.identity.principal import Principal
from wbmgp_api.v1 import area_answers as answers
from wbmgp_api.v1.area_requests import Approver, OfVersion, Proposer, Reader, done, known
from wbmgp_api.v1.case_requests import IfMatch, tag, version_of
from wbmgp_api.versions import OF_AREAS, Version
from wbmgp_api.words import bad_input

SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["gebieden"])
AreaId = Annotated[str, Path(description="Het gebied.", json_schema_extra={"maxLength": 200})]
Crs = Annotated[
    str | None, Header(alias="Content-Crs", description=f"De coördinaten in de invoer: {CRS84} (standaard) of RD.")
]
_MAP: Final = {"Content-Crs": f"<{CRS84}>"}
_BBOX: Final = re.compile(r"-?\d{1,3}(\.\d{1,10})?", re.ASCII)


@router.get("/gebieden", response_model=answers.Gebiedenlijst, summary="De gebieden van de gemeente, als GeoJSON")
async def lijst_gebieden(
    request: Request,
    who: Reader,
    page: Annotated[
        str | None, Query(description="De bladzijde.", json_schema_extra={"pattern": "^[0-9]+$", "default": "1"})
    ] = None,
    page_size: Annotated[
        str | None,
        Query(
            alias="pageSize", description="Gebieden per bladzijde, hoogstens 100.", json_schema_extra={"default": "20"}
        ),
    ] = None,
    bbox: Annotated[str | None, Query(description="West, zuid, oost, noord in CRS84, met komma's.")] = None,
    peildatum: Annotated[
        str | None,
        Query(description="Alleen wat op deze dag is vastgesteld.", json_schema_extra={"format": "date"}),
    ] = None,
) -> Response:
    """Zonder peildatum van elk gebied de nieuwste versie, ook een concept; met peildatum wat die dag geldt."""
    at, size = number("page", page, 1, 1, 1_000_000), number("pageSize", page_size, 20, 1, 100)
    on, box, office = day("peildatum", peildatum), _box(bbox), office_of(request)
    work = partial(OF_AREAS.newest, office, who) if on is None else partial(register.counting, office, who.tenant, on)
    found = [area for area in await done(work) if box is None or _in_box(area, box)]
    features = [_feature(area, office, who) for area in found[(at - 1) * size : at * size]]
    return answer({"type": "FeatureCollection", "features": features, "aantal": len(found)}, headers=_MAP)


def _box(text: str | None) -> tuple[float, ...] | None:
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 4 or not all(_BBOX.fullmatch(part) for part in parts):
        raise bad_input("bbox", "bbox")
    return tuple(float(part) for part in parts)


def _in_box(area: Version, box: tuple[float, ...]) -> bool:
    drawn = area.content.get("geometrie")
    return drawn is not None and meets(drawn, box)


@router.post(
    "/gebieden", status_code=201, response_model=answers.Gebied, summary="Stel een gebied voor",
    openapi_extra={"requestBody": document_body(NewArea, "NieuwGebied", SCHEMAS)},
)  # fmt: skip
async def stel_gebied_voor(request: Request, who: Proposer, crs: Crs = None) -> Response:
    """Een concept. Het telt zodra een ander het vaststelt."""
    office, found = office_of(request), crs_of(crs)
    given = NewArea.model_validate(await json_body(request, read_map))
    content = Content.model_validate({key: said for key, said in _drawn(given, found).items() if key != "id"})
    (made,) = await done(partial(register.propose, office, who, [(given.id, content)]))
    return _shown(made, office, who, 201, f"/v1/gebieden/{given.id}")


def _drawn(given: Content, crs: str) -> dict[str, Any]:
    """What was told, with its surface checked. Raises BadInput for an area without anything in it."""
    told = given.to_json()
    if told.get("geometrie") is not None:
        told["geometrie"] = surface(told["geometrie"], "geometrie", crs)
    if not any(told.get(key) for key in ("objecten", "panden", "openbareRuimten", "postcodes", "buurten", "geometrie")):
        raise bad_input("area_empty", "gebied")
    return told


@router.post(
    "/gebieden/_zoek", response_model=answers.Gebiedsvondsten, summary="In welke gebieden ligt deze plek?",
    openapi_extra={"requestBody": document_body(Location, "Ligging", SCHEMAS)},
)  # fmt: skip
async def zoek_gebieden(
    request: Request,
    who: Reader,
    peildatum: Annotated[
        str | None, Query(description="De dag; standaard vandaag.", json_schema_extra={"format": "date"})
    ] = None,
    crs: Crs = None,
) -> Response:
    """In de volgorde object, pand, straat, postcode, vlak, buurt; het antwoord zegt waaraan het is gezien."""
    office, system = office_of(request), crs_of(crs)
    on: date = day("peildatum", peildatum) or office.today()
    given = Location.model_validate(await json_body(request, read_map))
    if given.point is not None:
        given = given.model_copy(update={"point": list(place_of(given.point, system))})
    registers = request.app.state.service.registers
    found = await done(partial(register.around, office, registers, who.tenant, on, given))
    said = [{"gebied": area.kept.id, "versie": area.kept.version, "wijze": way} for area, way in found]
    return answer({"gebieden": said})


@router.post(
    "/gebieden/_importeer", status_code=201, response_model=answers.Gebiedenlijst,
    summary="Neem buurten van het CBS over als concepten",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {
        "type": "object", "required": ["type", "features"], "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "minItems": 1, "items": {"type": "object"}},
        },
    }}}}},
)  # fmt: skip
async def importeer_gebieden(
    request: Request,
    who: Proposer,
    jaar: Annotated[str | None, Query(description="Het jaar van de indeling; verplicht.")] = None,
    van: Annotated[
        str | None, Query(description="Vanaf welke dag; standaard vandaag.", json_schema_extra={"format": "date"})
    ] = None,
    crs: Crs = None,
) -> Response:
    """Een FeatureCollection. Klopt er iets niet, dan komt elke fout met haar feature en wordt niets bewaard."""
    office = office_of(request)
    if jaar is None:
        raise bad_input("no_year", "jaar")
    year, since = number("jaar", jaar, 0, 1995, 2100), day("van", van) or office.today()
    crs_of(crs)
    document = await json_body(request, read_map)
    found = await at_length(partial(neighbourhoods, document, who.tenant, year, since, crs))
    made = await done(partial(register.propose, office, who, found))
    features = [_feature(area, office, who) for area in made]
    return answer({"type": "FeatureCollection", "features": features, "aantal": len(made)}, 201, _MAP)


@router.get("/gebieden/{id}", response_model=answers.Gebied, summary="Lees een gebied")
async def lees_gebied(request: Request, id: AreaId, who: Reader, versie: OfVersion = None) -> Response:
    """De nieuwste versie, ook als die nog een concept is; met versie een eerdere."""
    office, version = office_of(request), None if versie is None else number("versie", versie, 1, 1, 1_000_000)
    return _shown(await done(partial(OF_AREAS.one, office, who, known(id), version)), office, who)


@router.put(
    "/gebieden/{id}", response_model=answers.Gebied, summary="Stel een nieuwe versie van een gebied voor",
    openapi_extra={"requestBody": document_body(Content, "Gebiedsinhoud", SCHEMAS)},
)  # fmt: skip
async def wijzig_gebied(
    request: Request, id: AreaId, who: Proposer, if_match: IfMatch = None, crs: Crs = None
) -> Response:
    """Alles opnieuw. Wat was vastgesteld, blijft gelden tot een ander deze versie vaststelt."""
    office, version, found = office_of(request), version_of(if_match), crs_of(crs)
    given = Content.model_validate(await json_body(request, read_map))
    content = Content.model_validate(_drawn(given, found))
    return _shown(await done(partial(register.replace, office, who, known(id), version, content)), office, who)


@router.post("/gebieden/{id}/_stel-vast", response_model=answers.Gebied, summary="Stel een versie van een ander vast")
async def stel_gebied_vast(request: Request, id: AreaId, who: Approver, if_match: IfMatch = None) -> Response:
    """Wie een versie maakte, stelt haar niet zelf vast."""
    office, version = office_of(request), version_of(if_match)
    return _shown(await done(partial(OF_AREAS.approve, office, who, known(id), version)), office, who)


@router.post(
    "/gebieden/{id}/_trek-in", response_model=answers.Gebied, summary="Stel voor een gebied in te trekken",
    openapi_extra={"requestBody": document_body(Withdrawal, "Intrekking", SCHEMAS)},
)  # fmt: skip
async def trek_gebied_in(request: Request, id: AreaId, who: Proposer, if_match: IfMatch = None) -> Response:
    """Een versie die zegt dat het gebied vanaf een dag niets meer omvat; ook die stelt een ander vast."""
    office, version = office_of(request), version_of(if_match)
    given = Withdrawal.model_validate(await json_body(request))
    return _shown(await done(partial(register.withdraw, office, who, known(id), version, given.since)), office, who)


def _feature(area: Version, office: Office, who: Principal) -> dict[str, Any]:
    said, kept = area.content, area.kept
    lists = {key: said.get(key, []) for key in ("objecten", "panden", "openbareRuimten", "postcodes", "buurten")}
    return {
        "type": "Feature", "id": kept.id, "geometry": said.get("geometrie"),
        "properties": {
            "naam": said["naam"], "versie": kept.version, "status": area.status, "van": kept.valid_from,
            "gemaakt": kept.made_at, "vastgesteld": kept.approved_at,
            "door": "mij" if kept.made_by == who.ref(office.names) else "ander", **lists,
        },
    }  # fmt: skip


def _shown(area: Version, office: Office, who: Principal, status: int = 200, at: str | None = None) -> Response:
    headers = _MAP | tag(area.kept.version) | ({} if at is None else {"Location": quote(at)})
    return answer(_feature(area, office, who), status, headers)
