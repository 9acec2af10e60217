"""A server on the store, for tests only: POST records an assessment under each Idempotency-Key, GET publishes a head.

The first process loads everything and then forks a server for each line it reads, so that a restart costs little. A
line may name a point at which the server kills itself.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import uvicorn

from tests.api.store.samples import ACTOR, ORIGIN, START, TENANT
from tests.torture.databases import applications, chance
from tests.torture.points import Point
from tests.trail.samples import RULES
from wbmgp_api.store import checkpoints
from wbmgp_api.store.opened import SqliteStore, Store, open_store
from wbmgp_api.store.recording import Recorded

ASSESSED, RECORDER = applications(16), chance()
POOL = 8


class Program:
    """The ASGI application."""

    def __init__(self, store: Store, point: Point) -> None:
        self.store, self.key, self.recorded = store, point.key(), point.answering()
        self.pool = ThreadPoolExecutor(POOL)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request; 503 with the reason for anything that was not done."""
        if scope["type"] != "http":
            return
        try:
            status, body = await self._answer(scope, receive)
        except Exception as problem:
            status, body = 503, f"{type(problem).__name__}: {problem}".encode()
        if status == 201:
            self.recorded()
        await send({"type": "http.response.start", "status": status,
                    "headers": [(b"content-length", str(len(body)).encode())]})  # fmt: skip
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Any, receive: Any) -> tuple[int, bytes]:
        if scope["method"] == "GET":
            note = await self._away(lambda: checkpoints.publish(self.store, TENANT, ORIGIN, self.key, START))
            return 200, bytes(note)
        keys = dict(scope["headers"])[b"idempotency-key"].decode().split()
        made = await self._record(keys, list(map(int, (await receive())["body"].split())))
        return 201, "\n".join(f"{one.record} {one.seq}" for one in made).encode()

    async def _record(self, keys: list[str], numbers: list[int]) -> list[Recorded]:
        """One assessment for each key: each a job of its own of the one writer, or all in one transaction."""

        def job(key: str, number: int, connection: Any) -> Recorded:
            return RECORDER.assessment(connection, ASSESSED[number], RULES, ACTOR, key, START)

        jobs = [partial(job, key, number) for key, number in zip(keys, numbers, strict=True)]
        if isinstance(self.store, SqliteStore):
            return await asyncio.gather(*[asyncio.wrap_future(self.store.writer.submit(one)) for one in jobs])
        made: list[Recorded] = await self._away(
            lambda: self.store.write(TENANT, lambda connection: [one(connection) for one in jobs])
        )
        return made

    async def _away(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)


def serve(url: str, listening: int, point: Point) -> None:
    """Answer until killed."""
    point.before_opening()
    store = open_store(url, patience=5)
    point.after_opening(store)
    config = uvicorn.Config(
        Program(store, point), fd=listening, lifespan="off", log_level="critical", access_log=False, loop="uvloop",
        http="httptools", timeout_keep_alive=600,
    )  # fmt: skip
    uvicorn.Server(config).run()


def main(url: str, path: str) -> None:
    """Fork a server for each line; say its process before it answers."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(128)
        before = 0
        for line in sys.stdin:
            if before:
                os.waitpid(before, 0)
            before = os.fork()
            if not before:
                serve(url, listening.fileno(), Point.parse(line))
                os._exit(0)
            print(before, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
