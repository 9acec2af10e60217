"""A desk on SQLite, and the same on PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.cases.working import Clock, Desk
from tests.api.service.asking import service
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.samples import MASTER
from wbmgp_api.exchange.open_forms_mapping import Forms
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash


def _desk(issuer: LocalIssuer, store: Store, settings: Settings | None = None) -> Iterator[Desk]:  # noqa: F811
    clock = Clock()
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
    with service(
        issuer,
        settings or Settings(),
        store=store,
        recorder=recorder,
        names=b"n" * 32,
        clock=clock,
        forms=Forms.of(None, production=False),
        simulating=Simulating(Path("niet-gemaakt"), "tests.api.simulations.quick"),
    ) as asking:
        yield Desk(asking, clock)


@pytest.fixture
def desk(issuer: LocalIssuer, tmp_path: Path) -> Iterator[Desk]:  # noqa: F811
    yield from _desk(issuer, open_store(f"sqlite:///{tmp_path}/zaken.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, issuer: LocalIssuer, tmp_path: Path) -> Iterator[Desk]:  # noqa: F811
    """A desk on either kind of database."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/zaken.db"
    else:
        running, database = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_database")
        address = running.url("app", database)
    yield from _desk(issuer, open_store(address))


@pytest.fixture
def trusting(issuer: LocalIssuer, tmp_path: Path) -> Iterator[Desk]:  # noqa: F811
    """A desk that asks for a second person at refusals only."""
    yield from _desk(issuer, open_store(f"sqlite:///{tmp_path}/zaken.db"), Settings(four_eyes=False))
