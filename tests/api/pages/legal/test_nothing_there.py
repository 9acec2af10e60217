"""Pages on cases and rule books that are not there: each says so, and none fails."""

from __future__ import annotations

import pytest

from tests.api.pages.desk.conftest import HERE
from tests.api.pages.legal.conftest import AUDITOR, LAWYER, RULES, Court
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.legal.routes import ROUTES


@pytest.mark.parametrize("role", [LAWYER, AUDITOR, RULES])
def test_what_is_not_there_is_not_found(court: Court, role: Role) -> None:
    person = court.as_(role)
    word = person.client.get("/ik").text.split('name="woord" value="')[1][:64]
    for one in ROUTES:
        path = one.path.replace("{zaak}", "0" * 32)
        gone = 404 if "{zaak}" in one.path else 200
        if "GET" in (one.methods or ()):
            assert person.client.get(path).status_code == (gone if role in one.roles else 403), path
        if "{zaak}" in one.path and "POST" in (one.methods or ()):
            got = person.client.post(path, data={"woord": word}, headers={"Origin": HERE})
            assert got.status_code == (404 if role in one.roles else 403), path


def test_a_case_of_another_municipality_is_not_there(court: Court) -> None:
    stranger = court.office.as_(LAWYER, subject="elders", tenant="GM0001")
    for end in ("", "/andere-datum", "/dossier"):
        stranger.get(f"/recht/zaken/{court.refused}{end}", 404)
    assert court.refused not in stranger.get("/recht/zaken")
