"""Whatever is sent to a page: an answer of our own, never a failure, and nobody is signed in or out by it."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.api.pages.browsing import BROWSER, SESSION, Town

PATHS: Final = (
    "/ik",
    "/inloggen",
    "/terug",
    "/uitloggen",
    "/uitgelogd",
    "/afmelding",
    "/statisch/x/layout.css",
    "/",
    "//",
    "/%2e%2e/ik",
    "/ik/",
    "/%00",
    "/%ff",
)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")
QUERIES: Final = (
    "", "state=x&code=y", "volgende=" + "%2F" * 400, "taal=" + "a" * 5_000, "%ff=%ff&%00", "&&&===", "state=" + "A" * 1_999 + "&code=x", "a=1&" * 2_000,
    "error=%0d%0aSet-Cookie:x", "iss=&state=&code=", "taal=en&taal=nl", "volgende=/ik&volgende=//kwaad.voorbeeld",
)  # fmt: skip
BODIES: Final = (
    b"",
    b"woord=x",
    b"logout_token=" + b"a.b.c" * 2_000,
    b"\x00\xff",
    b"state=x&naam=%ff",
    b"{}",
    b"a=b&" * 500,
    b"logout_token=" + b"eyJ9" * 3,
)
KINDS: Final = (
    "application/x-www-form-urlencoded",
    "application/json",
    "",
    "multipart/form-data",
    "text/html; charset=utf-16",
)
HEADERS: Final[tuple[dict[str, str], ...]] = (
    {}, {"Accept": "application/json"}, {"Accept-Language": "en;q=" + "9" * 500}, {"Accept-Language": ",;,;q"}, {"Origin": "null"}, {"Host": "kwaad.voorbeeld"},
    {"Cookie": f"{SESSION}={'A' * 43}; {BROWSER}={'B' * 43}"}, {"Cookie": ";;=;\"\\;" + SESSION + "=\"x"}, {"Authorization": "Bearer x"}, {"traceparent": "x"},
)  # fmt: skip


def test_nothing_that_is_sent_makes_a_page_fail(town: Town) -> None:
    browser = town.browser()
    browser.sign_in()
    stranger, chance = town.browser().client, Random(20_261_121)
    every = list(product(PATHS, METHODS, QUERIES, HEADERS))
    for path, method, query, headers in chance.sample(every, 1_500):
        kind = chance.choice(KINDS)
        sent: dict[str, Any] = {"headers": {**headers, **({"Content-Type": kind} if kind else {})}}
        if method in ("POST", "PUT"):
            sent["content"] = chance.choice(BODIES)
        got = stranger.request(method, f"{path}?{query}", follow_redirects=False, **sent)
        assert got.status_code < 500, (path, method, query, headers, got.status_code)
        assert got.headers["x-frame-options"] == "DENY" and SESSION not in "".join(
            got.headers.get_list("set-cookie")
        ).replace(f'{SESSION}=""', "")
        at = got.headers.get("location", "/")
        assert at.startswith((f"{town.provider.issuer}/aanmelden?", "/")) and not at.startswith("//"), at
    assert browser.signed_in
    assert not [line for line in town.lines if line["event"] == "fout"]


def test_no_page_reads_files_of_the_machine(town: Town) -> None:
    for path in ("/statisch/../messages.py", "/../../etc/passwd", "/templates/me.html", f"/{Path(__file__).name}"):
        assert town.browser().client.get(path).status_code == 404
