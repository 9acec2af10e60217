"""Group commit on a server: writes of one tenant that wait for each other's lock are committed together.

Whoever comes first begins; who comes meanwhile waits in line, and then the first of the line takes everybody that waits
along in one transaction. A caller gets its answer after COMMIT. There is no thread of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from wbmgp_api.store import savepoints

T = TypeVar("T")
Job = Callable[[Connection], T]
Together = Callable[[Callable[[Connection], list[Any]]], list[Any]]
"""Runs a job in a transaction that is committed when this returns."""

_MOST = 32


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a job raised by its own fault; the others of its group are kept."""

    error: Exception


@dataclass(frozen=True, slots=True)
class _Asked(Generic[T]):
    """A job in line; its caller is called when it was answered, or when it is first in line and has the turn."""

    job: Job[T]
    answer: Future[T]
    called: Event


@dataclass(slots=True)
class _Line:
    """Who waits for one tenant, and whether somebody has the turn."""

    waiting: deque[_Asked[Any]] = field(default_factory=deque)
    taken: bool = False


class Groups:
    """The lines of all tenants of one store."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._lock = Lock()

    def write(self, tenant: str, job: Job[T], together: Together) -> T:
        """The result of a job, committed with whoever waited at the same time. Raises what the job or the commit raised."""
        asked = _Asked(job, Future[T](), Event())
        with self._lock:
            line = self._lines.setdefault(tenant, _Line())
            line.waiting.append(asked)
            first, line.taken = not line.taken, True
        if not first:
            asked.called.wait()
        if not asked.answer.done():
            self._turn(line, together)
        return asked.answer.result()

    def _turn(self, line: _Line, together: Together) -> None:
        """Commit who waits, the first in line among them, and give the turn to who is first then."""
        with self._lock:
            group = [line.waiting.popleft() for _ in range(min(_MOST, len(line.waiting)))]
        _commit(group, together)
        with self._lock:
            line.taken = bool(line.waiting)
            called = [*group, *list(line.waiting)[:1]]
        for asked in called:
            asked.called.set()


def _commit(group: Sequence[_Asked[Any]], together: Together) -> None:
    jobs = [asked.job for asked in group]
    try:
        found = together(lambda connection: [jobs[0](connection)] if len(jobs) == 1 else _each(connection, jobs))
    except BaseException as error:
        for asked in group:
            asked.answer.set_exception(error)
        return
    for asked, result in zip(group, found, strict=True):
        if isinstance(result, _Failed):
            asked.answer.set_exception(result.error)
        else:
            asked.answer.set_result(result)


def _each(connection: Connection, jobs: Sequence[Job[Any]]) -> list[Any]:
    return [_tried(connection, job) for job in jobs]


def _tried(connection: Connection, job: Job[Any]) -> Any:
    """One job in its own savepoint. What concerns the whole transaction is raised: it runs again, or nothing is kept."""
    savepoints.begin(connection)
    try:
        result = job(connection)
    except DBAPIError as error:
        if type(error).__name__ not in ("IntegrityError", "DataError", "ProgrammingError"):
            raise
        return _taken_back(connection, error)
    except Exception as error:
        return _taken_back(connection, error)
    savepoints.keep(connection)
    return result


def _taken_back(connection: Connection, error: Exception) -> _Failed:
    savepoints.take_back(connection)
    return _Failed(error)
