"""What a log says was erased. Without such an entry, what is gone was destroyed, and that is an incident."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

_ERASURES = text(
    "SELECT l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.type = 'wissing'"
)


def erased_in(connection: Connection, tenant: str) -> set[tuple[str, str]]:
    """Record and category of everything that a leaf says was erased, in any year. A leaf that says no such thing is passed over."""
    leaves = (_erasure(bytes(data)) for data in connection.execute(_ERASURES, {"tenant": tenant}).scalars())
    return {(record, category) for record, categories in leaves for category in categories}


def destroyed(connection: Connection, tenant: str, record: str, missing: Iterable[str]) -> list[str]:
    """Of the categories of a record that are not there: those that no leaf says were erased."""
    gone = sorted(missing)
    told = erased_in(connection, tenant) if gone else set()
    return [category for category in gone if (record, category) not in told]


def _erasure(data: bytes) -> tuple[str, list[str]]:
    try:
        leaf: dict[str, Any] = json.loads(data)
        record, categories = leaf["betreft"], leaf["categorieen"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", []
    known = leaf.get("type") == "wissing" and isinstance(record, str) and isinstance(categories, list)
    return (record, [one for one in categories if isinstance(one, str)]) if known else ("", [])
