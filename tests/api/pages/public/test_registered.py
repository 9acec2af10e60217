"""The entry of the Algoritmeregister for anybody: only of a municipality that told what the register requires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.api.pages.browsing import Town
from wbmgp_api.accountability.fields import faults
from wbmgp_api.accountability.municipality import Accounts

PATH = "/uitleg/algoritmeregister"


@pytest.fixture
def told(settled: Town) -> Iterator[Town]:
    state = settled.app.state
    before = state.service
    state.service = replace(before, accounts=Accounts.of(None, production=False))
    yield settled
    state.service = before


def test_anybody_can_read_the_entry_and_the_page_leads_there(told: Town) -> None:
    browser = told.browser()
    assert f'href="{PATH}"' in browser.get("/uitleg").text
    got = browser.get(PATH)
    assert got.status_code == 200 and got.headers["content-type"] == "application/json"
    assert got.headers["access-control-allow-origin"] == "*"
    found = got.json()
    assert faults(found) == [] and found["organization"] == "Gemeente Voorbeeldstad"
    assert browser.get(PATH, **{"If-None-Match": got.headers["etag"]}).status_code == 304


def test_another_day_has_the_law_of_that_day(told: Town) -> None:
    then = told.browser().get(f"{PATH}?datum=2016-06-01").json()
    assert "zoals ze gelden op 1 juni 2016" in then["lawful_basis"]
    assert "in het regelboek vanaf 1 januari 2015: artikel 5, 8, 9" in then["lawful_basis"]
    assert told.browser().get(f"{PATH}?datum=2001-01-01").status_code == 404


def test_a_municipality_that_told_nothing_has_no_entry_and_no_link(settled: Town) -> None:
    browser = settled.browser()
    assert PATH not in browser.get("/uitleg").text
    assert browser.get(PATH).status_code == 404
    assert browser.get(f"{PATH}?gemeente=GM0001").status_code == 404
