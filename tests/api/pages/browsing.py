"""People at the pages: browsers with a jar of their own, on one service and one provider."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import build_opener

from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.api.pages.openid import OpenId
from wbmgp_api.identity.key_sets import Stay
from wbmgp_api.identity.login import Login
from wbmgp_api.pages.visitors import BROWSER, SESSION

ORIGIN: Final = "https://wbmgp.voorbeeld"
BACK: Final = f"{ORIGIN}/terug"
_WORD: Final = re.compile(r'name="woord" value="([0-9a-f]{64})"')


@dataclass
class Browser:
    """One browser. It follows nothing by itself."""

    client: TestClient

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers={"Accept": "text/html", **headers}, follow_redirects=False)

    def post(self, path: str, form: Any, **headers: str) -> Any:
        """A form, as a browser sends it from our own page unless `headers` say otherwise."""
        sent = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        return self.client.post(path, data=form, headers={k: v for k, v in sent.items() if v}, follow_redirects=False)

    def begin(self, onward: str | None = None) -> dict[str, str]:
        """What the provider is asked when this browser begins to sign in."""
        got = self.client.get(
            "/inloggen", params={} if onward is None else {"volgende": onward}, follow_redirects=False
        )
        assert got.status_code == 303, got.text
        self.sent_to = got.headers["location"]
        return dict(parse_qsl(urlsplit(self.sent_to).query))

    def at_provider(self, address: str | None = None) -> dict[str, str]:
        """What the provider sends back through the browser, over real HTTP."""
        try:
            build_opener(Stay).open(address or self.sent_to)
        except HTTPError as sent:
            with sent:
                assert sent.status == 302, sent.read()
                at, _, query = sent.headers["Location"].partition("?")
        assert at == BACK
        return dict(parse_qsl(query))

    def come_back(self, said: dict[str, str]) -> Any:
        return self.client.get("/terug", params=said, follow_redirects=False)

    def sign_in(self, onward: str | None = None) -> Any:
        """The whole way; the last answer."""
        self.begin(onward)
        return self.come_back(self.at_provider())

    @property
    def cookie(self) -> str | None:
        return self.client.cookies.get(SESSION)

    @property
    def signed_in(self) -> Any:
        """Whether, as the service sees it now: it changes between two looks."""
        return bool(self.get("/ik").status_code == 200)

    @property
    def word(self) -> str:
        """The word in the form of the page."""
        (found,) = set(_WORD.findall(self.get("/ik").text))
        return str(found)

    def plant(self, name: str, value: str) -> None:
        self.client.cookies.clear()
        self.client.cookies.set(name, value, domain="wbmgp.voorbeeld")


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    at: float

    def __call__(self) -> float:
        return self.at


@dataclass
class Town:
    """A service with pages, its provider, its clock and its log."""

    app: Starlette
    provider: OpenId
    login: Login
    clock: Clock
    lines: list[dict[str, Any]] = field(default_factory=list)

    def browser(self) -> Browser:
        return Browser(TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False))

    def reasons(self, event: str = "aanmelding") -> list[str]:
        return [line["reden"] for line in self.lines if line["event"] == event]


__all__ = ["BROWSER", "SESSION", "Browser", "Clock", "Town"]
