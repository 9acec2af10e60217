"""Simulations of what a designation would do: asked for, lined up, looked at, cancelled; and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, ClassVar, Final, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from wbmgp_api.counter import done, known_id, office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.formats import CSV, HTML, JSON, PDF, chosen
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.openapi import document_body
from wbmgp_api.edge.problems import Problem, preferred, told
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.simulations import asking, results
from wbmgp_api.simulations.asking import Seen
from wbmgp_api.simulations.bounds import MOST_SIGNS, wanted
from wbmgp_api.simulations.ending import findings
from wbmgp_api.simulations.measures import as_csv, as_rows
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.simulation_rows import Kept
from wbmgp_api.v1.case_requests import Key, key_of
from wbmgp_api.v1.simulation_answers import (
    Dossier,
    Matenlijst,
    Simulatie,
    Simulatielijst,
    SimulatieMetScenario,
    Verzoek,
)
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.documents import Document

T = TypeVar("T")
SCHEMAS: Final[dict[str, Any]] = {}
router = APIRouter(tags=["simulaties"])
Asker = Annotated[Principal, Depends(Access(Role.COUNCIL, Role.RULES))]
Reader = Annotated[Principal, Depends(Access(Role.COUNCIL, Role.LAWYER, Role.AUDITOR, Role.RULES))]
SimulationId = Annotated[str, Path(description="De simulatie.", json_schema_extra={"pattern": "^[0-9a-f]{32}$"})]
Page = Annotated[
    str | None, Query(description="De bladzijde.", json_schema_extra={"pattern": "^[0-9]+$", "default": "1"})
]
# Without scripts, forms and addresses, also for somebody who opens it in a browser all the same.
REPORT_CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
_TEXT: Final = {"schema": {"type": "string"}}
_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}


class NewSimulation(Document):
    """Een scenario om te simuleren."""

    ROOT: ClassVar[str] = "simulatie"
    scenario: str = Field(
        min_length=1, max_length=MOST_SIGNS,
        description="Het scenario als YAML, zoals `docs/simulation.md` het beschrijft. De regio en het recht van een"
        " variant zijn namen van wat met de dienst meekomt; paden en eigen bestanden kunnen hier niet.",
    )  # fmt: skip


@router.post(
    "/simulaties", status_code=201, response_model=Simulatie, summary="Vraag om een simulatie",
    openapi_extra={"requestBody": document_body(NewSimulation, "NieuweSimulatie", SCHEMAS)},
)  # fmt: skip
async def vraag_simulatie(request: Request, who: Asker, key: Key = None) -> Response:
    """Zij sluit aan in de rij. Dezelfde sleutel met hetzelfde scenario geeft de simulatie die er al is.

    Klopt er iets niet aan het scenario, dan komt elke fout en wordt niets bewaard.
    """
    name, office = key_of(key), office_of(request)
    simulating = _simulating(request)
    if not simulating.possible:
        raise Problem(503, "no_simulations")
    given = NewSimulation.model_validate(await json_body(request))
    what = await at_length(partial(wanted, simulating, given.scenario))
    seen = await done(partial(asking.ask, office, who, what, name))
    return answer(_told(request, who, seen), 201, {"Location": f"/v1/simulaties/{seen.kept.id}"})


@router.get("/simulaties", response_model=Simulatielijst, summary="De simulaties van de gemeente")
async def lijst_simulaties(
    request: Request,
    who: Reader,
    page: Page = None,
    page_size: Annotated[
        str | None,
        Query(
            alias="pageSize",
            description="Simulaties per bladzijde, hoogstens 100.",
            json_schema_extra={"default": "20"},
        ),
    ] = None,
) -> Response:
    """De nieuwste eerst, met de status en de plaats in de rij."""
    at, size = number("page", page, 1, 1, 1_000_000), number("pageSize", page_size, 20, 1, 100)
    found, count = await done(partial(asking.listed, office_of(request), who, at, size))
    return answer({"simulaties": [_told(request, who, one) for one in found], "aantal": count})


@router.get("/simulaties/{id}", response_model=SimulatieMetScenario, summary="Hoe ver een simulatie is")
async def lees_simulatie(request: Request, id: SimulationId, who: Reader) -> Response:
    """Met het scenario zoals het is gestuurd."""
    seen = await done(partial(asking.look, office_of(request), who, known_id(id)))
    return answer({**_told(request, who, seen), "scenario": seen.kept.scenario})


@router.post("/simulaties/{id}/_annuleer", response_model=Simulatie, summary="Annuleer een simulatie")
async def annuleer_simulatie(request: Request, id: SimulationId, who: Asker) -> Response:
    """Wat wacht, gaat uit de rij; wat loopt, houdt binnen enkele seconden op. Wat klaar is, blijft."""
    seen = await done(partial(asking.cancel, office_of(request), who, known_id(id)))
    if (simulating := request.app.state.service.simulating) is not None:
        await at_length(partial(results.remove, simulating.of_one(who.tenant, seen.kept.id)))
    return answer(_told(request, who, seen))


@router.get(
    "/simulaties/{id}/maten", response_model=Matenlijst, summary="De uitkomsten van een simulatie",
    responses={200: {"content": {CSV: _TEXT}}},
)  # fmt: skip
async def lees_maten(
    request: Request,
    id: SimulationId,
    who: Reader,
    variant: Annotated[str | None, Query(description="Alleen van deze variant.")] = None,
    gebied: Annotated[str | None, Query(description="Alleen van dit gebied; leeg is de hele regio.")] = None,
    jaar: Annotated[
        str | None, Query(description="Alleen van dit jaar.", json_schema_extra={"pattern": "^[0-9]+$"})
    ] = None,
    maat: Annotated[str | None, Query(description="Alleen deze maat.")] = None,
    page: Page = None,
    page_size: Annotated[
        str | None,
        Query(
            alias="pageSize",
            description="Uitkomsten per bladzijde, hoogstens 5000.",
            json_schema_extra={"default": "1000"},
        ),
    ] = None,
) -> Response:
    """Per variant, gebied en jaar, nooit per persoon. Als CSV, waar Accept daarom vraagt, komt alles in een keer."""
    at, size = number("page", page, 1, 1, 1_000_000), number("pageSize", page_size, 1000, 1, 5000)
    year = None if jaar is None else number("jaar", jaar, 0, 1900, 2200)
    asked = {"variant": variant, "gebied": gebied, "jaar": year, "maat": maat}
    chosen_rows = {name: value for name, value in asked.items() if value is not None}
    data = await _file(request, who, id, results.MEASURES)
    if chosen(request.headers.get("accept", ""), (JSON, CSV)) == CSV:
        return _attached(await at_length(partial(as_csv, data, chosen_rows)), CSV, "maten.csv")
    rows, count = await at_length(partial(as_rows, data, chosen_rows, (at - 1) * size, size))
    return answer({"maten": rows, "aantal": count})


@router.get(
    "/simulaties/{id}/rapport", summary="Het rapport van een simulatie", response_class=Response,
    responses={200: {"content": {HTML: _TEXT, PDF: _BYTES}, "description": "Het rapport, om op te slaan."}},
)  # fmt: skip
async def lees_rapport(
    request: Request,
    id: SimulationId,
    who: Reader,
    taal: Annotated[str | None, Query(description="De taal.", json_schema_extra={"enum": ["nl", "en"]})] = None,
) -> Response:
    """Een bladzijde die op zichzelf staat, of een PDF waar Accept daarom vraagt."""
    if taal not in (None, "nl", "en"):
        raise bad_input("choice", "taal", choices="nl, en")
    kind = chosen(request.headers.get("accept", ""), (HTML, PDF)) or HTML
    name = f"rapport{'.en' if taal == 'en' else ''}.{kind.rpartition('/')[2]}"
    return _attached(await _file(request, who, id, name), kind, name)


@router.get("/simulaties/{id}/dossier", response_model=Dossier, summary="Het dossier over de evenredigheid")
async def lees_dossier(request: Request, id: SimulationId, who: Reader) -> Response:
    """Per criterium de cijfers, de bronnen, de aannamen en wat zij niet laten zien; wat mensen moeten antwoorden, is leeg."""
    return _document(await _file(request, who, id, results.DOSSIER))


@router.get("/simulaties/{id}/verzoek", response_model=Verzoek, summary="Een verzoek om aanwijzing met deze cijfers")
async def lees_verzoek(request: Request, id: SimulationId, who: Reader) -> Response:
    """Een aanzet die mensen afmaken, om te laten toetsen bij aanwijzingstoetsingen."""
    return _document(await _file(request, who, id, results.REQUEST))


def _simulating(request: Request) -> Simulating:
    """What simulates here. Problem 503 where nothing does."""
    found: Simulating | None = request.app.state.service.simulating
    if found is None:
        raise Problem(503, "no_simulations")
    return found


async def _file(request: Request, who: Principal, key: str, name: str) -> bytes:
    """A file of a result. Raises NotThere; Problem 409 while there is none, 410 where it is not as it was recorded."""
    office, simulating = office_of(request), _simulating(request)
    kept: Kept = await done(partial(asking.done, office, who, known_id(key)))
    if name not in kept.hashes:
        raise NotThere("this simulation made no such file")
    return await _unharmed(partial(results.read, simulating, who.tenant, kept, name))


async def _unharmed(work: Callable[[], T]) -> T:
    try:
        return await at_length(work)
    except results.Gone:
        raise Problem(410, "result_gone") from None


def _document(data: bytes) -> Response:
    return Response(data, media_type=JSON)


def _attached(data: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": REPORT_CSP}
    return Response(data, headers=headers, media_type=kind)


def _told(request: Request, who: Principal, seen: Seen) -> dict[str, Any]:
    kept, names = seen.kept, request.app.state.service.names
    language = preferred(request.headers.get("accept-language", ""))
    return {
        "id": kept.id, "kenmerk": kept.title, "status": kept.status, "plaatsInRij": seen.place,
        "voortgang": {"klaar": kept.done, "totaal": kept.total}, "gevraagd": kept.asked_at,
        "begonnen": kept.started_at, "afgelopen": kept.finished_at,
        "door": "mij" if kept.asked_by == who.ref(names) else "ander", "regelboek": kept.rules_hash,
        "scenarioHash": kept.scenario_hash, "bevindingen": [told(one, language) for one in findings(kept)],
        "bestanden": [{"naam": name, "hash": digest} for name, digest in kept.hashes.items()],
        "vermelding": kept.record,
    }  # fmt: skip
