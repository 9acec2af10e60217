"""The program of one simulation as the service sees it: begun, looked at, and ended with all of its processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from wbmgp_api.simulations.bounds import FILE
from wbmgp_api.simulations.ending import as_finding
from wbmgp_api.simulations.program import FINDINGS, PROGRESS, REFUSED, RULES
from wbmgp_api.store.simulation_rows import Kept
from wbmgp_api.words import fault
from wbmgp_engine.errors import Finding
from wbmgp_engine.trail.archive import packed

_PATIENCE: Final = 3.0
_LOG: Final = "fouten.log"


class Program:
    """A program that simulates, in a session of its own. To be closed by whoever began it."""

    def __init__(self, engine: str, folder: Path, kept: Kept, rules: Mapping[str, bytes]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / FILE).write_text(kept.scenario, encoding="utf-8")
        (folder / RULES).write_bytes(packed(rules))
        for name in (PROGRESS, FINDINGS):
            (folder / name).unlink(missing_ok=True)
        self._folder = folder
        with (folder / _LOG).open("wb") as log:
            self._running = subprocess.Popen(  # noqa: S603 -- our own module, with a name and a folder of ours
                [sys.executable, "-P", "-m", "wbmgp_api.simulations.program", engine, str(folder)],
                cwd=folder, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return self._running.poll() is None

    @property
    def progress(self) -> tuple[int, int]:
        """How many parts of how many are done."""
        told = _read(self._folder / PROGRESS)
        return (0, 0) if told is None else (min(int(told[0]), int(told[1])), int(told[1]))

    @property
    def findings(self) -> list[Finding]:
        """Why it ended without a result; empty where it has one."""
        code = self._running.returncode
        if code == 0:
            return []
        told = _read(self._folder / FINDINGS) if code == REFUSED else None
        return [as_finding(one) for one in told or []] or [fault("simulation_crashed", "simulatie")]

    def close(self) -> None:
        """End it with all of its processes; what it finished stands in its folder."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._running.pid, how)
                self._running.wait(_PATIENCE)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self._running.wait()
        assert self._running.stdin is not None
        self._running.stdin.close()


def _environment() -> dict[str, str]:
    """Of this process without the settings of the service: an address of a database can hold a password."""
    plain = {name: text for name, text in os.environ.items() if not name.startswith("WBMGP_")}  # noqa: TID251 -- of the process
    path = os.pathsep.join(os.path.abspath(place) for place in sys.path)  # noqa: PTH100 -- the empty one too
    return plain | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
