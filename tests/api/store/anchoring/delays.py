"""How long an entry stands before a head is signed over it, and before a witness in a process of its own has seen that.

    python -m tests.api.store.anchoring.delays [SECONDS]

Entries come twenty a second into SQLite; the rounds have the pauses that a service has.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from sqlalchemy import text

from tests.api.store.samples import ACTOR, MASTER, TENANT, Bytes, application, assessed
from tests.api.store.test_checkpoints import KEY
from tests.api.witness.process import running
from tests.trail.samples import RULES
from wbmgp_api.anchoring.publishing import Published, Publisher
from wbmgp_api.anchoring.running import Anchoring, Pauses
from wbmgp_api.anchoring.stamping import Stamped
from wbmgp_api.anchoring.witnesses import WitnessAt
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.notes import LOG, VerifierKey

_DELAYS = text(
    "SELECT r.recorded_at AS told, (SELECT min(c.made_at) FROM log_checkpoint c WHERE c.origin = r.origin AND"
    " c.size > r.seq) AS signed, (SELECT min(w.kept_at) FROM log_cosignature w WHERE w.origin = r.origin AND"
    " w.size > r.seq) AS seen FROM record r"
)


def measured(folder: Path, seconds: float, pauses: Pauses, pause: float) -> tuple[list[float], list[float], list[str]]:
    """The delays to the head and to the witness of every entry, in seconds, and what went wrong."""
    problems: list[str] = []

    def report(one: Published | Stamped | Exception) -> None:
        problem = str(one) if isinstance(one, Exception) else one.problem
        if problem:
            problems.append(problem)

    store = open_store(f"sqlite:///{folder}/x.db")
    every_year = VerifierKey(f"wbmgp.example/{TENANT.lower()}/*", LOG, KEY.public)
    with running(folder, str(every_year)) as witness:
        publisher = Publisher(store, KEY, [WitnessAt.parse(witness.option)], lambda: datetime.now(UTC))
        anchoring = Anchoring(publisher, None, lambda: [TENANT], report, pauses)
        _record(store, seconds, pause)
        time.sleep(pauses.witnesses + 3)
        anchoring.close()
    rows = store.read(TENANT, lambda connection: connection.execute(_DELAYS).all())
    store.close()
    signed, seen = ([_seconds(row.told, getattr(row, name)) for row in rows] for name in ("signed", "seen"))
    return signed, seen, problems


def _record(store: Store, seconds: float, pause: float) -> None:
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), Bytes("delay"))
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        what, number = assessed(application(kenmerk=f"k{number}")), number + 1
        moment = datetime.now(UTC)
        store.write(TENANT, lambda c: recorder.assessment(c, what, RULES, ACTOR, f"k{number}", moment))  # noqa: B023 -- run at once
        time.sleep(pause)


def _seconds(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def _figures(delays: list[float]) -> str:
    ordered = sorted(delays)
    middle, most = ordered[len(ordered) // 2], ordered[ceil(len(ordered) * 0.99) - 1]
    return f"middle {middle:.1f} s, p99 {most:.1f} s, longest {ordered[-1]:.1f} s"


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        signed, seen, problems = measured(Path(folder), seconds, Pauses(), 0.05)
    print(f"{len(signed)} entries in {seconds:g} s; under a signed head: {_figures(signed)}; seen: {_figures(seen)}")
    for problem in problems:
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    main()
