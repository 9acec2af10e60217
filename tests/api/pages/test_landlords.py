"""On the pages every landlord is the same client: no mandate can be that client's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cases.conftest import _desk
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store


@pytest.mark.parametrize(("client", "status"), [("wbmgp-paginas", 400), ("woonstad", 201)])
def test_a_mandate_of_the_client_of_the_pages_is_refused(
    client: str, status: int, issuer: LocalIssuer, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    settings = Settings(login_client="wbmgp-paginas")
    for desk in _desk(issuer, open_store(f"sqlite:///{tmp_path}/zaken.db"), settings):
        given = {
            "id": "mandaat", "naam": "Corporatie", "client": client, "besluit": "B&W 1", "van": "2026-11-18",
            "woonruimten": ["0" * 16], "uitkomsten": ["verlenen"], "metOnderzoek": False,
        }  # fmt: skip
        got = desk.ask("POST", "/mandaten", Role.LAWYER, given)
        assert got.status_code == status, got.text
        if status == 201:
            given = {key: said for key, said in given.items() if key != "id"} | {"client": "wbmgp-paginas"}
            changed = desk.ask("PUT", "/mandaten/mandaat", Role.LAWYER, given, headers={"If-Match": '"1"'})
            got = changed
        assert got.status_code == 400 and got.json()["errors"][0]["plaats"] == "client"
