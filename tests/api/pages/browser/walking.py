"""Every page that can be reached by links, as somebody with all roles finds them."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urldefrag, urljoin

from tests.api.pages.browser.driving import Seat
from wbmgp_api.pages.routes import AREAS
from wbmgp_api.pages.visiting import Page

_EACH: Final = 3
"""Of one kind of page so many are looked at: a case that waits and one that is decided are not the same page."""
_START: Final = ("/", "/begin", "/ik", "/zaken", "/onderzoeken", "/raad", "/recht")


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, at: str, text: str) -> None:
        super().__init__()
        self.at, self.found = at, list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(urldefrag(urljoin(self.at, href)).url)


def kind_of(path: str) -> Page | None:
    """Which page an address is one of."""
    bare = path.partition("?")[0]
    return next((one for one in AREAS if "GET" in (one.methods or ()) and one.path_regex.match(bare)), None)


def reached(seat: Seat) -> dict[str, list[str]]:
    """Addresses of pages by their kind: a few of each, found by following links from where people begin."""
    found, seen, ahead = dict[str, list[str]](), set(_START), list(_START)
    while ahead:
        path = ahead.pop(0)
        for link in _links(seat, path, found):
            if link not in seen and _wanted(link, found):
                seen.add(link)
                ahead.append(link)
    return found


def _links(seat: Seat, path: str, found: dict[str, list[str]]) -> Iterator[str]:
    got = seat.context.request.get(f"{seat.base}{path}")
    assert got.status == 200, f"{path}: {got.status}"
    if not got.headers["content-type"].startswith("text/html"):
        return
    if (kind := kind_of(path)) is not None:
        found.setdefault(kind.path, []).append(path)
    for link in Links(got.url, got.text()).found:
        if link.startswith(f"{seat.base}/"):
            yield link.removeprefix(seat.base)


def _wanted(path: str, found: dict[str, list[str]]) -> bool:
    """A link to another kind of page, or to one that few were seen of; the same page otherwise is no other page."""
    kind = kind_of(path)
    otherwise = (
        "taal=" in path or "weergave=" in path or path.startswith(("/v1", "/statisch", "/uitloggen", "/inloggen"))
    )
    return kind is not None and not otherwise and len(found.get(kind.path, [])) < _EACH
