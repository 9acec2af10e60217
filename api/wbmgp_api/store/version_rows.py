"""Rows of what two people keep in versions: areas, designations, ordinances, statements and mandates. Every statement names the tenant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import encode

OF_PLACES: Final = ("area", "designation", "statement", "ordinance")
"""What a municipality keeps that tells where the rules apply."""
_NEWEST_OF: Final = " AND v.version = (SELECT max(n.version) FROM area_version n"
_SEEN: Final = (
    "SELECT v.id, v.version, v.kind, v.content, v.valid_from, v.made_by, v.made_at, a.approved_at FROM area_version v"
    " LEFT JOIN area_approval a ON a.tenant = v.tenant AND a.id = v.id AND a.version = v.version"
    " WHERE v.tenant = :tenant"
)
_LAST: Final = _SEEN + " AND v.id = :id ORDER BY v.version DESC LIMIT 1"
_ONE: Final = _SEEN + " AND v.id = :id AND v.version = :version"
_NEWEST: Final = _SEEN + _NEWEST_OF + " WHERE n.tenant = v.tenant AND n.id = v.id) ORDER BY v.id"
_COUNTING: Final = (
    _SEEN
    + " AND a.version IS NOT NULL"
    + _NEWEST_OF
    + " JOIN area_approval m ON m.tenant = n.tenant AND m.id = n.id AND m.version = n.version"
    " WHERE n.tenant = v.tenant AND n.id = v.id AND n.valid_from <= :day) ORDER BY v.id"
)
_APPROVED: Final = _SEEN + " AND a.version IS NOT NULL ORDER BY v.id, v.version"
_ADD: Final = (
    "INSERT INTO area_version VALUES (:tenant, :id, :version, :kind, :content, :valid_from, :made_by, :made_at)"
    " ON CONFLICT DO NOTHING"
)
_APPROVE: Final = (
    "INSERT INTO area_approval VALUES (:tenant, :id, :version, :made_by, :by, :moment) ON CONFLICT DO NOTHING"
)
_MOMENTS: Final = "SELECT approved_at FROM area_approval WHERE tenant = :tenant"
_COUNTED: Final = "SELECT count(*), max(approved_at) FROM (:every) AS counted"
_STATE = sql(
    _COUNTED.replace(":every", " UNION ALL ".join(_MOMENTS.replace("area_", f"{name}_") for name in OF_PLACES))
)  # fmt: skip
_ENTER = sql("INSERT INTO version_entry VALUES (:tenant, :kind, :id, :version, :record)")
_BEFORE = sql(
    "SELECT record_id FROM version_entry WHERE tenant = :tenant AND kind = :kind AND id = :id"
    " ORDER BY version DESC LIMIT 1"
)
_ENTERED = sql(
    "SELECT kind, id, version FROM version_entry WHERE tenant = :tenant AND record_id = :record"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of something. `approved_at` None: only proposed."""

    id: str
    version: int
    kind: str
    content: str
    valid_from: str
    made_by: str
    made_at: str
    approved_at: str | None = None

    def hash(self, tenant: str, register: str) -> str:
        """What an entry of the log says of this version: everything in it, and who made it."""
        said = [tenant, register, self.id, self.version, self.kind, self.valid_from, self.made_by, self.content]
        return f"sha256:{sha256(encode(said)).hexdigest()}"


class Versions:
    """The versions in one pair of tables, `NAME_version` and `NAME_approval`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._last, self._one, self._newest, self._counting, self._approved, self._add, self._approve = (
            sql(text.replace("area_", f"{name}_"))
            for text in (_LAST, _ONE, _NEWEST, _COUNTING, _APPROVED, _ADD, _APPROVE)
        )

    def last(self, connection: Connection, tenant: str, key: str) -> Kept:
        """The newest version, proposed or approved. Raises NotThere."""
        row = self._last(connection, {"tenant": tenant, "id": key}).first()
        if row is None:
            raise NotThere(f"there is no {self.name} {key}")
        return Kept(*row)

    def one(self, connection: Connection, tenant: str, key: str, version: int) -> Kept:
        """One version. Raises NotThere."""
        row = self._one(connection, {"tenant": tenant, "id": key, "version": version}).first()
        if row is None:
            raise NotThere(f"there is no version {version} of {self.name} {key}")
        return Kept(*row)

    def newest(self, connection: Connection, tenant: str) -> list[Kept]:
        """The newest version of each, by id."""
        return [Kept(*row) for row in self._newest(connection, {"tenant": tenant})]

    def counting(self, connection: Connection, tenant: str, day: str) -> list[Kept]:
        """The approved version of each that counts on a day, also where it is a withdrawal."""
        return [Kept(*row) for row in self._counting(connection, {"tenant": tenant, "day": day})]

    def approved(self, connection: Connection, tenant: str) -> list[Kept]:
        """Every approved version of each, from old to new."""
        return [Kept(*row) for row in self._approved(connection, {"tenant": tenant})]

    def add(self, connection: Connection, tenant: str, versions: Iterable[Kept]) -> str | None:
        """Keep versions; the id of the first that is there already, and then the caller has to give up."""
        for one in versions:
            row = {
                "tenant": tenant, "id": one.id, "version": one.version, "kind": one.kind, "content": one.content,
                "valid_from": one.valid_from, "made_by": one.made_by, "made_at": one.made_at,
            }  # fmt: skip
            if self._add(connection, row).rowcount != 1:
                return one.id
        return None

    def approve(self, connection: Connection, tenant: str, what: Kept, by: str, moment: str) -> bool:
        """Let a version count; False where it did already."""
        row = {"tenant": tenant, "id": what.id, "version": what.version, "made_by": what.made_by, "by": by,
               "moment": moment}  # fmt: skip
        return self._approve(connection, row).rowcount == 1

    def entered(self, connection: Connection, tenant: str, what: Kept, record: str) -> None:
        """Keep which entry of the log says that a version counts."""
        row = {"tenant": tenant, "kind": self.name, "id": what.id, "version": what.version, "record": record}
        _ENTER(connection, row)

    def entry_before(self, connection: Connection, tenant: str, key: str) -> str | None:
        """The entry of the version that counted last; None where none did."""
        found = _BEFORE(connection, {"tenant": tenant, "kind": self.name, "id": key}).first()
        return None if found is None else str(found[0])


AREAS: Final = Versions("area")
DESIGNATIONS: Final = Versions("designation")
MANDATES: Final = Versions("mandate")
STATEMENTS: Final = Versions("statement")
ORDINANCES: Final = Versions("ordinance")
_REGISTERS: Final = {one.name: one for one in (AREAS, DESIGNATIONS, MANDATES, STATEMENTS, ORDINANCES)}


def state(connection: Connection, tenant: str) -> tuple[int, str]:
    """Of what a municipality keeps of places: how many versions were made to count, and the moment of the last.

    Approvals only grow in number and moments of a log go forwards, so whoever knows the same two knows the same register.
    """
    ((number, last),) = _STATE(connection, {"tenant": tenant})
    return int(number), last or ""


def hash_of_entry(connection: Connection, tenant: str, record: str) -> str | None:
    """The hash of the version that an entry of the log let count, as it is kept now; None where nothing is kept."""
    found = _ENTERED(connection, {"tenant": tenant, "record": record}).first()
    if found is None:
        return None
    versions = _REGISTERS[found.kind]
    try:
        return versions.one(connection, tenant, found.id, found.version).hash(tenant, versions.name)
    except NotThere:
        return None
