"""Whether the navigation shows to each role what it may see, and no door that is closed."""

from __future__ import annotations

from typing import Final

import pytest

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.navigation import beginning, links
from wbmgp_api.pages.routes import AREAS

_PAGES: Final = {one.path: one for one in AREAS}
_PLACES: Final = {link.path for link in links(frozenset(Role), "/")}


def test_there_are_places_for_some_and_for_all() -> None:
    assert {"/raad", "/zaken", "/proef", "/"} <= _PLACES <= set(_PAGES)
    assert len({link.name for link in links(frozenset(Role), "/")}) == len(_PLACES)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_shown_the_places_it_may_see_and_no_other(role: Role) -> None:
    shown = {link.path for link in links(frozenset({role}), "/")}
    assert shown == {path for path in _PLACES if not _PAGES[path].roles or role in _PAGES[path].roles}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_begins_at_a_page_it_may_see(role: Role) -> None:
    begin = beginning(frozenset({role}))
    if role is Role.OPERATOR:
        assert begin == "/ik"
    else:
        assert not _PAGES[begin].roles or role in _PAGES[begin].roles
