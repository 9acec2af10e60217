"""Clients that ask until they are answered, with the same key, and remember every answer."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.torture.points import Point
from wbmgp_engine.trail.notes import Note

PATIENCE = 60.0
NOWHERE = Point()


class Zygote:
    """The test-only server behind a socket; `start` forks a fresh one."""

    def __init__(self, url: str, folder: Path, *, prefix: tuple[str, ...] = ()) -> None:
        self.path = folder / "server.socket"
        command = [*prefix, sys.executable, "-m", "tests.torture.program", url, str(self.path)]
        self.running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, point: Point = NOWHERE) -> int:
        """Start a server, wait until the one before is gone; its process."""
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write(f"{point}\n")
        self.running.stdin.flush()
        self.server = int(self.running.stdout.readline())
        return self.server

    def kill(self) -> None:
        """kill -9 of the server."""
        os.kill(self.server, signal.SIGKILL)

    def stop(self) -> None:
        """Take no more servers, and leave none behind."""
        with suppress(ProcessLookupError):
            self.kill()
        self.running.kill()
        self.running.communicate()


class Clients:
    """Several at once. `acknowledged` is every key with its record, `heads` every head that was handed out.

    `group`: how many keys one request brings; each is acknowledged, and asked again, as its own.
    """

    def __init__(self, path: Path, count: int, seed: int, *, only_new: bool = False, group: int = 1) -> None:
        self.path, self.only_new, self.group, self.stopping = path, only_new, group, threading.Event()
        self.acknowledged: dict[str, str] = {}
        self.heads: list[Note] = []
        self.faults: list[str] = []
        self.refused: dict[str, int] = {}
        self.retried = 0
        self.threads = [threading.Thread(target=self._ask, args=(one, seed)) for one in range(count)]
        if not only_new:
            self.threads.append(threading.Thread(target=self._follow))
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody have the answer they wait for."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(PATIENCE)
            if thread.is_alive():
                self.faults.append("a client got no answer")

    def wait_for(self, more: int) -> float:
        """Wait until so many more are acknowledged; the seconds that took."""
        begun, goal = time.monotonic(), len(self.acknowledged) + more
        while len(self.acknowledged) < goal and time.monotonic() < begun + PATIENCE:
            time.sleep(0.002)
        return time.monotonic() - begun

    def _ask(self, number: int, seed: int) -> None:
        with closing(Line(self.path)) as line:
            self._ask_on(line, number, seed)

    def _ask_on(self, line: Line, number: int, seed: int) -> None:
        chance, step = random.Random(f"{seed} {number}"), 0
        while not self.stopping.is_set():
            keys = [f"{seed}-{number}-{step + place}" for place in range(self.group)]
            body = " ".join(str(chance.randrange(16)) for _ in keys)
            records = self._until_answered(line, " ".join(keys), body)
            self.acknowledged.update(zip(keys, records, strict=True))
            if not self.only_new and not chance.randrange(20):
                again = self._until_answered(line, " ".join(keys), body)
                if again != records:
                    self.faults.append(f"{keys} were acknowledged twice: {records} and {again}")
            step += self.group

    def _until_answered(self, line: Line, keys: str, body: str) -> list[str]:
        asked = f"POST / HTTP/1.1\r\nhost: x\r\nidempotency-key: {keys}\r\ncontent-length: {len(body)}\r\n\r\n{body}"
        while True:
            status, said = line.ask(asked.encode())
            if status == 201:
                return [told.split()[0] for told in said.split("\n")]
            self.retried += 1
            if status:
                self.refused[said[:60]] = self.refused.get(said[:60], 0) + 1
                time.sleep(0.02)

    def _follow(self) -> None:
        with closing(Line(self.path)) as line:
            while not self.stopping.wait(0.05):
                status, said = line.ask(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
                if status == 200:
                    self.heads.append(Note.parse(said.encode()))


class Line:
    """One connection, made again when it broke."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.connection: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, str]:
        """Status and body; status 0 when the connection broke."""
        try:
            if self.connection is None:
                self.connection = self._connected()
            self.connection.sendall(request)
            return self._answer(self.connection)
        except OSError:
            self.close()
            return 0, ""

    def close(self) -> None:
        """Let the connection go; the next question makes one again."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _connected(self) -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        try:
            made.settimeout(PATIENCE)
            made.connect(self.path)
        except OSError:
            made.close()
            raise
        return made

    def _answer(self, connection: socket.socket) -> tuple[int, str]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += _some(connection)
        head, _, body = data.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < size:
            body += _some(connection)
        return int(head.split()[1]), body.decode()


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the server is gone")
    return data


@contextmanager
def asking(url: str, folder: Path, count: int, seed: int, group: int = 1) -> Iterator[tuple[Zygote, Clients]]:
    """A server that is started once, and clients that ask it; both gone afterwards."""
    zygote = Zygote(url, folder)
    clients = None
    try:
        zygote.start()
        clients = Clients(zygote.path, count, seed, group=group)
        yield zygote, clients
    finally:
        with suppress(BrokenPipeError):
            if clients is not None:
                clients.stop()
        zygote.stop()
