"""What the example does not hold: a simulation with its request, and a letter that counts."""

from __future__ import annotations

from time import monotonic, sleep

from tests.api.pages.browser.driving import Seat, Served

_PATIENCE = 240.0
_SMALL = {"huishoudens": "400", "jaren": "4"}


def simulated(seat: Seat) -> str:
    """A small simulation, waited for; the address of its result."""
    seat.go("/raad/simulaties/nieuw?voorbeeld=voorbeeldwijk")
    for name, text in _SMALL.items():
        seat.page.fill(f"main [name={name}]", text)
    seat.page.get_by_role("button", name="Start de simulatie").click()
    until = monotonic() + _PATIENCE
    while seat.page.locator("main progress").count():
        assert monotonic() < until, seat.page.inner_text("main")
        sleep(0.5)
        seat.page.reload()
    return seat.path


def requested(seat: Seat) -> str:
    """A request made of the simulation that is shown; its address."""
    seat.page.get_by_role("button", name="Maak een concept van het verzoek").click()
    return seat.path


def drafted(seat: Seat, case: str) -> str:
    """The concept of a letter in a case; its address."""
    seat.go(f"/zaken/{case}/brieven")
    seat.page.locator("main input[name=soort]").first.check()
    seat.page.get_by_role("button", name="Maak een concept").click()
    return seat.path


def settled(seat: Seat) -> str:
    """The letter that is shown, made definitive; its address."""
    at = seat.path
    seat.page.check("main input[name=gelezen]")
    seat.page.get_by_role("button", name="Maak definitief").click()
    assert "Deze brief is definitief" in seat.page.inner_text("main")
    return at


def furnished(served: Served, seat: Seat) -> tuple[str, ...]:
    """All of it; the addresses of what was made."""
    case = served.cases()[-1]
    simulation = simulated(seat)
    request = requested(seat)
    concept = drafted(seat, case)
    drafted(seat, case)
    return simulation, request, concept, settled(seat)
