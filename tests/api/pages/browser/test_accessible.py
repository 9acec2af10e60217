"""Every page against WCAG 2.2 A and AA in a real browser: light and dark, narrow and wide, and with every form refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest

from tests.api.pages.browser.driving import EVERYBODY, Seat, Served, against_the_guidelines, too_wide
from tests.api.pages.browser.furnishing import furnished
from tests.api.pages.browser.walking import Walk
from wbmgp_api.pages.routes import AREAS

NARROW, WIDE = 320, 1280
PASSING = "/raad/simulaties/{id}/voortgang"
"""Linked while a simulation runs; the walk comes when it is done."""


@pytest.fixture(scope="module")
def seat(served: Served) -> Iterator[Seat]:
    with served.seat("Noor de Vries", EVERYBODY) as found:
        yield found


@pytest.fixture(scope="module")
def walk(served: Served, seat: Seat) -> Walk:
    return Walk.through(seat, *furnished(served, seat))


@pytest.fixture(scope="module")
def pages(walk: Walk) -> dict[str, list[str]]:
    return walk.pages


def test_every_page_can_be_reached_by_links(walk: Walk) -> None:
    there = {one.path for one in AREAS if "GET" in (one.methods or ())}
    assert there - walk.pages.keys() - walk.files == {PASSING}


@pytest.mark.parametrize(("scheme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_every_page_can_be_used_by_everybody(
    seat: Seat, pages: dict[str, list[str]], scheme: Literal["light", "dark"], width: int
) -> None:
    seat.page.set_viewport_size({"width": width, "height": 900})
    seat.page.emulate_media(color_scheme=scheme)
    wrong = []
    for path in [one for some in pages.values() for one in some[:2]]:
        assert seat.go(path) == 200, path
        wrong += [f"{path}: {found}" for found in against_the_guidelines(seat.page)]
        wrong += [f"{path}: wider than the screen"] if too_wide(seat.page) else []
    assert wrong == []


def test_every_page_names_itself(seat: Seat, pages: dict[str, list[str]]) -> None:
    """A title of its own, one heading of the first level, and no level left out."""
    titles = dict[str, str]()
    for kind, (path, *_) in pages.items():
        seat.go(path)
        levels = seat.page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])")
        assert levels.count(1) == 1 and levels[0] == 1, (path, levels)
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        titles[kind] = seat.page.title()
    twice = {kind for kind, title in titles.items() if list(titles.values()).count(title) > 1}
    assert twice == set()
