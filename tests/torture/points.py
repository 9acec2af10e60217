"""Points at which a process kills itself, put in from outside: no code of the store knows of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from tests.torture.databases import KEY
from wbmgp_api.store import log
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_api.store.sql import Rows, Sql

POINTS = ("before BEGIN", "after the leaf", "before COMMIT", "after COMMIT", "while signing")


class Point(NamedTuple):
    """Where a process dies, and at which time that it comes there; no name is nowhere."""

    name: str = ""
    time: int = 1

    @classmethod
    def parse(cls, line: str) -> Point:
        """`after the leaf|3`, or nothing."""
        name, _, time = line.strip().partition("|")
        return cls(name, int(time or 1))

    def __str__(self) -> str:
        return f"{self.name}|{self.time}"

    def before_opening(self) -> None:
        """Put in what has to be there before the store is opened."""
        if self.name == "after the leaf":
            log._LEAF = _Deadly(log._LEAF, _countdown(self.time))  # type: ignore[assignment]
        if self.name == "migration":
            event.listen(Engine, "before_cursor_execute", _countdown(self.time))

    def after_opening(self, store: Store) -> None:
        """Put in what counts transactions, when those of the opening are over."""
        engine = store.writer._engine if isinstance(store, SqliteStore) else store.engine  # type: ignore[attr-defined]
        if self.name == "before BEGIN":
            event.listen(engine, "begin", _countdown(self.time), insert=True)
        if self.name == "before COMMIT":
            event.listen(engine, "commit", _countdown(self.time))

    def key(self) -> LogKey:
        """The key that signs heads, or dies of it."""
        return replace(KEY, sign=_countdown(1)) if self.name == "while signing" else KEY

    def answering(self) -> Callable[[], None]:
        """What to call between a result that is on disk and its answer."""
        return _countdown(self.time) if self.name == "after COMMIT" else lambda: None


class _Deadly(NamedTuple):
    """A statement after which the process may be gone."""

    real: Sql
    after: Callable[..., Any]

    def __call__(self, connection: Any, parameters: Any = ()) -> Rows:
        """Run it, and count."""
        rows = self.real(connection, parameters)
        self.after()
        return rows


def _countdown(time: int) -> Callable[..., Any]:
    """Dies, as of kill -9, when it is called for the `time`-th time."""
    seen = 0

    def call(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen >= time:
            os.kill(os.getpid(), signal.SIGKILL)

    return call
