"""A lawyer downloads the proof of an assessment from the page, and the stand-alone program of the page verifies it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.api.pages.browser.driving import Seat, Served
from tests.api.pages.browser.hand import Hand
from wbmgp_api.identity.principal import Role


def saved(seat: Seat, hand: Hand, name: str, at: Path, role: str = "button") -> Path:
    """What a button or link gives as a file."""
    found = seat.page.get_by_role("main").get_by_role("link" if role == "link" else "button", name=name, exact=True)
    hand.reach(found.first)
    with seat.page.expect_download() as coming:
        seat.page.keyboard.press("Enter")
    coming.value.save_as(at)
    return at


def test_a_lawyer_proves_a_decision_without_us(served: Served, tmp_path: Path) -> None:
    with served.seat("Fatima Bos", (Role.LAWYER,)) as seat:
        hand = Hand(seat.page)
        seat.go("/recht/zaken")
        first = seat.page.locator("main tbody a[href^='/recht/zaken/']").first
        hand.reach(first)
        with seat.page.expect_navigation():
            seat.page.keyboard.press("Enter")
        hand.follow("Dossier en bewijs")
        bundle = saved(seat, hand, "Maak de bewijsbundel", tmp_path / "bewijs.zip")
        seat.go("/recht/logboek")
        hand.reach(seat.page.locator("main summary", has_text="Nakijken zonder deze dienst"))
        seat.page.keyboard.press("Enter")
        program = saved(seat, hand, "verify.py", tmp_path / "verify.py", "link")
        alone = subprocess.run(
            [sys.executable, "-I", str(program), str(bundle)], capture_output=True, text=True, check=False
        )
        assert alone.returncode == 0, alone.stdout + alone.stderr
        seat.page.set_input_files("input[name=bundel]", bundle)
        hand.press("Kijk na")
        assert "Elk bewijs klopt" in seat.page.inner_text("main")
        broken = tmp_path / "stuk.zip"
        broken.write_bytes(bundle.read_bytes().replace(b'"advies":', b'"adviez":', 1))
        seat.page.set_input_files("input[name=bundel]", broken)
        hand.press("Kijk na")
        assert "Elk bewijs klopt" not in seat.page.inner_text("main")
