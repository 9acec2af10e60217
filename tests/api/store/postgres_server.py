"""A real PostgreSQL server of our own: made in a temporary folder, on a socket, gone after the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin")


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, or None on a machine without them."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    for place in _PLACES:
        for folder in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            if (folder / "initdb").exists():
                return folder
    return None


def _user() -> str | None:
    # The server refuses to run as root; any plain user will do.
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """A running server. `owner` makes tables; the role `app` does the work of the service."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self.folder, self.bin, self.user = folder, bin_folder, _user()
        if self.user:
            shutil.chown(folder, self.user)
        self._run("initdb", "-k", "--auth=trust", "-U", "owner", "-D", str(folder / "data"))
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self._run(
            "pg_ctl", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it; `immediate` is a crash."""
        self._run("pg_ctl", "-w", "-D", str(self.folder / "data"), "-m", mode, "stop")

    @property
    def first(self) -> int:
        """Its first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """kill -9 of its first process; returns when the others have noticed, and it can be started again."""
        first = self.first
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        os.kill(first, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
            time.sleep(0.02)

    def url(self, role: str, database: str = "postgres") -> str:
        """The address of a database for a role."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=self.user, cwd=self.folder)


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as the tests need it."""
    found = programs()
    assert found is not None
    with tempfile.TemporaryDirectory(prefix="wbmgp-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        running = Server(folder, found)
        try:
            yield running
        finally:
            running.stop("immediate")
