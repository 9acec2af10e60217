"""A witness as a process of its own, as its operator starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Running:
    """What the program said at its start, and the process."""

    key: str
    url: str
    process: subprocess.Popen[str]

    @property
    def option(self) -> str:
        """The witness as the log's side names it."""
        return f"{self.key} {self.url}"


def command(folder: Path, *logs: str, name: str = "getuige.example/w1", port: int = 0) -> list[str]:
    given = [part for log in logs for part in ("--log", log)]
    files = ["--file", str(folder / "witness.db"), "--key", str(folder / "witness.key")]
    return [
        sys.executable,
        "-m",
        "wbmgp_engine",
        "witness",
        "serve",
        *files,
        "--name",
        name,
        "--port",
        str(port),
        *given,
    ]


@contextmanager
def running(folder: Path, *logs: str, name: str = "getuige.example/w1", port: int = 0) -> Iterator[Running]:
    """A witness over the files in a folder, until the end of the block."""
    with subprocess.Popen(command(folder, *logs, name=name, port=port), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            key, _, url = process.stdout.readline().strip().partition(" ")
            yield Running(key, url, process)
        finally:
            process.kill()
