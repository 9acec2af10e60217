"""D4: the n-th operation of the disk fails, once and for ever, and the disk is full from the n-th write on.

A unit is one scenario with every 16th n. Eight batches in a row try every n of the five scenarios; then they grow.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count as counted
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy.exc import DBAPIError

from tests.api.store.quick_tables import Tables
from tests.api.store.samples import ORIGIN, START, TENANT, record
from tests.torture.databases import KEY, chance, wrongs
from tests.torture.disk import Disk, used_by_the_store
from tests.torture.harness import Part, Tally
from wbmgp_api.store import checkpoints, sqlite
from wbmgp_api.store.errors import StoreBroken, StoreFull
from wbmgp_api.store.opened import SqliteStore, Store, open_store
from wbmgp_engine.errors import WbmgpError

Fails = Callable[[int, str], type[Exception] | None]
STRIDE, SHARES = 16, 8
TURNS = STRIDE // SHARES


class Client:
    """Writes through a store on a failing disk; `faults` says where the store broke its word."""

    def __init__(self, url: str, disk: Disk) -> None:
        self.url, self.disk = url, disk
        self.acknowledged: dict[str, str] = {}
        self.faults: list[str] = []

    def write(self, store: Store, key: str) -> None:
        """One recording: acknowledged, refused for want of room, or the last one of this store."""
        try:
            self.acknowledged[key] = record(store, key=key, by=chance()).record
        except StoreFull:
            store.tenants()  # reading goes on
        except StoreBroken:
            self._writes_no_more(store, key)

    def _writes_no_more(self, store: Store, key: str) -> None:
        try:
            record(store, key=f"{key} again", by=chance())
        except StoreBroken:
            return
        self.faults.append("a store that broke wrote again")


def recordings(client: Client, step: int) -> None:
    """Two recordings, or more."""
    with _opened(client) as store:
        for number in range(2 + step):
            client.write(store, f"k{number}")


def head(client: Client, step: int) -> None:
    """A recording, a head, another recording."""
    with _opened(client) as store:
        client.write(store, "before")
        for number in range(1 + step):
            if store.tenants():
                checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
            client.write(store, f"after {number}")


def journal(client: Client, step: int) -> None:
    """Recordings while the journal is brought into the file at every commit."""
    with _opened(client) as store:
        store.writer.write(lambda c: c.exec_driver_sql("PRAGMA wal_autocheckpoint=1").all())
        for number in range(1 + step):
            client.write(store, f"k{number}")


SCENARIOS: tuple[tuple[str, str, Callable[[Client, int], None]], ...] = (
    ("recordings", "closed", recordings), ("head", "closed", head), ("journal", "closed", journal),
    ("recovery", "crashed", recordings), ("new", "none", head),
)  # fmt: skip


@contextmanager
def _opened(client: Client) -> Iterator[SqliteStore]:
    store = open_store(client.url)
    assert isinstance(store, SqliteStore)
    try:
        yield store
    finally:
        store.close()


def templates(folder: Path) -> None:
    """Databases to begin with: none, one that was closed, and one of a process that was killed."""
    for name in ("none", "closed", "crashed"):
        (folder / name).mkdir(parents=True)
    store = open_store(f"sqlite:///{folder}/closed/store.db")
    for number in range(3):
        record(store, key=f"earlier {number}", by=chance())
    checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    for file in (folder / "closed").glob("store.db*"):
        shutil.copy(file, folder / "crashed")
    store.close()


def modes(n: int) -> dict[str, Fails]:
    """How the n-th operation fails."""
    return {
        "once": lambda number, _: apsw.IOError if number == n else None,
        "for ever": lambda number, _: apsw.IOError if number >= n else None,
        "full": lambda number, kind: apsw.FullError if number >= n and kind == "write" else None,
    }


def run(seed: int, count: int, folder: Path) -> Tally:
    """So many units."""
    templates(folder / "templates")
    tables = Tables(folder)
    gc.collect()
    gc.freeze()  # each run looks for what it left behind, and nothing of before: half of a run was spent on that
    try:
        return _tried(seed, count, folder, tables)
    finally:
        gc.unfreeze()


def _tried(seed: int, count: int, folder: Path, tables: Tables) -> Tally:
    disk, faults, tried = Disk(f"faulty {seed}"), list[str](), 0
    for turn in range(count):
        name, template, work = SCENARIOS[turn % len(SCENARIOS)]
        first, step = (TURNS * seed + turn // len(SCENARIOS)) % STRIDE, seed // SHARES % 5
        for mode in modes(0):
            for n in counted(first + 1, STRIDE):
                place = folder / "now"
                shutil.copytree(folder / "templates" / template, place)
                with tables.made_quickly(but=first == 0 and mode == "once"):
                    reached, said = one(disk, place, modes(n)[mode], work, step)
                faults += [f"{name}, {mode}, operation {n}: {fault}" for fault in said]
                shutil.rmtree(place)
                if not reached:
                    break
                tried += 1
    return Tally(count, faults, {"operations that failed": str(tried)})


def one(
    disk: Disk, place: Path, fails: Fails, work: Callable[[Client, int], None], step: int
) -> tuple[bool, list[str]]:
    """Whether the operation was reached, and what is wrong after it."""
    client, reached = Client(f"sqlite:///{place}/store.db", disk), False

    def failing(number: int, kind: str) -> type[Exception] | None:
        nonlocal reached
        error = fails(number, kind)
        reached = reached or error is not None
        return error

    disk.count, disk.fails = 0, failing
    with used_by_the_store(disk):
        with suppress(WbmgpError, DBAPIError):
            work(client, step)
        gc.collect()
    disk.fails = lambda number, kind: None
    return reached, client.faults + after(place, client.acknowledged)


def after(place: Path, acknowledged: dict[str, str]) -> list[str]:
    """What is wrong with the files, as the store's own SQLite reads them."""
    path = place / "store.db"
    if not path.exists():
        return ["the file is gone"] if acknowledged else []
    engine = sqlite.read_engine(path)
    reading: Any = SqliteStore(None, engine, None)  # type: ignore[arg-type]
    try:
        with engine.begin() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if found != ["ok"]:
            return [f"integrity: {found[:3]}"]
        if not tables:
            return ["the tables are gone"] if acknowledged else []
        if not leaves_there(engine):
            return ["the log is gone"] if acknowledged else []
        return wrongs(reading, acknowledged)
    finally:
        engine.dispose()


def leaves_there(engine: Any) -> bool:
    """Whether the log was begun."""
    with engine.begin() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM log_shard").scalar_one())


PARTS = (
    Part(
        "disk-faults",
        "D4: any operation of the disk fails; nothing acknowledged is lost, the log holds",
        STRIDE * len(SCENARIOS),
        5 * STRIDE * len(SCENARIOS),
        run,
        tests=SHARES,
    ),
)
