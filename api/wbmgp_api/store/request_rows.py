"""Rows of requests for designation that are still being written. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql

_SEEN: Final = "SELECT id, version, title, content, made_by, made_at, changed_by, changed_at FROM request_draft WHERE tenant = :tenant"
_ADD = sql(
    "INSERT INTO request_draft (tenant, id, version, title, content, made_by, made_at, changed_by, changed_at)"
    " VALUES (:tenant, :id, 1, :title, :content, :by, :moment, :by, :moment)"
)
_ONE = sql(f"{_SEEN} AND id = :id")
_ALL = sql(f"{_SEEN} ORDER BY changed_at DESC, id")
_COUNT = sql("SELECT count(*) FROM request_draft WHERE tenant = :tenant")
_CHANGE = sql(
    "UPDATE request_draft SET version = version + 1, title = :title, content = :content, changed_by = :by,"
    " changed_at = :moment WHERE tenant = :tenant AND id = :id AND version = :version"
)
_REMOVE = sql("DELETE FROM request_draft WHERE tenant = :tenant AND id = :id AND version = :version")


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as it is kept."""

    id: str
    version: int
    title: str
    content: str
    made_by: str
    made_at: str
    changed_by: str
    changed_at: str


def add(connection: Connection, tenant: str, row: Mapping[str, str]) -> None:
    """Keep a new one."""
    _ADD(connection, {"tenant": tenant, **row})


def draft(connection: Connection, tenant: str, key: str) -> Draft:
    """A draft. Raises NotThere."""
    row = _ONE(connection, {"tenant": tenant, "id": key}).first()
    if row is None:
        raise NotThere(f"there is no request {key}")
    return Draft(*row)


def every(connection: Connection, tenant: str) -> list[Draft]:
    """All of a municipality, what was changed last first; there are few."""
    return [Draft(*row) for row in _ALL(connection, {"tenant": tenant})]


def count(connection: Connection, tenant: str) -> int:
    """How many a municipality has."""
    return int(_COUNT(connection, {"tenant": tenant}).scalar_one())


def change(connection: Connection, tenant: str, row: Mapping[str, str | int]) -> bool:
    """Take the place of the version that somebody saw; False where another one came between."""
    return _CHANGE(connection, {"tenant": tenant, **row}).rowcount == 1


def remove(connection: Connection, tenant: str, key: str, version: int) -> bool:
    """Throw away the version that somebody saw; False where another one came between."""
    return _REMOVE(connection, {"tenant": tenant, "id": key, "version": version}).rowcount == 1
