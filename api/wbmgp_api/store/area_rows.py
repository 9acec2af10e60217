"""Rows of areas. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql

_NEWEST_OF: Final = " AND v.version = (SELECT max(n.version) FROM area_version n"
_SEEN: Final = (
    "SELECT v.id, v.version, v.kind, v.content, v.valid_from, v.made_by, v.made_at, a.approved_at FROM area_version v"
    " LEFT JOIN area_approval a ON a.tenant = v.tenant AND a.id = v.id AND a.version = v.version"
    " WHERE v.tenant = :tenant"
)
_LAST = sql(_SEEN + " AND v.id = :id ORDER BY v.version DESC LIMIT 1")
_NEWEST = sql(_SEEN + _NEWEST_OF + " WHERE n.tenant = v.tenant AND n.id = v.id) ORDER BY v.id")
_COUNTING = sql(
    _SEEN
    + " AND a.version IS NOT NULL"
    + _NEWEST_OF
    + " JOIN area_approval m ON m.tenant = n.tenant AND m.id = n.id AND m.version = n.version"
    " WHERE n.tenant = v.tenant AND n.id = v.id AND n.valid_from <= :day) ORDER BY v.id"
)
_ADD = sql(
    "INSERT INTO area_version VALUES (:tenant, :id, :version, :kind, :content, :valid_from, :made_by, :made_at)"
    " ON CONFLICT DO NOTHING"
)
_APPROVE = sql(
    "INSERT INTO area_approval VALUES (:tenant, :id, :version, :made_by, :by, :moment) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of an area. `approved_at` None: only proposed."""

    id: str
    version: int
    kind: str
    content: str
    valid_from: str
    made_by: str
    made_at: str
    approved_at: str | None = None


def last(connection: Connection, tenant: str, area: str) -> Kept:
    """The newest version of an area, proposed or approved. Raises NotThere."""
    row = _LAST(connection, {"tenant": tenant, "id": area}).first()
    if row is None:
        raise NotThere(f"there is no area {area}")
    return Kept(*row)


def newest(connection: Connection, tenant: str) -> list[Kept]:
    """The newest version of each area, by id."""
    return [Kept(*row) for row in _NEWEST(connection, {"tenant": tenant})]


def counting(connection: Connection, tenant: str, day: str) -> list[Kept]:
    """The approved version of each area that counts on a day, without areas that were withdrawn by then."""
    rows = [Kept(*row) for row in _COUNTING(connection, {"tenant": tenant, "day": day})]
    return [row for row in rows if row.kind == "inhoud"]


def add(connection: Connection, tenant: str, versions: Iterable[Kept]) -> str | None:
    """Keep versions; the id of the first that is there already, and then the caller has to give up."""
    for one in versions:
        row = {
            "tenant": tenant, "id": one.id, "version": one.version, "kind": one.kind, "content": one.content,
            "valid_from": one.valid_from, "made_by": one.made_by, "made_at": one.made_at,
        }  # fmt: skip
        if _ADD(connection, row).rowcount != 1:
            return one.id
    return None


def approve(connection: Connection, tenant: str, what: Kept, by: str, moment: str) -> bool:
    """Let a version count; False where it did already."""
    row = {"tenant": tenant, "id": what.id, "version": what.version, "made_by": what.made_by, "by": by,
           "moment": moment}  # fmt: skip
    return _APPROVE(connection, row).rowcount == 1
