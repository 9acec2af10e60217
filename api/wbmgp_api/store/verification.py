"""A whole log checked from the database: every leaf, subtree, head, record, rule book and commitment.

A log that was cut short together with its heads looks whole from the inside: only a head that was kept elsewhere tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, OperationalError

from wbmgp_api.store import rule_books, signing
from wbmgp_api.store.anchors import anchor_flaws
from wbmgp_api.store.erased import erased_in
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.named_logs import is_listed
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.version_rows import hash_of_entry
from wbmgp_engine.errors import BadInput, Finding, ProofError
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.categories import commitment
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import SigningKeys
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.tree import Edge, Node

_SHARD = text("SELECT tenant, year, state, size FROM log_shard WHERE origin = :origin")
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
_HEADS = text("SELECT size, tenant, root, note FROM log_checkpoint WHERE origin = :origin ORDER BY size")
_COLUMNS = {
    "id": "record_id", "case_id": "zaak_ref", "type": "type", "recorded_at": "recorded_at", "known_at": "recorded_at",
    "law_date": "peildatum", "rules_hash": "rules_hash", "engine_version": "engine_version", "outcome": "resultaatcode",
}  # fmt: skip


def origins(connection: Connection, tenant: str) -> list[str]:
    """The logs of a tenant, from old to new."""
    return list(connection.execute(_SHARDS, {"tenant": tenant}).scalars())


def flaws(
    connection: Connection, master: MasterKeys, key: LogKey, origin: str, *, outside: Sequence[Note] = (),
    signed: Checkpoint | None = None,
) -> Iterator[Finding]:  # fmt: skip
    """Everything that is wrong with a log, each with its place. `outside` are heads that were kept elsewhere.

    `signed` is the last head as it is kept beside the key, read before the transaction began: a later one could be of
    leaves that this transaction does not see.
    """
    try:
        yield from _flaws(connection, master, key, origin, outside, signed)
    except (OperationalError, DataError) as problem:
        # The message of a driver goes on with the value.
        yield Finding(origin, f"cannot be read further: {str(problem.orig).partition(' with text ')[0]}")


def _flaws(
    connection: Connection, master: MasterKeys, key: LogKey, origin: str, outside: Sequence[Note],
    signed: Checkpoint | None,
) -> Iterator[Finding]:  # fmt: skip
    if not is_listed(connection, origin):
        yield Finding(origin, "is not in the list of logs, and there are entries, heads or records of it")
        return
    shard = connection.execute(_SHARD, {"origin": origin}).one()
    if not origin.endswith(f"/{shard.tenant.lower()}/{shard.year}"):
        yield Finding(origin, f"stands under {shard.tenant} of {shard.year}")
    if shard.state == "stopped":
        yield Finding(origin, "is stopped: an earlier check failed")
    elif shard.state not in ("open", "closed"):
        yield Finding(origin, f"is in no state that a log has: {shard.state!r}")
    whole = _Whole(connection, master, origin, shard.tenant)
    keys, found = signing.flaws_of(connection, master, key, origin, shard.tenant)
    yield from found
    heads, found = _heads(connection, keys, origin, shard.tenant, outside)
    yield from found
    # At a change of key both keys signed the head of that moment.
    heads += [change.head for change in keys.changes]
    if signed is not None:
        heads.append(signed)
        if signed.size not in connection.execute(_HEADS, {"origin": origin}).scalars().all():
            yield Finding(f"head of {signed.size}", "was signed last, and is not in the database")
    yield from anchor_flaws(connection, origin, shard.tenant)
    yield from whole.leaves({head.size for head in heads})
    if whole.edge.size != shard.size:
        yield Finding(origin, f"counts {shard.size} leaves and holds {whole.edge.size}")
    for head in heads:
        if head.size > whole.edge.size:
            yield Finding(f"head of {head.size}", f"the log has {whole.edge.size} leaves: it was cut short or put back")
        elif whole.roots[head.size] != head.root:
            yield Finding(f"head of {head.size}", "the leaves before it are others than when it was signed")


class _Whole:
    """One pass over the leaves and the kept subtrees of a log."""

    def __init__(self, connection: Connection, master: MasterKeys, origin: str, tenant: str) -> None:
        self.connection, self.master, self.origin, self.tenant = connection, master, origin, tenant
        self.edge, self.roots = Edge(), dict[int, bytes]()
        self.books, self.erased = set[str](), erased_in(connection, tenant)

    def leaves(self, sizes: set[int]) -> Iterator[Finding]:
        """What is wrong with leaves, records, contents and subtrees; keeps the root at each of `sizes`."""
        kept = iter(self.connection.execute(_NODES, {"origin": self.origin}))
        self.roots[0] = self.edge.root
        for row in self.connection.execute(_LEAVES, {"origin": self.origin}):
            if row.seq != self.edge.size:
                yield Finding(f"leaf {self.edge.size}", "is not there")
                return
            yield from self._leaf(row)
            self.edge, nodes = self.edge.append(leaf_hash(bytes(row.leaf_bytes)))
            for node in nodes[1:]:
                yield from self._node(node, next(kept, None), row.seq)
            if self.edge.size in sizes:
                self.roots[self.edge.size] = self.edge.root
        for row in self.connection.execute(_LOOSE, {"origin": self.origin}):
            yield Finding(f"record {row.id}", "belongs to no leaf that is there")
        for row in kept:
            yield Finding(f"subtree {row.idx} of level {row.level}", "belongs to no leaf that is there")

    def _node(self, node: Node, row: Any, seq: int) -> Iterator[Finding]:
        level, index, hashed = node
        place = f"subtree {index} of level {level}, which ends in leaf {seq}"
        if row is None or (row.level, row.idx) != (level, index):
            yield Finding(place, "is not there, or not in its place")
        elif bytes(row.hash) != hashed:
            yield Finding(place, "has another hash than its leaves give")
        elif row.tenant != self.tenant:
            yield Finding(place, f"stands under {row.tenant}")

    def _leaf(self, row: Any) -> Iterator[Finding]:
        place, data = f"leaf {row.seq}", bytes(row.leaf_bytes)
        if leaf_hash(data) != bytes(row.leaf_hash):
            yield Finding(place, "has other bytes than were hashed")
        if row.tenant != self.tenant:
            yield Finding(place, f"stands under {row.tenant}")
        leaf = _receipt(data)
        if leaf is None:
            yield Finding(place, "is no receipt")
        elif (leaf["origin"], leaf["seq"]) != (self.origin, row.seq):
            yield Finding(place, f"was made for place {leaf['seq']} of {leaf['origin']}")
        else:
            yield from self._record(place, leaf, row)

    def _record(self, place: str, leaf: dict[str, Any], row: Any) -> Iterator[Finding]:
        if row.id is None:
            yield Finding(place, "has no record")
            return
        if row.owner != self.tenant:
            yield Finding(f"record {row.id}", f"stands under {row.owner}")
        for column, name in _COLUMNS.items():
            if getattr(row, column) != leaf.get(name):
                yield Finding(f"record {row.id}", f"says another {column} than leaf {row.seq}")
        yield from self._rules(place, leaf)
        if "inhoud" in leaf and hash_of_entry(self.connection, self.tenant, leaf["record_id"]) != leaf["inhoud"]:
            yield Finding(place, "lets a version count that is gone or says something else")
        yield from self._contents(place, leaf)

    def _rules(self, place: str, leaf: dict[str, Any]) -> Iterator[Finding]:
        rules = leaf.get("rules_hash")
        if leaf["type"] == "regelversie" and rules is not None:
            self.books.add(rules)
            try:
                rule_books.files_of(self.connection, rules)
            except (BadInput, NotThere) as problem:
                yield Finding(f"rule book {rules}", str(problem))
        elif rules is not None and rules not in self.books:
            yield Finding(place, "uses a rule book that no earlier leaf brought in")

    def _contents(self, place: str, leaf: dict[str, Any]) -> Iterator[Finding]:
        if not leaf["commitments"]:
            return
        try:
            said = opened(self.connection, self.master, self.tenant, leaf["record_id"])
        except (KeyMismatch, BadInput) as problem:
            yield Finding(f"contents of {place}", str(problem))
            return
        except ValueError:
            # A nonce or a key of another length: the library that opens it says no more than that.
            yield Finding(f"contents of {place}", "cannot be opened: what closes them was changed")
            return
        for category, stated in leaf["commitments"].items():
            if category not in said:
                if (leaf["record_id"], category) not in self.erased:
                    yield Finding(f"{category} of {place}", "is gone, and no leaf says that it was erased")
            elif commitment(category, said[category].salt, said[category].data) != unbase64(stated, category, 32):
                yield Finding(f"{category} of {place}", "is not what the leaf commits to")


def _receipt(data: bytes) -> dict[str, Any] | None:
    """The fields of a leaf as far as they are looked at here; that they are the recorded ones, the heads prove."""
    try:
        leaf = json.loads(data)
        known = leaf["origin"], leaf["seq"], leaf["type"], leaf["record_id"], leaf["commitments"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return leaf if [type(one) for one in known] == [str, int, str, str, dict] else None


def _heads(
    connection: Connection, keys: SigningKeys, origin: str, tenant: str, outside: Sequence[Note]
) -> tuple[list[Checkpoint], list[Finding]]:
    """The heads whose signature holds, and what is wrong with the others."""
    heads, found = list[Checkpoint](), list[Finding]()
    for row in connection.execute(_HEADS, {"origin": origin}):
        place = f"head of {row.size}"
        try:
            head = _head(keys, Note.parse(row.note.encode()))
        except (BadInput, ProofError) as problem:
            found.append(Finding(place, str(problem)))
            continue
        if (head.size, head.root, tenant) != (row.size, bytes(row.root), row.tenant):
            found.append(Finding(place, "says something else than its row"))
        heads.append(head)
    for note in outside:
        try:
            heads.append(_head(keys, note))
        except (BadInput, ProofError) as problem:
            found.append(Finding("head from elsewhere", str(problem)))
    return heads, found


def _head(keys: SigningKeys, note: Note) -> Checkpoint:
    """The head of a note that the key of its size signed. Raises BadInput or ProofError."""
    return Policy((keys.of_head(Checkpoint.parse(note.text).size),)).check(note)[0]
