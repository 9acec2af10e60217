"""One simulation in a program of its own: `python -m wbmgp_api.simulations.program ENGINE FOLDER`.

It knows no database and no key. It reads a scenario and a rule book from its folder, gives way to requests, tells how
far it is, and ends with the service that began it, however that ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time  # noqa: TID251 -- of the service, not of the engine
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, Final

from wbmgp_api.simulations.bounds import FILE
from wbmgp_api.simulations.ending import as_kept
from wbmgp_api.simulations.results import make_room, out
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.trail.archive import unpacked

RULES, PROGRESS, FINDINGS = "regelboek", "voortgang.json", "bevindingen.json"
REFUSED: Final = 3
"""The exit code of a scenario that cannot be simulated; why stands in `FINDINGS`."""
_LOW: Final = 10
_FIRST_TO_END: Final = Path("/proc/self/oom_score_adj")
_OFTEN: Final = 0.25


def main(engine: str, folder: Path) -> int:
    """Simulate what stands in a folder; the exit code."""
    Thread(target=_end_with_the_service, daemon=True).start()
    _give_way()
    out(folder).mkdir(exist_ok=True)
    files, _ = unpacked((folder / RULES).read_bytes())
    simulating = Simulating(folder.parents[1], engine)
    told = _Told(folder / PROGRESS)
    make_room(simulating.regions)
    try:
        simulating.module.run(folder / FILE, out(folder), Lawbook.from_files(files), simulating.regions, told)
    except BadInput as problem:
        _write(folder / FINDINGS, [as_kept(one) for one in problem.findings])
        return REFUSED
    return 0


def _give_way() -> None:
    """Requests go before it, and where memory runs out it ends and the service does not."""
    os.nice(_LOW)
    with suppress(OSError):
        _FIRST_TO_END.write_text("1000")


class _Told:
    """Writes how far the simulation is, some times a second."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._at >= _OFTEN or done == total:
            _write(self._path, [done, total])
            self._at = now


def _write(path: Path, told: Any) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(path)


def _end_with_the_service() -> None:
    """Nobody writes to this program: its input ends when the service does, and then all of its processes end."""
    os.read(0, 1)  # not through `sys.stdin`, which would hold up the end of the program
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
