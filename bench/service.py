"""`python -m bench.service`: a check over the network against plain FastAPI echoes of the same bodies.

Each server is a process of its own, started in the same way; this process asks them in turns, so that what else the
machine does meets all of them. There are three echoes, each a plain FastAPI route: one takes the body in as the model of
an application and answers with it, one as `body: dict`, and one parses nothing and stands there as the floor. Each row
has its ratio to the echo of a `dict`; the check has a row for its ratio to each echo.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from fastapi import FastAPI, Request, Response

from bench.household import APPLICATION
from bench.rows import keep
from wbmgp_engine import Application, Lawbook

SERVICE, MODEL, ECHO, BARE = "wbmgp serve", "FastAPI, body: Application", "FastAPI, body: dict", "FastAPI, bytes"
ROUNDS, EACH, RATE, SECONDS, LINES = 20, 200, 300, 10, 8
PATH = {SERVICE: "/v1/toetsingen?alternatieven=false", MODEL: "/model", ECHO: "/echo", BARE: "/bytes"}
BODY = json.dumps(APPLICATION, ensure_ascii=False).encode()


def application(name: str) -> Any:
    """The ASGI application of a server."""
    if name == SERVICE:
        from wbmgp_api.edge.logs import log_to
        from wbmgp_api.running import reporting, settled
        from wbmgp_api.service import Service, create
        from wbmgp_api.settings import Settings

        made = create(Service(Settings(rate=0), Lawbook.load(), None, reporting(log_to())))  # type: ignore[arg-type]
        settled()
        return made
    plain = FastAPI()

    @plain.post("/model", response_model_exclude_unset=True)
    async def model(body: Application) -> Application:
        return body

    @plain.post("/echo")
    async def echo(body: dict[str, Any]) -> dict[str, Any]:
        return body

    @plain.post("/bytes")
    async def bare(request: Request) -> Response:
        return Response(await request.body(), media_type="application/json")

    return plain


def serve(name: str) -> None:
    """Be one of the servers, at a free port that is printed."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    made = application(name)
    # A connection waits for its turn: on a busy machine for longer than the five seconds after which it would be closed.
    config = uvicorn.Config(
        made, http="httptools", log_config=None, access_log=False, server_header=False, timeout_keep_alive=600
    )
    uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def started(name: str) -> Iterator[int]:
    """The port of a server that answers."""
    command = [sys.executable, "-m", "bench.service", name]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert running.stdout is not None
        port = int(running.stdout.readline())
        Line(port, name).ask()
        yield port
    finally:
        running.terminate()
        running.communicate()


class Line:
    """One connection that is kept open."""

    def __init__(self, port: int, name: str) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), 30)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"POST {PATH[name]} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        self.request = f"{head}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY

    def ask(self) -> int:
        """Ask once; the status, when the whole answer is here."""
        self.connection.sendall(self.request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]) - len(body)
        while left > 0:
            left -= len(self._more())
        return int(head.split()[1])

    def _more(self) -> bytes:
        data = self.connection.recv(65536)
        assert data, "the server closed the connection"
        return data


def in_turns(ports: dict[str, int]) -> dict[str, list[float]]:
    """The milliseconds of one after the other, each server in turn, sorted."""
    lines = {name: Line(port, name) for name, port in ports.items()}
    taken: dict[str, list[float]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, line in lines.items():
            for _ in range(EACH):
                begun = time.perf_counter()
                assert line.ask() == 200
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: sorted(values) for name, values in taken.items()}


def at_a_rate(port: int, name: str) -> list[float]:
    """The milliseconds from when each question was due to its answer, sorted: who waits in line waits."""
    taken: list[float] = []
    begun = time.perf_counter() + 0.1

    def client(number: int) -> None:
        line = Line(port, name)
        for turn in range(number, RATE * SECONDS, LINES):
            due = begun + turn / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            assert line.ask() == 200
            taken.append((time.perf_counter() - due) * 1000)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == RATE * SECONDS
    return sorted(taken)


def row(name: str, case: str, values: list[float], figure: float, ratio: float) -> dict[str, Any]:
    """One line of the results."""
    return {"bench": "service", "system": name, "case": case, "size": len(BODY), "value": round(figure, 3), "unit": "ms",
            "runs": len(values), "ratio": round(ratio, 2), "spread": [round(values[0], 3), round(values[-1], 3)],
            "agrees": True}  # fmt: skip


def measured() -> list[dict[str, Any]]:
    """p50 of each server with its ratio to the echo that parses, and p99 of the check at a rate."""
    with ExitStack() as running:
        ports = {name: running.enter_context(started(name)) for name in PATH}
        in_turns(ports)  # warm
        found = in_turns(ports)
        middle = {name: values[len(values) // 2] for name, values in found.items()}
        rows = [row(name, "p50, one by one", found[name], middle[name], middle[name] / middle[ECHO]) for name in found]
        for other in (MODEL, BARE):
            case = f"p50, ratio to {other}"
            rows.append(row(SERVICE, case, found[SERVICE], middle[SERVICE], middle[SERVICE] / middle[other]))
        waits = at_a_rate(ports[SERVICE], SERVICE)
    p99 = waits[len(waits) * 99 // 100]
    return [*rows, row(SERVICE, f"p99 at {RATE}/s", waits, p99, p99 / waits[len(waits) // 2])]


def main() -> None:
    """Measure, print and keep; or, with the name of a server, be it."""
    if len(sys.argv) > 1:
        serve(sys.argv[1])
        return
    found = measured()
    for line in found:
        print(json.dumps(line, ensure_ascii=False))
    keep(found)


if __name__ == "__main__":
    main()
