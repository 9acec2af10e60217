"""A running service in this process, with tokens of the development issuer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.service.asking import Asking, service
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.settings import Settings


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> LocalIssuer:
    return LocalIssuer.at(tmp_path_factory.mktemp("uitgever") / "sleutel")


@pytest.fixture
def asking(issuer: LocalIssuer) -> Iterator[Asking]:
    with service(issuer, Settings()) as asked:
        yield asked
