"""The service: one application at `/v1`, its edge around it, and what its routes share."""

from __future__ import annotations

import asyncio
import time  # noqa: TID251 -- of the service, not of the engine
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from wbmgp_api.accountability.municipality import Accounts
from wbmgp_api.anchoring.beside import Beside
from wbmgp_api.areas.known import Registers
from wbmgp_api.areas.placing import looked_up
from wbmgp_api.cases.office import Office
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.guard import API_VERSION, Guard, Report
from wbmgp_api.edge.openapi import describe
from wbmgp_api.edge.problems import HANDLERS
from wbmgp_api.edge.queries import only_known
from wbmgp_api.edge.rates import Rates
from wbmgp_api.edge.straight import Straight
from wbmgp_api.exchange.open_forms_mapping import Forms
from wbmgp_api.identity.access import asked_by, known
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.letters.letterhead import Letterheads
from wbmgp_api.pages.routes import FACES, handlers, routes
from wbmgp_api.pages.static import Statics, statics_of
from wbmgp_api.readiness import Readiness
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.settings import Settings
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Worker
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import Store
from wbmgp_api.store.recording import Recorder
from wbmgp_api.v1 import (
    areas,
    case_bodies,
    case_decisions,
    case_files,
    case_steps,
    case_tables,
    checks,
    designations,
    exchange_in,
    exchange_out,
    mandates,
    ordinances,
    processing_log,
    rule_books,
    simulations,
    statements,
    uploads,
)
from wbmgp_engine import Lawbook

ROUTERS: Final[tuple[APIRouter, ...]] = (
    checks.router, uploads.router, case_tables.router, case_files.router, case_steps.router, case_decisions.router,
    areas.router, designations.router, ordinances.router, statements.router, mandates.router, rule_books.router,
    simulations.router, exchange_in.router, exchange_out.router, processing_log.router,
)  # fmt: skip
SCHEMAS: Final = (
    checks.SCHEMAS
    | case_bodies.SCHEMAS
    | areas.SCHEMAS
    | designations.SCHEMAS
    | ordinances.SCHEMAS
    | statements.SCHEMAS
    | mandates.SCHEMAS
    | rule_books.SCHEMAS
    | simulations.SCHEMAS
    | processing_log.SCHEMAS
    | exchange_in.SCHEMAS
)
_ABOUT: Final = """Toetst aanvragen om een huisvestingsvergunning en verzoeken om aanwijzing onder hoofdstuk 3 van de
Wet bijzondere maatregelen grootstedelijke problematiek. De dienst adviseert; een mens besluit."""


@dataclass(frozen=True, slots=True)
class Service:
    """What every route can reach."""

    settings: Settings
    lawbook: Lawbook
    tokens: Tokens
    report: Report
    store: Store | None = None
    clock: Callable[[], float] = time.time
    recorder: Recorder | None = None
    names: bytes = b""
    keys: tuple[Path, ...] = ()
    anchoring: Beside | None = None
    login: Login | None = None
    registers: Registers = field(default_factory=Registers)
    letterheads: Letterheads = field(default_factory=Letterheads)
    accounts: Accounts = field(default_factory=Accounts)
    forms: Forms = field(default_factory=Forms)
    simulating: Simulating | None = None
    worker: Worker | None = None
    signing: LogKey | None = None
    statics: Statics = field(default_factory=partial(statics_of, None))

    @property
    def office(self) -> Office | None:
        """Where cases are worked on; None for a service that keeps nothing."""
        if self.store is None or self.recorder is None:
            return None
        four_eyes = self.settings.four_eyes
        place = partial(looked_up, self.registers)
        return Office(
            self.store, self.recorder, self.names, self.lawbook, self.clock, four_eyes, place, register=self.lawbook
        )  # fmt: skip


def create(service: Service) -> Starlette:
    """The whole application, to be run by any ASGI server."""
    rates = Rates(service.settings.rate, service.settings.burst, time.monotonic)
    v1, login = _versioned(service), service.login
    faces = {} if login is None else {"faces": FACES}
    root = Starlette(
        exception_handlers=HANDLERS if login is None else handlers(HANDLERS), lifespan=_lifespan(service),
        routes=[
            *_straight(v1, service.settings), Route("/gezondheid", _healthy), Route("/gereed", _ready), Mount("/v1", v1),
            *(() if login is None else routes(login)),
        ],
        middleware=[
            Middleware(
                Guard, settings=service.settings, rates=rates, report=service.report,
                known=partial(known, service.tokens), **faces,
            )
        ],
    )  # fmt: skip
    root.state.books, root.state.searches = v1.state.books, v1.state.searches
    root.router.redirect_slashes = False
    root.state.service = service
    return root


def _straight(v1: FastAPI, settings: Settings) -> list[Route]:
    """The checks that keep nothing; any other method of theirs goes the way of all others."""
    return [
        Route(f"/v1{route.path}", Straight(route, v1), methods=list(route.methods or ()), middleware=_cors(settings))
        for route in checks.router.routes
        if isinstance(route, APIRoute)
    ]


def _versioned(service: Service) -> FastAPI:
    app = FastAPI(
        title="wbmgp-engine", version=API_VERSION, description=_ABOUT, servers=[{"url": "/v1"}],
        root_path_in_servers=False, redirect_slashes=False, docs_url=None, redoc_url=None, openapi_url=None,
        contact={"name": "De beheerders van wbmgp-engine", "email": "beheer@voorbeeld.nl", "url": "urn:wbmgp-engine"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"}, exception_handlers=HANDLERS,
        dependencies=[Depends(only_known)], middleware=_cors(service.settings),
    )  # fmt: skip
    for router in ROUTERS:
        app.include_router(router)
    often = service.settings.bsn_searches
    app.state.searches = Rates(often / 60, often, time.monotonic)
    app.state.service = service
    app.state.books = Books(service.lawbook, service.store, service.clock)
    roles = asked_by(route for router in ROUTERS for route in router.routes)
    description = cache(lambda: describe(app, SCHEMAS, roles))
    app.openapi = description  # type: ignore[method-assign]

    async def published(request: Request) -> Response:
        return answer(description(), headers={"Access-Control-Allow-Origin": "*"})

    app.routes.append(Route("/openapi.json", published))
    return app


def _cors(settings: Settings) -> list[Middleware]:
    if not settings.origins:
        return []
    return [Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["GET", "POST", "PUT", "DELETE"])]


def _lifespan(service: Service) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        if service.anchoring is not None:
            service.anchoring.start()
        if service.worker is not None:
            service.worker.start()
        yield
        if service.worker is not None:
            await asyncio.to_thread(service.worker.close)
        if service.anchoring is not None:
            await asyncio.to_thread(service.anchoring.close)
        if service.store is not None:
            service.store.close()

    return running


async def _healthy(request: Request) -> Response:
    """The process answers."""
    return answer({"status": "gezond"})


async def _ready(request: Request) -> Response:
    """The service can do its work: the law is loaded, and where there is a store each part of it is well."""
    service: Service = request.app.state.service
    found = await asyncio.to_thread(Readiness(service.settings, service.store, service.keys).parts)
    well = all(found.values())
    told = {name: "goed" if good else "niet goed" for name, good in found.items()}
    if service.anchoring is not None:
        # Decisions go on: an entry that no witness saw yet is one that it sees later.
        told["verankering"] = "goed" if service.anchoring.well else "verstoord"
    said = {"status": "gereed" if well else "niet gereed", "regelboek": service.lawbook.hash, "delen": told}
    return answer(said, 200 if well else 503)
