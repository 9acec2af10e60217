"""A service with pages on either database, signed in to by a real provider on loopback."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.pages.browsing import BACK, ORIGIN, Clock, Town
from tests.api.pages.openid import CLIENT, SECRET, OpenId, openid
from tests.api.service.asking import BOOK, NOW
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.samples import MASTER
from wbmgp_api.identity.attempts import Attempts
from wbmgp_api.identity.id_tokens import IdTokens
from wbmgp_api.identity.key_sets import FetchedKeys
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.provider import Client, Proof, Provider
from wbmgp_api.identity.sessions import Sessions
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash

NAMES = b"n" * 32


def login_at(at: OpenId, store: Store, clock: Clock, proof: Proof = SECRET) -> Login:
    """How people sign in, as one process of the service makes it."""
    keys = FetchedKeys(at.issuer, clock, issuer=True)
    provider = Provider(at.issuer, Client(CLIENT, proof, BACK), clock)
    ids, sessions = IdTokens(at.issuer, CLIENT, keys, clock), Sessions(store, NAMES, clock, 30 * 60, 8 * 3_600)
    return Login(ORIGIN, provider, ids, Attempts(NAMES, clock), sessions, clock)


def town_on(store: Store, **settings: Any) -> Iterator[Town]:
    clock = Clock(NOW)
    with openid(clock, BACK) as at:
        login, lines = login_at(at, store, clock), list[dict[str, Any]]()
        tokens = Tokens(at.issuer, "wbmgp", frozenset({"desk"}), FetchedKeys(at.issuer, clock, issuer=True), clock)
        recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
        service = Service(
            Settings(open_checks=False, **settings), BOOK, tokens, lines.append, store, clock, recorder, NAMES,
            login=login,
        )  # fmt: skip
        app = create(service)
        with TestClient(app):
            yield Town(app, at, login, clock, lines)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    yield from town_on(open_store(f"sqlite:///{tmp_path}/zaken.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """On either kind of database."""
    address = f"sqlite:///{tmp_path}/zaken.db"
    if request.param == "postgres":
        running, database = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_database")
        address = running.url("app", database)
    yield from town_on(open_store(address))
