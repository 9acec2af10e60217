"""The look in a real browser: focus is always seen, light and dark as somebody chose, and paper without what only a screen needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.api.pages.browser.driving import EVERYBODY, Seat, Served

# What has the focus, whether it has an outline, whether it is on the screen, and whether something else lies over it.
_FOCUS: Final = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e)
  if (e === document.body) return null
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20))
  return {
    what: e.outerHTML.slice(0, 120), outlined: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
    on: box.top >= 0 && box.top < innerHeight, under: !(top && (e.contains(top) || top.contains(e))),
    inline: style.display === 'inline', small: box.width < 24 || box.height < 24,
  }
}"""
_PAPER: Final = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def seat(served: Served) -> Iterator[Seat]:
    with served.seat("Noor de Vries", EVERYBODY) as found:
        yield found


def walked(seat: Seat, most: int = 80) -> list[dict[str, Any]]:
    """Everything that the tab key comes past on a page."""
    found = []
    for _ in range(most):
        seat.page.keyboard.press("Tab")
        if (at := seat.page.evaluate(_FOCUS)) is None:
            break
        found.append(at)
    return found


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_and_never_hidden(served: Served, seat: Seat, width: int, scheme: Any) -> None:
    seat.page.set_viewport_size({"width": width, "height": 600})
    seat.page.emulate_media(color_scheme=scheme)
    for path in ("/zaken", f"/zaken/{served.cases()[0]}"):
        seat.go(path)
        found = walked(seat)
        assert len(found) > 10 and "wb-skip" in found[0]["what"]
        wrong = [one for one in found if not one["outlined"] or not one["on"] or one["under"]]
        assert wrong == []
        # A link in a sentence may be as high as its line; anything else has the size of a finger.
        assert [one["what"] for one in found if one["small"] and not one["inline"]] == []


def test_light_and_dark_are_chosen_without_a_script(served: Served) -> None:
    with served.seat(java_script_enabled=False, color_scheme="light") as seat:
        seat.go("/inloggen")
        light = seat.page.evaluate(_PAPER)
        seat.page.get_by_role("link", name="Donker", exact=True).click()
        dark = seat.page.evaluate(_PAPER)
        seat.go("/inloggen")
        assert seat.page.evaluate(_PAPER) == dark != light
        seat.page.get_by_role("link", name="Licht", exact=True).click()
        seat.page.emulate_media(color_scheme="dark")
        assert seat.page.evaluate(_PAPER) == light
        seat.page.get_by_role("link", name="Licht of donker zoals uw computer").click()
        assert seat.page.evaluate(_PAPER) == dark


def test_paper_is_light_and_shows_no_controls(served: Served) -> None:
    with served.seat("Noor de Vries", EVERYBODY) as seat:
        seat.go(f"/zaken/{served.cases()[0]}?weergave=donker")
        seat.page.emulate_media(media="print", color_scheme="dark")
        assert seat.page.evaluate(_PAPER) == "rgb(255, 255, 255)"
        for hidden in ("nav.wb-nav", ".wb-user", ".wb-footer", ".wb-tabs", "main button"):
            assert not any(one.is_visible() for one in seat.page.locator(hidden).all()), hidden
        assert seat.page.get_by_role("heading", level=1).is_visible()
