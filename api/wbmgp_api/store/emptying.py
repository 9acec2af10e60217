"""A second connection brings the journal of SQLite into its file, so that nobody who writes waits for that.

It changes nothing of what is acknowledged: a commit is in the journal and synced before it is answered. What is in the
file as well is known to SQLite, and when the writer finds all of it there it begins the journal anew. Where this
connection fails or cannot keep up, the writer empties the journal itself at a limit (`wal_autocheckpoint`).
"""

from __future__ import annotations

from threading import Event, Thread

from sqlalchemy import Engine

_EVERY = 100
"""Jobs between two times: some 1500 pages where applications are recorded."""


class Emptier:
    """Empties the journal of one file in a thread of its own. `close` waits for it."""

    def __init__(self, engine: Engine, *, every: int = _EVERY) -> None:
        self._engine = engine
        self._every = every
        self._waiting = 0
        self._due, self._closed = Event(), False
        self._thread = Thread(target=self._work, name="store-emptier", daemon=True)
        self._thread.start()

    def committed(self, jobs: int) -> None:
        """So many jobs were committed; called by the one writer."""
        self._waiting += jobs
        if self._waiting >= self._every:
            self._waiting = 0
            self._due.set()

    def close(self) -> None:
        """Finish and let go of the file."""
        self._closed = True
        self._due.set()
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        while self._due.wait() and not self._closed:
            self._due.clear()
            try:
                connection = self._engine.raw_connection().driver_connection
                assert connection is not None
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except Exception:  # noqa: S112 -- what is in the journal is safe there; the writer empties it at its limit
                continue
