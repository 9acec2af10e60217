"""A server that answers what a test tells it to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Answer = tuple[int, str, bytes]
"""Status, content type, body."""


@dataclass
class Scripted:
    """Answers a request by its path and body; what was asked is kept."""

    answer: Callable[[str, bytes], Answer]
    url: str = ""
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)


@contextmanager
def scripted(answer: Callable[[str, bytes], Answer]) -> Iterator[Scripted]:
    """A server for the length of the block."""
    made = Scripted(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made.asked.append((self.path, self.headers.get("Content-Type", ""), body))
            status, kind, said = made.answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a socket that speaks for itself, once."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def work() -> None:
            try:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(4096)
                    answer(connection)
            except OSError:
                pass  # who asked has gone

        thread = Thread(target=work, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)
