"""Under which mandate a case was taken in. Every statement names the tenant."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from wbmgp_api.store.sql import sql

_KEEP = sql("INSERT INTO case_mandate VALUES (:tenant, :case, :id, :version, :client)")
_OF_CASE = sql("SELECT mandate_id, version, client FROM case_mandate WHERE tenant = :tenant AND case_id = :case")
_HANDED = sql("SELECT 1 FROM handeling WHERE tenant = :tenant AND case_id = :case AND act = 'draag_over'")


class Under(NamedTuple):
    """A version of a mandate, and the client that took a case in under it."""

    id: str
    version: int
    client: str


def keep(connection: Connection, tenant: str, case: str, under: Under) -> None:
    """Keep under which mandate a case was taken in."""
    _KEEP(connection, {"tenant": tenant, "case": case, **under._asdict()})


def of_case(connection: Connection, tenant: str, case: str) -> Under | None:
    """The mandate of a case; None for one that the municipality took in."""
    row = _OF_CASE(connection, {"tenant": tenant, "case": case}).first()
    return None if row is None else Under(*row)


def handed_over(connection: Connection, tenant: str, case: str) -> bool:
    """Whether the file went to the municipality."""
    return _HANDED(connection, {"tenant": tenant, "case": case}).first() is not None
