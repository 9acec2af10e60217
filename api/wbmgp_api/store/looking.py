"""A database opened to be looked at: nothing in it or beside it is made, migrated or written, whoever it belongs to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from wbmgp_api.store import postgres, sqlite
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.migrate import revisions
from wbmgp_engine.errors import BadInput, ProofError

T = TypeVar("T")

_READ: Final = {
    "rule_book", "case_file", "log_shard", "log_leaf", "log_node", "log_checkpoint", "record", "fact", "data_key",
    "payload", "log_key_change", "log_cosignature", "log_timestamp",
}  # fmt: skip
_OLDEST: Final = "0004"
_REVISION: Final = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True)
class Looker:
    """One snapshot after the other of a database, each for one tenant where the database asks for that."""

    engine: Engine
    whole: bool
    tables: frozenset[str]

    def read(self, tenant: str, job: Callable[[Connection], T]) -> T:
        """The result of a job that only reads."""
        with self.engine.begin() as connection:
            if not self.whole:
                postgres.enter_tenant(connection, tenant)
            return job(connection)


@contextmanager
def looked(url: str) -> Iterator[Looker]:
    """The database at an address, which has the tables that are read here.

    Raises BadInput for another address and a file that is not there, UnfitDatabase for a database of something else or
    of a later version, ProofError where tables are gone.
    """
    try:
        found = make_url(url)
    except ArgumentError:
        raise _no_address() from None
    if found.get_backend_name() == "sqlite" and found.database and found.database != ":memory:":
        opened = _file(Path(found.database))
    elif found.get_backend_name() == "postgresql":
        opened = _server(found.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    else:
        raise _no_address()
    with opened as engine:
        whole = engine.dialect.name == "sqlite"
        try:
            with engine.begin() as connection:
                tables = _tables(connection)
        except DBAPIError as problem:
            raise UnfitDatabase(f"it cannot be read as a database: {str(problem.orig).strip()}") from None
        yield Looker(engine, whole, tables)


@contextmanager
def _server(url: str) -> Iterator[Engine]:
    engine = postgres.reading_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _file(path: Path) -> Iterator[Engine]:
    """SQLite writes beside a file that it only reads, unless nothing is left beside it: then it is told so."""
    if not path.is_file():
        raise BadInput.one(str(path), "is not there, or is no file", "name the file in which cases were recorded")
    with ExitStack() as stack:
        quiet = stack.enter_context(_alone(path))
        if quiet and _unfinished(path):
            path = _copied(path, Path(stack.enter_context(TemporaryDirectory(prefix="wbmgp-"))))
            engine = sqlite.looking_engine(path, "mode=ro")
        else:
            engine = sqlite.looking_engine(path, "mode=ro&immutable=1" if quiet else "mode=ro")
        stack.callback(engine.dispose)
        yield engine


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether no process of ours writes to a file, which then stays so."""
    import fcntl

    try:
        held = path.with_name(f"{path.name}.lock").open("rb")
    except OSError:
        yield True
        return
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _unfinished(path: Path) -> list[Path]:
    """The journals that somebody left: what was committed may stand in them only."""
    beside = [path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")]
    return [one for one in beside if one.exists() and one.stat().st_size]


def _copied(path: Path, folder: Path) -> Path:
    for one in (path, *_unfinished(path)):
        shutil.copyfile(one, folder / one.name)
    return folder / path.name


def _tables(connection: Connection) -> frozenset[str]:
    there = frozenset(inspect(connection).get_table_names())
    if "alembic_version" not in there:
        raise UnfitDatabase("it holds no log: it has not the tables of wbmgp")
    found = [str(one) for one in connection.execute(_REVISION).scalars()]
    known = revisions()
    if len(found) != 1 or found[0] not in known:
        said = " and ".join(found) or "none"
        raise UnfitDatabase(f"the database has revision {said}, which this version does not know: use a later version")
    if missing := sorted(_READ - there):
        if known.index(found[0]) < known.index(_OLDEST):
            raise UnfitDatabase(f"its tables are of revision {found[0]}: let this version record in a copy of it first")
        raise ProofError(f"database: {', '.join(missing)} is not there, and its revision {found[0]} has it")
    return there


def _no_address() -> BadInput:
    return BadInput.one(
        "--database", "is no address of a database", "use sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
