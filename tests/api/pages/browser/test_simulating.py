"""A council simulates a small region, sees it run, reads what came of it and makes a request of it."""

from __future__ import annotations

from time import monotonic, sleep

from tests.api.pages.browser.driving import Seat, Served
from tests.api.pages.browser.hand import Hand
from wbmgp_api.identity.principal import Role

_PATIENCE = 240.0


def finished(seat: Seat) -> str:
    """What the page of a simulation says when it is done; until then it says how far it is."""
    until, seen = monotonic() + _PATIENCE, False
    while monotonic() < until:
        bar = seat.page.locator("main progress")
        if bar.count() == 0:
            assert seen
            return seat.page.inner_text("main")
        seen = True
        sleep(0.5)
        seat.page.reload()
    raise AssertionError(seat.page.inner_text("main"))


def test_from_a_simulation_to_a_request(served: Served) -> None:
    with served.seat("Ans de Raad", (Role.COUNCIL,)) as seat:
        hand = Hand(seat.page)
        seat.go("/raad/simulaties/nieuw?voorbeeld=voorbeeldwijk")
        hand.write("jaren", "4")
        hand.write("huishoudens", "400")
        hand.press("Start de simulatie")
        said = finished(seat)
        assert "Maak hiervan een verzoek om aanwijzing" in said
        hand.press("Maak een concept van het verzoek")
        assert seat.path.startswith("/raad/verzoeken/")
        assert seat.page.get_by_role("main").get_by_role("heading", level=1).count() == 1
