"""Databases whose log was changed in its structure by their owner, raw or with every hash made again.

He may leave the heads, take them away, or sign them anew with the log's key or another. One head that somebody else kept
finds all of it. Without one, a log that was made again as a whole, with its heads gone or signed by its own key, looks
whole from the inside: docs/trail.md says so, and every such case is counted here as outside the guarantee.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from tests.api.store.samples import START
from tests.api.store.test_checkpoints import KEY, OTHER
from tests.torture.harness import Part, Tally
from tests.torture.insider import TOWNS, Insider, Town, origin_of
from wbmgp_api.store.key_files import LogKey
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.receipt import utc_text
from wbmgp_engine.trail.tree import Edge

_RECORD = "tenant, id, case_id, type, origin, seq, recorded_at, law_date, known_at, rules_hash, engine_version, outcome"


@dataclass(frozen=True)
class Line:
    """One entry as the tables have it: the leaf, and the record beside it."""

    leaf: bytes
    record: dict[str, Any]

    def saying(self, **changes: Any) -> Line:
        """The same entry, saying something else in leaf and record alike."""
        leaf = encode({**json.loads(self.leaf), **changes})
        columns = {"record_id": "id", "zaak_ref": "case_id", "resultaatcode": "outcome", "recorded_at": "recorded_at",
                   "seq": "seq", "origin": "origin"}  # fmt: skip
        record = self.record | {columns[name]: value for name, value in changes.items() if name in columns}
        return Line(leaf, record | {"known_at": record["recorded_at"]})


Lines = list[Line]
Edit = Callable[[Lines, int, Random, Lines], None]
"""Changes the lines of a log at a place before its last head; given the lines of the other tenant as well."""


def delete(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    del lines[at]


def insert(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    lines.insert(at, _forged(lines[at], chance))


def reorder(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    other = (at + chance.randrange(1, len(lines))) % len(lines)
    lines[at], lines[other] = lines[other], lines[at]


def duplicate(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    lines.insert(chance.randrange(at + 1), lines[at].saying(record_id=chance.randbytes(16).hex()))


def renumber(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    line = lines.pop(at)
    lines.insert((at + chance.randrange(1, len(lines))) % len(lines), line)


def change(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    lines[at] = lines[at].saying(resultaatcode="weigeren")


def swap_tenant(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    line = chance.choice(others).saying(origin=json.loads(lines[at].leaf)["origin"])
    lines[at] = replace(line, record=line.record | {"tenant": lines[at].record["tenant"]})


def shift_time(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    lines[at] = lines[at].saying(recorded_at=f"2026-11-20T{chance.randrange(10, 24)}:00:00.000000Z")


def truncate(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    del lines[at:]


def fork(lines: Lines, at: int, chance: Random, others: Lines) -> None:
    """Another history from here on, of the same length or longer."""
    lines[at:] = [_forged(line, chance) for line in [*lines[at:], lines[-1]]]


def _forged(line: Line, chance: Random) -> Line:
    return line.saying(record_id=chance.randbytes(16).hex(), commitments={})


EDITS: tuple[Edit, ...] = (
    delete, insert, reorder, duplicate, renumber, change, swap_tenant, shift_time, truncate, fork,
)  # fmt: skip
HEADS = ("left", "an old one", "removed", "another key", "own key")


class Rewriter:
    """What the owner of a database does to the log of one tenant."""

    def __init__(self, insider: Insider, tenant: str) -> None:
        self.insider, self.tenant, self.origin = insider, tenant, origin_of(tenant)

    def lines(self) -> Lines:
        """The log as it is."""
        rows = self.insider.rows(
            f"SELECT l.leaf_bytes AS leaf, {', '.join('r.' + name.strip() for name in _RECORD.split(','))}"
            " FROM log_leaf l JOIN record r ON r.origin = l.origin AND r.seq = l.seq WHERE l.origin = ? ORDER BY l.seq",
            self.origin,
        )
        return [Line(row.leaf, {name: value for name, value in row._mapping.items() if name != "leaf"}) for row in rows]

    def put(self, lines: Lines, *, careful: bool) -> Edge:
        """Write these lines in place of the log; the careful one makes every number, hash and subtree again."""
        edge, run = Edge(), self.insider.run
        for table in ("log_leaf", "record", *["log_node"] * careful):
            run(f"DELETE FROM {table} WHERE origin = ?", self.origin)
        for seq, line in enumerate(lines):
            line = line.saying(seq=seq) if careful else Line(line.leaf, line.record | {"seq": seq})
            hashed = leaf_hash(line.leaf)
            run("INSERT INTO log_leaf VALUES (?, ?, ?, ?, ?)", self.origin, seq, self.tenant, line.leaf, hashed)
            run(f"INSERT INTO record ({_RECORD}) VALUES ({','.join('?' * 12)})", *line.record.values())
            edge, nodes = edge.append(hashed)
            for level, index, node in nodes[1:] if careful else ():
                run("INSERT INTO log_node VALUES (?, ?, ?, ?, ?)", self.origin, level, index, self.tenant, node)
        run("UPDATE log_shard SET size = ? WHERE origin = ?", len(lines), self.origin)
        return edge

    def heads(self, what: str, edge: Edge) -> None:
        """Deal with the heads: HEADS says how."""
        if what == "left":
            return
        for table in ("log_cosignature", "log_timestamp", "log_checkpoint"):
            older = " AND size > (SELECT min(size) FROM log_checkpoint)" if what == "an old one" else ""
            self.insider.run(f"DELETE FROM {table} WHERE origin = ?{older}", self.origin)
        if what in ("another key", "own key"):
            self._sign(OTHER if what == "another key" else KEY, edge)

    def _sign(self, key: LogKey, edge: Edge) -> None:
        head = Checkpoint(self.origin, edge.size, edge.root)
        note = bytes(head.signed(key.named(self.origin), key.sign)).decode()
        row = (self.origin, edge.size, self.tenant, edge.root, note, utc_text(START))
        self.insider.run("INSERT INTO log_checkpoint VALUES (?, ?, ?, ?, ?, ?)", *row)


def attacks(seed: int, count: int, folder: Path) -> Tally:
    """Every edit in turn, raw and careful, with every way to deal with heads; verified with an outside head and without."""
    chance, faults, seen = Random(seed), list[str](), Counter[str]()
    town = Town(folder, chance)
    insider = Insider(town)
    if insider.findings(town.outside):
        faults.append("the database is refused as it is")
    for number in range(count):
        edit, tenant = EDITS[number % len(EDITS)], chance.choice(TOWNS)
        careful, heads = chance.random() < 0.7, chance.choice(HEADS)
        with insider.attempt():
            place = _attack(insider, town, tenant, edit, chance, careful=careful, heads=heads)
            alone, held = insider.findings([], tenant), insider.findings(town.outside, tenant)
        said = f"{edit.__name__} at {place} of {tenant}, {'careful' if careful else 'raw'}, heads {heads}"
        if not held:
            faults.append(f"{said}: was not found by a head from elsewhere")
        if not alone and not (careful and heads in ("an old one", "removed", "own key")):
            faults.append(f"{said}: was not found from the inside")
        seen[edit.__name__] += 1
        seen["found from the inside too" if alone else "found by a head from elsewhere only"] += 1
    insider.close()
    return Tally(count, faults, {name.replace("_", " "): str(number) for name, number in seen.items()})


def _attack(insider: Insider, town: Town, tenant: str, edit: Edit, chance: Random, *, careful: bool, heads: str) -> int:
    rewriter = Rewriter(insider, tenant)
    lines, (other,) = rewriter.lines(), [one for one in TOWNS if one != tenant]
    at = chance.randrange(1, Checkpoint.parse(town.heads[tenant][-1].text).size)
    edit(lines, at, chance, Rewriter(insider, other).lines())
    rewriter.heads(heads, rewriter.put(lines, careful=careful))
    return at


PARTS = (
    Part(
        "forged databases",
        "every structural attack on a database is found (T2)",
        200 * len(EDITS),
        20_000 * len(EDITS),
        attacks,
    ),
)
