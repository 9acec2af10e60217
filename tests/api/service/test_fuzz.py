"""Requests made after the published description, right and wrong, in every role, on both databases: never a 5xx, never
another shape."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.api.cases.conftest import _desk
from tests.api.service.fuzzing import Fuzz
from tests.api.service.town import Town, town_on
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.postgres_server import Server
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.store.opened import open_store

SEED: Final = 20261121
EXAMPLES: Final = int(os.environ.get("WBMGP_FUZZ", "8"))
"""Requests for each operation and mode; each is sent in every role to both databases."""
SLICES: Final = 4
LEAST: Final = 20_000


@contextmanager
def _town(issuer: LocalIssuer, address: str) -> Iterator[Town]:
    desks = _desk(issuer, open_store(address))
    try:
        yield town_on(next(desks))
    finally:
        for _ in desks:
            """Closes the service."""


@pytest.fixture
def towns(
    issuer: LocalIssuer, tmp_path: Path, postgres_server: Server, postgres_database: str  # noqa: F811
) -> Iterator[list[Town]]:  # fmt: skip
    addresses = (f"sqlite:///{tmp_path}/zaken.db", postgres_server.url("app", postgres_database))
    with ExitStack() as opened:
        yield [opened.enter_context(_town(issuer, address)) for address in addresses]


@pytest.mark.parametrize("part", range(SLICES))
def test_no_request_breaks_the_service(part: int, towns: list[Town], capsys: pytest.CaptureFixture[str]) -> None:
    fuzz = Fuzz(towns)
    fuzz.try_all(fuzz.operations()[part::SLICES], SEED, EXAMPLES)
    with capsys.disabled():
        print(f"\nfuzz part {part}, seed {SEED}: {fuzz.asked} requests, {dict(sorted(fuzz.statuses.items()))}")
    assert fuzz.asked >= LEAST // SLICES
