"""SQLite that keeps what it acknowledges: a build without the WAL-reset bug, every setting read back, one writer.

SQLite 3.7.0 to 3.51.2 can lose commits in WAL mode when two connections write and checkpoint at one instant. On such a
build the store falls back to a rollback journal with `synchronous=EXTRA`: slower, and safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, StaticPool, create_engine, event
from sqlalchemy.pool import QueuePool

from wbmgp_api.store.errors import UnfitDatabase

Version = tuple[int, int, int]

# Where the fix went in: the release itself, and two branches that were mended afterwards.
_FIXED_IN: Version = (3, 51, 3)
_MENDED_BRANCHES: Mapping[tuple[int, int], int] = {(3, 44): 6, (3, 50): 7}
# STRICT tables came with 3.37.
_OLDEST: Version = (3, 37, 0)

# 32 MB of pages: a batch of writes touches a thousand, and with the usual two megabytes it reads its own back from disk.
# A journal of 8000 pages (32 MB) before the writer itself brings it into the file; by then `emptying` has done most of it.
_ALWAYS: Mapping[str, int | str] = {
    "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 5000, "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1,
    "mmap_size": 0, "cache_size": -32768,
    "wal_autocheckpoint": 8000,
}  # fmt: skip
_FULL, _EXTRA = 2, 3


def driver() -> ModuleType:
    """The SQLite module to use: `pysqlite3`, which carries a recent build, else that of the standard library."""
    try:
        return import_module("pysqlite3.dbapi2")
    except ModuleNotFoundError:
        return import_module("sqlite3")


def linked_version(module: ModuleType) -> Version:
    """The version of the library that is linked, which is what counts."""
    major, minor, patch = module.sqlite_version_info
    return major, minor, patch


def keeps_commits_in_wal(version: Version) -> bool:
    """Whether a build has no WAL-reset bug.

    >>> [keeps_commits_in_wal(one) for one in ((3, 40, 1), (3, 44, 6), (3, 50, 4), (3, 50, 7), (3, 51, 2), (3, 53, 0))]
    [False, True, False, True, False, True]
    """
    if version >= _FIXED_IN:
        return True
    patch = _MENDED_BRANCHES.get(version[:2])
    return patch is not None and version[2] >= patch


def settings(version: Version) -> dict[str, int | str]:
    """Every PRAGMA the store sets and reads back. Raises UnfitDatabase for a build that is too old."""
    if version < _OLDEST:
        found = ".".join(map(str, version))
        raise UnfitDatabase(f"SQLite {found} is linked; the store needs 3.37 or later: install the extra [service]")
    journal: dict[str, int | str] = (
        {"journal_mode": "wal", "synchronous": _FULL}
        if keeps_commits_in_wal(version)
        else {"journal_mode": "delete", "synchronous": _EXTRA}
    )
    return {**journal, **_ALWAYS}


def write_engine(path: Path, module: ModuleType | None = None) -> Engine:
    """The engine of the one connection that writes; every transaction takes the write lock when it begins."""
    engine = _engine(path, module or driver(), poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def read_engine(path: Path, module: ModuleType | None = None, *, size: int = 4) -> Engine:
    """The engine of the connections that only read; a write through one of them is refused by SQLite itself."""
    engine = _engine(path, module or driver(), poolclass=QueuePool, pool_size=size, max_overflow=0)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON").close())
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def looking_engine(path: Path, how: str, module: ModuleType | None = None) -> Engine:
    """The engine of one connection that looks at a file as it is, opened with the words of a URI: no setting is written.

    Text that is no UTF-8 comes as bytes: it can only have been put there by hand, and whoever reads it has to say so.
    """
    used = module or driver()
    address = f"file:{quote(str(path.absolute()))}?{how}"

    def connect() -> Any:
        raw = used.connect(address, uri=True, check_same_thread=False, isolation_level=None)
        raw.text_factory = _text
        for pragma in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "busy_timeout=5000"):
            raw.execute(f"PRAGMA {pragma}").close()
        return raw

    engine = create_engine("sqlite://", module=used, hide_parameters=True, creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _engine(path: Path, module: ModuleType, **pool: Any) -> Engine:
    wanted = settings(linked_version(module))
    engine = create_engine(
        f"sqlite:///{path}", module=module, hide_parameters=True, connect_args={"check_same_thread": False}, **pool
    )

    def connected(raw: Any, _: Any) -> None:
        # Our own BEGIN: the old mode of the module begins nothing before a SELECT, a CREATE or a SAVEPOINT.
        raw.isolation_level = None
        try:
            for name, value in wanted.items():
                _set(raw, name, value, path)
        except BaseException:
            raw.close()
            raise

    event.listen(engine, "connect", connected)
    return engine


def _set(raw: Any, name: str, value: int | str, path: Path) -> None:
    cursor = raw.execute(f"PRAGMA {name}={value}")
    cursor.fetchall()
    cursor.close()
    cursor = raw.execute(f"PRAGMA {name}")
    row = cursor.fetchone()
    cursor.close()
    if row is None or row[0] != value:
        found = row[0] if row else "nothing"
        raise UnfitDatabase(
            f"{path}: PRAGMA {name} is {found}, not {value}; put the file on a local disk that this process may write"
        )
