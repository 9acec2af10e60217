"""A real browser at a real service: who is signed in, what axe finds, and that nothing was asked of another host."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from tests.api.service.processes import free_port
from wbmgp_api.identity.principal import Role

CHROMIUM: Final = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--font-render-hinting=none",
)  # fmt: skip
_RULES: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
EVERYBODY: Final = tuple(Role)
_PATIENCE: Final = 60.0


@dataclass
class Seat:
    """Somebody at a browser: signed in under a name, in roles, on a screen; what was asked elsewhere, broke, or came as a file."""

    base: str
    context: BrowserContext
    page: Page
    elsewhere: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open a page of the service; its status."""
        got = self.page.goto(f"{self.base}{path}")
        assert got is not None
        return got.status

    def sign_in(self, name: str, roles: tuple[Role, ...]) -> None:
        """Say who this is, in development."""
        self.go("/inloggen")
        self.page.fill("#naam", name)
        for box in self.page.locator("input[name=rollen]").all():
            box.set_checked(box.get_attribute("value") in {role.value for role in roles})
        self.page.click("main button[type=submit]")

    @property
    def path(self) -> str:
        """Where this browser is."""
        return self.page.url.removeprefix(self.base)


@dataclass(frozen=True)
class Served:
    """A service in a process of its own, over a database that tests may look into."""

    base: str
    database: Path
    browser: Browser

    @contextmanager
    def seat(self, name: str = "", roles: tuple[Role, ...] = (), **screen: Any) -> Iterator[Seat]:
        """A browser of somebody; who has a name is signed in. Whatever it asks of another host fails the test."""
        width = screen.pop("width", 1280)
        with self.browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **screen) as context:
            page = context.new_page()
            seat = Seat(self.base, context, page)
            context.on("request", lambda asked: _noticed(seat, asked))
            context.on("response", lambda got: _came(seat, got))
            page.on("pageerror", lambda error: seat.broken.append(str(error)))
            if name:
                seat.sign_in(name, roles)
            yield seat
            assert seat.elsewhere == [] and seat.broken == []

    def cases(self) -> list[str]:
        """The cases there are, from old to new."""
        with sqlite3.connect(self.database) as connection:
            return [row[0] for row in connection.execute("SELECT case_id FROM case_state ORDER BY opened_at, case_id")]


def _noticed(seat: Seat, asked: Request) -> None:
    if not asked.url.startswith((seat.base, "data:", "blob:")):
        seat.elsewhere.append(asked.url)


def _came(seat: Seat, got: Response) -> None:
    if "content-disposition" in got.headers:
        seat.files.append(got.url)
    if got.status >= 500 and got.status != 503:
        seat.broken.append(f"{got.status} {got.url}")


@contextmanager
def serving(folder: Path, browser: Browser) -> Iterator[Served]:
    """The service with its example, as `make serve` starts it."""
    port, database = free_port(), folder / "zaken.db"
    program = [sys.executable, "-m", "wbmgp_engine", "serve", "--example", "--port", str(port)]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            [*program, "--database", f"sqlite:///{database}"], cwd=folder, stdout=log, stderr=log
        )
        try:
            _until_ready(port, running)
            yield Served(f"http://127.0.0.1:{port}", database, browser)
        finally:
            running.terminate()
            running.wait()


def _until_ready(port: int, running: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/gereed"):
                return
        except URLError:
            assert running.poll() is None and monotonic() < until
            sleep(0.1)


def against_the_guidelines(page: Page) -> list[str]:
    """What axe finds on the page as it is now: the rule, and where."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> bool:
    """Whether somebody has to scroll sideways to read the page."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
