"""The log in the database: leaves and complete subtrees, appended in the transaction of the rows they tell about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import NoResultFound

from wbmgp_api.store.errors import ClockBehind, NotThere, StoreBroken
from wbmgp_api.store.remembered import remembered
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.merkle import leaf_hash, node_hash
from wbmgp_engine.trail.tree import Reader

_HEAD = "SELECT size, state, year FROM log_shard WHERE origin = :origin"
_LOCKED = {"sqlite": sql(_HEAD), "postgresql": sql(_HEAD + " FOR UPDATE")}
_SHARD = sql("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0) ON CONFLICT DO NOTHING")
_LEAF = sql("INSERT INTO log_leaf VALUES (:origin, :seq, :tenant, :leaf, :hash)")
_NODE = sql("INSERT INTO log_node VALUES (:origin, :level, :idx, :tenant, :hash)")
# On the condition of what is remembered: an entry goes to no other place, and to no log that was stopped meanwhile.
_GROWN = sql("UPDATE log_shard SET size = size + 1 WHERE origin = :origin AND size = :size AND state = 'open'")
_NEWEST = sql("SELECT origin, year FROM log_shard WHERE tenant = :tenant ORDER BY year DESC LIMIT 1")
_LAST = sql("SELECT recorded_at FROM record WHERE origin = :origin AND seq = :seq")
_LEAF_HASH = sql("SELECT leaf_hash FROM log_leaf WHERE origin = :origin AND seq = :idx")
_NODE_HASH = sql("SELECT hash FROM log_node WHERE origin = :origin AND level = :level AND idx = :idx")


MOST_BACK: Final = timedelta(seconds=2)
"""How far a clock may go back, as one that is being set right does; the moment then goes on from the last entry."""
_NEXT: Final = timedelta(microseconds=1)


@dataclass(slots=True)
class Held:
    """A log that nobody else adds to until this transaction ends: its year, how far it has grown, and what of it is known.

    `last` is the moment of the last entry once that was asked; `nodes` are the hashes of subtrees by level and index.
    """

    connection: Connection
    origin: str
    year: int
    size: int
    last: str | None = None
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)

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
        if self.last is None:
            where = {"origin": self.origin, "seq": self.size - 1}
            self.last = _LAST(self.connection, where).scalar_one_or_none()
        if self.last is None:
            return datetime(self.year, 1, 1, tzinfo=UTC) - _NEXT
        return datetime.fromisoformat(self.last)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree. Raises StoreBroken."""
        if (level, index) not in self.nodes:
            self.nodes[level, index] = node_of(self.connection, self.origin, level, index)
        return self.nodes[level, index]

    def grown(self, nodes: Mapping[tuple[int, int], bytes]) -> None:
        """It has one entry more, of which the moment is not told yet."""
        self.nodes |= nodes
        self.size, self.last = self.size + 1, None


def hold(connection: Connection, tenant: str, year: int, prefix: str) -> Held:
    """Hold the log of a tenant in a year, made when it is not there; a later one where there is one. Raises StoreBroken.

    A clock that was set back opens no log of an earlier year: entries go to the last log, or nowhere. A log that is there
    keeps the name it was given.
    """
    known, place = remembered(connection), ("newest log", tenant)
    newest = known.get(place) or _NEWEST(connection, {"tenant": tenant}).first()
    if newest is not None and newest.year >= year:
        known[place] = newest
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
    remembered(connection).pop(("newest log", tenant), None)
    return origin


def append(connection: Connection, tenant: str, origin: str, receipt: Callable[[int], bytes]) -> int:
    """Append the receipt made for the next place, with the hashes of the subtrees that it completes; its place.

    Raises StoreBroken when the log was stopped because it did not match what was published.
    """
    held = lock(connection, origin)
    seq = held.size
    leaf = receipt(seq)
    made = _completed(held, leaf_hash(leaf))
    _LEAF(connection, {"origin": origin, "seq": seq, "tenant": tenant, "leaf": leaf, "hash": made[0, seq]})
    rows = [
        {"origin": origin, "level": level, "idx": index, "tenant": tenant, "hash": node}
        for (level, index), node in made.items()
        if level
    ]
    if rows:
        _NODE(connection, rows)
    if _GROWN(connection, {"origin": origin, "size": seq}).rowcount != 1:
        raise StoreBroken(f"the log {origin} is not as this transaction held it: nothing is added to it")
    held.grown(made)
    return seq


def lock(connection: Connection, origin: str) -> Held:
    """A log, of which nobody else can take the next place until this transaction ends. Raises StoreBroken.

    SQLite has one writer; on PostgreSQL the row of the shard is the lock, so that places have no gaps.
    """
    known, place = remembered(connection), ("log", origin)
    if place not in known:
        known[place] = _locked(connection, origin)
    held: Held = known[place]
    return held


def _locked(connection: Connection, origin: str) -> Held:
    try:
        head = _LOCKED[connection.dialect.name](connection, {"origin": origin}).one()
    except NoResultFound:
        raise StoreBroken(f"there is no log {origin}") from None
    if head.state != "open":
        raise StoreBroken(f"the log {origin} is {head.state}: nothing is added to it")
    return Held(connection, origin, int(head.year), int(head.size))


def _completed(held: Held, hashed: bytes) -> dict[tuple[int, int], bytes]:
    """The next leaf, and the subtrees whose last leaf it is, from small to large."""
    level, index = 0, held.size
    found = {(level, index): hashed}
    while index % 2:
        hashed = node_hash(held.node(level, index - 1), hashed)
        level, index = level + 1, index // 2
        found[level, index] = hashed
    return found


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
