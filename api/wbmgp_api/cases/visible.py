"""Which cases a landlord sees: those that it took in under its mandate, until it handed them over."""

from __future__ import annotations

from sqlalchemy import Connection

from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import mandate_rows
from wbmgp_api.store.errors import NotThere


def refuse_others(connection: Connection, who: Principal, case: str) -> None:
    """Raises NotThere where the caller is a landlord and the case is not one that it works on."""
    if who.role is not Role.LANDLORD:
        return
    under = mandate_rows.of_case(connection, who.tenant, case)
    if under is None or under.client != who.client or mandate_rows.handed_over(connection, who.tenant, case):
        raise NotThere(f"there is no case {case}")
