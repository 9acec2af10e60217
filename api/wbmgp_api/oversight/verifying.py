"""The logs of a municipality verified by a program of its own: the one that anybody can run from the command line.

It works beside the service and shares nothing with it but the database and the keys. One at a time of a municipality, also
where several processes serve: whoever verifies holds a lock that lives as long as the program does.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any, Final

from sqlalchemy.engine import make_url

PATIENCE: Final = 1_800.0
"""A verification that takes more seconds is ended: it belongs on the command line."""
_ENDED: Final = "beëindigd"


@dataclass(frozen=True, slots=True)
class Verification:
    """The last verification that ended: when, its exit code, what it found, or else what it said went wrong."""

    at: str
    code: int
    found: Mapping[str, Any] | None
    said: str


class Verifier:
    """Verifies the logs of one database. `folder` keeps what came of it; no word about a person is in there."""

    def __init__(self, url: str, folder: Path | None = None, patience: float = PATIENCE) -> None:
        self._url, self._patience = url, patience
        self._folder = folder or _own_folder(url)

    def begin(self, tenant: str, lang: str, at: str) -> bool:
        """Begin to verify, and remember that it was at this moment; False where somebody's verification still runs."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._place(tenant, "lock")).open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            running = self._program(tenant, lang, lock.fileno())
        Thread(target=self._await, args=(running, tenant, at), daemon=True).start()
        return True

    def runs(self, tenant: str) -> bool:
        """Whether a verification is at work."""
        try:
            with self._place(tenant, "lock").open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def last(self, tenant: str) -> Verification | None:
        """What came of the last one that ended; None where there was none."""
        try:
            told = json.loads(self._place(tenant, "einde").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Verification(told["op"], told["code"], told["gevonden"], told["gezegd"])

    def _place(self, tenant: str, what: str) -> Path:
        return self._folder / f"{sha256(tenant.encode()).hexdigest()[:16]}.{what}"

    def _program(self, tenant: str, lang: str, lock: int) -> subprocess.Popen[bytes]:
        url, secret = _parted(self._url)
        words = ["log", "verify", "--database", url, "--tenant", tenant, "--lang", lang, "--format", "json"]
        with self._place(tenant, "uit").open("wb") as out, self._place(tenant, "fout").open("wb") as wrong:
            return subprocess.Popen(  # noqa: S603 -- our own program; the address and the municipality are arguments
                [sys.executable, "-P", "-m", "wbmgp_engine", *words], stdin=subprocess.DEVNULL, stdout=out, stderr=wrong,
                env=_environment() | secret, pass_fds=(lock,), start_new_session=True,
            )  # fmt: skip

    def _await(self, running: subprocess.Popen[bytes], tenant: str, at: str) -> None:
        """Keep what came of it; what takes too long is ended."""
        said = ""
        try:
            running.wait(self._patience)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            said = _ENDED
        out = self._place(tenant, "uit").read_bytes()
        found = None
        with suppress(ValueError):
            found = json.loads(out)
        said = said or self._place(tenant, "fout").read_text(encoding="utf-8", errors="replace")[-2_000:]
        told = {"op": at, "code": running.returncode, "gevonden": found, "gezegd": "" if found else said}
        fresh = self._place(tenant, "nieuw")
        fresh.write_text(json.dumps(told), encoding="utf-8")
        fresh.replace(self._place(tenant, "einde"))


def _own_folder(url: str) -> Path:
    """A folder of this user and this database only. OSError where somebody else made it first."""
    name = sha256(str(make_url(url)).encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"wbmgp-nagaan-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    seen = folder.lstat()
    if seen.st_uid != os.getuid() or folder.is_symlink() or seen.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


def _parted(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, which others on the machine could read among the arguments of a program."""
    found = make_url(url)
    if found.password is None:
        return url, {}
    plain = found._replace(password=None).render_as_string(hide_password=False)
    return plain, {"PGPASSWORD": str(found.password)}


def _environment() -> dict[str, str]:
    path = os.pathsep.join(os.path.abspath(place) for place in sys.path)  # noqa: PTH100 -- the empty one too
    kept = {name: text for name, text in os.environ.items() if not name.startswith("WBMGP_") or name == "WBMGP_KEYS"}  # noqa: TID251 -- of the process
    return kept | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
