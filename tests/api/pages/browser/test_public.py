"""The pages for anybody in a real browser: nobody signs in, nothing is kept, and the question can be asked with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

import pytest

from tests.api.pages.browser.driving import Seat, Served, against_the_guidelines, too_wide

WBMGP: Final = "/regelboek/wet_bijzondere_maatregelen_grootstedelijke_problematiek"
STATES: Final = (
    "/?gemeente=-",
    "/regelboek?datum=0",
    f"{WBMGP}?datum=2001-01-01",
    f"{WBMGP}/wijzigingen?vanaf=2017-07-01",
)
"""What no link leads to, or what looks otherwise when it is unfolded."""
UNKNOWN: Final = "Wij weten niet of hier een regel van de Wbmgp geldt"


@pytest.fixture(scope="module")
def passer_by(served: Served) -> Iterator[Seat]:
    with served.seat() as found:
        yield found


def asked(seat: Seat, **said: str) -> None:
    """Ask about an address as people do."""
    seat.go("/")
    for name, text in said.items():
        seat.page.fill(f"#{name}", text)
    _answered(seat)


def _answered(seat: Seat) -> None:
    """Send the form, and wait for the page that comes."""
    with seat.page.expect_navigation():
        seat.page.click("main button[type=submit]")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_everybody_can_use_the_answers_the_faults_and_what_is_folded(
    passer_by: Seat, scheme: Literal["light", "dark"], width: int
) -> None:
    page, wrong = passer_by.page, list[str]()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    def look(what: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        wrong.extend(f"{what}: {one}" for one in against_the_guidelines(page))
        wrong.extend([f"{what}: wider than the screen"] if too_wide(page) else [])

    for path in STATES:
        passer_by.go(path)
        look(path)
    asked(passer_by, postcode="9999 AA", huisnummer="1")
    look("unknown")
    page.check("[name=verhuurder][value=particulier]")
    page.check("[name=soort][value=zelfstandig]")
    _answered(passer_by)
    assert page.title().startswith("Ja, hier geldt een regel")
    look("yes")
    asked(passer_by, postcode="<b>", huisnummer="x", huisletter="12", toevoeging="!", datum="")
    look("faults")
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_question_is_asked_with_the_keyboard_and_leaves_nothing_behind(served: Served, scripts: bool) -> None:
    with served.seat(java_script_enabled=scripts) as seat:
        seat.go("/")
        seat.page.focus("#postcode")
        for key in ("9999aa", "Tab", "1"):
            _press(seat.page, key)
        seat.page.keyboard.press("Enter")
        seat.page.wait_for_selector(f"h1:has-text('{UNKNOWN}')")
        assert seat.path == "/" and seat.context.cookies() == []
        assert seat.page.input_value("#postcode") == "9999aa"


def test_a_fault_on_top_leads_to_its_field(passer_by: Seat) -> None:
    asked(passer_by, postcode="12", huisnummer="1")
    assert passer_by.page.title().startswith("Fout: ")
    passer_by.page.click("#fouten a")
    assert passer_by.page.evaluate("document.activeElement.id") == "postcode"


def _press(page: Any, key: str) -> None:
    if len(key) > 1 and key[0].isupper():
        page.keyboard.press(key)
    else:
        page.keyboard.type(key)
