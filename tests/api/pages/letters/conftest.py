"""The pages of letters in a municipality that told what its letters need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.api.letters.lettering import HEADS
from tests.api.pages.desk.conftest import Office, made
from tests.api.service.conftest import issuer
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.letters.letterhead import Letterheads

__all__ = ["issuer", "town"]


def with_letterheads(town: Office, heads: Letterheads) -> None:
    """Let the municipality have told this of itself."""
    town.app.state.service = replace(town.app.state.service, letterheads=heads)


@pytest.fixture
def town(issuer: LocalIssuer, tmp_path: Path) -> Iterator[Office]:
    for found in made(issuer, f"sqlite:///{tmp_path}/zaken.db"):
        with_letterheads(found, HEADS)
        yield found
