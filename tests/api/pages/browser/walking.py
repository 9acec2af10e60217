"""Every page that can be reached by links, as somebody with all roles finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, NamedTuple
from urllib.parse import urldefrag, urljoin

from tests.api.pages.browser.driving import Seat
from wbmgp_api.pages.routes import AREAS
from wbmgp_api.pages.visiting import Page

_LEADS: Final = {"a": "href", "img": "src"}
_EACH: Final = 4
"""Of one kind of page so many are looked at: a case that waits and one that is decided are not the same page."""
_START: Final = ("/begin",)


class Links(HTMLParser):
    """Where the links of a page lead, and what it fetches itself."""

    def __init__(self, at: str, text: str) -> None:
        super().__init__()
        self.at, self.found = at, list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        for to in (said.get(_LEADS.get(tag, "")), said.get("hx-get")):
            if to:
                self.found.append(urldefrag(urljoin(self.at, to)).url)


def kind_of(path: str) -> Page | None:
    """Which page an address is one of."""
    bare = path.partition("?")[0]
    return next((one for one in AREAS if "GET" in (one.methods or ()) and one.path_regex.match(bare)), None)


class Walk(NamedTuple):
    """A few addresses of each kind of page, and the kinds that give a file instead."""

    pages: dict[str, list[str]]
    files: set[str]

    @classmethod
    def through(cls, seat: Seat, *first: str) -> Walk:
        """All that is found by following links from where people begin, and from what was just made."""
        begin = (*first, *_START)
        walk, seen, ahead, wanted = cls({}, set()), set(begin), list(begin), Counter[str]()
        while ahead:
            for link in walk._at(seat, ahead.pop(0)):
                kind = kind_of(link)
                if link in seen or kind is None or _dressed(link) or wanted[kind.path] >= _EACH:
                    continue
                seen.add(link)
                wanted[kind.path] += 1
                ahead.append(link)
        return walk

    def _at(self, seat: Seat, path: str) -> Iterator[str]:
        got, kind = seat.context.request.get(f"{seat.base}{path}"), kind_of(path)
        assert got.status == 200, f"{path}: {got.status}"
        shows = got.headers["content-type"].startswith("text/html") and "content-disposition" not in got.headers
        if kind is not None and not shows:
            self.files.add(kind.path)
        if kind is not None and shows:
            self.pages.setdefault(kind.path, []).append(path)
        links = Links(got.url, got.text()).found if shows else []
        return (link.removeprefix(seat.base) for link in links if link.startswith(f"{seat.base}/"))


def _dressed(path: str) -> bool:
    """Whether an address is that of the same page in another dress."""
    return "taal=" in path or "weergave=" in path
