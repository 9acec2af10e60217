"""How the advice is made and how hardship is pleaded: what these pages say of the rules comes from the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.api.pages.browsing import ORIGIN, Browser, Town
from tests.api.pages.public.settled import text
from tests.our_law import OUR_LAW as BOOK
from wbmgp_api.pages.public.explaining import CIRCUMSTANCES
from wbmgp_api.service import create
from wbmgp_engine.facts.fields import CircumstanceKind
from wbmgp_engine.permits.general import facts, guards

TODAY = date(2026, 11, 18)


def test_every_fact_that_the_rules_can_read_is_listed_with_its_basis(settled: Town) -> None:
    page = text(settled.browser().get("/uitleg").text)
    asked = facts(BOOK, TODAY)
    assert len(asked) > 40 and all(
        f"{' '.join(one.text['nl'].split())} " in page and one.basis in page for one in asked
    )
    assert BOOK.hash in page


def test_the_safeguards_stand_there_with_who_and_where(settled: Town) -> None:
    page = text(settled.browser().get("/uitleg").text)
    told = [one for one in guards(BOOK, TODAY) if one.ground is not None]
    assert {one.ground for one in told} == {"artikel_8", "artikel_9", "artikel_10"}
    assert all(one.who["nl"] in page and one.citation.text in page for one in told)
    assert "invullen bij" not in page


def test_it_claims_no_more_of_the_log_than_its_setting_gives(settled: Town) -> None:
    alone, seen = "Wie alle sleutels heeft, kan het hele logboek", "Een partij buiten de gemeente kijkt mee"
    page = text(settled.browser().get("/uitleg").text)
    assert alone in page and seen not in page
    service = settled.app.state.service
    watched = replace(service, settings=service.settings.model_copy(update={"witnesses": ("https://getuige.example",)}))
    page = text(Browser(TestClient(create(watched), base_url=ORIGIN)).get("/uitleg").text)
    assert seen in page and alone not in page


def test_hardship_names_where_the_clause_stands_and_everything_that_can_be_told(settled: Town) -> None:
    assert set(CIRCUMSTANCES) == set(CircumstanceKind)
    page = text(settled.browser().get("/hardheid").text)
    assert all(said in page for said in CIRCUMSTANCES.values())
    assert "art. 8 lid 2 Wbmgp" in page and "art. 10 lid 5 Wbmgp" in page


@pytest.mark.parametrize(("path", "said"), [("/uitleg", "How the advice is made"), ("/hardheid", "Pleading hardship")])
def test_they_are_there_in_english(settled: Town, path: str, said: str) -> None:
    page = text(settled.browser().get(path, **{"Accept-Language": "en"}).text)
    assert said in page and "Een mens beslist" not in page


def test_before_there_was_a_law_there_was_nothing_to_guard() -> None:
    assert guards(BOOK, date(2003, 1, 1)) == ()


def test_open_pages_can_be_found_and_others_cannot(settled: Town) -> None:
    stranger, own = settled.browser(), settled.browser()
    own.sign_in()
    hidden = 'name="robots" content="noindex"'
    assert all(hidden not in stranger.get(path).text for path in ("/", "/uitleg", "/regelboek", "/hardheid"))
    assert hidden in stranger.get("/uitgelogd").text and hidden in own.get("/uitleg").text
