"""The use of the engine by the made-up municipality, on a day and with settings that a test chooses."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.accountability.use import Use
from wbmgp_api.settings import Settings
from wbmgp_engine.law.lawbook import Lawbook

TENANT: Final = "GM9999"
TODAY: Final = date(2026, 11, 22)


@cache
def lawbook() -> Lawbook:
    """The rules that came with the engine, read once."""
    return Lawbook.load()


def told(**changed: Any) -> Account:
    """The made-up account, with some things told otherwise; None: not told."""
    known = Accounts.of(None, production=False).find(TENANT)
    by_alias = {one.alias or name: getattr(known, name) for name, one in Account.model_fields.items()}
    given = {name: value for name, value in {**by_alias, **changed}.items() if value is not None}
    return Account.model_construct(**{name: given[one.alias or name] for name, one in Account.model_fields.items()
                                      if (one.alias or name) in given})  # fmt: skip


def use(on: date = TODAY, account: Account | None = None, **settings: Any) -> Use:
    """What documents are made of."""
    return Use(lawbook(), Settings(**settings), TENANT, told() if account is None else account, on)
