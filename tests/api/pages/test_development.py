"""In development people say who they are, by the same way and with the same session; production has no such page."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from tests.api.pages.browsing import SESSION, Browser
from tests.api.pages.test_faces import accessible
from tests.api.service.test_settings import PRODUCTION
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.provider import Provider
from wbmgp_api.running import _service, _tokens, login_for, own_pages
from wbmgp_api.secret_files import keep_secret
from wbmgp_api.service import create
from wbmgp_api.settings import Settings, from_environment
from wbmgp_api.vault.opened import House, open_house
from wbmgp_engine.errors import BadInput

HERE: Final = "https://localhost:8443"
CHOICE: Final = {"naam": " Jan ", "gemeente": "GM0599", "rollen": ["balie", "beheer"]}
_STATE: Final = re.compile(r'name="state" value="([\w-]+)"')


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    return []


class Log:
    """A log that keeps its lines."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self._lines = lines

    def info(self, event: str, **line: Any) -> None:
        self._lines.append({"event": event, **line})


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[dict[str, Any]]) -> Iterator[Browser]:
    """At the service as `wbmgp serve` makes it."""
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    settings = from_environment({"WBMGP_DATABASE": f"sqlite:///{tmp_path}/zaken.db", "WBMGP_PAGES": HERE})
    with TestClient(create(_service(settings, Log(lines))), base_url=HERE, raise_server_exceptions=False) as client:
        yield Browser(client)


def state_in(got: Any) -> str:
    (found,) = _STATE.findall(got.text)
    return str(found)


def choose(browser: Browser, *, onward: str = "/ik", origin: str = HERE, **said: Any) -> Any:
    state = state_in(browser.get(f"/inloggen?volgende={onward}"))
    return browser.post("/inloggen", {"state": state} | CHOICE | said, Origin=origin)


def test_somebody_says_who_they_are_and_is_that(browser: Browser, lines: list[dict[str, Any]]) -> None:
    got = choose(browser, onward="/ik?taal=en")
    assert (got.status_code, got.headers["location"]) == (303, "/ik?taal=en")
    page = browser.get("/ik")
    accessible(page.text)
    assert all(f"<dd>{said}</dd>" in page.text for said in ("Jan", "GM0599", "balie", "beheer"))
    assert browser.post("/uitloggen", {"woord": browser.word}, Origin=HERE).headers["location"] == "/uitgelogd"
    assert not browser.signed_in
    assert [line["reden"] for line in lines if line["event"] in ("aanmelding", "afmelding")] == ["gelukt", "zelf"]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"naam": ""}, "naam"), ({"naam": "  "}, "naam"), ({"naam": "x" * 101}, "naam"), ({"naam": ["a", "b"]}, "naam"), ({"naam": "a\u202eb"}, "naam"),
     ({"gemeente": "0599"}, "gemeente"), ({"gemeente": "GM٠٥٩٩"}, "gemeente"), ({"rollen": []}, "rollen"), ({"rollen": ["baas"]}, "rollen")],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_is_wrong_stands_on_top_with_a_link_to_it(
    browser: Browser, said: dict[str, Any], field: str, lang: str
) -> None:
    browser.client.headers["Accept-Language"] = lang
    got = choose(browser, **said)
    assert got.status_code == 400 and f'href="#{field}">' in got.text and 'role="alert"' in got.text
    accessible(got.text)
    assert re.findall("<title>(.*?):", got.text) == [{"nl": "Fout", "en": "Error"}[lang]]
    again = browser.post("/inloggen", {"state": state_in(got)} | CHOICE, Origin=HERE)
    assert again.status_code == 303


def test_everything_wrong_comes_at_once(browser: Browser) -> None:
    got = choose(browser, naam="", gemeente="", rollen=[])
    assert len(set(re.findall('href="#(naam|gemeente|rollen)"', got.text))) == 3


def test_another_site_or_browser_signs_nobody_in(browser: Browser) -> None:
    assert choose(browser, origin="https://kwaad.voorbeeld").status_code == 403
    state = state_in(browser.get("/inloggen"))
    browser.client.cookies.clear()
    assert browser.post("/inloggen", {"state": state} | CHOICE, Origin=HERE).status_code == 400
    assert browser.post("/inloggen", CHOICE, Origin=HERE).status_code == 400
    assert browser.client.cookies.get(SESSION) is None


def test_a_choice_counts_once(browser: Browser) -> None:
    state = state_in(browser.get("/inloggen"))
    assert browser.post("/inloggen", {"state": state} | CHOICE, Origin=HERE).status_code == 303
    assert browser.post("/inloggen", {"state": state} | CHOICE, Origin=HERE).status_code == 400


def test_nothing_comes_back_from_a_provider_that_is_not_there(browser: Browser) -> None:
    state = state_in(browser.get("/inloggen"))
    got = browser.client.get("/terug", params={"state": state, "code": "x"}, follow_redirects=False)
    assert got.status_code == 404 and browser.client.cookies.get(SESSION) is None


def test_the_token_of_development_opens_the_api_beside_the_page(browser: Browser) -> None:
    service = browser.client.app.state.service  # type: ignore[attr-defined]
    token = service.login.at.token("Jan", "GM0599", frozenset({Role.DESK}), "wbmgp", int(time.time()))
    assert browser.client.get("/v1/aanvragen", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_another_name_of_this_machine_goes_to_the_one_that_cookies_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    settings = Settings(database=f"sqlite:///{tmp_path}/zaken.db", pages="http://127.0.0.1:8000")
    with TestClient(create(_service(settings, Log([]))), base_url="http://localhost:8000") as client:
        got = client.get("/inloggen", follow_redirects=False)
    assert (got.status_code, got.headers["location"]) == (303, "http://127.0.0.1:8000/inloggen")


@pytest.mark.parametrize(
    ("settings", "host", "port", "pages"),
    [
        (Settings(), "127.0.0.1", 8000, "http://127.0.0.1:8000"), (Settings(), "::1", 80, "http://[::1]:80"), (Settings(), "localhost", 1, "http://localhost:1"),
        (Settings(), "", 1, "http://127.0.0.1:1"), (Settings(), "0.0.0.0", 1, None), (Settings(mode="productie"), "127.0.0.1", 1, None),
        (Settings(issuer="https://login.voorbeeld"), "127.0.0.1", 1, None),
        (Settings(issuer="https://login.voorbeeld", login_client="paginas"), "127.0.0.1", 1, "http://127.0.0.1:1"), (Settings(pages=HERE), "127.0.0.1", 1, None),
    ],
)  # fmt: skip
def test_development_has_pages_by_itself(settings: Settings, host: str, port: int, pages: str | None) -> None:
    assert own_pages(settings, host, port).get("WBMGP_PAGES") == pages


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    opened = open_house(f"sqlite:///{tmp_path}/zaken.db", make=True)
    yield opened
    opened.store.close()


def test_production_makes_no_login_of_development(house: House, tmp_path: Path) -> None:
    settings = Settings(mode="productie", pages=HERE, database=f"sqlite:///{tmp_path}/zaken.db")
    with pytest.raises(BadInput, match="development logins do not run in production"):
        login_for(settings, house, _tokens(Settings(database=settings.database)))


def test_production_signs_in_at_its_provider(house: House, tmp_path: Path) -> None:
    keep_secret(tmp_path / "geheim", "woord")
    given = {
        "WBMGP_PAGES": "https://wbmgp.voorbeeld",
        "WBMGP_LOGIN_CLIENT": "paginas",
        "WBMGP_LOGIN_SECRET": f"{tmp_path}/geheim",
    }
    settings = from_environment(PRODUCTION | given)
    login = login_for(settings, house, _tokens(settings))
    assert login is not None and isinstance(login.at, Provider)
    assert (login.at.issuer, login.at.client.name, login.at.client.proof) == (
        "https://login.voorbeeld",
        "paginas",
        "woord",
    )
    assert (login.origin, login.sessions.idle, login.sessions.longest) == ("https://wbmgp.voorbeeld", 1_800, 28_800)
    assert login_for(from_environment(PRODUCTION), house, _tokens(settings)) is None


def test_a_service_without_pages_has_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    made = _service(Settings(database=f"sqlite:///{tmp_path}/zaken.db"), Log([]))
    assert made.login is None
    with TestClient(create(made)) as client:
        for path in ("/ik", "/inloggen", "/terug", "/statisch/x/layout.css"):
            got = client.get(path)
            assert (got.status_code, got.headers["content-type"]) == (404, "application/problem+json")


def test_the_local_issuer_is_no_provider() -> None:
    assert not issubclass(LocalIssuer, Provider)
