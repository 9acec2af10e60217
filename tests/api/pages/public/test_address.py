"""The question about an address: what the page says, what it keeps to itself, and what it does with what cannot be read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.api.pages.browsing import Town
from tests.api.pages.conftest import town_on
from tests.api.pages.public.settled import TENANT, asked, heading, text
from wbmgp_api.store.opened import open_store

YES, NO, UNKNOWN = (
    "Ja, hier geldt een regel van de Wbmgp",
    "Nee, hier geldt geen regel van de Wbmgp",
    "Wij weten niet of hier een regel van de Wbmgp geldt",
)
ORDINARY = "Een gewone huisvestingsvergunning kan toch nodig zijn."
HOSTILE = ("<script>alert(1)</script>", "'; DROP TABLE x; --", "{{ 7*7 }}", "\u202eabc", "a" * 5_000, "￿", "%00", "-1", "1e9", "٣")  # fmt: skip


def answer(town: Town, **changes: str) -> Any:
    return town.browser().post("/", asked(**changes))


@pytest.mark.parametrize(("changes", "said"), [
    ({}, YES), ({"postcode": "9999ZZ"}, NO), ({"datum": "2033-01-01"}, UNKNOWN), ({"datum": "2003-01-01"}, NO),
    ({"verhuurder": ""}, UNKNOWN), ({"verhuurder": "corporatie"}, NO),
])  # fmt: skip
def test_it_answers_yes_no_or_that_it_does_not_know(settled: Town, changes: dict[str, str], said: str) -> None:
    got = answer(settled, **changes)
    assert (got.status_code, heading(got.text)) == (200, said)
    assert ORDINARY in text(got.text)
    assert "U koos GM9999. Wij gaan niet na of het adres daar ligt." in text(got.text)
    assert f"<title>{said} –" in got.text


def test_unknown_is_never_a_no(settled: Town) -> None:
    page = text(answer(settled, datum="2033-01-01").text)
    assert "Dit is geen nee. Vraag het de gemeente voordat u een woning huurt." in page
    assert "Wat nog niet bekend is" in page and NO not in page
    assert "Wij weten niet of ons register volledig is." in page


def test_a_fact_that_the_visitor_can_tell_is_pointed_at(settled: Town) -> None:
    page = answer(settled, verhuurder="").text
    assert 'href="#verhuurder"' in page and "Antwoord van: de aanvrager." in text(page)
    assert re.search(r'<details class="wb-fold" open>\s*<summary[^>]*>.*?Meer over de woning', page, re.DOTALL)


def test_a_yes_says_from_when_until_when_what_comes_next_and_what_is_asked(settled: Town) -> None:
    page = text(answer(settled).text)
    assert "Tarwewijk Wonen in de regio of soort inkomen (artikel 8) van 1 januari 2026 tot 1 januari 2030 ja" in page
    assert f"Vanaf 1 januari 2030 is het antwoord anders. {NO}." in page
    assert "Welke soorten inkomen heeft de aanvrager?" in page and "Loonstroken van drie maanden" in page
    assert "de hardheidsclausule bekijken – burgemeester en wethouders ( art. 8 lid 2 Wbmgp )" in page
    assert "Onderzoek van artikel 10" not in page and "Wat nog niet bekend is" not in page
    assert "Een medewerker beslist en schrijft de redenen op." in page


def test_the_reason_carries_a_link_to_the_text_of_that_day(settled: Town) -> None:
    assert 'href="https://wetten.overheid.nl/jci1.3:c:BWBR0019388&amp;artikel=5&amp;lid=1&amp;g=2026-11-18"' in answer(settled).text  # fmt: skip


def test_in_english_everything_but_the_names_is_english(settled: Town) -> None:
    got = settled.browser().client.post(
        "/", data=asked(), headers={"Accept-Language": "en", "Origin": "https://wbmgp.voorbeeld"}
    )
    assert heading(got.text) == "Yes, a rule of the Wbmgp applies here"
    page = text(got.text)
    assert "An ordinary housing permit may be needed all the same." in page
    assert "Which kinds of income" in page and "Residence in the region or kind of income (article 8)" in page
    assert "hardheidsclausule" not in page


def test_nothing_of_the_question_is_kept_or_told_elsewhere(settled: Town) -> None:
    before = _rows(settled)
    settled.lines.clear()
    browser = settled.browser()
    got = browser.post("/", asked(postcode="1234XY", huisnummer="98765", toevoeging="geheim"))
    assert got.status_code == 200 and got.headers["cache-control"] == "no-store"
    assert "set-cookie" not in got.headers and not browser.client.cookies
    assert _rows(settled) == before
    log = json.dumps(settled.lines, default=str)
    assert '"route": "/"' in log and not any(one in log for one in ("1234", "98765", "geheim"))
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', got.text)
    assert addresses and not any(one in at for at in addresses for one in ("1234", "98765", "geheim"))


def test_an_address_in_the_address_of_the_page_is_not_read(settled: Town) -> None:
    page = settled.browser().get("/?postcode=1234XY&huisnummer=98765").text
    assert 'value="1234XY"' not in page and 'value="98765"' not in page


def test_everything_that_is_wrong_comes_back_at_once_with_what_was_typed(settled: Town) -> None:
    got = answer(settled, postcode="12AB", huisnummer="twaalf", huisletter="AB", datum="32-13-2026", huurprijs="veel", gebied="elders")  # fmt: skip
    assert got.status_code == 400 and got.text.count("<h1") == 1
    linked = re.findall(r'<li[^>]*><a class="utrecht-link" href="#(\w+)">', got.text.partition("</h2>")[2].partition("</ul>")[0])  # fmt: skip
    assert linked == ["postcode", "huisnummer", "huisletter", "gebied", "datum", "huurprijs"]
    assert all(f'id="{name}"' in got.text for name in linked)
    assert all(f'value="{one}"' in got.text for one in ("12AB", "twaalf", "AB", "32-13-2026", "veel"))


@pytest.mark.parametrize("name", ["postcode", "huisnummer", "huisletter", "toevoeging", "gebied", "datum", "verhuurder", "soort", "huurprijs", "gemeente"])  # fmt: skip
def test_hostile_text_in_any_field_is_text(settled: Town, name: str) -> None:
    for hostile in HOSTILE:
        got = answer(settled, **{name: hostile})
        assert got.status_code in (200, 400), hostile
        assert "<script>alert" not in got.text and "{{" not in got.text.replace(hostile, "")
        assert NO not in got.text or name in ("huisnummer", "huisletter", "toevoeging", "huurprijs", "soort")


@pytest.mark.parametrize("day", ["0000-00-00", "0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31", "2026-02-30", "99999-01-01", ""])  # fmt: skip
def test_absurd_days_are_faults(settled: Town, day: str) -> None:
    got = answer(settled, datum=day)
    assert got.status_code == 400 and 'href="#datum"' in got.text


@pytest.mark.parametrize("day", ["1800-01-01", "2200-12-31", "2028-02-29"])
def test_far_days_are_answered(settled: Town, day: str) -> None:
    assert answer(settled, datum=day).status_code == 200


@pytest.mark.parametrize("rent", ["450", "450,50", "€ 1.450,50", "450.50", "450,-"])
def test_a_rent_is_read_as_people_write_it(settled: Town, rent: str) -> None:
    assert answer(settled, huurprijs=rent).status_code == 200


def test_another_municipality_is_not_answered_for(settled: Town) -> None:
    for code in ("GM0599", "", "x" * 300, "GM99999"):
        got = answer(settled, gemeente=code)
        assert got.status_code == (200 if code == "" else 400), code
        assert (heading(got.text) == YES) is (code == "")
    assert settled.browser().get("/?gemeente=GM0599").status_code == 400


def test_without_settings_the_visitor_chooses_and_reads_that_it_was_set_up_for_none(anywhere: Town) -> None:
    browser = anywhere.browser()
    page = browser.get("/")
    assert page.status_code == 200 and "Deze dienst is niet voor één gemeente ingericht." in text(page.text)
    links = re.findall(r'href="/\?gemeente=(GM\d{4})"', page.text)
    assert "GM0599" in links and TENANT not in links
    chosen = browser.get("/?gemeente=GM0599").text
    assert "Gemeente: Rotterdam" in text(chosen) and '<option value="tarwewijk">' in chosen
    assert browser.get("/?gemeente=-").status_code == 200
    got = browser.post("/", asked(gemeente="GM0599", gebied="tarwewijk"))
    assert heading(got.text) == UNKNOWN
    assert browser.post("/", asked(gemeente="")).status_code == 400


def test_with_two_municipalities_there_is_a_choice(tmp_path: Any) -> None:
    for town in town_on(open_store(f"sqlite:///{tmp_path}/z.db"), municipalities=("GM0599", "GM0606")):
        page = text(town.browser().get("/").text)
        assert "Rotterdam" in page and "Schiedam" in page and "niet voor één gemeente" not in page


def test_who_is_signed_in_asks_about_the_own_municipality_and_that_page_is_not_kept(anywhere: Town) -> None:
    browser = anywhere.browser()
    browser.sign_in()
    assert "Gemeente: GM9999" in text(browser.get("/").text)
    got = browser.get("/regelboek")
    assert got.headers["cache-control"] == "no-store" and "etag" not in got.headers


def test_a_form_of_another_site_is_refused(settled: Town) -> None:
    got = settled.browser().post("/", asked(), Origin="https://kwaad.voorbeeld")
    assert got.status_code == 403 and YES not in got.text


def test_the_rate_limit_counts_here_too(tmp_path: Any) -> None:
    for town in town_on(open_store(f"sqlite:///{tmp_path}/z.db"), municipalities=(TENANT,), rate=1, burst=3):
        codes = [answer(town).status_code for _ in range(6)]
        assert codes[0] == 200 and codes[-1] == 429


def _rows(town: Town) -> dict[str, int]:
    """How much stands in every table."""

    def count(connection: Any) -> dict[str, int]:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() for name in names}

    found: dict[str, int] = town.app.state.service.store.read(TENANT, count)
    return found
