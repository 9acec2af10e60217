"""Services whose public pages are read: one of a municipality that keeps a register, one that was set up for none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.pages.browsing import Town
from tests.api.pages.conftest import town_on
from tests.api.pages.public.settled import TENANT, settle
from wbmgp_api.store.opened import open_store


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """GM9999, with everything in its register."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('vast')}/zaken.db")
    for town in town_on(store, municipalities=(TENANT,)):
        settle(town.app.state.service.office)
        yield town


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A service that was set up for no municipality, with an empty database."""
    yield from town_on(open_store(f"sqlite:///{tmp_path_factory.mktemp('leeg')}/zaken.db"))
