"""A store that is open: SQLite with its one writer and its lock against a second process, or PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import IO, Protocol, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from wbmgp_api.store import postgres, sqlite
from wbmgp_api.store.emptying import Emptier
from wbmgp_api.store.errors import StoreBusy, UnfitDatabase
from wbmgp_api.store.groups import Groups
from wbmgp_api.store.migrate import at_head, migrate
from wbmgp_api.store.writer import Writer
from wbmgp_engine.errors import BadInput

T = TypeVar("T")
Job = Callable[[Connection], T]

_ATTEMPTS = 8
_MET_ANOTHER = {"40001", "40P01"}
_GONE = ("08", "57P")
_TENANTS = text("SELECT DISTINCT tenant FROM log_shard ORDER BY tenant")


class Store(Protocol):
    """Where jobs on the tables run: each in a transaction of its own, for one tenant."""

    def write(self, tenant: str, job: Job[T], *, serializable: bool = False) -> T:
        """The result of a job that may write, once it is on disk. The job may run more than once."""

    def read(self, tenant: str, job: Job[T]) -> T:
        """The result of a job that only reads, over another connection than the writer's."""

    def tenants(self) -> list[str]:
        """Every tenant with a log. Raises BadInput where one transaction sees one tenant only."""

    def scrub(self) -> None:
        """Make the files forget what was erased: what was overwritten stands in no journal any more."""

    def close(self) -> None:
        """Finish what was taken on and let go."""


def open_store(url: str, *, patience: float = 0, make: bool = True) -> Store:
    """The store at `sqlite:///FILE` or `postgresql://…`, with the tables of this version.

    Raises BadInput for another address and, unless it may `make` one, for a file that is not there; UnfitDatabase for a database that would forget or has other tables, StoreBusy
    when another process still holds the file after `patience` seconds.
    """
    try:
        found = make_url(url)
    except ArgumentError:
        raise _no_address() from None
    if found.get_backend_name() == "sqlite" and found.database and found.database != ":memory:":
        path = Path(found.database)
        if not make:
            _refuse_empty(path)
        return SqliteStore.open(path, patience, make=make)
    if found.get_backend_name() == "postgresql":
        plain = found.set(drivername="postgresql+psycopg")
        return PostgresStore.open(plain.render_as_string(hide_password=False))
    raise _no_address()


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """One file, one process that writes, one thread of it. Every statement names its tenant."""

    writer: Writer
    reading: Engine
    held: IO[bytes]

    @classmethod
    def open(cls, path: Path, patience: float = 0, *, make: bool = True) -> SqliteStore:
        """Take the file, make its tables where it may, or renew them, and start the writer."""
        engine = sqlite.write_engine(path)
        held = _taken(path, patience)
        try:
            migrate(engine, make=make)
            return cls(Writer(engine, Emptier(sqlite.write_engine(path))), sqlite.read_engine(path), held)
        except BaseException as problem:
            engine.dispose()  # first: a connection that lives on could empty the journal of whoever has the lock next
            held.close()
            if isinstance(problem, DBAPIError):
                raise UnfitDatabase(f"{path} cannot be opened as a database: {problem.orig}") from None
            raise

    def write(self, tenant: str, job: Job[T], *, serializable: bool = False) -> T:
        """The one writer runs one job after the other, which is as serializable as it gets."""
        return self.writer.write(job)

    def read(self, tenant: str, job: Job[T]) -> T:
        """A connection that SQLite itself keeps from writing."""
        with self.reading.begin() as connection:
            return job(connection)

    def tenants(self) -> list[str]:
        """The tenants in this file."""
        return self.read("", lambda connection: list(connection.execute(_TENANTS).scalars()))

    def scrub(self) -> None:
        """Bring the write-ahead log into the file and empty it. Raises StoreBusy while somebody still reads."""
        with self.reading.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            ((busy, _, _),) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            connection.exec_driver_sql("BEGIN")
        if busy:
            raise StoreBusy(
                "somebody still reads what was erased; the erasure holds, run it again to empty the journal"
            )

    def close(self) -> None:
        """Finish what was taken on; another process may then have the file."""
        self.writer.close()
        self.reading.dispose()
        self.held.close()


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """A server: the row of a log is its lock, and row-level security keeps to the tenant of the transaction."""

    engine: Engine
    groups: Groups = field(default_factory=Groups)

    @classmethod
    def open(cls, url: str) -> PostgresStore:
        """Check the server, the role and the tables; the tables are made by their owner, not here."""
        try:
            engine = postgres.engine(url)
        except DBAPIError as problem:
            raise UnfitDatabase(f"the server cannot be used: {str(problem.orig).strip()}") from None
        try:
            with engine.begin() as connection:
                if not at_head(connection):
                    raise UnfitDatabase("the database has not the tables of this version: let its owner migrate it")
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def write(self, tenant: str, job: Job[T], *, serializable: bool = False) -> T:
        """Run the whole transaction again when it met another one, a few times; then Raises StoreBusy.

        What need not be serializable waits for the lock of the log anyway: who waits together is committed together.
        """
        if serializable:
            return self._again(tenant, job, "SERIALIZABLE")
        return self.groups.write(tenant, job, lambda jobs: self._again(tenant, jobs, "READ COMMITTED"))

    def _again(self, tenant: str, job: Job[T], isolation: str) -> T:
        for attempt in range(_ATTEMPTS):
            try:
                return self._once(tenant, job, isolation)
            except DBAPIError as problem:
                if getattr(problem.orig, "sqlstate", None) not in _MET_ANOTHER:
                    raise
            # A little longer each time, and other processes at other moments.
            Event().wait(0.002 * 2**attempt * (1 + os.getpid() % 7 / 7))
        raise StoreBusy(f"the write met others {_ATTEMPTS} times and nothing was kept; try again later")

    def read(self, tenant: str, job: Job[T]) -> T:
        """One snapshot for the whole job."""
        return self._once(tenant, job, "REPEATABLE READ")

    def tenants(self) -> list[str]:
        """A transaction sees one tenant, so nobody can list them."""
        raise BadInput.one(
            "--tenant", "is missing: on PostgreSQL a reader sees one municipality", "add --tenant GM0599"
        )

    def scrub(self) -> None:
        """Nothing: the owner of the tables vacuums them, and the keys of old backups end with their epoch."""

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()

    def _once(self, tenant: str, job: Job[T], isolation: str) -> T:
        try:
            with postgres.transaction(self.engine, tenant, isolation) as connection:
                return job(connection)
        except OperationalError as problem:
            if not (getattr(problem.orig, "sqlstate", None) or _GONE[0]).startswith(_GONE):
                raise
            # A COMMIT may have been done before the answer was lost: only the same key can tell.
            raise StoreBusy("the server went away; ask again with the same key") from None


def _refuse_empty(path: Path) -> None:
    """BadInput for a file that is not there or holds no tables of ours: who only reads makes none."""
    fix = "name the file in which cases were recorded"
    if not path.exists():
        raise BadInput.one(str(path), "is not there", fix)
    if path.is_file() and not path.stat().st_size:
        raise BadInput.one(str(path), "is empty: it holds no log", fix)


def _taken(path: Path, patience: float) -> IO[bytes]:
    """The lock that says which process may write; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl
    except ModuleNotFoundError:  # pragma: no cover -- a system without file locks
        raise UnfitDatabase("this system has no file locks that hold: use PostgreSQL") from None
    try:
        held = path.with_name(f"{path.name}.lock").open("ab")
    except OSError as problem:
        fix = "name a file in a folder that exists, and in which you may write"
        raise BadInput.one(str(path), f"cannot be opened: {problem.strerror}", fix) from None
    left = patience
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        except BlockingIOError:
            if left <= 0:
                held.close()
                raise StoreBusy(f"another process writes to {path}: stop it, or use PostgreSQL for several") from None
        left -= 0.05
        Event().wait(0.05)


def _no_address() -> BadInput:
    return BadInput.one(
        "--database", "is no address of a database", "use sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
