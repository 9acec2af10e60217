"""The log in the database: leaves and complete subtrees, appended in the transaction of the rows they tell about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import NoResultFound

from wbmgp_api.store.errors import ClockBehind, NotThere, StoreBroken
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.merkle import leaf_hash, node_hash
from wbmgp_engine.trail.tree import Reader

_HEAD = "SELECT size, state, year FROM log_shard WHERE origin = :origin"
_LOCKED = {"sqlite": sql(_HEAD), "postgresql": sql(_HEAD + " FOR UPDATE")}
_SHARD = sql("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0) ON CONFLICT DO NOTHING")
_LEAF = sql("INSERT INTO log_leaf VALUES (:origin, :seq, :tenant, :leaf, :hash)")
_NODE = sql("INSERT INTO log_node VALUES (:origin, :level, :idx, :tenant, :hash)")
_SIZE = sql("UPDATE log_shard SET size = :size WHERE origin = :origin")
_NEWEST = sql("SELECT origin, year FROM log_shard WHERE tenant = :tenant ORDER BY year DESC LIMIT 1")
_LAST = sql("SELECT recorded_at FROM record WHERE origin = :origin AND seq = :seq")
_LEAF_HASH = sql("SELECT leaf_hash FROM log_leaf WHERE origin = :origin AND seq = :idx")
_NODE_HASH = sql("SELECT hash FROM log_node WHERE origin = :origin AND level = :level AND idx = :idx")


MOST_BACK: Final = timedelta(seconds=2)
"""How far a clock may go back, as one that is being set right does; the moment then goes on from the last entry."""
_NEXT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A log that nobody else adds to until this transaction ends, and the year and size it has."""

    connection: Connection
    origin: str
    year: int
    size: int

    def moment(self, clock: datetime) -> datetime:
        """The moment of what is entered now, later than that of the last entry. Raises ClockBehind."""
        last = self._last()
        if clock > last:
            return clock
        if last - clock > MOST_BACK:
            raise ClockBehind(
                f"{self.origin} holds an entry of {last:%Y-%m-%dT%H:%M:%SZ}, and this clock says {clock:%Y-%m-%dT%H:%M:%SZ}"
            )
        return last + _NEXT

    def _last(self) -> datetime:
        # Asked after the lock: in the statement that waits for it PostgreSQL would see the entries of before.
        found = _LAST(self.connection, {"origin": self.origin, "seq": self.size - 1}).scalar_one_or_none()
        return datetime(self.year, 1, 1, tzinfo=UTC) - _NEXT if found is None else datetime.fromisoformat(found)


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a leaf stands."""

    origin: str
    seq: int
    leaf_hash: bytes


def hold(connection: Connection, tenant: str, year: int, prefix: str) -> Held:
    """Hold the log of a tenant in a year, made when it is not there; a later one where there is one. Raises StoreBroken.

    A clock that was set back opens no log of an earlier year: entries go to the last log, or nowhere. A log that is there
    keeps the name it was given.
    """
    newest = _NEWEST(connection, {"tenant": tenant}).first()
    if newest is not None and newest.year >= year:
        return lock(connection, newest.origin)
    return lock(connection, open_shard(connection, tenant, year, prefix))


def newest(connection: Connection, tenant: str) -> str:
    """The origin of the last log of a tenant. Raises StoreBroken where there is none."""
    found = _NEWEST(connection, {"tenant": tenant}).first()
    if found is None:
        raise StoreBroken(f"{tenant} has no log")
    return str(found.origin)


def open_shard(connection: Connection, tenant: str, year: int, prefix: str) -> str:
    """The origin of the log of a tenant in a year, made when it is not there: `prefix/gm0599/2026`."""
    origin = f"{prefix}/{tenant.lower()}/{year}"
    _SHARD(connection, {"origin": origin, "tenant": tenant, "year": year})
    return origin


def append(connection: Connection, tenant: str, origin: str, receipt: Callable[[int], bytes]) -> Appended:
    """Append the receipt made for the next place, with the hashes of the subtrees that it completes.

    Raises StoreBroken when the log was stopped because it did not match what was published.
    """
    seq = lock(connection, origin).size
    leaf = receipt(seq)
    hashed = leaf_hash(leaf)
    _LEAF(connection, {"origin": origin, "seq": seq, "tenant": tenant, "leaf": leaf, "hash": hashed})
    for level, index, node in _completed(connection, origin, seq, hashed):
        _NODE(connection, {"origin": origin, "level": level, "idx": index, "tenant": tenant, "hash": node})
    _SIZE(connection, {"origin": origin, "size": seq + 1})
    return Appended(origin, seq, hashed)


def lock(connection: Connection, origin: str) -> Held:
    """A log, of which nobody else can take the next place until this transaction ends. Raises StoreBroken.

    SQLite has one writer; on PostgreSQL the row of the shard is the lock, so that places have no gaps.
    """
    try:
        head = _LOCKED[connection.dialect.name](connection, {"origin": origin}).one()
    except NoResultFound:
        raise StoreBroken(f"there is no log {origin}") from None
    if head.state != "open":
        raise StoreBroken(f"the log {origin} is {head.state}: nothing is added to it")
    return Held(connection, origin, int(head.year), int(head.size))


def _completed(connection: Connection, origin: str, seq: int, hashed: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The subtrees whose last leaf is this one, from small to large."""
    level, index, node = 0, seq, hashed
    while index % 2:
        node = node_hash(node_of(connection, origin, level, index - 1), node)
        level, index = level + 1, index // 2
        yield level, index, node


def node_of(connection: Connection, origin: str, level: int, index: int) -> bytes:
    """The hash of a complete subtree; level 0 is a leaf. Raises StoreBroken when it is not there."""
    if level:
        rows = _NODE_HASH(connection, {"origin": origin, "level": level, "idx": index})
    else:
        rows = _LEAF_HASH(connection, {"origin": origin, "idx": index})
    found = rows.scalar_one_or_none()
    if found is None:
        raise StoreBroken(f"the log {origin} misses subtree {index} of level {level}")
    return bytes(found)


def reader_of(connection: Connection, origin: str) -> Reader:
    """The kept hashes of a log, for proofs."""
    return lambda level, index: node_of(connection, origin, level, index)


def size_of(connection: Connection, origin: str) -> int:
    """The number of leaves. Raises NotThere."""
    row = connection.execute(text("SELECT size FROM log_shard WHERE origin = :origin"), {"origin": origin}).first()
    if row is None:
        raise NotThere(f"there is no log {origin}")
    return int(row.size)


def leaves(connection: Connection, origin: str, start: int, end: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Place, bytes and kept hash of the leaves `[start, end)`, in order."""
    rows = connection.execute(
        text(
            "SELECT seq, leaf_bytes, leaf_hash FROM log_leaf"
            " WHERE origin = :origin AND seq >= :start AND seq < :end ORDER BY seq"
        ),
        {"origin": origin, "start": start, "end": end},
    )
    return ((int(row.seq), bytes(row.leaf_bytes), bytes(row.leaf_hash)) for row in rows)
