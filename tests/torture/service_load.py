"""The service in processes of its own, asked by others over connections that stay open: one key is one case, and a
minute of cases as fast as they go has no error and does not grow."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any
from unittest.mock import patch

from tests.api.cases.working import DESK, asked
from tests.api.service.processes import PATIENCE, Line, Running, serving
from tests.torture.databases import POSTGRES, SQLITE, database
from tests.torture.harness import Part, Tally
from wbmgp_engine import cli

AT_ONCE, LINES, MINUTE, GROWTH = 8, 16, 60, 5
_KEY = "de-sleutel-van-dit-verzoek"


def intake(running: Running, key: str) -> bytes:
    """A request to take a case in, as bytes; the same key is the same request."""
    body = json.dumps({"aanvraag": asked(kenmerk=key)}).encode()
    headers = running.as_(DESK) | {"Idempotency-Key": key, "Host": "localhost", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /v1/aanvragen HTTP/1.1\r\n{head}\r\n".encode() + body


class Plain:
    """A connection that sends bytes which are ready, so that the client costs little of the machine."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self.socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < size:
            body += self._more()
        return int(head.split(b" ", 2)[1]), body

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the service closed the connection")
        return data


def on(kind: str, work: Callable[[Running, int, int], Tally], seed: int, count: int, folder: Path) -> Tally:
    """The work on a service over a fresh database, whose log has to hold afterwards."""
    with database(kind, folder) as place:
        options = ("--workers", "2") if kind == POSTGRES else ()
        with serving(folder, place.url, *options) as running:
            tally = work(running, seed, count)
        with patch.dict(os.environ, {"WBMGP_KEYS": str(running.keys)}), redirect_stdout(StringIO()):
            holds = cli.run(["log", "verify", "--database", place.url, "--tenant", "GM9999"]) == 0
    return tally if holds else tally._replace(faults=[*tally.faults, "the log does not hold"])


def submitted(running: Running, seed: int, count: int) -> Tally:
    """Each key from eight at once."""
    barrier = Barrier(AT_ONCE)

    def client(_: int) -> list[tuple[int, str]]:
        line, got = Plain(running.port), []
        for number in range(count):
            request = intake(running, f"{seed}-sleutel-{number}")
            barrier.wait(PATIENCE)
            status, body = line.ask(request)
            got.append((status, json.loads(body).get("id", "")))
        line.socket.close()
        return got

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(zip(*pool.map(client, range(AT_ONCE)), strict=True))
    faults = [f"key {number}: {set(given)}" for number, given in enumerate(answers) if len(set(given)) > 1]
    faults += [f"key {number}: {given[0][0]}" for number, given in enumerate(answers) if given[0][0] != 201]
    with Line(running.port) as line:
        kept = line.ask("GET", "/v1/aanvragen", None, running.as_(DESK))[2]["aantal"]
    if kept != count:
        faults.append(f"{kept} cases for {count} keys")
    return Tally(count, faults, {"submits": str(count * AT_ONCE), "cases": str(kept)})


def for_a_time(running: Running, seed: int, seconds: int) -> Tally:
    """Cases taken in as fast as they go, twice that time: in the first half what the database keeps at hand fills up."""
    template, until = intake(running, _KEY), time.monotonic() + 2 * seconds
    waits: list[float] = []
    refused: dict[int, int] = {}

    def client(number: int) -> None:
        line, turn = Plain(running.port), 0
        while (begun := time.monotonic()) < until:
            key = f"{seed % 10**6:06}-{number:03}-{turn:015}".encode()
            status, _ = line.ask(template.replace(_KEY.encode(), key))
            waits.append(time.monotonic() - begun)
            if status != 201:
                refused[status] = refused.get(status, 0) + 1
            turn += 1
        line.socket.close()

    clients = [threading.Thread(target=client, args=(number,)) for number in range(LINES)]
    for one in clients:
        one.start()
    time.sleep(seconds)
    warm = resident(running)
    for one in clients:
        one.join()
    return told(sorted(waits), seconds, refused, warm, resident(running))


def told(waits: list[float], seconds: int, refused: dict[int, int], warm: int, end: int) -> Tally:
    """The figures. An error is a fault; in a whole minute so is a process that grows by more than a twentieth."""
    growth = (end - warm) * 100 / warm
    faults = [f"{many} answers with status {status}" for status, many in refused.items()]
    if seconds >= MINUTE and growth > GROWTH:
        faults.append(f"the process grew by {growth:.1f} %")
    figures: dict[str, Any] = {
        "cases a second": f"{len(waits) / seconds / 2:.1f}", "p50": f"{waits[len(waits) // 2] * 1000:.1f} ms",
        "p99": f"{waits[len(waits) * 99 // 100] * 1000:.1f} ms", "growth": f"{growth:.1f} % of {warm // 1024} MB",
    }  # fmt: skip
    return Tally(seconds, faults, figures)


def resident(running: Running) -> int:
    """What the first process and its workers have in memory, in kB."""
    return sum(_resident(process) for process in [running.first.pid, *running.workers()])


def _resident(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


PARTS = (
    *(Part(f"service-keys-{kind.lower()}", f"a key submitted {AT_ONCE} times at once to the service is one case ({kind})",
           size, 2_000, partial(on, kind, submitted)) for kind, size in ((SQLITE, 40), (POSTGRES, 15))),
    *(Part(f"service-{kind.lower()}", f"cases taken in for a minute, no error, at most {GROWTH} % more memory ({kind})",
           2, MINUTE, partial(on, kind, for_a_time), MINUTE) for kind in (SQLITE, POSTGRES)),
)  # fmt: skip
