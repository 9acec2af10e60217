"""Somebody of a council simulates, waits, looks, and goes on with a request until the rules miss one thing less."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.api.pages.browser.driving import Seat, Served
from wbmgp_api.identity.principal import Role

_PATIENCE: Final = 240_000


def _simulated(seat: Seat) -> None:
    """A worked scenario, smaller, from the form to its result; the page follows by itself."""
    page = seat.page
    seat.go("/raad")
    page.click("text=Nieuwe simulatie")
    page.get_by_role("link", name="Voorbeeldwijk").click()
    page.fill("#huishoudens", "400")
    page.fill("#jaren", "4")
    page.get_by_role("button", name="Kijk na zonder te starten").click()
    assert "Dit scenario kan" in page.inner_text("main")
    page.get_by_role("button", name="Start de simulatie").click()
    assert page.locator("progress").is_visible()
    page.get_by_role("heading", name="Op de kaart").or_(page.get_by_role("heading", name="Bestanden")).first.wait_for(
        timeout=_PATIENCE
    )


def _missing(seat: Seat) -> int:
    found = re.search(r"(\d+) punten ontbreken", seat.page.inner_text("main"))
    assert found is not None
    return int(found[1])


def test_a_simulation_becomes_a_request(served: Served) -> None:
    pytest.importorskip("humanleague", reason="the extra [synthesis] is not installed")
    with served.seat("Raadslid", (Role.COUNCIL,)) as seat:
        page = seat.page
        _simulated(seat)
        assert page.locator("table").first.locator("thead th").count() > 2
        page.get_by_role("button", name="Maak een concept van het verzoek").click()
        assert seat.path.startswith("/raad/verzoeken/")
        before = _missing(seat)
        page.get_by_role("link", name="Verzoek en raadsbesluit").click()
        page.fill("[id='raadsbesluit.datum']", "2026-11-01")
        page.select_option("[id='raadsbesluit.betreft']", "verzoek_aanwijzing")
        for box in page.locator("[name='raadsbesluit.ondertekendDoor']").all():
            box.check()
        page.get_by_role("button", name="Bewaar dit deel").click()
        assert "Bewaard" in page.inner_text("main") and _missing(seat) < before
        page.get_by_role("navigation", name="Delen van het verzoek").get_by_role("link", name="Overzicht").click()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Als gegevens (JSON)").click()
        assert saved.value.suggested_filename == "voorbeeldwijk-artikel-8.json"
