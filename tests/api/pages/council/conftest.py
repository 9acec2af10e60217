"""The pages of the council as somebody in development sees them, with a simulator that takes no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from tests.api.pages.browsing import Browser
from tests.api.pages.test_development import Log, state_in
from tests.api.simulations.conftest import QUICK, wait
from tests.simulation.report import made
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.council.reports import Report, read_report
from wbmgp_api.running import _service
from wbmgp_api.service import create
from wbmgp_api.settings import from_environment
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Worker
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.report import html

HERE: Final = "https://localhost:8443"
QUICKLY: Final = "tests.api.pages.council.reporting"
_SIMULATION: Final = re.compile(r"/raad/simulaties/([0-9a-f]{32})")


@pytest.fixture(scope="session")
def report_page() -> bytes:
    """The report of a made result, drawn once."""
    result = made.result()
    return html(result, "nl", made.beside(result.scenario)).encode()


@pytest.fixture(scope="session")
def report(report_page: bytes) -> Report:
    return read_report(report_page)


@dataclass
class Hall:
    """A town hall: people at browsers of their own, on one service whose worker tests start."""

    app: Any
    service: Any
    lines: list[dict[str, Any]]

    def sit(self, *roles: Role, name: str = "Raadslid") -> Browser:
        """Somebody who signed in in these roles."""
        browser = Browser(TestClient(self.app, base_url=HERE, raise_server_exceptions=False))
        said = {"naam": name, "gemeente": "GM9999", "rollen": [role.value for role in roles]}
        state = state_in(browser.get("/inloggen?volgende=/ik"))
        got = browser.post("/inloggen", {"state": state} | said, Origin=HERE)
        assert got.status_code == 303, got.text
        return browser

    def send(self, browser: Browser, path: str, said: dict[str, Any], **more: Any) -> Any:
        """The answer to a form, with the word of the session."""
        return browser.post(path, {"woord": browser.word, **said}, Origin=HERE, **more)

    def work_off(self) -> None:
        """Have everything done that waits."""
        worker = Worker(
            self.service.simulating,
            self.service.store,
            self.service.recorder,
            self.lines.append,
            self.service.clock,
            QUICK,
        )
        worker.start()
        try:
            wait(lambda: True if not self._waiting() else None)
        finally:
            worker.close()

    def _waiting(self) -> int:
        found: int = self.service.store.read(
            "GM9999", lambda c: c.exec_driver_sql("SELECT count(*) FROM simulation_turn").scalar_one()
        )
        return found


@contextmanager
def opened(folder: Path) -> Iterator[Hall]:
    lines: list[dict[str, Any]] = []
    settings = from_environment({"WBMGP_DATABASE": f"sqlite:///{folder}/zaken.db", "WBMGP_PAGES": HERE})
    service = replace(_service(settings, Log(lines)), simulating=Simulating(folder / "simulaties", QUICKLY))
    app = create(service)
    with TestClient(app, base_url=HERE):
        yield Hall(app, service, lines)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    with opened(tmp_path) as found:
        yield found


@dataclass
class Finished:
    """A town hall with a simulation that is done, which tests only read."""

    hall: Hall
    council: Browser
    key: str

    @property
    def at(self) -> str:
        return f"/raad/simulaties/{self.key}"


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    with pytest.MonkeyPatch.context() as patched, opened(tmp_path_factory.mktemp("raad")) as hall:
        patched.delenv("WBMGP_KEYS", raising=False)
        council = hall.sit(Role.COUNCIL)
        text = (scenarios_root() / "council" / "voorbeeldwijk.yaml").read_text("utf-8")
        said = {"wijze": "tekst", "scenario": text, "actie": "start", "sleutel": "een"}
        key = simulation_in(hall.send(council, "/raad/simulaties/nieuw", said))
        hall.work_off()
        yield Finished(hall, council, key)


def simulation_in(got: Any) -> str:
    """The simulation that an answer leads to."""
    found = _SIMULATION.search(got.headers["location"])
    assert found is not None
    return found[1]
