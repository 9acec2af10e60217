"""One thread owns the one connection that writes to SQLite; what waits together is committed together.

A caller gets its answer only after COMMIT has returned. A job that fails takes back its own work and no other's: what
was committed together with it is then run again with a savepoint for each, so a job may run more than once.
After an error that leaves the disk in doubt the writer stops for good: going on would acknowledge on unknown ground.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from wbmgp_api.store import savepoints
from wbmgp_api.store.emptying import Emptier
from wbmgp_api.store.errors import StoreBroken, StoreBusy, StoreFull

T = TypeVar("T")
Job = Callable[[Connection], T]

_BATCH = 64
_WAITING = 1024
_FULL_WORDS = ("database or disk is full",)
_STOP = None


@dataclass(frozen=True, slots=True)
class _Asked(Generic[T]):
    job: Job[T]
    answer: Future[T]


class Writer:
    """The writer of one SQLite file. `close` waits for what was taken on."""

    def __init__(
        self, engine: Engine, emptier: Emptier | None = None, *, batch: int = _BATCH, waiting: int = _WAITING
    ) -> None:
        self._engine = engine
        self._emptier = emptier
        self._batch = batch
        self._queue: queue.Queue[_Asked[Any] | None] = queue.Queue(waiting)
        self._broken: BaseException | None = None
        self._closed = False
        self._lock = Lock()
        self._thread = Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job[T]) -> Future[T]:
        """Take on a job; its future is done once the result is on disk.

        Raises StoreBusy when too many wait, StoreBroken after a failed write. The future raises what the job raised,
        StoreFull when the disk is full, StoreBroken when the write failed.
        """
        asked = _Asked(job, Future[T]())
        with self._lock:
            if self._broken is not None:
                raise StoreBroken("the store stopped writing after a failed write: restart it") from self._broken
            if self._closed:
                raise StoreBusy("the store is closed")
            try:
                self._queue.put_nowait(asked)
            except queue.Full:
                raise StoreBusy(f"{self._queue.maxsize} writes are waiting; try again later") from None
        return asked.answer

    @property
    def well(self) -> bool:
        """Whether it still writes."""
        return self._broken is None and not self._closed

    def write(self, job: Job[T]) -> T:
        """The result of a job, on disk."""
        return self.submit(job).result()

    def close(self) -> None:
        """Finish what was taken on, then let go of the file."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._queue.put(_STOP)
        self._thread.join()
        if self._emptier is not None:
            self._emptier.close()
        self._engine.dispose()

    def _work(self) -> None:
        while (first := self._queue.get()) is not _STOP:
            batch, stop = self._together(first)
            if self._broken is None:
                self._commit(batch)
            else:
                _fail(batch, StoreBroken("the store stopped writing after a failed write: restart it"))
            if stop:
                return

    def _together(self, first: _Asked[Any]) -> tuple[list[_Asked[Any]], bool]:
        batch = [first]
        while len(batch) < self._batch:
            try:
                asked = self._queue.get_nowait()
            except queue.Empty:
                break
            if asked is _STOP:
                return batch, True
            batch.append(asked)
        return batch, False

    def _commit(self, batch: list[_Asked[Any]]) -> None:
        answers: list[Callable[[], None]] = []
        try:
            if not (len(batch) > 1 and self._all_of(batch, answers)):
                with self._engine.begin() as connection:
                    for asked in batch:
                        answers.append(_tried(connection, asked))
        except BaseException as error:
            self._failed(batch, error)
            return
        if self._emptier is not None:
            self._emptier.committed(len(batch))
        for answer in answers:
            answer()

    def _all_of(self, batch: list[_Asked[Any]], answers: list[Callable[[], None]]) -> bool:
        """Try a batch without savepoints, which cost a tenth of a write: False, and nothing was done, where a job fails."""
        done = []
        try:
            with self._engine.begin() as connection:
                for asked in batch:
                    done.append(_answering(asked, _run(connection, asked)))
        except _JobFailed:
            return False
        answers += done
        return True

    def _failed(self, batch: list[_Asked[Any]], error: BaseException) -> None:
        """Nothing of the batch was kept. A full disk can be mended; anything else leaves the disk in doubt."""
        if isinstance(error, DBAPIError) and any(word in str(error.orig) for word in _FULL_WORDS):
            _fail(batch, StoreFull("the disk is full: nothing was kept; make room and try again"), error)
            return
        with self._lock:
            self._broken = error
        _fail(batch, StoreBroken("the write failed and nothing of it counts: restart the store"), error)


class _JobFailed(Exception):
    """A job failed by its own fault: the others run again, each in a savepoint of its own."""


def _run(connection: Connection, asked: _Asked[Any]) -> Any:
    try:
        return asked.job(connection)
    except DBAPIError as error:
        if _in_doubt(error):
            raise
        raise _JobFailed from error
    except Exception as error:
        raise _JobFailed from error


def _tried(connection: Connection, asked: _Asked[Any]) -> Callable[[], None]:
    """Run one job in its own savepoint; the answer is given later, after the commit."""
    savepoints.begin(connection)
    try:
        result = asked.job(connection)
        savepoints.keep(connection)
    except DBAPIError as error:
        if _in_doubt(error):
            raise
        savepoints.take_back(connection)
        return _raising(asked, error)
    except Exception as error:
        savepoints.take_back(connection)
        return _raising(asked, error)
    return _answering(asked, result)


def _answering(asked: _Asked[Any], result: Any) -> Callable[[], None]:
    return lambda: asked.answer.set_result(result)


def _raising(asked: _Asked[Any], error: Exception) -> Callable[[], None]:
    return lambda: asked.answer.set_exception(error)


def _in_doubt(error: DBAPIError) -> bool:
    # A broken rule of the tables is the job's own fault; everything else concerns the whole transaction.
    return type(error).__name__ not in ("IntegrityError", "DataError", "ProgrammingError")


def _fail(batch: list[_Asked[Any]], error: Exception, cause: BaseException | None = None) -> None:
    error.__cause__ = cause
    for asked in batch:
        if not asked.answer.done():
            asked.answer.set_exception(error)
