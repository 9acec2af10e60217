"""Cases written out of a database for other systems, by the command line; the log says first that they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wbmgp_api.accountability.municipality import SETTING, Accounts
from wbmgp_api.exchange.vera import message
from wbmgp_api.exchange.zgw import Package, package
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.errors import Erased
from wbmgp_api.vault.at_hand import AtHand, office_at_hand, one_tenant
from wbmgp_api.vault.opened import opened
from wbmgp_engine.errors import BadInput

_CLIENT = "uitwisseling"


def vera(url: str, case: str, tenant: str | None, by: str | None) -> dict[str, Any]:
    """The outcome of a case for a corporation. Raises BadInput for a case that is not there."""
    with _at_work(url, tenant, by) as (office, who):
        return message(office, who, case).to_json()


def zgw(url: str, case: str, tenant: str | None, by: str | None, account: str | None) -> Package:
    """A case as a package. Raises BadInput for one that is not there, or was erased, and without an RSIN."""
    with _at_work(url, tenant, by) as (office, who):
        told = Accounts.of(account, production=False).find(who.tenant)
        if told.rsin is None:
            raise BadInput.one(account or SETTING, f"tells no RSIN of {who.tenant}", "add rsin: nine digits, in quotes")
        return package(office, who, case, told.rsin, told.controller or told.name)


@contextmanager
def _at_work(url: str, tenant: str | None, by: str | None) -> Iterator[tuple[AtHand, Principal]]:
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = office_at_hand(house, of, Role.REVIEWER, by)
        try:
            yield office, Principal(_CLIENT, of, frozenset({Role.REVIEWER}), _CLIENT, Role.REVIEWER)
        except Erased as problem:
            raise BadInput.one("CASE", str(problem), "name a case of which nothing was erased") from None
