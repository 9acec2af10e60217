"""The pages of the desk on SQLite: people who are signed in, and the API beside them to set the stage."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.api.cases.working import Clock, Desk
from tests.api.service.asking import BOOK, NOW, Asking
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.samples import MASTER
from wbmgp_api.areas.known import Registers
from wbmgp_api.identity.attempts import Attempt, Attempts
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.id_tokens import Arrived, IdTokens
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.sessions import Sessions
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.pages.visitors import SESSION
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash

HERE: Final = "https://desk.voorbeeld"
TENANT: Final = "GM9999"


class _Fields(HTMLParser):
    """What the fields of the forms on a page say, as a browser would send them; and the headings and faults."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.fields: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self._select, self._first, self._area = "", False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "form":
            self.fields = {}
            self.forms.append(self.fields)
        if tag == "input" and said.get("type") not in ("checkbox", "radio", "submit") and "name" in said:
            self.fields.setdefault(said["name"], []).append(said.get("value", ""))
        if tag == "input" and said.get("type") in ("checkbox", "radio") and "checked" in said:
            self.fields.setdefault(said["name"], []).append(said.get("value", "on"))
        if tag == "select":
            self._select, self._first = said["name"], True
        if tag == "option" and self._select and (self._first or "selected" in said):
            self.fields[self._select], self._first = [said.get("value", "")], False
        if tag == "textarea":
            self._area = said["name"]
            self.fields[self._area] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] = [self.fields[self._area][0] + data.removeprefix("\n")]


@dataclass
class Person:
    """Somebody at the pages, signed in."""

    client: TestClient
    lines: list[dict[str, Any]]
    last: Any = None

    def get(self, path: str, status: int = 200, **headers: str) -> str:
        """A page; every id on it stands there once."""
        return self._kept(self.client.get(path, headers=headers, follow_redirects=False), status)

    def send(self, path: str, status: Any = 303, *, which: Any = 0, **said: Any) -> str:
        """A form of the page that was seen last, with what somebody changes (None: not sent); where it leads."""
        form = fields_of(self.last.text, which) | {
            name: one if isinstance(one, list) else [one] for name, one in said.items()
        }
        form = {name: one for name, one in form.items() if one != [None]}
        headers = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
        got = self.client.post(path, data=form, headers=headers, follow_redirects=False)
        text = self._kept(got, status)
        return str(got.headers.get("location", text))

    def _kept(self, got: Any, status: int) -> str:
        assert got.status_code == status, (
            self.lines[-2:],
            got.status_code,
            got.headers.get("location"),
            got.text[-3000:],
        )
        if got.text:
            self.last = got
            ids = _read(got.text).ids
            assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
        return str(got.text)


def fields_of(text: str, which: int = 0) -> dict[str, list[str]]:
    """What a browser would send of a form in the main part of a page."""
    return _read(text[text.index("<main") :]).forms[which]


def _read(text: str) -> _Fields:
    found = _Fields()
    found.feed(text)
    return found


def words(text: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


@dataclass
class Office:
    """The service: people at its pages and programs at its API."""

    app: Starlette
    desk: Desk
    sessions: Sessions
    clock: Clock
    lines: list[dict[str, Any]] = field(default_factory=list)

    def as_(self, *roles: Role, subject: str = "jansen", tenant: str = TENANT) -> Person:
        """Somebody who signed in in these roles."""
        who = Principal(subject, tenant, frozenset(roles), CLIENT, roles[0])
        attempt = Attempt(secrets.token_urlsafe(32), "nonce", "verifier", "/ik", int(self.clock.at))
        cookie = self.sessions.begin(Arrived(who, "Jansen", None), attempt, None)
        client = TestClient(self.app, base_url=HERE, raise_server_exceptions=True)
        client.cookies.set(SESSION, cookie, domain="desk.voorbeeld")
        return Person(client, self.lines)


@pytest.fixture
def town(issuer: LocalIssuer, tmp_path: Path) -> Iterator[Office]:  # noqa: F811
    yield from made(issuer, f"sqlite:///{tmp_path}/zaken.db")


def made(issuer: LocalIssuer, address: str) -> Iterator[Office]:  # noqa: F811
    clock, store = Clock(), open_store(address)
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
    names = b"n" * 32
    sessions = Sessions(store, names, clock, 30 * 60, 8 * 3_600)
    tokens = Tokens(ISSUER, "wbmgp", frozenset({CLIENT}), issuer.keys, lambda: NOW)
    login = Login(HERE, issuer, IdTokens(ISSUER, CLIENT, issuer.keys, clock), Attempts(names, clock), sessions, clock)
    lines: list[dict[str, Any]] = []
    service = Service(
        Settings(rate=0), BOOK, tokens, lines.append, store, clock, recorder, names, login=login, registers=Registers()
    )
    app = create(service)
    with TestClient(app) as client:
        yield Office(app, Desk(Asking(client, issuer, lines), clock), sessions, clock, lines)
