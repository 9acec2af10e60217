"""The service in processes of its own, and connections to it that stay open."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.api.service.asking import TENANT
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role

PATIENCE = 60.0


class Running(NamedTuple):
    """A service that answers, its first process, the issuer of its logins, and the folder of its keys."""

    port: int
    first: subprocess.Popen[bytes]
    issuer: LocalIssuer
    keys: Path

    def workers(self) -> list[int]:
        """The processes that hold the listening socket, apart from the first."""
        first = self.first.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]

    def as_(self, role: Role, subject: str = "jansen") -> dict[str, str]:
        """The headers of somebody in a role."""
        token = self.issuer.token(subject, TENANT, frozenset({role}), "wbmgp", int(time.time()))
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


class Line:
    """A connection that stays open: it stays with the process that took it."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """Status, headers and document of the answer."""
        sent = None if body is None else json.dumps(body)
        self.connection.request(method, path, sent, dict(headers or {}))
        got = self.connection.getresponse()
        return got.status, got.headers, json.loads(got.read())


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
        return number


@contextmanager
def serving(
    folder: Path, url: str, *options: str, module: str = "wbmgp_engine", **environment: str
) -> Iterator[Running]:
    """`wbmgp serve` on a database, with its keys in a folder, until the end of the block."""
    keys, port = folder / "sleutels", free_port()
    keys.mkdir(mode=0o700, exist_ok=True)
    plain = {name: text for name, text in os.environ.items() if not name.startswith("WBMGP_")}
    given = plain | {"WBMGP_DATABASE": url, "WBMGP_KEYS": str(keys)} | environment
    command = [sys.executable, "-m", module, "serve", "--port", str(port), *options]
    with (folder / "log").open("wb") as log:
        first = subprocess.Popen(command, cwd=folder, env=given, stderr=log)
    try:
        wait_until_ready(port, first)
        yield Running(port, first, LocalIssuer.at(keys / "login"), keys)
    finally:
        first.terminate()
        first.wait(PATIENCE)


def wait_until_ready(port: int, first: subprocess.Popen[bytes]) -> None:
    """Until it says that it is ready. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and first.poll() is None:
        try:
            with Line(port) as line:
                if line.ask("GET", "/gereed")[0] == 200:
                    return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise TimeoutError("the service did not get ready")
