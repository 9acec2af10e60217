"""The service with the clock, keys and server of this machine."""

from __future__ import annotations

import gc
import os
import socket
import time  # noqa: TID251 -- of the service, not of the engine
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy.engine import make_url
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from wbmgp_api.accountability.municipality import accounts_of
from wbmgp_api.anchoring.beside import Beside, Outside
from wbmgp_api.edge.guard import Report
from wbmgp_api.edge.logs import log_to
from wbmgp_api.example.seeding import seeded
from wbmgp_api.example.story import town
from wbmgp_api.exchange.open_forms_mapping import forms_of
from wbmgp_api.identifiers import has_form
from wbmgp_api.identity.attempts import Attempts
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.id_tokens import IdTokens
from wbmgp_api.identity.key_sets import FetchedKeys
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.provider import Provider, client_of
from wbmgp_api.identity.sessions import Sessions
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.judging import judged, said
from wbmgp_api.letters.letterhead import letterheads_of
from wbmgp_api.listening import listening_at
from wbmgp_api.pages.static import statics_of
from wbmgp_api.pages.theme import theme_of
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings, from_environment, strays
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Worker
from wbmgp_api.store.errors import StoreBusy, UnfitDatabase
from wbmgp_api.store.keys import KeyMismatch
from wbmgp_api.vault.key_folder import key_files, refuse_loose
from wbmgp_api.vault.opened import House, open_house
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.showing import shown


def run(host: str, port: int, given: Mapping[str, str], example: bool) -> None:
    """Serve until somebody stops it; `given` are settings that come before those of the environment.

    BadInput for settings that cannot be used or are not safe.
    """
    settings = _settings(given)
    given = {**given, **own_pages(settings, host, port), **(own_town(settings) if example else {})}
    os.environ.update(given)  # noqa: TID251 -- the other processes of the service read it again
    settings = _settings()
    if findings := settings.reached_at(host):
        raise BadInput(findings)
    if example and not settings.on_sqlite:
        raise BadInput.one("--example", "needs SQLite", "name a new file: --database sqlite:///voorbeeld.db")
    with listening_at(host, port) as listening:
        log = log_to()
        log.info("begin", adres=f"{host}:{port}", reden=settings.mode)
        if settings.workers > 1:
            _several(settings, listening)
        else:
            _alone(settings, listening, log, example)


def _alone(settings: Settings, listening: socket.socket, log: Any, example: bool) -> None:
    service = _service(settings, log)
    if example:
        done = seeded(service, _issuer(settings))
        log.info("voorbeeldgemeente", reden="erin gezet" if done else "overgeslagen: de database is niet leeg")
    made = create(service)
    settled()
    uvicorn.Server(_config(made, settings)).run(sockets=[listening])


def _several(settings: Settings, listening: socket.socket) -> None:
    """Each process makes its own service; what is refused is refused here, once, and then the keys are there."""
    Outside.of(settings)
    Simulating.of(settings)
    client_of(settings)
    theme_of(settings)
    _house(settings).store.close()
    _tokens(settings)
    Multiprocess(_config("wbmgp_api.running:application", settings, factory=True), [listening]).run()


def check(host: str, given: Mapping[str, str]) -> tuple[str, bool]:
    """What would keep the service from starting, in lines, and whether nothing does. Makes nothing."""
    environment = {**os.environ, **given}  # noqa: TID251 -- of the process, not of the engine
    findings, settings = judged(host, environment)
    return "\n".join(said(findings, settings, strays(environment))), not findings


def application() -> Starlette:
    """The service of one process among several."""
    made = create(_service(_settings(), log_to()))
    settled()
    return made


def _config(app: Starlette | str, settings: Settings, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app, http="httptools", log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=20,
        workers=settings.workers, proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies), **more,
    )  # fmt: skip


def settled() -> None:
    """Take what was loaded for good, the rule book above all, out of what Python searches for garbage.

    A search goes through hundreds of thousands of objects that never go, and every caller of that moment waits for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def login(roles: list[str], tenant: str, subject: str, database: str | None) -> str:
    """A token of the development issuer. BadInput in production, and for a role or municipality that is none."""
    settings = _settings({"WBMGP_DATABASE": database} if database else {})
    if settings.production:
        raise BadInput.one("WBMGP_MODE", "is productie", "ask your OpenID provider for a token")
    known = [role.value for role in Role]
    if any(role not in known for role in roles):
        raise BadInput.one("--role", "names no role", f"use {', '.join(known)}")
    if not has_form("gemeente", tenant):
        raise BadInput.one(
            "--tenant", f"{shown(tenant)} is no municipality", "write GM and four digits, such as GM0599"
        )
    found = frozenset(Role(role) for role in roles)
    return _issuer(settings).token(subject, tenant, found, settings.audience, int(time.time()))


def _settings(given: Mapping[str, str] | None = None) -> Settings:
    environment = dict(os.environ)  # noqa: TID251 -- of the process, not of the engine
    return from_environment({**environment, **(given or {})})


def _service(settings: Settings, log: Any) -> Service:
    from wbmgp_engine.commands.reading import open_lawbook

    # Refused before anything is made.
    outside, simulating, _ = Outside.of(settings), Simulating.of(settings), client_of(settings)
    statics = statics_of(theme_of(settings))
    letterheads, accounts = letterheads_of(settings), accounts_of(settings)
    house, tokens, lawbook = _house(settings), _tokens(settings), open_lawbook()
    recorder, report = house.recorder(settings.log_prefix), reporting(log)
    keys = key_files(settings)
    return Service(
        settings, lawbook, tokens, report, house.store, recorder=recorder, names=house.names, keys=keys,
        login=login_for(settings, house, tokens), simulating=simulating, statics=statics,
        letterheads=letterheads, accounts=accounts, forms=forms_of(settings),
        worker=Worker(simulating, house.store, recorder, report) if simulating and simulating.possible else None,
        anchoring=None if outside is None else Beside(outside, house.store, house.key, report), signing=house.key,
    )  # fmt: skip


def reporting(log: Any) -> Report:
    """Lines of the edge as lines of the log."""

    def report(line: dict[str, Any]) -> None:
        (log.error if line.get("event") == "fout" else log.info)(line.pop("event"), **line)

    return report


def _house(settings: Settings) -> House:
    """The store with its keys, as the command line has them. BadInput for what whoever starts the service can mend."""
    try:
        refuse_loose(settings)
        return open_house(settings.database, make=True)
    except (UnfitDatabase, StoreBusy, KeyMismatch) as problem:
        raise BadInput.one("WBMGP_DATABASE", f"cannot be used: {problem}") from None


def own_pages(settings: Settings, host: str, port: int) -> dict[str, str]:
    """The address of the pages as a setting, where development needs none: that of this machine, once somebody can sign in."""
    nobody = settings.issuer is not None and settings.login_client is None
    if settings.production or settings.pages is not None or nobody or settings.reached_at(host):
        return {}
    return {"WBMGP_PAGES": f"http://{'[::1]' if ':' in host else host or '127.0.0.1'}:{port}"}


def own_town(settings: Settings) -> dict[str, str]:
    """The municipality of the example as the one that people ask about, where the settings name none."""
    return {} if settings.municipalities else {"WBMGP_MUNICIPALITIES": town()}


def login_for(settings: Settings, house: House, tokens: Tokens) -> Login | None:
    """How people sign in to the pages; None where there are none. BadInput for a secret that cannot be read."""
    if settings.pages is None:
        return None
    at: Provider | LocalIssuer
    if settings.issuer is None:
        # Production has refused to start by now; this is the second lock on the same door.
        if settings.production:
            raise BadInput.one(
                "WBMGP_ISSUER", "names no OpenID provider", "development logins do not run in production"
            )
        at, ids = _issuer(settings), IdTokens(ISSUER, CLIENT, tokens.keys, time.time)
    else:
        client = client_of(settings)
        at = Provider(settings.issuer, client, time.monotonic)
        ids = IdTokens(settings.issuer, client.name, tokens.keys, time.time)
    sessions = Sessions(house.store, house.names, time.time, settings.idle_minutes * 60, settings.session_hours * 3_600)
    return Login(settings.pages, at, ids, Attempts(house.names, time.time), sessions, time.time)


def _tokens(settings: Settings) -> Tokens:
    """In production of the provider only; in development also where a provider is named, else of the local issuer."""
    if settings.issuer is not None:
        keys = FetchedKeys(settings.jwks or settings.issuer, time.monotonic, issuer=settings.jwks is None)
        return Tokens(settings.issuer, settings.audience, frozenset(settings.clients), keys, time.time)
    return Tokens(ISSUER, settings.audience, frozenset({CLIENT}), _issuer(settings).keys, time.time)


def _issuer(settings: Settings) -> LocalIssuer:
    """Its key stands beside the other keys of development."""
    if settings.keys is not None:
        return LocalIssuer.at(Path(settings.keys) / "login")
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BadInput.one("WBMGP_KEYS", "is not set", "name the folder that holds the keys of this database")
    return LocalIssuer.at(Path(f"{url.database}.login"))
