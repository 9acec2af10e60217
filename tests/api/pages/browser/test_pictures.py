"""The pictures in docs/pages: each shows a page as it is now. `WBMGP_GOLDEN=write` makes them anew."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest

from tests.api.pages.browser.driving import EVERYBODY, Served

ROOT = Path(__file__).parents[4]
PICTURES = ROOT / "docs" / "pictures" / "pages"
PAGES = {
    "werk": "/werk", "zaken": "/zaken", "nieuwe-aanvraag": "/zaken/nieuw", "zaak": "/zaken/{}", "advies": "/zaken/{}/advies",
    "besluit": "/zaken/{}/besluit", "brieven": "/zaken/{}/brieven", "raad": "/raad", "aanwijzingen": "/raad/aanwijzingen",
    "recht": "/recht", "verantwoording": "/recht/zaken/{}", "logboek": "/recht/logboek", "adres": "/", "regelboek": "/regelboek",
}  # fmt: skip
_HIGHEST = 1_600


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pictures_show_the_pages(served: Served, dark: bool, tmp_path: Path) -> None:
    at = PICTURES if os.environ.get("WBMGP_GOLDEN") == "write" else tmp_path
    at.mkdir(parents=True, exist_ok=True)
    case = next(one for one in served.cases() if _assessed(served, one))
    with served.seat("Noor de Vries", EVERYBODY, color_scheme="dark" if dark else "light") as seat:
        for name, path in PAGES.items():
            assert seat.go(path.format(case)) == 200
            height = min(_HIGHEST, int(seat.page.evaluate("document.documentElement.scrollHeight")))
            clip = {"x": 0, "y": 0, "width": 1280, "height": height}
            file = at / f"{name}{'-donker' if dark else ''}.png"
            if dark and name not in ("werk", "advies"):
                continue
            seat.page.screenshot(path=file, clip=clip, full_page=True)  # type: ignore[arg-type]
            assert file.read_bytes()[:4] == b"\x89PNG" and file.stat().st_size > 10_000


def _assessed(served: Served, case: str) -> bool:
    with sqlite3.connect(served.database) as connection:
        row = connection.execute(
            "SELECT 1 FROM case_assessment a JOIN case_state s USING (tenant, case_id)"
            " WHERE a.case_id = ? AND s.status IN ('volledig', 'concept')",
            (case,),
        ).fetchone()
    return row is not None


def test_the_page_on_the_pages_shows_each_of_them() -> None:
    shown = set(re.findall(r"\(pictures/pages/([a-z-]+)\.png\)", (ROOT / "docs" / "paginas.md").read_text("utf-8")))
    there = {file.stem for file in PICTURES.glob("*.png")}
    assert shown == there == {*PAGES, "werk-donker", "advies-donker"}
