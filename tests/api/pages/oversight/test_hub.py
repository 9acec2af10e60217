"""Whether everybody who watches finds the pages of oversight, and only those that open to them."""

from __future__ import annotations

import re

import pytest

from tests.api.pages.legal.conftest import AUDITOR, LAWYER, Court
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.oversight.entries import ENTRIES, HUB
from wbmgp_api.pages.routes import AREAS

_LINK = re.compile(r'href="(/[a-z/-]+)"')


@pytest.mark.parametrize("role", [LAWYER, AUDITOR, Role.PRIVACY])
def test_the_hub_shows_the_pages_that_open_to_a_role_and_no_other(court: Court, role: Role) -> None:
    person = court.as_(role)
    main = person.get(HUB).split("<main", 1)[1].split("</main", 1)[0]
    linked = set(_LINK.findall(main)) - {HUB}
    assert linked == {one.path for one in ENTRIES if role in one.roles}
    for path in linked:
        assert person.client.get(path).status_code == 200, path


def test_an_entry_names_the_roles_of_its_page() -> None:
    roles = {one.path: one.roles for one in AREAS}
    assert {one.path: set(one.roles) for one in ENTRIES} == {one.path: set(roles[one.path]) for one in ENTRIES}
    assert {one.path for one in AREAS if one.path.count("/") == 2 and one.path.startswith(f"{HUB}/")} <= {one.path for one in ENTRIES}  # fmt: skip


def test_a_privacy_officer_begins_with_oversight(court: Court) -> None:
    person = court.as_(Role.PRIVACY)
    assert person.client.get("/begin", follow_redirects=False).headers["location"] == HUB
