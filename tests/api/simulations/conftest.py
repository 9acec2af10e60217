"""A desk with a worker beside it, on either kind of database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.api.cases.conftest import _desk
from tests.api.cases.working import COUNCIL, Desk
from tests.api.service.asking import NOW
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.simulations.quick import SCENARIO
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.samples import MASTER
from tests.api.store.test_checkpoints import KEY
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Pauses, Worker
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.verification import flaws, origins
from wbmgp_api.words import Language

PATIENCE = 30.0
QUICK = Pauses(queue=0.05, beat=0.05, lease=5)
OTHER = "GM0599"


def clock() -> float:
    """The time of the worker: a little later than that of the desk, and it passes."""
    return NOW + 1_000 + time.monotonic() % 1_000_000


@dataclass
class Council:
    """Somebody of a council who asks, on a service whose worker they can start and stop."""

    desk: Desk
    store: Store
    simulating: Simulating
    address: str
    lines: list[dict[str, Any]]
    keys: int = 0

    def worker(self, store: Store | None = None, pauses: Pauses = QUICK) -> Worker:
        """Another worker on the same database; it is not started."""
        recorder = self.desk.asking.client.app.state.service.recorder  # type: ignore[attr-defined]
        return Worker(self.simulating, store or self.store, recorder, self.lines.append, clock, pauses)

    def send(self, text: str = SCENARIO, key: str | None = None, **more: Any) -> Any:
        """The answer to who asks for a simulation."""
        self.keys += 1
        headers = {"Idempotency-Key": key or f"simulatie-{self.keys}"} | more.pop("headers", {})
        return self.desk.ask(
            "POST", "/simulaties", more.pop("role", COUNCIL), {"scenario": text}, headers=headers, **more
        )

    def ask(self, text: str = SCENARIO, **more: Any) -> str:
        """A simulation that is taken on; its id."""
        got = self.send(text, **more)
        assert got.status_code == 201, got.text
        return str(got.json()["id"])

    def get(self, path: str, **more: Any) -> Any:
        """The answer about a simulation."""
        return self.desk.ask("GET", f"/simulaties/{path}", more.pop("role", COUNCIL), **more)

    def told(self, key: str, language: Language = "nl", **more: Any) -> dict[str, Any]:
        """What is told of a simulation."""
        got = self.get(key, headers={"Accept-Language": language}, **more)
        assert got.status_code == 200, got.text
        found: dict[str, Any] = got.json()
        return found

    def until(self, key: str, *statuses: str, **more: Any) -> dict[str, Any]:
        """What is told of it once it is in one of these states."""
        found: dict[str, Any] = wait(lambda: said if (said := self.told(key, **more))["status"] in statuses else None)
        return found

    def flaws(self, tenant: str = "GM9999") -> list[str]:
        """Everything that is wrong with the logs of a municipality."""
        return self.store.read(
            tenant, lambda c: [str(flaw) for one in origins(c, tenant) for flaw in flaws(c, MASTER, KEY, one)]
        )

    def folder(self, key: str, tenant: str = "GM9999") -> Path:
        """Where its files stand."""
        return self.simulating.of_one(tenant, key)


def wait(found: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """What is found, once it is."""
    until = time.monotonic() + patience
    while (said := found()) is None:
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)
    return said


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, issuer: LocalIssuer, tmp_path: Path) -> Iterator[Council]:  # noqa: F811
    address = f"sqlite:///{tmp_path}/zaken.db"
    if request.param == "postgres":
        database = request.getfixturevalue("postgres_database")
        address = request.getfixturevalue("postgres_server").url("app", database)
    yield from _council(issuer, address, tmp_path)


@pytest.fixture
def council(issuer: LocalIssuer, tmp_path: Path) -> Iterator[Council]:  # noqa: F811
    yield from _council(issuer, f"sqlite:///{tmp_path}/zaken.db", tmp_path)


def _council(issuer: LocalIssuer, address: str, folder: Path) -> Iterator[Council]:  # noqa: F811
    store = open_store(address)
    for desk in _desk(issuer, store, Settings()):
        simulating = Simulating(folder / "simulaties", "tests.api.simulations.quick")
        service: Any = desk.asking.client.app.state.service  # type: ignore[attr-defined]
        object.__setattr__(service, "simulating", simulating)
        yield Council(desk, store, simulating, address, [])


@pytest.fixture
def started() -> Iterator[Callable[[Worker], Worker]]:
    """Starts workers, and closes them at the end of the test."""
    with ExitStack() as opened:

        def start(worker: Worker) -> Worker:
            worker.start()
            opened.callback(worker.close)
            return worker

        yield start
