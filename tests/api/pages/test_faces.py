"""The pages themselves: their headers, their words, where a link may lead, who may see one, and how an error looks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.api.pages.browsing import Town
from tests.api.service.asking import BOOK
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages import messages
from wbmgp_api.pages.faces import is_page
from wbmgp_api.pages.languages import LANGUAGES, Tongue
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.onward import HOME, onward
from wbmgp_api.pages.visitors import signed_in

ELSEWHERE: Final = (
    "", "ik", "https://kwaad.voorbeeld", "//kwaad.voorbeeld", "///kwaad.voorbeeld", "/\\kwaad.voorbeeld", "\\\\kwaad.voorbeeld",
    "/ik//kwaad.voorbeeld", "http:kwaad.voorbeeld", "javascript:alert(1)", "data:text/html,x", "/%2f/kwaad.voorbeeld", "/%5ckwaad",
    "/%0d%0aLocation:x", "/ik\r\nSet-Cookie: a=b", "/\tik", " /ik", "/ik ", "/..//kwaad.voorbeeld", "/../kwaad", "/./ik", "/.", "/..",
    "/ik/..", "/ik#x", "/ik@kwaad.voorbeeld", "/ik:80", "/é", "/ik?a=https://kwaad", "/ik?%zz", "/ik?a?b", "/\u2025/kwaad", "/" + "a" * 300,
    "/terug?code=x&state=y", "/inloggen", "/inloggen?volgende=/ik", "/uitloggen", "/uitgelogd", "/v1", "/v1/aanvragen", "/afmelding",
    "/terug", "/terug/", "?a=b", "/", "/ik;a=b", "/ik\x00",
)  # fmt: skip


OURS: Final = ("/ik", "/ik?taal=en", "/zaken/0a1b?status=nieuw&q=a%20b+c", "/a.b/c-d_e~f", "/inloggen-uitleg", "/v12")


@pytest.mark.parametrize("link", ELSEWHERE)
def test_a_link_leads_to_no_other_place(link: str) -> None:
    assert onward(link) == HOME


def test_whoever_signed_in_goes_to_a_page_of_ours(town: Town) -> None:
    browser = town.browser()
    for link in (*OURS, *ELSEWHERE):
        assert browser.sign_in(link).headers["location"] == (link if link in OURS else HOME), link


def shown(town: Town) -> dict[str, Any]:
    """Every page there is, in one language each."""
    browser = town.browser()
    stranger = {path: browser.get(path) for path in ("/ik", "/uitgelogd", "/nergens", "/terug", "/ik?taal=en")}
    browser.sign_in()
    return stranger | {"mij": browser.get("/ik"), "me": browser.get("/ik?taal=en")}


def test_every_page_can_be_framed_kept_or_scripted_by_nobody(town: Town) -> None:
    for name, got in shown(town).items():
        policy = got.headers["content-security-policy"]
        wanted = (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self';"
            " form-action 'self'"
        )
        assert policy.startswith(wanted), name
        assert policy.endswith("base-uri 'none'; frame-ancestors 'none'") and "unsafe" not in policy
        headers = {
            "x-frame-options": "DENY", "cache-control": "no-store", "referrer-policy": "same-origin", "x-content-type-options": "nosniff",
            "cross-origin-opener-policy": "same-origin", "content-type": "text/html; charset=utf-8",
        }  # fmt: skip
        assert {header: got.headers[header] for header in headers} == headers, name
        assert "strict-transport-security" in got.headers


class Page(HTMLParser):
    """What of a page can be held against the guidelines without a browser."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def accessible(text: str) -> None:
    page = Page(text)
    ids = [found["id"] for _, found in page.tags if "id" in found]
    assert len(ids) == len(set(ids))
    assert [found["lang"] for found in page.all("html")] in (["nl"], ["en"])
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert not page.all("style") and not page.all("iframe")
    assert all(str(found["src"]).startswith("/statisch/") for found in page.all("script"))
    assert not re.search(r"<script[^>]*>[^<]", text)
    assert not [name for _, found in page.tags for name in found if name == "style" or name.startswith("on")]
    labelled = {found["for"] for found in page.all("label")}
    for field in page.all("input"):
        assert field.get("type") == "hidden" or field["id"] in labelled
    for tag, attribute in (("a", "href"), ("link", "href"), ("form", "action")):
        for found in page.all(tag):
            target = str(found[attribute])
            assert (target.startswith("/") and not target.startswith("//")) or target[1:] in ids, target


def test_every_page_can_be_read_by_everybody(town: Town) -> None:
    for name, got in shown(town).items():
        accessible(got.text)
        wrong = got.status_code >= 400
        title = re.findall("<title>(.*?)</title>", got.text)[0]
        assert title.startswith(("Fout: ", "Error: ")) is wrong, name


@pytest.mark.parametrize(
    ("header", "query", "lang"),
    [("", "", "nl"), ("en-GB,en;q=0.9", "", "en"), ("nl,en", "", "nl"), ("fr,en;q=0.5", "", "en"), ("de", "", "nl"), ("en", "?taal=nl", "nl"),
     ("", "?taal=en", "en"), ("", "?taal=xx", "nl"), ("", "?taal=<script>", "nl")],
)  # fmt: skip
def test_a_page_speaks_the_language_that_is_asked_for(town: Town, header: str, query: str, lang: str) -> None:
    got = town.browser().get(f"/uitgelogd{query}", **({"Accept-Language": header} if header else {}))
    assert got.headers["content-language"] == lang and f'<html lang="{lang}" ' in got.text
    assert "<script>" not in got.text


def test_a_name_is_text_and_nothing_else(town: Town) -> None:
    browser = town.browser()
    town.provider.person |= {"name": '<img src=x onerror=alert(1)>"&'}
    browser.sign_in()
    assert "&lt;img src=x onerror=alert(1)&gt;&#34;&amp;" in browser.get("/ik").text
    for name in ("a\x00b", "\u202e", 7, None, ""):
        town.provider.person["name"] = name
        browser.sign_in()
        assert "<dd>u-jansen</dd>" in browser.get("/ik").text


def test_an_address_that_is_not_there_is_not_linked_to(town: Town) -> None:
    got = town.browser().client.get("//kwaad.voorbeeld/x")
    assert got.status_code == 404 and "kwaad" not in got.text


def test_errors_are_pages_for_people_and_documents_for_programs(town: Town) -> None:
    browser = town.browser()
    assert (browser.get("/nergens").status_code, "Deze pagina is er niet" in browser.get("/nergens").text) == (
        404,
        True,
    )
    put = browser.client.put("/ik")
    assert (put.status_code, sorted(put.headers["allow"].split(", ")), "<h1>" in put.text) == (
        405,
        ["GET", "HEAD"],
        True,
    )
    for path in ("/v1/nergens", "/v1", "/gereed/x"):
        assert browser.client.get(path).headers["content-type"] == "application/problem+json", path
    assert [is_page(path) for path in ("/ik", "/v1x", "/v1", "/v1/x", "/gereed", "/gezondheid", "/afmelding")] == [
        True,
        True,
        *[False] * 5,
    ]
    assert browser.client.get("/ik", headers={"X": "a" * 40_000}).status_code == 431
    assert "niet te lezen" in browser.client.get("/ik", headers={"X": "a" * 40_000}).text


def test_every_status_has_a_message_and_every_role_a_name() -> None:
    assert "" not in {name_of(Tongue(language), "role", role) for role in Role for language in LANGUAGES}
    assert [messages.of_status(status) for status in (401, 403, 429, 413, 500, 503)] == [
        "not_signed_in", "forbidden", "too_many", "bad_request", "failed", "failed",
    ]  # fmt: skip


async def _for_lawyers(request: Request) -> Response:
    session, principal = await signed_in(request, Role.LAWYER, Role.AUDITOR)
    return PlainTextResponse(f"{principal.role} {session.principal.role} {request.state.book.hash == BOOK.hash}")


async def _broken(request: Request) -> Response:
    raise ZeroDivisionError


def test_a_page_asks_for_a_role_as_the_api_does(town: Town) -> None:
    town.app.routes[:0] = [Route("/zaken/van-mij", _for_lawyers), Route("/stuk", _broken)]
    browser = town.browser()
    got = browser.get("/zaken/van-mij")
    assert got.status_code == 401 and 'href="/inloggen?volgende=%2Fzaken%2Fvan-mij"' in got.text
    browser.sign_in("/zaken/van-mij")
    assert browser.get("/zaken/van-mij").text == "jurist balie True"
    assert town.lines[-1]["rol"] == "jurist" and town.lines[-1]["gemeente"] == "GM9999"
    town.provider.person["rollen"] = ["balie"]
    browser.sign_in()
    got = browser.get("/zaken/van-mij")
    assert got.status_code == 403 and "Geen van uw rollen" in got.text
    assert (
        "U mist de rol die hiervoor nodig is. Wie het wel mag: jurist, auditor." in got.text
        and "het token" not in got.text
    )
    got = browser.get("/stuk")
    assert got.status_code == 500 and "De dienst werkt nu niet" in got.text and "ZeroDivision" not in got.text
    got = browser.get("/zaken/van-mij?taal=en", **{"Accept-Language": "nl"})
    assert "You lack the role that this needs. Who may: lawyer, auditor." in got.text and "the token" not in got.text
