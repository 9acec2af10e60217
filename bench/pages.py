"""`python -m bench.run --part pages`: how long a page takes with many cases stored, beside the same with a hundred.

Both services are asked in turns in this process, without a network between: what is timed is what a server does for one
page, from the cookie to the last byte. The first hundred cases are taken in as the desk does; the rows of the others are
written straight into the tables, each with its entry in the log, one in ten open and the rest closed.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bench.household import APPLICATION
from bench.measuring import Row
from wbmgp_api.cases import files, steps
from wbmgp_api.cases.files import Came
from wbmgp_api.identity.attempts import Attempt, Attempts
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.id_tokens import Arrived, IdTokens
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.sessions import Sessions
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.pages.visitors import SESSION
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store import log, sqlite
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.opened import open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine import Application, Lawbook
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.merkle import leaf_hash
from wbmgp_engine.trail.receipt import leaf_bytes
from wbmgp_engine.trail.tree import Edge

SIZES, ROUNDS, CHUNK, ONE_OPEN_IN = (100, 100_000), 300, 20_000, 10
HERE, NAMES = "http://127.0.0.1", b"n" * 32
WHO = Principal("bench", str(APPLICATION["gemeente"]), frozenset({Role.DESK, Role.REVIEWER}), CLIENT, Role.REVIEWER)
_RECORD, _CASE, _SEQ = "0" * 32, "f" * 32, 777_777_777
_OPEN, _CLOSED = ("ontvangen", "volledig", "onderzoek"), ("bewaring", "onherroepelijk")


@dataclass
class Town:
    """A service with so many cases, somebody who is signed in, and one case to look at."""

    app: Any
    cookie: str
    case: str

    async def get(self, path: str) -> tuple[float, int]:
        """The seconds that a page took, and its status."""
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        at, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": at, "raw_path": at.encode(), "query_string": query.encode(), "root_path": "", "state": {},
            "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"{SESSION}={self.cookie}".encode())],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        begun = time.perf_counter()
        await self.app(scope, receive, send)
        return time.perf_counter() - begun, int(sent[0]["status"])


def measured(sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> Iterator[Row]:
    """p95 of each page at each size, with the ratio to the smallest; a page that does not come stops the bench."""
    with tempfile.TemporaryDirectory() as name:
        towns = {size: made(Path(name) / str(size), size) for size in sizes}
        taken = asyncio.run(_in_turns(towns, rounds))
        for town in towns.values():
            town.app.state.service.store.close()
    for page in _pages("zaak"):
        least = _p95(taken[sizes[0], page])
        for size in sizes:
            values = [one * 1000 for one in taken[size, page]]
            p95 = _p95(taken[size, page])
            yield {
                "bench": "pages", "system": "wbmgp serve", "case": f"{page}, p95", "size": size, "value": round(p95 * 1000, 2),
                "unit": "ms", "runs": len(values), "spread": [round(min(values), 2), round(max(values), 2)],
                "ratio": round(p95 / least, 2), "agrees": True,
            }  # fmt: skip


def _pages(case: str) -> list[str]:
    return ["/werk", "/zaken", f"/zaken/{case}", f"/zaken/{case}/verblijf"]


async def _in_turns(towns: dict[int, Town], rounds: int) -> dict[tuple[int, str], list[float]]:
    taken: dict[tuple[int, str], list[float]] = {}
    for turn in range(rounds + 5):
        for size, town in towns.items():
            for name, path in zip(_pages("zaak"), _pages(town.case), strict=True):
                seconds, status = await town.get(path)
                if status != 200:
                    raise SystemExit(f"{path} with {size} cases: {status}")
                if turn >= 5:
                    taken.setdefault((size, name), []).append(seconds)
    return taken


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[len(values) * 95 // 100]


def made(folder: Path, size: int) -> Town:
    """A service with so many cases on SQLite, and somebody signed in at it."""
    folder.mkdir()
    path = folder / "zaken.db"
    store, lawbook = open_store(f"sqlite:///{path}"), Lawbook.load()
    recorder = Recorder("wbmgp.example", MasterKeys({1: b"m" * 32}), "0.1.0", content_hash({}), secrets.token_bytes)
    sessions = Sessions(store, NAMES, time.time, 30 * 60, 8 * 3_600)
    issuer = LocalIssuer.at(folder / "sleutel")
    tokens = Tokens(ISSUER, "wbmgp", frozenset({CLIENT}), issuer.keys, time.time)
    login = Login(
        HERE, issuer, IdTokens(ISSUER, CLIENT, issuer.keys, time.time), Attempts(NAMES, time.time), sessions, time.time
    )
    service = Service(
        Settings(rate=0), lawbook, tokens, lambda line: None, store, recorder=recorder, names=NAMES, login=login
    )
    first = _taken_in(service, min(size, SIZES[0]))
    if size > SIZES[0]:
        origin, edge = store.read(WHO.tenant, _edge)
        store.close()
        _fill(path, service, origin, edge, size - SIZES[0])
        store = open_store(f"sqlite:///{path}")
        sessions = replace(sessions, store=store)
        service = replace(service, store=store, login=replace(login, sessions=sessions))
    attempt = Attempt(secrets.token_urlsafe(32), "nonce", "verifier", "/werk", int(time.time()))
    return Town(create(service), sessions.begin(Arrived(WHO, "Bench", None), attempt, None), first)


def _edge(connection: Connection) -> tuple[str, Edge]:
    """The log of the municipality and its growing side."""
    (origin,) = connection.execute(text("SELECT origin FROM log_shard")).scalars()
    return origin, Edge.read(log.size_of(connection, origin), partial(log.node_of, connection, origin))


def _taken_in(service: Service, count: int) -> str:
    """Cases as the desk takes them in, one in ten taken by whoever looks; the first of them."""
    office, cases = service.office, []
    assert office is not None
    for number in range(count):
        told = json.loads(json.dumps(APPLICATION)) | {"kenmerk": f"bench-{number}"}
        case = files.take_in(office, WHO, Came(Application.model_validate(told)), f"sleutel-{number:08}")
        cases.append(case.state.case_id)
        if number % ONE_OPEN_IN == 0:
            steps.take(office, WHO, case.state.case_id, 1, "neem_in_behandeling", steps.Said())
    return cases[0]


def _fill(path: Path, service: Service, origin: str, edge: Edge, count: int) -> None:
    """Cases through the real tables: a file, where it stands, its first step, a record and an entry of the log."""
    office = service.office
    assert office is not None
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    stamp = office.recorder.stamp("aanvraag", _RECORD, office.actor(WHO), origin, moment, zaak_ref=_CASE)
    pattern = leaf_bytes(replace(stamp, seq=_SEQ), {}, {}).decode()
    engine = sqlite.write_engine(path)
    for start in range(0, count, CHUNK):
        edge = _chunk(engine, edge, range(start, min(start + CHUNK, count)), pattern, stamp)
    engine.dispose()


def _chunk(engine: Any, edge: Edge, numbers: range, pattern: str, stamp: Any) -> Edge:
    tenant, origin, me = WHO.tenant, stamp.origin, WHO.ref(NAMES)
    leaves, nodes, records, cases, states, taken = [], [], [], [], [], []
    for number in numbers:
        record, case, seq = f"1{number:031x}", f"2{number:031x}", edge.size
        data = pattern.replace(_RECORD, record).replace(_CASE, case).replace(str(_SEQ), str(seq)).encode()
        edge, grown = edge.append(leaf_hash(data))
        leaves.append((origin, seq, tenant, data, grown[0][2]))
        nodes += [(origin, level, index, tenant, hashed) for level, index, hashed in grown[1:]]
        records.append(
            (
                tenant,
                record,
                case,
                "aanvraag",
                origin,
                seq,
                stamp.recorded_at,
                None,
                stamp.recorded_at,
                None,
                stamp.engine_version,
                None,
            )
        )
        status, assigned, due, received = _standing(number, me)
        opened = stamp.recorded_at
        cases.append((tenant, case, "aanvraag", opened, 1))
        states.append((tenant, case, status, opened, received, assigned, due, 1))
        taken.append((tenant, record, case, 1, "intake", status, me, "balie", opened, received, None, None))
    with engine.begin() as connection:
        raw = connection.connection.driver_connection
        for table, rows in (
            ("log_leaf", leaves), ("log_node", nodes), ("case_file", cases), ("record", records), ("case_state", states),
            ("handeling", taken),
        ):  # fmt: skip
            raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        raw.execute("UPDATE log_shard SET size = ? WHERE origin = ?", (edge.size, origin))
    return edge


def _standing(number: int, me: str) -> tuple[str, str | None, str | None, str]:
    """Where a case stands, who has it, when its term ends and when it came in."""
    today = datetime.now(UTC).date()
    if number % ONE_OPEN_IN:
        return _CLOSED[number % 2], "b" * 32, None, (today - timedelta(100 + number % 3_000)).isoformat()
    turn = number // ONE_OPEN_IN
    assigned = (me, None, "b" * 32, "c" * 32)[turn % 4]
    due = (today + timedelta(turn % 60 - 5)).isoformat()
    return _OPEN[turn % 3], assigned, due, (today - timedelta(turn % 60)).isoformat()
