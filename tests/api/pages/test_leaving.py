"""The way out: by a form of our own only, at the provider as well, and when the provider says so."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.pages.browsing import ORIGIN, SESSION, Town
from tests.api.pages.openid import CLIENT, FOREIGN, JANSEN

EVENT: Final[dict[str, Any]] = {"http://schemas.openid.net/event/backchannel-logout": {}}


def test_signing_out_ends_here_and_goes_on_to_the_provider_without_a_token_in_the_address(either: Town) -> None:
    browser = either.browser()
    browser.sign_in()
    got = browser.post("/uitloggen", {"woord": browser.word})
    assert got.status_code == 303
    assert got.headers["location"] == (
        f"{either.provider.issuer}/weg?client_id={CLIENT}&post_logout_redirect_uri=https%3A%2F%2Fwbmgp.voorbeeld%2Fuitgelogd"
    )
    assert f'{SESSION}=""' in got.headers["set-cookie"] and "Secure" in got.headers["set-cookie"]
    assert not browser.signed_in and either.reasons("afmelding") == ["zelf"]
    left = browser.get("/uitgelogd")
    assert left.status_code == 200 and "U bent afgemeld" in left.text


def test_a_provider_without_a_way_out(town: Town) -> None:
    town.provider.said["end_session_endpoint"] = None
    browser = town.browser()
    browser.sign_in()
    assert "form-action 'self';" in browser.get("/ik").headers["content-security-policy"]
    assert browser.post("/uitloggen", {"woord": browser.word}).headers["location"] == "/uitgelogd"


def test_a_form_may_end_at_the_provider_which_a_browser_asks_the_page(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    assert f"form-action 'self' {town.provider.issuer};" in browser.get("/ik").headers["content-security-policy"]


@pytest.mark.parametrize("address", ["http://{}/weg?tenant=x", "http://{}/weg"])
def test_what_a_provider_already_asks_stays(town: Town, address: str) -> None:
    at = address.format(town.provider.issuer.partition("//")[2])
    town.provider.said["end_session_endpoint"] = at
    browser = town.browser()
    browser.sign_in()
    found = browser.post("/uitloggen", {"woord": browser.word}).headers["location"]
    assert found.startswith(f"{at}{'&' if '?' in address else '?'}client_id=")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Origin": "https://kwaad.voorbeeld"}, "herkomst"), ({"Origin": "null"}, "herkomst"), ({"Origin": f"{ORIGIN}.kwaad"}, "herkomst"),
        ({"Origin": "http://wbmgp.voorbeeld"}, "herkomst"), ({"Sec_Fetch_Site": "cross-site"}, "andere site"),
        ({"Sec_Fetch_Site": "same-site"}, "andere site"),
    ],
)  # fmt: skip
def test_a_form_of_another_site_does_nothing_even_with_the_word(
    town: Town, headers: dict[str, str], reason: str
) -> None:
    browser = town.browser()
    browser.sign_in()
    got = browser.post("/uitloggen", {"woord": browser.word}, **headers)
    assert got.status_code == 403 and "Dit formulier is verlopen" in got.text
    assert town.reasons("formulier") == [f"geweigerd: {reason}"] and browser.signed_in


@pytest.mark.parametrize(
    "form", [{"x": "y"}, {"woord": ""}, {"woord": "x" * 64}, {"woord": "é"}, {"woord": ["a", "b"]}, "ander", "vorig"]
)
def test_a_form_without_the_word_of_this_session_does_nothing(town: Town, form: Any) -> None:
    browser, other = town.browser(), town.browser()
    browser.sign_in()
    if form == "vorig":
        form = {"woord": browser.word}
        browser.sign_in()
    elif form == "ander":
        other.sign_in()
        form = {"woord": other.word}
    got = browser.post("/uitloggen", form)
    assert (got.status_code, town.reasons("formulier"), browser.signed_in) == (403, ["geweigerd: woord"], True)


def test_the_word_twice_is_no_word(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    assert browser.post("/uitloggen", {"woord": [browser.word, browser.word]}).status_code == 403
    assert browser.signed_in


def test_an_old_browser_that_says_nothing_of_itself_is_held_to_the_word(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    assert browser.post("/uitloggen", {"woord": "x"}, Origin="", Sec_Fetch_Site="").status_code == 403
    assert browser.post("/uitloggen", {"woord": browser.word}, Origin="", Sec_Fetch_Site="").status_code == 303


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415), ("text/plain", b"woord=x", 415), ("multipart/form-data", b"x", 400),
        ("application/x-www-form-urlencoded", "woord=é".encode(), 400), ("application/x-www-form-urlencoded", b"woord=%ff", 400),
        ("application/x-www-form-urlencoded", b"a=b&" * 1_001, 400), ("application/x-www-form-urlencoded", b"x=" + b"a" * 300_000, 413),
    ],
)  # fmt: skip
def test_what_no_form_sends_is_told_on_a_page(town: Town, kind: str, body: bytes, status: int) -> None:
    browser = town.browser()
    browser.sign_in()
    got = browser.client.post("/uitloggen", content=body, headers={"Content-Type": kind})
    assert got.status_code == status and "Dit verzoek is niet te lezen" in got.text and browser.signed_in


def test_nobody_is_signed_out_by_a_link(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    assert browser.get("/uitloggen").status_code == 405 and browser.signed_in


def logout_token(town: Town, **claims: Any) -> str:
    """What the provider sends when somebody signed out there."""
    said = dict.fromkeys(JANSEN) | {"events": EVENT, "jti": "j-1", "sid": "s-1", "azp": None} | claims
    town.provider.header = {"typ": "logout+jwt"}
    made = town.provider.token(said)
    town.provider.header = {}
    return made


def tell(town: Town, token: str) -> Any:
    return town.browser().client.post("/afmelding", data={"logout_token": token})


def test_who_signs_out_at_the_provider_is_signed_out_here(either: Town) -> None:
    one, same, other = either.browser(), either.browser(), either.browser()
    one.sign_in()
    same.sign_in()
    either.provider.person = JANSEN | {"sid": "s-2", "gemeente": "GM0599"}
    other.sign_in()
    assert tell(either, logout_token(either)).status_code == 200
    assert (one.signed_in, same.signed_in, other.signed_in) == (False, False, True)
    assert tell(either, logout_token(either, sid=None, sub="u-jansen")).status_code == 200
    assert not other.signed_in
    assert tell(either, logout_token(either)).status_code == 200, "again does no harm"
    counts = [line["reden"] for line in either.lines if line["event"] == "afmelding"]
    assert counts == [f"door de aanbieder: {number}" for number in (2, 1, 0)]


@pytest.mark.parametrize(
    "claims",
    [
        {"events": None}, {"events": {}}, {"events": []}, {"events": {"http://schemas.openid.net/event/backchannel-logout": []}},
        {"nonce": "n"}, {"jti": None}, {"jti": ""}, {"sid": None}, {"sid": 1}, {"sid": ""}, {"sub": 7}, {"aud": "ander"}, {"azp": "kwaad"},
        {"iss": "https://kwaad.voorbeeld"}, {"iat": 1_794_999_000}, {"exp": 1_794_999_000}, {"exp": None},
    ],
)  # fmt: skip
def test_a_word_of_the_provider_that_is_not_right_ends_nothing(town: Town, claims: dict[str, Any]) -> None:
    browser = town.browser()
    browser.sign_in()
    got = tell(town, logout_token(town, **claims))
    assert (got.status_code, got.json(), browser.signed_in) == (400, {"error": "invalid_request"}, True)


@pytest.mark.parametrize(
    "body", [b"", b"logout_token=", b"logout_token=x&logout_token=y", b"\xff", b"logout_token=a.b.c", b"a=b&" * 50]
)
def test_what_is_no_word_of_the_provider_ends_nothing(town: Town, body: bytes) -> None:
    browser = town.browser()
    browser.sign_in()
    assert browser.client.post("/afmelding", content=body).status_code == 400 and browser.signed_in


def test_neither_an_id_token_nor_a_foreign_key_ends_anything(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    assert tell(town, town.provider.token({"nonce": "n"})).status_code == 400
    town.provider.key = FOREIGN
    assert tell(town, logout_token(town)).status_code == 400
    assert browser.signed_in
