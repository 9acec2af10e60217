"""The page in a real browser, as narrow as a telephone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest

from wbmgp_engine.facts.wording import Language

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
# A page may not be wider than a narrow screen, what scrolls in it aside, and may not run a script of its own.
ASKED = """
const page = document.querySelector("iframe").contentDocument;
const wide = [...page.querySelectorAll("main *")].filter(e => !e.closest(".scroll") && e.getBoundingClientRect().right > 321);
const first = page.querySelector("details");
first.querySelector("summary").click();
document.body.textContent = "<<" + JSON.stringify({
  width: page.documentElement.scrollWidth, wide: wide.map(e => e.outerHTML.slice(0, 80)), open: first.open,
  pictures: [...page.querySelectorAll("svg")].filter(e => e.getBoundingClientRect().height < 60).length,
  tables: [...page.querySelectorAll(".scroll > table")].length,
}) + ">>";
"""


@pytest.mark.skipif(BROWSER is None, reason="no chromium, chromium-browser or google-chrome on this machine")
def test_the_page_fits_a_narrow_screen(pages: dict[Language, str], tmp_path: Path) -> None:
    assert BROWSER is not None
    frame = f'<iframe style="width:320px;height:900px;border:0" srcdoc="{escape(pages["nl"])}"></iframe>'
    page = tmp_path / "smal.html"
    page.write_text(f"<!doctype html><body>{frame}<script>onload = () => {{{ASKED}}};</script></body>", "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profiel", "--dump-dom"]
    done = subprocess.run([BROWSER, *options, page.as_uri()], capture_output=True, text=True, timeout=60, check=False)
    told = re.search(r"&lt;&lt;(.*)&gt;&gt;", done.stdout)
    assert told is not None, done.stderr[-2000:]
    found = json.loads(unescape(told.group(1)))
    assert found["width"] <= 320 and found["wide"] == []
    assert found["open"] is True and found["pictures"] == 0 and found["tables"] > 20
