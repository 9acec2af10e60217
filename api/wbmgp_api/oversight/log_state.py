"""Where the logs of a municipality stand: how long they are, which head was signed last, and who outside has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.sql import sql

_LOGS: Final = sql("SELECT origin, year, state, size FROM log_shard WHERE tenant = :tenant ORDER BY year DESC")
_HEAD: Final = sql(
    "SELECT size, root, made_at FROM log_checkpoint WHERE tenant = :tenant AND origin = :origin ORDER BY size DESC LIMIT 1"
)
_SEEN: Final = sql(
    "SELECT witness, max(size) AS size, max(kept_at) AS kept_at FROM log_cosignature"
    " WHERE tenant = :tenant AND origin = :origin GROUP BY witness ORDER BY witness"
)
_STAMPED: Final = sql(
    "SELECT size, stated_at FROM log_timestamp WHERE tenant = :tenant AND origin = :origin ORDER BY size DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A head that left the house: by whom, of how many entries, and when."""

    name: str
    size: int
    at: str


@dataclass(frozen=True, slots=True)
class LogState:
    """One log: a municipality in a year. `signed`: how many entries the last signed head holds; None where there is none."""

    origin: str
    year: int
    state: str
    size: int
    signed: int | None
    root: str
    signed_at: str
    witnesses: tuple[Seen, ...]
    stamp: Seen | None

    @property
    def loose(self) -> int:
        """How many entries are under no signed head yet."""
        return self.size - (self.signed or 0)

    @property
    def witnessed(self) -> int:
        """How many entries somebody outside has seen."""
        seen = [one.size for one in (*self.witnesses, *([self.stamp] if self.stamp else []))]
        return max(seen, default=0)


def logs(office: Office, who: Principal) -> list[LogState]:
    """The logs of a municipality, this year's first."""
    return office.store.read(who.tenant, partial(logs_of, tenant=who.tenant))


def logs_of(connection: Connection, tenant: str) -> list[LogState]:
    """The same, by whoever has a connection."""
    return [_log(connection, tenant, row) for row in _LOGS(connection, {"tenant": tenant})]


def _log(connection: Connection, tenant: str, row: Any) -> LogState:
    where = {"tenant": tenant, "origin": row.origin}
    head, stamp = _HEAD(connection, where).first(), _STAMPED(connection, where).first()
    seen = tuple(Seen(one.witness.partition("+")[0], int(one.size), one.kept_at) for one in _SEEN(connection, where))
    return LogState(
        row.origin, int(row.year), row.state, int(row.size), None if head is None else int(head.size),
        "" if head is None else bytes(head.root).hex(), "" if head is None else head.made_at, seen,
        None if stamp is None else Seen("", int(stamp.size), stamp.stated_at),
    )  # fmt: skip
