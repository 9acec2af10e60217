"""A municipality whose documents are made, for the tests of every document."""

from __future__ import annotations

from datetime import date

from tests.our_law import OUR_LAW
from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.accountability.use import Use
from wbmgp_api.settings import Settings

DAY = date(2026, 11, 21)
TENANT = "GM9999"


def example(on: date = DAY) -> Use:
    """The made-up municipality that the service ships."""
    return Use(OUR_LAW, Settings(), TENANT, Accounts.of(None, production=False).find(TENANT), on)


def untold(on: date = DAY) -> Use:
    """A municipality that told nothing."""
    return Use(OUR_LAW, Settings(), "GM0000", Account(), on)
