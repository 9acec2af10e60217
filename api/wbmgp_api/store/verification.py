"""A whole log checked from the database: every leaf, subtree, head, record, rule book and commitment.

A log that was cut short together with its heads looks whole from the inside: only a head that was kept elsewhere tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from wbmgp_api.store import rule_books, simulation_rows, stops, version_rows
from wbmgp_api.store.erased import erased_in
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.named_logs import is_listed
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.unreadable import Reading
from wbmgp_api.store.verified_heads import Heads, Keys, heads_of
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.categories import commitment
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.tree import Edge, Node
from wbmgp_engine.trail.verification import compare_outcome

_SHARD = text("SELECT tenant, year, state, size FROM log_shard WHERE origin = :origin")
_NEWEST = text("SELECT max(year) FROM log_shard WHERE tenant = :tenant")
_SHARDS = text("SELECT origin FROM log_shard WHERE tenant = :tenant ORDER BY year")
_LEAVES = text(
    "SELECT l.seq, l.tenant, l.leaf_bytes, l.leaf_hash, r.tenant AS owner, r.id, r.case_id, r.type, r.recorded_at,"
    " r.law_date, r.known_at, r.rules_hash, r.engine_version, r.outcome FROM log_leaf l"
    " LEFT JOIN record r ON r.origin = l.origin AND r.seq = l.seq WHERE l.origin = :origin ORDER BY l.seq"
)
# In the order in which a growing tree completes them.
_NODES = text(
    "SELECT level, idx, tenant, hash FROM log_node WHERE origin = :origin"
    " ORDER BY (idx + 1) * (1 << CAST(level AS INTEGER)), level"
)
_LOOSE = text(
    "SELECT r.id FROM record r LEFT JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.origin = :origin AND l.seq IS NULL ORDER BY r.seq"
)
_COLUMNS = {
    "id": "record_id", "case_id": "zaak_ref", "type": "type", "recorded_at": "recorded_at", "known_at": "recorded_at",
    "law_date": "peildatum", "rules_hash": "rules_hash", "engine_version": "engine_version", "outcome": "resultaatcode",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """A log as it was found: how many leaves, when the last was made, its heads, and everything that is wrong."""

    origin: str
    size: int
    last_entry: str | None
    heads: Heads
    flaws: tuple[Flaw, ...]


def origins(connection: Connection, tenant: str) -> list[str]:
    """The logs of a tenant, from old to new."""
    return list(connection.execute(_SHARDS, {"tenant": tenant}).scalars())


def flaws(
    connection: Connection, master: MasterKeys | None, key: Keys, origin: str, *, outside: Sequence[Note] = (),
    signed: Checkpoint | None = None,
) -> Iterator[Flaw]:  # fmt: skip
    """Everything that is wrong with a log, each with its place: what `examine` finds."""
    yield from examine(connection, master, key, origin, outside=outside, signed=signed).flaws


def examine(
    connection: Connection, master: MasterKeys | None, key: Keys, origin: str, *, outside: Sequence[Note] = (),
    signed: Checkpoint | None = None,
) -> Examined:  # fmt: skip
    """Check a log. `outside` are heads that were kept elsewhere; without `master` the contents are not opened.

    `signed` is the last head as it is kept beside the key, read before the transaction began: a later one could be of
    leaves that this transaction does not see.
    """
    found, heads = list[Flaw](), Heads()
    whole = _Whole(connection, master, origin, found)
    with Reading(found, "log", "detail", origin=origin):
        if not is_listed(connection, origin):
            found.append(flaw("log", "unlisted", origin=origin))
        else:
            shard = connection.execute(_SHARD, {"origin": origin}).one()
            whole.tenant = shard.tenant
            _shard(connection, origin, shard, found)
            with Reading(found, "log", "detail", origin=origin):
                heads = heads_of(connection, master, key, origin, shard.tenant, outside)
            found += heads.flaws
            if signed is not None:
                if signed.size not in heads.kept:
                    found.append(flaw("head", "not_signed_for", size=signed.size))
                heads.believed.append(signed)
            whole.leaves({head.size for head in heads.believed})
            if whole.edge.size != shard.size:
                found.append(flaw("log", "counts", origin=origin, counted=shard.size, held=whole.edge.size))
            found += _against(heads.believed, whole)
    return Examined(origin, whole.edge.size, whole.last_entry, heads, tuple(found))


def _shard(connection: Connection, origin: str, shard: Any, found: list[Flaw]) -> None:
    with Reading(found, "log", "detail", origin=origin):
        if not origin.endswith(f"/{shard.tenant.lower()}/{shard.year}"):
            found.append(flaw("log", "under_year", origin=origin, tenant=shard.tenant, year=shard.year))
    if shard.state == "stopped":
        found.append(stops.told(connection, origin))
    elif shard.state not in ("open", "closed"):
        found.append(flaw("log", "state", origin=origin, state=shard.state))
    else:
        with Reading(found, "log", "detail", origin=origin):
            found += stops.undone(connection, origin, shard.state)
            newest = connection.execute(_NEWEST, {"tenant": shard.tenant}).scalar_one()
            if shard.state == "closed" and shard.year == newest:
                found.append(flaw("log", "closed_last", origin=origin))


def _against(heads: Sequence[Checkpoint], whole: _Whole) -> Iterator[Flaw]:
    for head in heads:
        if head.size > whole.edge.size:
            yield flaw("head", "shorter", size=head.size, held=whole.edge.size)
        elif whole.roots[head.size] != head.root:
            yield flaw("head", "other_leaves", size=head.size)


class _Whole:
    """One pass over the leaves and the kept subtrees of a log."""

    def __init__(self, connection: Connection, master: MasterKeys | None, origin: str, found: list[Flaw]) -> None:
        self.connection, self.master, self.origin, self.found = connection, master, origin, found
        self.tenant = ""
        self.last_entry: str | None = None
        self.edge, self.roots = Edge(), dict[int, bytes]()
        self.books, self.erased = set[str](), set[tuple[str, str]]()

    def leaves(self, sizes: set[int]) -> None:
        """Find what is wrong with leaves, records, contents and subtrees; keep the root at each of `sizes`."""
        self.erased = erased_in(self.connection, self.tenant)
        kept = iter(self.connection.execute(_NODES, {"origin": self.origin}))
        self.roots[0] = self.edge.root
        for row in self.connection.execute(_LEAVES, {"origin": self.origin}):
            if row.seq != self.edge.size:
                self._tell("leaf", "gone", seq=self.edge.size)
                return
            with Reading(self.found, "leaf", "detail", seq=row.seq):
                self._leaf(row)
            self.edge, nodes = self.edge.append(leaf_hash(bytes(row.leaf_bytes)))
            for node in nodes[1:]:
                self._node(node, next(kept, None), row.seq)
            if self.edge.size in sizes:
                self.roots[self.edge.size] = self.edge.root
        for row in self.connection.execute(_LOOSE, {"origin": self.origin}):
            self._tell("record", "no_leaf", record=row.id)
        for row in kept:
            self._tell("loose_node", "no_leaf", index=row.idx, level=row.level)

    def _tell(self, place: str, problem: str, /, **values: Any) -> None:
        self.found.append(flaw(place, problem, **values))

    def _node(self, node: Node, row: Any, seq: int) -> None:
        level, index, hashed = node
        place = {"level": level, "index": index, "seq": seq}
        if row is None or (row.level, row.idx) != (level, index):
            self._tell("node", "misplaced", **place)
        elif row.hash is None or bytes(row.hash) != hashed:
            self._tell("node", "other_hash", **place)
        elif row.tenant != self.tenant:
            self._tell("node", "under", tenant=row.tenant, **place)

    def _leaf(self, row: Any) -> None:
        data = bytes(row.leaf_bytes)
        if leaf_hash(data) != bytes(row.leaf_hash):
            self._tell("leaf", "other_bytes", seq=row.seq)
        if row.tenant != self.tenant:
            self._tell("leaf", "under", seq=row.seq, tenant=row.tenant)
        leaf = _receipt(data)
        if leaf is None:
            self._tell("leaf", "no_receipt", seq=row.seq)
        elif (leaf["origin"], leaf["seq"]) != (self.origin, row.seq):
            self._tell("leaf", "for_place", seq=row.seq, at=leaf["seq"], of=leaf["origin"])
        else:
            self._time(leaf, row.seq)
            self._record(leaf, row)

    def _time(self, leaf: dict[str, Any], seq: int) -> None:
        moment = leaf.get("recorded_at")
        if not isinstance(moment, str) or moment < (self.last_entry or ""):
            self._tell("leaf", "earlier", seq=seq)
        else:
            self.last_entry = moment

    def _record(self, leaf: dict[str, Any], row: Any) -> None:
        if row.id is None:
            self._tell("leaf", "no_record", seq=row.seq)
            return
        if row.owner != self.tenant:
            self._tell("record", "under", record=row.id, tenant=row.owner)
        for column, name in _COLUMNS.items():
            if getattr(row, column) != leaf.get(name):
                self._tell("record", "other_column", record=row.id, column=column, seq=row.seq)
        self._rules(leaf, row.seq)
        kept = simulation_rows if leaf["type"] == "simulatie" else version_rows
        if "inhoud" in leaf and kept.hash_of_entry(self.connection, self.tenant, leaf["record_id"]) != leaf["inhoud"]:
            self._tell("leaf", "version_gone", seq=row.seq)
        if leaf["commitments"] and self.master is not None:
            with Reading(self.found, "contents", "detail", seq=row.seq):
                self._contents(leaf, row.seq, self.master)

    def _rules(self, leaf: dict[str, Any], seq: int) -> None:
        rules = leaf.get("rules_hash")
        if leaf["type"] == "regelversie" and rules is not None:
            self.books.add(rules)
            with Reading(self.found, "book", "detail", hash=rules):
                rule_books.files_of(self.connection, rules)
        elif rules is not None and rules not in self.books:
            self._tell("leaf", "no_book", seq=seq)

    def _contents(self, leaf: dict[str, Any], seq: int, master: MasterKeys) -> None:
        said = opened(self.connection, master, self.tenant, leaf["record_id"])
        for category, stated in leaf["commitments"].items():
            if category not in said:
                if (leaf["record_id"], category) not in self.erased:
                    self._tell("category", "destroyed", category=category, seq=seq)
            elif commitment(category, said[category].salt, said[category].data) != unbase64(stated, category, 32):
                self._tell("category", "not_committed", category=category, seq=seq)
        if "beoordeling" in said:
            try:
                compare_outcome(leaf, said["beoordeling"].part)
            except ProofError as problem:
                self._tell("leaf", "other_outcome", seq=seq, detail=str(problem))


def _receipt(data: bytes) -> dict[str, Any] | None:
    """The fields of a leaf as far as they are looked at here; that they are the recorded ones, the heads prove."""
    try:
        leaf = json.loads(data)
        known = leaf["origin"], leaf["seq"], leaf["type"], leaf["record_id"], leaf["commitments"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return leaf if [type(one) for one in known] == [str, int, str, str, dict] else None
