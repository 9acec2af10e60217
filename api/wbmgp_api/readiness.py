"""Whether the service can do its work now: each part by name, with nothing that is secret."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from wbmgp_api.settings import Settings
from wbmgp_api.store.migrate import at_head
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import WbmgpError

_STOPPED = sql("SELECT stopped FROM log_stopped")
Part = tuple[str, Callable[[], bool]]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the service needs: its store, the files with its keys, and room on the disk of a SQLite file."""

    settings: Settings
    store: Store | None = None
    keys: tuple[Path, ...] = ()

    def parts(self) -> dict[str, bool]:
        """Each part with whether it is well. A part that cannot be asked is not."""
        return {name: _well(ask) for name, ask in self._parts()}

    def _parts(self) -> Iterator[Part]:
        if self.store is None:
            return
        store = self.store
        yield "database", lambda: store.read("", _answers)
        yield "tabellen", lambda: store.read("", at_head)
        yield "logboek", lambda: store.read("", _open)
        if isinstance(store, SqliteStore):
            yield "schrijver", lambda: store.writer.well
            yield "schijf", self._room
        if self.keys:
            yield "sleutels", lambda: all(path.is_file() for path in self.keys)

    def _room(self) -> bool:
        address = self.settings.address
        assert address is not None
        return shutil.disk_usage(Path(str(address.database)).absolute().parent).free >= self.settings.room_bytes


def _well(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except (WbmgpError, SQLAlchemyError, OSError):
        return False


def _answers(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1").scalar() == 1


def _open(connection: Connection) -> bool:
    """Whether no log was stopped because it did not match what was published."""
    return not _STOPPED(connection, {}).scalar_one()
