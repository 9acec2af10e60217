"""Signing in by the whole way over real HTTP, and what it leaves in cookies, database and log."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from tests.api.pages.browsing import BACK, BROWSER, ORIGIN, SESSION, Town
from tests.api.pages.openid import CLIENT, JANSEN, SECRET
from wbmgp_api.identity.attempts import NoAttempt
from wbmgp_api.identity.id_tokens import Arrived
from wbmgp_api.identity.principal import Principal, Role


def cookies(got: Any) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in got.headers.get_list("set-cookie")}


def test_the_whole_way_ends_at_who_you_are(either: Town) -> None:
    browser = either.browser()
    asked = browser.begin()
    assert browser.sent_to.startswith(f"{either.provider.issuer}/aanmelden?")
    assert {name: asked[name] for name in ("response_type", "client_id", "redirect_uri", "scope")} == {
        "response_type": "code", "client_id": CLIENT, "redirect_uri": BACK, "scope": "openid",
    }  # fmt: skip
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == len(asked["nonce"]) == 43
    got = browser.come_back(browser.at_provider())
    assert (got.status_code, got.headers["location"]) == (303, "/begin")
    (form,) = either.provider.forms
    assert form["client_secret"] == SECRET and len(form["code_verifier"]) == 64
    page = browser.get("/ik")
    assert page.status_code == 200
    assert all(said in page.text for said in ("A. Jansen", "GM9999", "<dd>balie</dd>", "<dd>jurist</dd>"))
    assert either.reasons() == ["gelukt"]


def test_a_session_gives_the_caller_that_a_bearer_token_gives(either: Town) -> None:
    browser = either.browser()
    browser.sign_in()
    found = either.login.sessions.find(browser.cookie or "")
    assert found is not None
    roles = frozenset({Role.DESK, Role.LAWYER})
    assert found.principal == Principal("u-jansen", "GM9999", roles, CLIENT, Role.DESK)
    assert found.name == "A. Jansen"


def test_cookies_go_to_this_host_only_over_a_closed_line_and_no_script_reads_them(town: Town) -> None:
    browser = town.browser()
    first = cookies(browser.get("/inloggen"))
    assert re.fullmatch(rf"{BROWSER}=[\w-]{{43}}; HttpOnly; Max-Age=600; Path=/; SameSite=lax; Secure", first[BROWSER])
    last = cookies(browser.sign_in())
    assert list(last) == [SESSION]
    assert re.fullmatch(rf"{SESSION}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=lax; Secure", last[SESSION])


def test_the_database_and_the_log_tell_nobody_who_signed_in(either: Town) -> None:
    browser = either.browser()
    browser.begin()
    said = browser.at_provider()
    browser.come_back(said)
    browser.post("/uitloggen", {"woord": "x"})
    store = either.login.sessions.store
    kept = "".join(
        repr(tuple(row))
        for table in ("login_session", "login_used")
        for row in store.read("GM9999", lambda c, t=table: list(c.execute(text(f"SELECT * FROM {t}"))))  # type: ignore[misc]
    )
    assert kept.count("GM9999") == 2
    secret = [
        *map(str, (JANSEN["sub"], JANSEN["name"], JANSEN["sid"], browser.cookie)),
        said["code"],
        said["state"],
        "jurist",
    ]
    for one in [*secret, browser.client.cookies[BROWSER]]:
        assert one not in kept and one not in repr(either.lines), one


def test_the_address_to_come_back_to_is_that_of_the_settings_whatever_the_request_says(town: Town) -> None:
    hostile = {"Host": "kwaad.voorbeeld", "X-Forwarded-Host": "kwaad.voorbeeld", "Forwarded": "host=kwaad.voorbeeld"}
    got = town.browser().client.get("/inloggen", headers=hostile, follow_redirects=False)
    assert (
        "kwaad" not in got.headers["location"]
        and BACK.replace(":", "%3A").replace("/", "%2F") in got.headers["location"]
    )


def test_signing_in_again_gives_another_cookie_and_ends_the_first(either: Town) -> None:
    browser, thief = either.browser(), either.browser()
    browser.sign_in()
    first = browser.cookie or ""
    either.provider.person = JANSEN | {"gemeente": "GM0599"}
    browser.sign_in()
    assert browser.cookie != first
    thief.plant(SESSION, first)
    assert browser.signed_in and not thief.signed_in


def test_two_tabs_can_sign_in_beside_each_other(town: Town) -> None:
    browser = town.browser()
    browser.begin("/ik?taal=en")
    one = browser.at_provider()
    browser.begin("/ik")
    other = browser.at_provider()
    assert browser.come_back(other).headers["location"] == "/ik"
    assert browser.come_back(one).headers["location"] == "/ik?taal=en"
    assert browser.signed_in
    assert town.reasons() == ["gelukt", "gelukt"]


@pytest.mark.parametrize("seconds", [599, 600])
def test_a_login_has_ten_minutes(town: Town, seconds: int) -> None:
    browser = town.browser()
    browser.begin()
    said = browser.at_provider()
    town.clock.at += seconds
    got = browser.come_back(said)
    assert (got.status_code, browser.signed_in) == ((303, True) if seconds < 600 else (400, False))


def test_a_session_ends_when_nothing_is_done(either: Town) -> None:
    browser = either.browser()
    browser.sign_in()
    for _ in range(3):
        either.clock.at += 30 * 60 - 61
        assert browser.signed_in
    either.clock.at += 30 * 60
    assert not browser.signed_in
    either.clock.at -= 30 * 60
    assert not browser.signed_in, "what ended does not come back with the clock"


def test_a_session_ends_after_eight_hours_whatever_is_done(either: Town) -> None:
    browser = either.browser()
    browser.sign_in()
    for _ in range(8 * 3 - 1):
        either.clock.at += 20 * 60
        assert browser.signed_in
    either.clock.at += 20 * 60
    assert not browser.signed_in


def test_what_ended_is_removed_at_the_next_login(either: Town) -> None:
    store = either.login.sessions.store
    for name in ("een", "twee"):
        either.provider.person = JANSEN | {"sub": name}
        either.browser().sign_in()
        either.clock.at += 9 * 3_600
    either.browser().sign_in()
    for table in ("login_session", "login_used"):
        count = text(f"SELECT count(*) FROM {table}")
        assert store.read("GM9999", lambda c, words=count: c.execute(words).scalar_one()) == 1  # type: ignore[misc]


def test_the_api_takes_no_cookie(town: Town) -> None:
    """So no form of another site can do anything there."""
    browser = town.browser()
    browser.sign_in()
    for method, path in (("GET", "/v1/aanvragen"), ("POST", "/v1/aanvragen"), ("POST", "/v1/toetsingen")):
        got = browser.client.request(method, path, json={} if method == "POST" else None)
        assert (got.status_code, got.headers["content-type"]) == (401, "application/problem+json"), path
    described = browser.client.get("/v1/openapi.json").json()["paths"]
    assert not {"/ik", "/inloggen", "/terug", "/uitloggen", "/afmelding"} & set(described)
    assert browser.client.get("/v1/ik").status_code == 404
    assert ORIGIN not in str(described)


def test_a_login_that_comes_back_eight_times_at_once_counts_once(either: Town) -> None:
    browser, sessions = either.browser(), either.login.sessions
    browser.sign_in()
    before = browser.cookie
    found = sessions.find(before or "")
    assert found is not None
    attempt, arrived = either.login.attempts.begin("A" * 43, "/ik"), Arrived(found.principal, found.name, "s-1")

    def finish(_: int) -> str | None:
        try:
            return sessions.begin(arrived, attempt, before)
        except NoAttempt:
            return None

    with ThreadPoolExecutor(8) as pool:
        cookies = [one for one in pool.map(finish, range(8)) if one is not None]
    assert len(cookies) == 1 and sessions.find(cookies[0]) is not None
    assert not browser.signed_in
