"""Who may see which page: every page, every role, and no form without the word of its session."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.pages.browsing import Town
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.routes import AREAS
from wbmgp_api.pages.visiting import Page, page

CLOSED = [one for one in AREAS if one.roles]
OPEN = [one for one in AREAS if not one.roles]


def address(one: Page) -> str:
    """An address of a page, of things that are not there."""
    return re.sub(r"\{[^}]*\}", "0" * 32, one.path)


def ways(one: Page) -> list[str]:
    return sorted({"GET", "POST"} & set(one.methods or ()))


def test_there_are_pages_behind_the_login_and_open_ones() -> None:
    assert len(CLOSED) > 20 and len(OPEN) > 2
    with pytest.raises(ValueError, match="/x"):
        page("/x", None)


def test_nobody_sees_a_page_without_signing_in(town: Town) -> None:
    browser = town.browser()
    for one in CLOSED:
        for way in ways(one):
            got = browser.get(address(one)) if way == "GET" else browser.post(address(one), {"woord": "x"})
            assert got.status_code == 401 and "/inloggen?volgende=" in got.text, (way, one.path)


@pytest.mark.parametrize("role", list(Role))
def test_another_role_sees_nothing(town: Town, role: Role) -> None:
    town.provider.person |= {"rollen": [role.value]}
    browser = town.browser()
    browser.sign_in()
    word = browser.word
    for one in CLOSED:
        for way in ways(one):
            got: Any = browser.get(address(one)) if way == "GET" else browser.post(address(one), {"woord": word})
            assert (got.status_code == 403) is (role not in one.roles), (way, one.path, got.status_code)


def test_a_form_of_another_session_is_not_taken(town: Town) -> None:
    town.provider.person |= {"rollen": [role.value for role in Role]}
    browser = town.browser()
    browser.sign_in()
    for one in CLOSED:
        if "POST" in (one.methods or ()):
            for said in ({"a": "b"}, {"woord": "0" * 64}):
                assert browser.post(address(one), said).status_code == 403, one.path
            got = browser.post(address(one), {"woord": browser.word}, Origin="https://kwaad.voorbeeld")
            assert got.status_code == 403, one.path


def test_a_form_of_another_site_is_not_taken_on_an_open_page(town: Town) -> None:
    browser = town.browser()
    for one in OPEN:
        if "POST" in (one.methods or ()):
            assert browser.post(address(one), {"a": "b"}, Origin="https://kwaad.voorbeeld").status_code == 403, one.path
