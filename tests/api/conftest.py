"""For every test of the service: new SQLite files get their tables quickly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.store.quick_tables import Tables


@pytest.fixture(scope="session", autouse=True)
def tables_made_quickly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Running the migrations took longer than most tests that need a store; what they do is tried by tests of their own.

    That these are the same tables, and ask the disk as much, is tried by `tests/torture/test_teeth.py`.
    """
    with Tables(tmp_path_factory.mktemp("tables")).made_quickly(but=False):
        yield
