"""The logs that anything in a database speaks of: the list of logs alone can be made to hide one."""

from __future__ import annotations

from sqlalchemy import Connection, text

_ORIGINS = text(
    "SELECT origin FROM log_shard WHERE tenant = :tenant UNION SELECT origin FROM log_leaf WHERE tenant = :tenant"
    " UNION SELECT origin FROM log_checkpoint WHERE tenant = :tenant"
    " UNION SELECT origin FROM record WHERE tenant = :tenant"
)
_TENANTS = text(
    "SELECT tenant FROM log_shard UNION SELECT tenant FROM log_leaf UNION SELECT tenant FROM log_checkpoint"
    " UNION SELECT tenant FROM record"
)
_LISTED = text("SELECT 1 FROM log_shard WHERE origin = :origin")
_ENTRIES = text("SELECT count(*) FROM log_leaf WHERE origin = :origin")


def named_tenants(connection: Connection) -> list[str]:
    """Every tenant that a list, a leaf, a head or a record names, as far as this connection sees them."""
    return sorted(connection.execute(_TENANTS).scalars())


def named_origins(connection: Connection, tenant: str) -> list[str]:
    """Every log of which a tenant has a listing, a leaf, a head or a record."""
    return sorted(connection.execute(_ORIGINS, {"tenant": tenant}).scalars())


def is_listed(connection: Connection, origin: str) -> bool:
    """Whether a log is in the list of logs."""
    return connection.execute(_LISTED, {"origin": origin}).first() is not None


def entries(connection: Connection, origin: str) -> int:
    """How many leaves of a log there are."""
    return int(connection.execute(_ENTRIES, {"origin": origin}).scalar_one())
