"""The worker of a service: it takes the next simulation, has it done beside the service, and records what came of it.

Any number of services may share a database: one simulation runs at a time, for the turn is leased there. A worker that
dies lets its lease run out, and whoever comes next goes on from the runs that were finished.
"""

from __future__ import annotations

import secrets
import time  # noqa: TID251 -- of the service, not of the engine
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

from wbmgp_api.simulations import results
from wbmgp_api.simulations.beside import Program
from wbmgp_api.simulations.ending import done, failed
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store import rule_books
from wbmgp_api.store import simulation_rows as rows
from wbmgp_api.store.opened import Store
from wbmgp_api.store.recording import Recorder
from wbmgp_api.store.simulation_rows import Hold, Kept
from wbmgp_api.words import fault
from wbmgp_engine.errors import Finding
from wbmgp_engine.trail.receipt import utc_text

Told = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Pauses:
    """The seconds between two looks at the queue and at a program; how long a lease and a simulation last at most."""

    queue: float = 2
    beat: float = 1
    lease: float = 20
    longest: float = 4 * 3600
    attempts: int = 10


class Worker:
    """The worker of one service, in a thread of its own. To be closed before the store."""

    def __init__(
        self, simulating: Simulating, store: Store, recorder: Recorder, tell: Told,
        clock: Callable[[], float] = time.time, pauses: Pauses | None = None,
    ) -> None:  # fmt: skip
        self.simulating, self.store, self.recorder, self.tell = simulating, store, recorder, tell
        self.pauses = pauses or Pauses()
        self._clock, self._name = clock, secrets.token_hex(16)
        self._ended = Event()
        self._thread = Thread(target=self._work, name="simulaties", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def close(self) -> None:
        """Let go of what runs, for whoever comes next, and work no more."""
        self._ended.set()
        self._thread.join()

    def now(self) -> datetime:
        """The moment."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                busy = self._next()
            except Exception as problem:
                # The lease runs out, and then it is tried again.
                self.tell({"event": "fout", "soort": "simulatie", "reden": type(problem).__name__, "exc_info": problem})
                busy = False
            if not busy:
                self._ended.wait(self.pauses.queue)

    def _next(self) -> bool:
        """Do the next simulation; False where there is none to do."""
        if not self.store.read("", rows.queue):
            return False
        now, until = utc_text(self.now()), self._lease()
        hold = self.store.write(
            "", lambda connection: rows.claim(connection, self._name, now, until), serializable=True
        )
        if hold is None:
            return False
        kept = self.store.write(hold.tenant, lambda connection: rows.begin(connection, hold, utc_text(self.now())))
        if kept is None:
            results.remove(self.simulating.of_one(hold.tenant, hold.id))
        elif kept.attempts > self.pauses.attempts:
            self._fail(hold, [fault("simulation_crashed", "simulatie")])
        else:
            self._do(hold, kept)
        return True

    def _do(self, hold: Hold, kept: Kept) -> None:
        folder = self.simulating.of_one(hold.tenant, hold.id)
        rules = self.store.read(hold.tenant, partial(rule_books.files_of, rules_hash=kept.rules_hash))
        program = Program(self.simulating.engine, folder, kept, rules)
        try:
            came = self._watched(hold, program)
        finally:
            program.close()
        if came == "given back":
            self.store.write(hold.tenant, partial(rows.give_back, hold=hold))
        elif came == "cancelled":
            self.store.write(hold.tenant, partial(rows.leave, hold=hold))
            results.remove(folder)
        elif came == "too long":
            self._fail(hold, [fault("simulation_too_long", "simulatie")])
        elif came == "ended":
            self._record(hold, kept, program)

    def _watched(self, hold: Hold, program: Program) -> str:
        """What came of a program: `ended`, `given back` with the service, `cancelled`, `lost` to another, `too long`."""
        began = time.monotonic()
        while True:
            runs = program.runs
            held = self.store.write(hold.tenant, partial(self._beat, hold=hold, progress=program.progress))
            if held != "holds":
                return held
            if not runs:
                return "ended"
            if time.monotonic() - began > self.pauses.longest:
                return "too long"
            if self._ended.wait(self.pauses.beat):
                return "given back"

    def _beat(self, connection: Any, hold: Hold, progress: tuple[int, int]) -> str:
        return rows.beat(connection, hold, self._lease(), *progress)

    def _record(self, hold: Hold, kept: Kept, program: Program) -> None:
        if program.findings:
            self._fail(hold, program.findings)
            return
        files = results.kept_of(self.simulating.of_one(hold.tenant, hold.id))
        self.store.write(hold.tenant, lambda connection: done(connection, self.recorder, hold, kept, files, self.now()))

    def _fail(self, hold: Hold, findings: list[Finding]) -> None:
        results.remove(results.out(self.simulating.of_one(hold.tenant, hold.id)))
        self.store.write(hold.tenant, lambda connection: failed(connection, hold, findings, utc_text(self.now())))

    def _lease(self) -> str:
        return utc_text(self.now() + timedelta(seconds=self.pauses.lease))
