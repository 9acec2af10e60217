"""Watches the worker: starts it, gives it a time limit, kills it, and starts another one for the next question."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from types import TracebackType
from typing import Any, Final

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.second_opinion.worker import work

# Starting Python, reading modules and building a hundred rule sets, on a busy machine; and one decision of some 20 ms.
START_SECONDS: Final = 60
DECIDE_SECONDS: Final = 10


class WorkerFailed(WbmgpError):
    """The worker gave no answer: it crashed, took too long, or said that the engine failed."""


class Watchdog:
    """One worker at a time. `target` is what the process runs: another one only in tests."""

    def __init__(
        self,
        *,
        start_seconds: int = START_SECONDS,
        decide_seconds: int = DECIDE_SECONDS,
        target: Callable[[Connection], None] = work,
    ) -> None:
        self._start_seconds = start_seconds
        self._decide_seconds = decide_seconds
        self._target = target
        self._process: Any = None
        self._pipe: Connection | None = None
        self._programs: list[str] = []
        self._one_at_a_time = Lock()

    @property
    def pid(self) -> int | None:
        """The process number of the worker, while there is one."""
        return None if self._process is None else int(self._process.pid)

    def decide(self, key: str, program: Mapping[str, Any], leaves: Mapping[str, Any]) -> Mapping[str, Any]:
        """The worths of all propositions. Raises WorkerFailed; the worker is gone then, and the next call has a new one."""
        with self._one_at_a_time:
            try:
                return self._decided(key, program, leaves)
            except BaseException:
                self._end()
                raise

    def _decided(self, key: str, program: Mapping[str, Any], leaves: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._process is None:
            self._start()
        if key not in self._programs:
            ready = self._asked({"programma": key, "inhoud": program}, self._start_seconds)
            self._programs = list(ready["klaar"])
        found: Mapping[str, Any] = self._asked({"vraag": key, "bladen": leaves}, self._decide_seconds)["antwoord"]
        return found

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would take the locks of threads along
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=self._target, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def _asked(self, request: Mapping[str, Any], seconds: int) -> dict[str, Any]:
        assert self._pipe is not None
        try:
            self._pipe.send_bytes(json.dumps(request).encode())
            if not self._pipe.poll(seconds):
                raise WorkerFailed(f"the worker gave no answer within {seconds} seconds")
            answer: dict[str, Any] = json.loads(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise WorkerFailed(f"the worker {self._how_it_ended()}") from None
        if "fout" in answer:
            raise WorkerFailed(f"the worker says: {answer['fout']}")
        return answer

    def _how_it_ended(self) -> str:
        self._process.join(self._decide_seconds)
        code = self._process.exitcode
        if code is None:
            return "closed its pipe"
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def _end(self) -> None:
        """Kill it: a loop inside the engine holds the interpreter and listens to nothing else."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process, self._pipe, self._programs = None, None, []

    def close(self) -> None:
        """End the worker."""
        with self._one_at_a_time:
            self._end()

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()
