"""A disk for SQLite that fails where it is told, and remembers what was written and synced: a virtual file system of apsw.

The store's own driver carries another SQLite, so its statements go through apsw dressed as that driver.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import apsw

from wbmgp_api.store import sqlite

CHANGING = ("write", "sync", "truncate", "delete")


class Operation(NamedTuple):
    """One thing that was asked of the disk, or an answer that was given (`ack`, with key and record)."""

    kind: str
    file: str
    at: int = 0
    data: bytes = b""


class Disk(apsw.VFS):
    """Counts operations; `fails` says of the n-th, by its number and kind, with what it is answered, if with an error."""

    def __init__(self, name: str) -> None:
        self.name, self.count = name, 0
        self.done: list[Operation] | None = None
        self.fails: Callable[[int, str], type[Exception] | None] = lambda number, kind: None
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 -- apsw's names
        """A file on this disk."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        self.asked("open", path)
        return _File(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        """Delete a file."""
        self.asked("delete", filename)
        super().xDelete(filename, syncdir)
        self.did(Operation("delete", Path(filename).name))

    def asked(self, kind: str, path: str) -> None:
        """Count, and fail where it was told to."""
        self.count += 1
        error = self.fails(self.count, kind)
        if error is not None:
            raise error(f"told to fail at operation {self.count}, {kind} of {Path(path).name}")

    def did(self, operation: Operation) -> None:
        """Remember, when somebody wants to know; a file without a name is nobody's business after a crash."""
        if self.done is not None and operation.file:
            self.done.append(operation)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        self.disk, self.path, self.file = disk, path, Path(path).name
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self.disk.asked("read", self.path)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.asked("write", self.path)
        super().xWrite(data, offset)
        self.disk.did(Operation("write", self.file, offset, bytes(data)))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.asked("sync", self.path)
        super().xSync(flags)
        self.disk.did(Operation("sync", self.file))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.disk.asked("truncate", self.path)
        super().xTruncate(newsize)
        self.disk.did(Operation("truncate", self.file, newsize))


class Error(Exception):
    """As a driver has it."""


class DatabaseError(Error):
    """As a driver has it."""


class OperationalError(DatabaseError):
    """As a driver has it."""


class IntegrityError(DatabaseError):
    """As a driver has it."""


@contextmanager
def _as_a_driver_tells_it() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as problem:
        raise IntegrityError(str(problem)) from problem
    except apsw.FullError as problem:
        raise OperationalError("database or disk is full") from problem
    except apsw.IOError as problem:
        raise OperationalError("disk I/O error") from problem
    except apsw.Error as problem:
        raise OperationalError(f"{type(problem).__name__}: {problem}") from problem


class Cursor:
    """Runs one statement and holds what it answered."""

    arraysize, lastrowid = 1, None

    def __init__(self, connection: apsw.Connection) -> None:
        self.real = connection.cursor()
        self.real.exec_trace = self._described
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self.rows: Iterator[Any] = iter(())

    def execute(self, words: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Cursor:
        """Run it to its end."""
        self.description = None
        with _as_a_driver_tells_it():
            found = self.real.execute(words, parameters or None).fetchall()
        self.rowcount, self.rows = self.real.connection.changes(), iter(found)
        return self

    def executemany(self, words: str, parameters: Sequence[Any]) -> Cursor:
        """Run it for each."""
        for one in parameters:
            self.execute(words, one)
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self.rows, None)

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return list(self.rows)

    def close(self) -> None:
        """Let go."""
        self.rows = iter(())
        self.real.close(True)

    def _described(self, cursor: apsw.Cursor, _: str, __: Any) -> bool:
        names = cursor.get_description()
        self.description = tuple((name, None, None, None, None, None, None) for name, _ in names) or None
        return True


class Connection:
    """A connection over a disk."""

    def __init__(self, path: str, disk: Disk) -> None:
        self.isolation_level: str | None = None
        with _as_a_driver_tells_it():
            self.real = apsw.Connection(path, vfs=disk.name)

    def cursor(self, *_: Any) -> Cursor:
        """A cursor."""
        return Cursor(self.real)

    def execute(self, words: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run a statement on a cursor of its own."""
        return self.cursor().execute(words, parameters)

    def create_function(self, *_: Any, **__: Any) -> None:
        """SQLAlchemy brings a function for regular expressions that nobody uses."""

    def commit(self) -> None:
        """End the transaction that is open, if one is."""
        if self.real.in_transaction:
            self.execute("COMMIT").close()

    def rollback(self) -> None:
        """Take back the transaction that is open, if one is."""
        if self.real.in_transaction:
            self.execute("ROLLBACK").close()

    def close(self) -> None:
        """Let go of the files."""
        with suppress(apsw.Error):
            self.real.close(True)


@contextmanager
def used_by_the_store(disk: Disk) -> Iterator[None]:
    """The store works on this disk for as long as this lasts."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    driver: Any = SimpleNamespace(
        connect=lambda path, **_: Connection(path, disk), paramstyle="qmark", sqlite_version_info=version,
        sqlite_version=apsw.sqlite_lib_version(), Binary=bytes, Error=Error, DatabaseError=DatabaseError,
        OperationalError=OperationalError, IntegrityError=IntegrityError, ProgrammingError=OperationalError,
    )  # fmt: skip
    before, hook = sqlite.driver, sys.unraisablehook
    sqlite.driver = lambda: driver
    sys.unraisablehook = lambda _: None  # an error on closing has nobody to go to
    try:
        yield
    finally:
        sqlite.driver, sys.unraisablehook = before, hook
