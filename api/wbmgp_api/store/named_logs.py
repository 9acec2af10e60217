"""The logs that anything in a database speaks of: the list of logs alone can be made to hide one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from wbmgp_api.store.flaws import Flaw, flaw

_TABLES: Final = (
    "log_shard", "log_leaf", "log_node", "log_checkpoint", "log_key_change", "log_cosignature", "log_timestamp", "record",
)  # fmt: skip
_CASES: Final = ("case_file", "fact", "payload", "data_key")
_LISTED = text("SELECT 1 FROM log_shard WHERE origin = :origin")
_OF_TENANT = text("SELECT 1 FROM log_shard WHERE tenant = :tenant")


def named_logs(connection: Connection, tenant: str | None) -> tuple[dict[str, str], list[Flaw]]:
    """The tenant of every log by its name, as the list of logs has it before all others; and rows that name none."""
    found, flaws = dict[str, str](), list[Flaw]()
    for table in _TABLES:
        for row in _asked(connection, f"SELECT DISTINCT origin, tenant FROM {table}", tenant):  # noqa: S608 -- our own name
            wrong = _no_text({"origin": row.origin, "tenant": row.tenant})
            flaws += [flaw("table", "no_text", table=table, column=column) for column in wrong]
            if not wrong:
                found.setdefault(row.origin, row.tenant)
    return dict(sorted(found.items())), flaws


def named_tenants(connection: Connection, tenant: str | None) -> tuple[list[str], list[Flaw]]:
    """Every tenant of whom there are logs, cases or facts; and rows that name none."""
    found, flaws = set[str](), list[Flaw]()
    for table in (*_TABLES, *_CASES):
        for row in _asked(connection, f"SELECT DISTINCT tenant FROM {table}", tenant):  # noqa: S608 -- our own name
            if isinstance(row.tenant, str):
                found.add(row.tenant)
            elif table in _CASES:
                flaws.append(flaw("table", "no_text", table=table, column="tenant"))
    return sorted(found), flaws


def is_listed(connection: Connection, origin: str) -> bool:
    """Whether a log is in the list of logs."""
    return connection.execute(_LISTED, {"origin": origin}).first() is not None


def has_log(connection: Connection, tenant: str) -> bool:
    """Whether a tenant has any log in the list of logs."""
    return connection.execute(_OF_TENANT, {"tenant": tenant}).first() is not None


def _asked(connection: Connection, words: str, tenant: str | None) -> Sequence[Any]:
    if tenant is None:
        return connection.execute(text(words)).all()
    return connection.execute(text(f"{words} WHERE tenant = :tenant"), {"tenant": tenant}).all()


def _no_text(values: dict[str, object]) -> list[str]:
    return [name for name, value in values.items() if not isinstance(value, str)]
