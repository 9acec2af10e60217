"""The PDF, and the files of a report."""

from __future__ import annotations

import logging
import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.simulation.report import made
from tests.simulation.report.conftest import LANGUAGES
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report import html, pdf, write_report, writing
from wbmgp_engine.simulation.running import Result

LONG = "Artikel 8 en 9 in drie wijken met een ruimere hardheidsclausule en extra nieuwbouw"


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint or Pango is not installed: {error}")
    return weasyprint


def _first_page(text: str) -> str:
    """The page without what follows the summary."""
    return re.sub(r"<nav .*</footer>", "</main>", text, flags=re.DOTALL)


def _lengthened(result: Result) -> Result:
    """More options than stand beside each other, all with long names, some under another law."""
    options = made.options()
    more = [*options, *(replace(options[-1], id=f"nog-{at}", law="zonder-zes-jaar") for at in range(2))]
    given = made.result(given=[replace(option, name={"nl": LONG, "en": LONG}) for option in more])
    return replace(given, scenario=replace(given.scenario, name={"nl": LONG, "en": LONG}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_fits_on_one_sheet(language: Language, pages: dict[Language, str]) -> None:
    document = _weasyprint().HTML(string=_first_page(pages[language])).render()
    assert len(document.pages) == 1


def test_the_first_page_fits_with_long_names_and_more_options_than_fit() -> None:
    text = _first_page(html(_lengthened(made.result()), "nl"))
    assert "Varianten die pas verderop staan: 1." in text and "niet geverifieerd" in text
    assert len(_weasyprint().HTML(string=text).render().pages) == 1


def test_the_pdf_is_tagged_named_and_the_same_each_time(
    pages: dict[Language, str], caplog: pytest.LogCaptureFixture
) -> None:
    _weasyprint()
    text = re.sub(r'<section aria-labelledby="weigeringen">.*</main>', "</main>", pages["nl"], flags=re.DOTALL)
    with caplog.at_level(logging.WARNING, "weasyprint"):
        made_once = pdf(text)
    # A picture without a description, a style that is not understood: it would say so.
    assert [record.message for record in caplog.records if "alt" in record.message.lower()] == []
    assert made_once.startswith(b"%PDF-1.7")
    for part in (b"/StructTreeRoot", b"/Lang (nl)", b"/Marked true", b"pdfuaid:part", b"/Alt"):
        assert part in made_once + _opened(made_once), part
    assert pdf(text) == made_once


def _opened(content: bytes) -> bytes:
    """What is packed in a PDF."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"\x78")


def test_a_page_that_names_another_address_loads_nothing(caplog: pytest.LogCaptureFixture) -> None:
    _weasyprint()
    with caplog.at_level(logging.ERROR, "weasyprint"):
        pdf('<html lang="nl"><title>x</title><img alt="x" src="https://example.org/x.png"><p>x</p></html>')
    assert any("disallowed protocol" in record.message for record in caplog.records)


def test_a_report_is_four_files(
    result: Result, pages: dict[Language, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "html", lambda result, language, beside: pages[language])
    monkeypatch.setattr(writing, "pdf", lambda page: page.encode()[:20])
    written = write_report(result, tmp_path)
    assert [path.name for path in written] == ["rapport.html", "rapport.en.html", "rapport.pdf", "rapport.en.pdf"]
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert (tmp_path / "rapport.en.html").read_text("utf-8") == pages["en"]


def test_without_weasyprint_the_pages_are_there_and_it_says_what_to_install(
    result: Result, pages: dict[Language, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "html", lambda result, language, beside: pages[language])
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(BadInput) as caught:
        write_report(result, tmp_path)
    (finding,) = caught.value.findings
    assert finding.code == "no_pdf" and "[simulation]" in finding.fix and "Pango" in finding.fix
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rapport.en.html", "rapport.html"]
