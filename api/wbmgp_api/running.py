"""The service with the clock, keys and server of this machine."""

from __future__ import annotations

import gc
import os
import time  # noqa: TID251 -- of the service, not of the engine
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy.engine import make_url

from wbmgp_api.edge.guard import Report
from wbmgp_api.edge.logs import log_to
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.key_sets import FetchedKeys
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.listening import listening_at
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings, from_environment
from wbmgp_api.store.errors import StoreBusy, UnfitDatabase
from wbmgp_api.store.keys import KeyMismatch
from wbmgp_api.vault.opened import House, open_house
from wbmgp_engine.errors import BadInput


def run(host: str, port: int, database: str | None) -> None:
    """Serve until somebody stops it. BadInput for settings that cannot be used or are not safe."""
    settings = _settings(database)
    with listening_at(host, port) as listening:
        log = log_to()
        log.info("begin", adres=f"{host}:{port}", reden=settings.mode)
        made = create(_service(settings, log))
        settled()
        config = uvicorn.Config(
            made, http="httptools", log_config=None, access_log=False, server_header=False,
            timeout_graceful_shutdown=20,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def settled() -> None:
    """Take what was loaded for good, the rule book above all, out of what Python searches for garbage.

    A search goes through hundreds of thousands of objects that never go, and every caller of that moment waits for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def login(roles: list[str], tenant: str, subject: str, database: str | None) -> str:
    """A token of the development issuer. BadInput in production and for a role that is not there."""
    settings = _settings(database)
    if settings.production:
        raise BadInput.one("WBMGP_MODE", "is productie", "ask your OpenID provider for a token")
    known = [role.value for role in Role]
    if any(role not in known for role in roles):
        raise BadInput.one("--role", "names no role", f"use {', '.join(known)}")
    found = frozenset(Role(role) for role in roles)
    return _issuer(settings).token(subject, tenant, found, settings.audience, int(time.time()))


def _settings(database: str | None) -> Settings:
    environment = dict(os.environ)  # noqa: TID251 -- of the process, not of the engine
    return from_environment(environment | ({"WBMGP_DATABASE": database} if database else {}))


def _service(settings: Settings, log: Any) -> Service:
    from wbmgp_engine.commands.reading import open_lawbook

    house, tokens, lawbook = _house(settings), _tokens(settings), open_lawbook()
    recorder = house.recorder(settings.log_prefix)
    return Service(settings, lawbook, tokens, reporting(log), house.store, recorder=recorder, names=house.names)


def reporting(log: Any) -> Report:
    """Lines of the edge as lines of the log."""

    def report(line: dict[str, Any]) -> None:
        (log.error if line.get("event") == "fout" else log.info)(line.pop("event"), **line)

    return report


def _house(settings: Settings) -> House:
    """The store with its keys, as the command line has them. BadInput for what whoever starts the service can mend."""
    try:
        return open_house(settings.database, make=True)
    except (UnfitDatabase, StoreBusy, KeyMismatch) as problem:
        raise BadInput.one("WBMGP_DATABASE", f"cannot be used: {problem}") from None


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
