"""Work that comes round: heads every few seconds, witnesses several times a minute, timestamps some times a day."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread


class Rounds:
    """Calls `work` with a pause after each call, in a thread of its own, until `close`.

    An exception does not end the rounds: it is told to `failed`, and the next round comes.
    """

    def __init__(self, work: Callable[[], None], pause: float, failed: Callable[[Exception], None]) -> None:
        self._work, self._pause, self._failed = work, pause, failed
        self._ended = Event()
        self._thread = Thread(target=self._run, name="anchoring", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Wait for the round that is under way, and come round no more."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._work()
            except Exception as problem:
                self._failed(problem)
            self._ended.wait(self._pause)
