from __future__ import annotations

import pytest

from wbmgp_engine import Lawbook


@pytest.fixture(scope="session")
def lawbook() -> Lawbook:
    return Lawbook.load()
