"""`python -m bench.store`: what the store keeps each second, and a log of a million leaves; written into `bench/results.json`.

The writer is measured with assessed applications, as a service hands them over: recording alone, each with its receipt,
leaf, closed contents, facts and fsync. The million leaves are decisions with their records and no contents of their own.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.rows import keep
from tests.api.store.samples import ACTOR, MASTER, ORIGIN, START, TENANT, record, recorder
from tests.torture.databases import KEY, applications, chance
from tests.trail.samples import RULES
from wbmgp_api.store import checkpoints, log, sqlite
from wbmgp_api.store.opened import SqliteStore, open_store
from wbmgp_api.store.recording import Recorded
from wbmgp_api.store.verification import flaws
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.receipt import leaf_bytes
from wbmgp_engine.trail.tree import Edge, inclusion_proof

SECONDS, RATES, MILLION = 10, (300, 1000), 1_000_000


def row(
    case: str, value: float, unit: str, size: int, runs: int, spread: tuple[float, float], agrees: bool
) -> dict[str, Any]:
    """One line of the results."""
    return {"bench": "store", "system": "SQLite", "case": case, "size": size, "value": round(value, 2), "unit": unit,
            "runs": runs, "spread": [round(one, 2) for one in spread], "agrees": agrees}  # fmt: skip


def writer(folder: Path) -> Iterator[dict[str, Any]]:
    """As many as the writer takes, and how long each waits at a rate that others set."""
    store = _opened(folder / "writer.db")
    job, asked = _jobs(), 0
    store.writer.write(job(-1))
    rates = []
    for _ in range(5):
        begun, count = time.perf_counter(), 3000
        for start in range(0, count, 500):
            for answer in [store.writer.submit(job(asked + start + number)) for number in range(500)]:
                answer.result()
        rates.append(count / (time.perf_counter() - begun))
        asked += count
    rates.sort()
    yield row("recorded, as many as go", rates[2], "1/s", 1, 5 * 3000, (rates[0], rates[-1]), True)
    for rate in RATES:
        waits, refused = _at_rate(store, job, asked, rate)
        asked += rate * SECONDS
        ends = (waits[len(waits) // 2] * 1000, waits[-1] * 1000)
        p99 = waits[len(waits) * 99 // 100] * 1000
        yield row(f"answered at {rate}/s: p99 (p50, most)", p99, "ms", rate, len(waits), ends, not refused)
    store.close()


def _jobs() -> Callable[[int], Callable[[Any], Recorded]]:
    used, what = chance(), applications(16)

    def job(number: int) -> Callable[[Any], Recorded]:
        moment = START + timedelta(microseconds=number + 1)
        return lambda connection: used.assessment(connection, what[number % 16], RULES, ACTOR, str(number), moment)

    return job


def _at_rate(
    store: SqliteStore, job: Callable[[int], Callable[[Any], Recorded]], first: int, rate: int
) -> tuple[list[float], int]:
    """The seconds from when each was due to its answer, sorted; and how many were refused."""
    waits: list[float] = []
    refused, begun = 0, time.perf_counter() + 0.1
    for number in range(rate * SECONDS):
        due = begun + number / rate
        while (left := due - time.perf_counter()) > 0:
            time.sleep(left)
        try:
            answer = store.writer.submit(job(first + number))
        except Exception:
            refused += 1
            continue
        answer.add_done_callback(lambda _, due=due: waits.append(time.perf_counter() - due))
    answer.result()
    while len(waits) < rate * SECONDS - refused:
        time.sleep(0.01)
    return sorted(waits), refused


def _opened(path: Path) -> SqliteStore:
    store = open_store(f"sqlite:///{path}")
    assert isinstance(store, SqliteStore)
    return store


def million(folder: Path, size: int) -> Iterator[dict[str, Any]]:
    """A long log: opened, a head of it signed, checked whole, proofs made."""
    path = folder / "million.db"
    _fill(path, size)
    begun = time.perf_counter()
    store = _opened(path)
    assert store.read(TENANT, lambda connection: log.size_of(connection, ORIGIN)) == size
    yield _once(f"a log of {size:,} opened", begun, size, True)
    checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    record(store, key="one more", by=chance())
    begun = time.perf_counter()
    checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    yield _once("a head signed after one more leaf", begun, size, True)
    begun = time.perf_counter()
    found = store.read(TENANT, lambda connection: list(flaws(connection, MASTER, KEY, ORIGIN)))
    yield _once(f"a log of {size:,} checked whole", begun, size, not found)
    taken, any_leaf = [], random.Random(1)
    for _ in range(1000):
        begun, index = time.perf_counter(), any_leaf.randrange(size)
        store.read(TENANT, lambda c, i=index: inclusion_proof(i, size, log.reader_of(c, ORIGIN)))  # type: ignore[misc]
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    yield row("the proof of one leaf: p99 (p50, most)", taken[990], "ms", size, 1000, (taken[500], taken[-1]), True)
    store.close()


def _once(case: str, begun: float, size: int, agrees: bool) -> dict[str, Any]:
    taken = time.perf_counter() - begun
    return row(case, taken, "s", size, 1, (taken, taken), agrees)


def _fill(path: Path, size: int) -> None:
    """Decisions of one case, through the real tables; the first two leaves are a rule book and an assessment."""
    store = _opened(path)
    made = record(store, by=chance())
    edge = Edge.read(2, lambda level, index: store.read(TENANT, lambda c: log.node_of(c, ORIGIN, level, index)))
    store.close()
    engine = sqlite.write_engine(path)
    stamp = recorder().stamp(
        "besluit", "0" * 32, ACTOR, ORIGIN, made.moment, zaak_ref=made.case, peildatum="2026-11-01",
        rules_hash=applications(1)[0].rules_hash, resultaatcode="verlenen",
    )  # fmt: skip
    pattern = leaf_bytes(replace(stamp, seq=7), {}, {}).replace(b'"seq":7', b'"seq":%d').replace(b"0" * 32, b"%032x")
    for start in range(2, size, 50_000):
        edge = _chunk(engine, edge, range(start, min(start + 50_000, size)), pattern, stamp)
    engine.dispose()


def _chunk(engine: Any, edge: Edge, places: range, pattern: bytes, stamp: Any) -> Edge:
    leaves, nodes, records = [], [], []
    for seq in places:
        data = pattern % ((seq + 1, seq) if pattern.index(b"%032x") < pattern.index(b"%d") else (seq, seq + 1))
        edge, made = edge.append(leaf_hash(data))
        leaves.append((ORIGIN, seq, TENANT, data, made[0][2]))
        nodes += [(ORIGIN, level, index, TENANT, hashed) for level, index, hashed in made[1:]]
        records.append((TENANT, f"{seq + 1:032x}", stamp.zaak_ref, "besluit", ORIGIN, seq, stamp.recorded_at, stamp.peildatum,
                        stamp.recorded_at, stamp.rules_hash, stamp.engine_version, "verlenen"))  # fmt: skip
    with engine.begin() as connection:
        raw = connection.connection.driver_connection
        raw.executemany("INSERT INTO log_leaf VALUES (?, ?, ?, ?, ?)", leaves)
        raw.executemany("INSERT INTO log_node VALUES (?, ?, ?, ?, ?)", nodes)
        raw.executemany(f"INSERT INTO record VALUES ({', '.join('?' * 12)})", records)
        raw.execute("UPDATE log_shard SET size = ? WHERE origin = ?", (edge.size, ORIGIN))
    return edge


def main() -> None:
    """Run what is named (`writer`, `million`, or a size), print it and keep it."""
    named = sys.argv[1:] or ["writer", str(MILLION)]
    found = []
    with tempfile.TemporaryDirectory() as name:
        for one in named:
            for line in writer(Path(name)) if one == "writer" else million(Path(name), int(one)):
                print(json.dumps(line), flush=True)
                found.append(line)
    keep(found)


if __name__ == "__main__":
    main()
