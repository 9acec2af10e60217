"""Logins that somebody meddles with: each ends on a page, without a session, and says nothing of what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from tests.api.pages.browsing import BROWSER, SESSION, Browser, Town
from tests.api.pages.conftest import login_at, town_on
from tests.api.pages.openid import CLIENT, FOREIGN, JANSEN
from tests.api.service.asking import BOOK
from wbmgp_api.identity.id_tokens import Arrived
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.provider import Provider
from wbmgp_api.identity.sessions import Sessions
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store import login_rows
from wbmgp_api.store.opened import open_store

CANARY: Final = "999990019"
EVIL: Final = JANSEN | {"sub": "u-kwaad", "name": "K. Waad", "sid": "s-2"}


def refused(town: Town, browser: Browser, got: Any, reason: str, status: int = 400) -> None:
    """A page that tells a person, a reason for the log, and nobody signed in."""
    assert (got.status_code, got.headers["content-type"]) == (status, "text/html; charset=utf-8"), got.text
    assert town.reasons()[-1] == f"geweigerd: {reason}"
    assert SESSION not in "".join(got.headers.get_list("set-cookie")) and not browser.signed_in
    assert CANARY not in got.text + json.dumps(town.lines)


def test_a_state_that_was_used_is_refused_also_with_another_code(either: Town) -> None:
    browser = either.browser()
    asked = browser.begin()
    said = browser.at_provider()
    assert browser.come_back(said).status_code == 303
    again = said | {"code": either.provider.code(asked)}
    browser.post("/uitloggen", {"woord": browser.word})
    refused(either, browser, browser.come_back(again), "al eerder afgerond")
    either.provider.person = dict(JANSEN) | {"gemeente": "GM0599"}
    again = said | {"code": either.provider.code(asked)}
    refused(either, browser, browser.come_back(again), "al eerder afgerond")


def test_a_state_that_was_used_in_one_process_is_refused_in_another(town: Town) -> None:
    browser = town.browser()
    asked = browser.begin()
    said = browser.at_provider()
    store = town.login.sessions.store
    other = login_at(town.provider, store, town.clock)
    lines: list[dict[str, Any]] = []
    service = Service(Settings(), BOOK, None, lines.append, store, login=other)  # type: ignore[arg-type]
    beside = Browser(TestClient(create(service), base_url="https://wbmgp.voorbeeld", cookies=browser.client.cookies))
    assert beside.come_back(said).status_code == 303, "what one process began another finishes"
    refused(town, browser, browser.come_back(said | {"code": town.provider.code(asked)}), "al eerder afgerond")


def test_a_code_of_somebody_else_does_not_fit_the_proof(town: Town) -> None:
    victim, attacker = town.browser(), town.browser()
    town.provider.person = EVIL
    attacker.begin()
    theirs = attacker.at_provider()
    victim.begin()
    said = victim.at_provider() | {"code": theirs["code"]}
    refused(town, victim, victim.come_back(said), "code: invalid_grant")


def test_a_code_of_somebody_else_does_not_fit_the_nonce_where_a_provider_looks_at_no_proof(town: Town) -> None:
    victim, attacker = town.browser(), town.browser()
    town.provider.person, town.provider.checks_proof = EVIL, False
    attacker.begin()
    theirs = attacker.at_provider()
    victim.begin()
    said = victim.at_provider() | {"code": theirs["code"]}
    refused(town, victim, victim.come_back(said), "ID-token: nonce")


@pytest.mark.parametrize("begun", [True, False])
def test_nobody_is_signed_in_as_somebody_else_by_a_link(town: Town, begun: bool) -> None:
    """The attacker's own code and state, opened in the victim's browser."""
    victim, attacker = town.browser(), town.browser()
    attacker.begin()
    if begun:
        victim.begin()
    said = attacker.at_provider()
    asked = len(town.provider.forms)
    got = victim.come_back(said)
    refused(town, victim, got, "niet hier begonnen" if begun else "andere browser")
    assert len(town.provider.forms) == asked, "the code was not even tried"


@pytest.mark.parametrize("planted", ["gemaakt", "van de aanvaller"])
def test_a_cookie_that_was_planted_becomes_nobodys(town: Town, planted: str) -> None:
    victim, attacker = town.browser(), town.browser()
    town.provider.person = EVIL
    attacker.sign_in()
    value = "A" * 43 if planted == "gemaakt" else str(attacker.cookie)
    town.provider.person = dict(JANSEN)
    victim.plant(SESSION, value)
    victim.sign_in()
    assert victim.cookie != value and "A. Jansen" in victim.get("/ik").text
    holder = town.browser()
    holder.plant(SESSION, value)
    assert not holder.signed_in


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(either: Town) -> None:
    browser, thief = either.browser(), either.browser()
    browser.sign_in()
    thief.plant(SESSION, str(browser.cookie))
    assert thief.signed_in
    word = browser.word
    assert browser.post("/uitloggen", {"woord": word}).status_code == 303
    assert not thief.signed_in
    assert thief.post("/uitloggen", {"woord": word}).headers["location"] == "/uitgelogd"


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "A" * 44, "é" * 43, "../../etc", "A" * 42 + "=", "a" * 8_000])
def test_a_cookie_that_nobody_gave_is_nobody(town: Town, cookie: str) -> None:
    got = town.browser().client.get("/ik", headers=[(b"cookie", f"{SESSION}={cookie}".encode())])
    assert got.status_code == 401


def _changed(**said: Any) -> Callable[[Town], None]:
    return lambda town: town.provider.claims.update(said)


def _header(**said: Any) -> Callable[[Town], None]:
    return lambda town: town.provider.header.update(said)


def _set(name: str, value: Any) -> Callable[[Town], None]:
    return lambda town: setattr(town.provider, name, value)


WRONG: Final[dict[str, tuple[Callable[[Town], None], str]]] = {
    "another nonce": (_changed(nonce="ander"), "nonce"), "no nonce": (_changed(nonce=None), "nonce"), "nonce a number": (_changed(nonce=1), "nonce"),
    "another issuer": (_changed(iss="https://kwaad.voorbeeld"), "uitgever"), "no issuer": (_changed(iss=None), "uitgever"),
    "another audience": (_changed(aud="ander"), "bestemd voor een ander"), "two audiences": (_changed(aud=["wbmgp-paginas", "ander"]), "bestemd voor een ander"),
    "no audience": (_changed(aud=None), "bestemd voor een ander"), "another azp": (_changed(azp="kwaad"), "bestemd voor een ander"),
    "azp null": (_changed(azp=[]), "bestemd voor een ander"), "another access token": (_changed(at_hash="x" * 22), "at_hash"),
    "at_hash of nothing": (_changed(at_hash=""), "at_hash"), "access token": (_changed(typ="Bearer"), "geen ID-token"),
    "logout token": (_changed(events={"http://schemas.openid.net/event/backchannel-logout": {}}), "geen ID-token"),
    "expired": (_changed(iat=1_794_999_000, exp=1_794_999_300), "verlopen of nog niet geldig"), "old": (_changed(iat=1_794_999_399), "te oud"),
    "from the future": (_changed(iat=1_795_000_100), "verlopen of nog niet geldig"), "for a day": (_changed(exp=1_795_086_400), "te lang geldig"),
    "exp text": (_changed(exp="1795000300"), "tijden"), "no exp": (_changed(exp=None), "tijden"), "no sub": (_changed(sub=None), "wie"),
    "sub empty": (_changed(sub=""), "wie"), "jti empty": (_changed(jti=""), "jti"), "sid a list": (_changed(sid=["s"]), "sid"),
    "another key": (_set("key", FOREIGN), "handtekening"), "typ of an access token": (_header(typ="at+jwt"), "kop"),
    "typ of a logout": (_header(typ="logout+jwt"), "kop"), "key in the header": (_header(jku="https://kwaad.voorbeeld"), "kop"),
    "unknown key": (_header(kid="kwaad"), "handtekening"), "no key": (_header(kid=""), "sleutel"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_an_id_token_that_is_not_right_signs_nobody_in(name: str, town: Town) -> None:
    harm, reason = WRONG[name]
    harm(town)
    browser = town.browser()
    refused(town, browser, browser.sign_in(), f"ID-token: {reason}")


@pytest.mark.parametrize(
    "claims", [{"rollen": []}, {"rollen": ["admin"]}, {"rollen": None}, {"gemeente": None}, {"gemeente": "*"}]
)
def test_who_has_no_role_or_municipality_is_told_so(town: Town, claims: dict[str, Any]) -> None:
    town.provider.claims.update(claims)
    browser = town.browser()
    got = browser.sign_in()
    refused(town, browser, got, f"ID-token: {next(iter(claims))}", 403)
    assert "U hebt hier geen rol" in got.text


@pytest.mark.parametrize("names_itself", [True, False])
def test_the_answer_of_another_provider_is_not_taken(town: Town, names_itself: bool) -> None:
    """Mix-up (RFC 9207): the code goes to nobody."""
    town.provider.names_itself = names_itself
    browser = town.browser()
    assert browser.sign_in().status_code == 303
    browser.client.cookies.delete(SESSION)
    browser.begin()
    said, asked = browser.at_provider(), len(town.provider.forms)
    for other in ("https://kwaad.voorbeeld", town.provider.issuer + "/", ""):
        refused(town, browser, browser.come_back(said | {"iss": other}), "een andere aanbieder")
        refused(
            town,
            browser,
            browser.come_back({"state": said["state"], "error": "access_denied", "iss": other}),
            "een andere aanbieder",
        )
    assert len(town.provider.forms) == asked
    if names_itself:
        said.pop("iss")
        refused(town, browser, browser.come_back(said), "de aanbieder noemt zich niet")
        assert len(town.provider.forms) == asked


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"code": None}, "geen code"), ({"code": ""}, "geen code"), ({"code": "x" * 2_001}, "geen code"), ({"code": "é"}, "geen code"),
        ({"code": f"{CANARY}\n"}, "geen code"), ({"code": CANARY}, "code: invalid_grant"), ({"state": None}, "niet hier begonnen"),
        ({"state": CANARY}, "niet hier begonnen"), ({"state": "=" * 50}, "niet hier begonnen"), ({"state": "A" * 300}, "niet hier begonnen"),
        ({"state": "x" * 2_001}, "andere browser"), ({"state": "é"}, "niet hier begonnen"),
        ({"error": "access_denied"}, "aanbieder: access_denied"), ({"error": f"{CANARY}<script>"}, "aanbieder: onbekende fout"),
        ({"error": "server_error", "error_description": CANARY}, "aanbieder: server_error"), ({"error": ""}, "aanbieder: onbekende fout"),
    ],
)  # fmt: skip
def test_what_comes_back_is_read_strictly(town: Town, said: dict[str, str | None], reason: str) -> None:
    browser = town.browser()
    browser.begin()
    given = {name: value for name, value in (browser.at_provider() | said).items() if value is not None}
    refused(town, browser, browser.come_back(given), reason)


@pytest.mark.parametrize("name", ["code", "state", "iss", "error"])
def test_what_comes_back_twice_is_refused(town: Town, name: str) -> None:
    browser = town.browser()
    browser.begin()
    given = [*browser.at_provider().items(), (name, "x"), (name, "y")]
    got = browser.client.get("/terug", params=given, follow_redirects=False)  # type: ignore[arg-type]
    refused(town, browser, got, "een parameter staat er twee keer")


@pytest.mark.parametrize("place", range(0, 300, 23))
def test_no_changed_letter_of_a_state_passes(town: Town, place: int) -> None:
    browser = town.browser()
    browser.begin()
    said = browser.at_provider()
    state = said["state"]
    at = place % len(state)
    said["state"] = state[:at] + ("A" if state[at] != "A" else "Q") + state[at + 1 :]
    refused(town, browser, browser.come_back(said), "niet hier begonnen")


@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ((500, {"id_token": CANARY}, {}), "geen antwoord"), ((200, b"<html>", {}), "geen antwoord"), ((200, [], {}), "geen antwoord"),
        ((200, {}, {}), "geen ID-token"), ((200, {"id_token": 7, "token_type": "Bearer"}, {}), "geen ID-token"),
        ((200, {"id_token": "x", "access_token": 7, "token_type": "Bearer"}, {}), "geen ID-token"),
        ((200, {"id_token": "x.y.z", "token_type": "mac"}, {}), "ander soort token"), ((200, {"id_token": "x.y.z"}, {}), "ander soort token"),
        ((400, {"error": CANARY, "error_description": CANARY}, {}), "geweigerd"), ((400, {"error": [CANARY]}, {}), "geweigerd"),
        ((302, {}, {"Location": "/weg"}), "geen antwoord"), ((200, b"[" * 60_000, {}), "geen antwoord"),
        ((200, b'{"a": "' + b"x" * 70_000 + b'"}', {}), "geen antwoord"), ((401, {"error": "invalid_client"}, {}), "invalid_client"),
        ((400, {"id_token": "x.y.z", "token_type": "Bearer"}, {}), "geen antwoord"), ((201, {"id_token": "x.y.z"}, {}), "geen antwoord"),
    ],
)  # fmt: skip
def test_a_provider_that_errs_signs_nobody_in(town: Town, instead: Any, reason: str) -> None:
    town.provider.instead = instead
    browser = town.browser()
    asked = browser.begin()
    refused(town, browser, browser.come_back(browser.at_provider()), f"code: {reason}")
    assert "/weg" not in town.provider.asked and asked


def test_a_token_endpoint_without_at_hash_or_access_token(town: Town) -> None:
    town.provider.also = {"access_token": None}
    browser = town.browser()
    refused(town, browser, browser.sign_in(), "ID-token: at_hash")
    town.provider.claims["at_hash"] = None
    assert browser.sign_in().status_code == 303


def test_a_provider_that_is_silent_is_told_and_asked_once_a_minute(town: Town) -> None:
    town.provider.silent = True
    browser = town.browser()
    got = browser.get("/inloggen")
    assert (got.status_code, town.reasons()) == (503, ["geweigerd: de aanbieder zegt niet waar men zich aanmeldt"])
    asked = len(town.provider.asked)
    assert browser.get("/inloggen").status_code == 503 and len(town.provider.asked) == asked
    town.provider.silent = False
    town.clock.at += 60
    browser.begin()
    said = browser.at_provider()
    town.provider.silent = True
    refused(town, browser, browser.come_back(said), "code: geen antwoord")
    town.clock.at += 3_600
    browser.begin()


def test_keys_that_do_not_come_are_told_as_such(town: Town) -> None:
    town.provider.said["jwks_uri"] = "ftp://127.0.0.1/sleutels"
    browser = town.browser()
    refused(town, browser, browser.sign_in(), "de aanbieder antwoordt niet", 503)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "http://kwaad.voorbeeld"}, {"code_challenge_methods_supported": ["plain"]}, {"code_challenge_methods_supported": 7},
        {"authorization_endpoint": "https:/x"}, {"authorization_endpoint": None}, {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": 7}, {"end_session_endpoint": "javascript:alert(1)"}, {"token_endpoint": "http://x/#y"},
        {"token_endpoint_auth_methods_supported": 7}, {"authorization_endpoint": "http://x/\n"},
    ],
)  # fmt: skip
def test_a_configuration_that_is_not_safe_signs_nobody_in(town: Town, said: dict[str, Any]) -> None:
    town.provider.said.update(said)
    assert town.browser().get("/inloggen").status_code == 503


@pytest.mark.parametrize("value", ["x", "A" * 44, "a b;", '"q"', "\x07", "é" * 43, "A" * 3_000])
def test_a_mark_of_a_browser_that_nobody_gave_is_replaced(town: Town, value: str) -> None:
    cookie = f"{BROWSER}={value}".encode("latin-1")
    got = town.browser().client.get("/inloggen", headers=[(b"cookie", cookie)], follow_redirects=False)
    given = got.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert got.status_code == 303 and len(given) == 43 and given != value


def test_nobody_gets_more_logins_by_sending_tokens(tmp_path: Path) -> None:
    """A token counts on no page, so it makes nobody another caller there."""
    for town in town_on(open_store(f"sqlite:///{tmp_path}/zaken.db"), rate=1, burst=3):
        client = town.browser().client
        got = [
            client.get("/inloggen", headers={"Authorization": f"Bearer {n}"}, follow_redirects=False) for n in range(4)
        ]
        assert [one.status_code for one in got] == [303, 303, 303, 429]
        assert "Even wachten" in got[3].text and got[3].headers["retry-after"] == "1"


def test_a_row_that_the_service_did_not_close_is_nobody(either: Town) -> None:
    """Whoever writes to the database has all of a session but the service's part of its key."""
    browser, store = either.browser(), either.login.sessions.store
    forged = Sessions(store, b"m" * 32, either.clock, 1_800, 28_800)
    attempt = either.login.attempts.begin("A" * 43, "/ik")
    principal = Principal("u-jansen", "GM9999", frozenset(Role), CLIENT, Role.DESK)
    cookie = forged.begin(Arrived(principal, "A. Jansen", None), attempt, None)
    assert forged.find(cookie) is not None
    browser.plant(SESSION, cookie)
    assert not browser.signed_in


def test_a_session_that_was_moved_to_another_municipality_is_nobody(town: Town) -> None:
    browser, store = town.browser(), town.login.sessions.store
    browser.sign_in()
    words = text("SELECT digest FROM login_session")
    digest = store.read("GM9999", lambda c: c.execute(words).scalar_one())
    kept = store.read("GM9999", lambda c: login_rows.find(c, digest))
    assert kept is not None and browser.signed_in
    store.write("GM9999", lambda c: login_rows.end(c, digest))
    store.write("GM0599", lambda c: login_rows.keep(c, kept._replace(tenant="GM0599")))
    assert not browser.signed_in


def test_a_provider_that_became_silent_lets_people_out(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    word = browser.word
    other = login_at(town.provider, town.login.sessions.store, town.clock)
    town.provider.silent = True
    assert isinstance(other.at, Provider) and other.at.farewell("https://wbmgp.voorbeeld/uitgelogd") is None
    assert browser.post("/uitloggen", {"woord": word}).headers["location"].startswith(f"{town.provider.issuer}/weg")
    assert not browser.signed_in
