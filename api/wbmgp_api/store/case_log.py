"""The log of one case, as it goes out with the case: its entries, what was erased, and what is gone without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import decode

_LEAVES: Final = sql(
    "SELECT l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.case_id = :case ORDER BY r.recorded_at"
)

_INDEXED: Final = sql("SELECT digest FROM case_index WHERE tenant = :tenant")


@dataclass(frozen=True, slots=True)
class Erasure:
    """What the log says was erased of a record: which entry says so, and when."""

    entry: str
    at: str
    record: str
    categories: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As a list of what is not there names it."""
        return {"wissing": self.entry, "op": self.at, "record": self.record, "categorieen": list(self.categories)}


def entries(connection: Connection, tenant: str, case: str) -> list[dict[str, Any]]:
    """Every entry about a case, from old to new: nothing in it is about a person."""
    return [decode(bytes(row.leaf_bytes)) for row in _LEAVES(connection, {"tenant": tenant, "case": case})]


def erasures(told: list[dict[str, Any]]) -> list[Erasure]:
    """What these entries say was erased."""
    return [
        Erasure(one["record_id"], one["recorded_at"], one["betreft"], tuple(one["categorieen"]))
        for one in told
        if one["type"] == "wissing"
    ]


def lost(
    connection: Connection, master: MasterKeys, tenant: str, told: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Record and category of what these entries commit to, that is gone, and that none of them says was erased."""
    erased = {(one.record, category) for one in erasures(told) for category in one.categories}
    for entry in told:
        stated: Mapping[str, str] = entry["commitments"]
        missing = stated.keys() - opened(connection, master, tenant, entry["record_id"], tuple(stated)).keys()
        yield from ((entry["record_id"], one) for one in sorted(missing) if (entry["record_id"], one) not in erased)


def indexed(connection: Connection, tenant: str) -> set[bytes]:
    """The keyed hashes by which the cases of a municipality are found: enough to know a value again, and to tell none."""
    return {bytes(row.digest) for row in _INDEXED(connection, {"tenant": tenant})}
