"""The desks of the tests of cases, for exchange."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.api.cases.conftest import _desk, desk, either  # noqa: F401 -- the fixtures
from tests.api.exchange.pushing import ended
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.exchange.zgw import Package
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.store.opened import open_store


@pytest.fixture(scope="session")
def made(issuer: LocalIssuer, tmp_path_factory: pytest.TempPathFactory) -> Package:  # noqa: F811
    """The package of one case that ended, for every test of a push: nothing changes it."""
    with closing(_desk(issuer, open_store(f"sqlite:///{tmp_path_factory.mktemp('zaken')}/zaken.db"))) as desks:  # type: ignore[type-var]
        return ended(next(desks))
