"""The rule book for anybody: every law, article and version can be read, nothing else can, and what is kept is the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from tests.api.pages.browsing import ORIGIN, Browser, Town
from tests.api.pages.public.settled import PUBLIC, TENANT, heading, person, text
from tests.our_law import OUR_LAW as BOOK
from wbmgp_api.service import create
from wbmgp_api.store import rule_book_rows, rule_books
from wbmgp_engine import Lawbook
from wbmgp_engine.law.comparing import code_of
from wbmgp_engine.law.hashing import content_hash

WBMGP = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
MOMENT = "2026-11-18T09:00:00.000000Z"


def links(page: str) -> Iterator[str]:
    """The addresses of our own pages to which a page links."""
    for found in re.findall(r'<a [^>]*href="(/[^"]*)"', page.partition("<main")[2].partition("</main>")[0]):
        yield html.unescape(found)


def test_every_link_of_the_rule_book_leads_to_a_page(settled: Town) -> None:
    browser, seen, waiting = settled.browser(), set[str](), ["/regelboek"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        got = browser.get(path)
        assert got.status_code == 200, path
        # Articles are many: those of today of two acts are enough.
        waiting += [one for one in links(got.text) if one.startswith("/regelboek") and _few(one)]
    assert all(any(path.startswith(f"/regelboek/{law}") for path in seen) for law in BOOK.laws)
    assert sum("/wijzigingen" in path for path in seen) == sum(len(BOOK.versions(law)) - 1 for law in BOOK.laws)


def _few(path: str) -> bool:
    return "datum=" not in path and (
        path.count("/") < 3 or "/wijzigingen" in path or "/huisvestingswet" in path or WBMGP in path
    )


@pytest.mark.parametrize("version", [one for law in BOOK.laws for one in BOOK.versions(law)], ids=str)
def test_every_version_is_read_on_its_first_day_with_its_own_articles(settled: Town, version: Any) -> None:
    day = max(str(version.starts), "1800-01-01")
    page = settled.browser().get(f"/regelboek/{version.law_id}?datum={day}").text
    assert heading(page) == version.regulation.name
    numbers = re.findall(r'/regelboek/\w+/([^"?]+)\?datum=[^"]*">Art', page)
    assert [unquote(one) for one in numbers] == [article.number for article in version.regulation.articles]


def test_an_article_is_shown_in_words_and_in_the_code_as_it_stands_in_the_file(settled: Town) -> None:
    got = settled.browser().get(f"/regelboek/{WBMGP}/8")
    words, code = (html.unescape(one) for one in re.findall(r'<code lang="nl">(.*?)</code>', got.text, re.DOTALL))
    assert "artikel_8_voldaan := een van   [art. 8 lid 1]" in words and "vereiste_jaren = 6" in words
    assert code == code_of(BOOK.versions(WBMGP)[-1], "8")
    assert BOOK.hash in got.text and "https://wetten.overheid.nl/BWBR0019388/2017-07-01#Artikel8" in got.text


def test_what_changed_is_told_in_words_and_in_code(settled: Town) -> None:
    page = settled.browser().get(f"/regelboek/{WBMGP}/wijzigingen?vanaf=2017-01-01").text
    assert "Artikel 10a : nieuw" in text(page) and "Artikel 5 : gewijzigd" in text(page)
    assert "<ins>" in page and "<del>" in page


def test_a_regulation_that_is_not_in_force_says_so_and_shows_its_versions(settled: Town) -> None:
    page = text(settled.browser().get(f"/regelboek/{WBMGP}?datum=2001-01-01").text)
    assert "Deze regeling geldt niet op 1 januari 2001" in page and "vanaf 30 december 2005" in page


@pytest.mark.parametrize("path", [
    "/regelboek/geen_wet", f"/regelboek/{WBMGP}/999", f"/regelboek/{WBMGP}/wijzigingen", f"/regelboek/{WBMGP}/wijzigingen?vanaf=2005-12-30",
    f"/regelboek/{WBMGP}/wijzigingen?vanaf=%3Cb%3E", "/regelboek?gemeente=GM0001", "/regelboek?boek=sha256:0", f"/regelboek/{WBMGP}/10?datum=2016-01-01",
    "/regelboek/..%2F..%2Fetc", "/regelboek/aanwijzingen?gemeente=%3Cscript%3E", f"/regelboek?boek=sha256:{'0' * 64}",
])  # fmt: skip
def test_what_is_not_there_is_not_there(settled: Town, path: str) -> None:
    got = settled.browser().get(path)
    assert got.status_code == 404 and "<script>" not in got.text and "%3C" not in got.text


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2201-01-01", "20260101", "2026-W01-1", "morgen", "<script>", "9" * 500])  # fmt: skip
def test_a_day_that_is_none_is_a_fault(settled: Town, day: str) -> None:
    got = settled.browser().client.get("/regelboek", params={"datum": day})
    assert got.status_code == 400 and 'href="#datum"' in got.text and "<script>" not in got.text
    assert "Fout: " in got.text.partition("</title>")[0]


def test_what_is_kept_has_a_tag_and_comes_once(settled: Town) -> None:
    browser = settled.browser()
    tags = {path: browser.get(path).headers.get("etag") for path in PUBLIC}
    assert tags.pop("/") is None and all(tags.values())
    for path, tag in tags.items():
        again = browser.get(path, **{"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "cookie" in again.headers["vary"].lower() and again.headers["cache-control"] == "public, max-age=300"
    other = browser.get("/regelboek", **{"If-None-Match": tags["/regelboek"], "Accept-Language": "en"})
    assert other.status_code == 200 and other.headers["etag"] != tags["/regelboek"]
    assert "etag" not in browser.get("/regelboek?taal=en").headers


def test_what_is_known_of_designations_has_its_source_and_its_certainty(settled: Town) -> None:
    page = text(settled.browser().get("/regelboek/aanwijzingen").text)
    assert "Tarwewijk Wonen in de regio of soort inkomen (artikel 8) 1 januari 2026 – 1 januari 2030" in page
    assert "vastgelegd door de gemeente 2025-0000123" in page and "Gemeenteblad 2025, 100" in page
    assert "van 1 januari 2026 tot 1 januari 2032 – burgemeester en wethouders: Alle besluiten" in page


def test_what_is_not_known_is_listed(anywhere: Town) -> None:
    browser = anywhere.browser()
    assert "Rotterdam" in text(browser.get("/regelboek/aanwijzingen").text)
    page = text(browser.get("/regelboek/aanwijzingen?gemeente=GM0599").text)
    assert "Niet bekend" in page and "gelezen in de bron" in page


def test_an_earlier_rule_book_can_be_read_where_it_was_used_and_nowhere_else(settled: Town) -> None:
    files = dict(BOOK.files)
    path = f"nl/wet/{WBMGP}/2017-07-01.yaml"
    files[path] = files[path].replace(b"vereiste_jaren: {value: 6,", b"vereiste_jaren: {value: 2,")
    wanted = content_hash(files)
    store, browser = settled.app.state.service.store, settled.browser()
    assert browser.get(f"/regelboek?boek={wanted}").status_code == 404
    store.write(TENANT, lambda connection: rule_book_rows.propose(connection, TENANT, wanted, files, "a" * 32, MOMENT))
    assert browser.get(f"/regelboek?boek={wanted}").status_code == 404, "a proposal is not public"

    office = settled.app.state.service.office

    def use(connection: Any) -> None:
        rule_books.keep(connection, wanted, files, MOMENT)
        record = office.begin(connection, person("tweede")).leaf("regelversie", None, {}, rules_hash=wanted, peildatum="2027-01-01")  # fmt: skip
        rule_book_rows.report(connection, TENANT, wanted, "{}", "a" * 32, MOMENT)
        proposal = rule_book_rows.proposal(connection, TENANT, wanted)
        report = rule_book_rows.last_report(connection, TENANT, wanted)
        assert report is not None
        rule_book_rows.activate(connection, TENANT, proposal, report, "b" * 32, "2027-01-01", MOMENT, record)

    store.write(TENANT, use)
    page = browser.get("/regelboek").text
    assert wanted in page and BOOK.hash in page
    other = browser.get(f"/regelboek/{WBMGP}/8?boek={wanted}").text
    assert "vereiste_jaren = 2" in other and "U leest een ander regelboek dan dat van nu" in text(other)


def test_hostile_text_in_a_rule_file_is_text(settled: Town) -> None:
    files = dict(BOOK.files)
    path = f"nl/wet/{WBMGP}/2017-07-01.yaml"
    files[path] = files[path].replace(b"name: Wet bijzondere", b"name: <script>alert(1)</script> Wet bijzondere")
    files[path] = files[path].replace(b"onafgebroken in de regio woont", b"<img src=x onerror=alert(1)> </code></pre>")
    service = replace(settled.app.state.service, lawbook=Lawbook.from_files(files), store=None, recorder=None)
    browser = Browser(TestClient(create(service), base_url=ORIGIN))
    for at in (
        "/regelboek",
        f"/regelboek/{WBMGP}",
        f"/regelboek/{WBMGP}/8",
        f"/regelboek/{WBMGP}/wijzigingen?vanaf=2017-07-01",
    ):
        got = browser.get(at)
        assert got.status_code == 200 and "<script>alert" not in got.text and "<img" not in got.text
    assert "&lt;script&gt;" in got.text


def test_a_rule_book_without_municipalities_leaves_nothing_to_ask(settled: Town) -> None:
    files = {path: found for path, found in BOOK.files.items() if not path.startswith("aanwijzingen/")}
    service = settled.app.state.service
    bare = replace(
        service, lawbook=Lawbook.from_files(files), store=None, recorder=None,
        settings=service.settings.model_copy(update={"municipalities": ()}),
    )  # fmt: skip
    browser = Browser(TestClient(create(bare), base_url=ORIGIN))
    page = browser.get("/")
    assert page.status_code == 200 and "Het regelboek kent nog geen gemeente." in text(page.text)
    assert browser.get("/regelboek/aanwijzingen").status_code == 200
