"""D5: the power goes. What was synced is on the disk; of what was not, each write is there, torn, or gone."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.api.store.samples import ORIGIN, START, TENANT, record
from tests.torture.databases import KEY, chance
from tests.torture.disk import Disk, Operation, used_by_the_store
from tests.torture.disk_faults import after
from tests.torture.harness import Part, Tally
from wbmgp_api.store import checkpoints
from wbmgp_api.store.opened import SqliteStore, open_store

CUTS, CLIENTS, EACH, SECTOR = 400, 3, 12, 512
FATES = (0.0, 0.5, 0.5, 0.9, 1.0)  # how likely a write that was not synced is to be there
Files = dict[str, bytearray]


def worked(seed: int, folder: Path, *pragmas: str) -> list[Operation]:
    """Everything that was asked of the disk while clients recorded, and every answer in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    disk = Disk(f"watched {seed}")
    done: list[Operation] = []
    disk.done = done
    with used_by_the_store(disk):
        store = open_store(f"sqlite:///{folder}/store.db")
        assert isinstance(store, SqliteStore)
        assert store.writer._emptier is not None
        store.writer._emptier._every = 1 + seed % 7  # the journal goes into the file beside the writer, and by it
        for pragma in (f"wal_autocheckpoint={30 + seed % 50}", *pragmas):
            # Outside a transaction: within one it would change nothing.
            store.writer._engine.raw_connection().driver_connection.execute(f"PRAGMA {pragma}")  # type: ignore[union-attr]

        def client(number: int) -> None:
            for step in range(EACH):
                key = f"{number}-{step}"
                made = record(store, key=key, by=chance())
                disk.did(Operation("ack", key, 0, made.record.encode()))
                if step % 5 == 4:
                    checkpoints.publish(store, TENANT, ORIGIN, KEY, START)

        threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        store.close()
    return done


def at_the_cut(
    done: Iterable[Operation], chance: random.Random, fates: Sequence[float] = FATES
) -> tuple[Files, dict[str, str]]:
    """What is on the disk, and what was acknowledged by then."""
    files: Files = {}
    loose: dict[str, list[Operation]] = {}
    acknowledged: dict[str, str] = {}
    for operation in done:
        if operation.kind == "ack":
            acknowledged[operation.file] = operation.data.decode()
        elif operation.kind == "delete":
            files.pop(operation.file, None)
            loose.pop(operation.file, None)
        elif operation.kind == "sync":
            for one in loose.pop(operation.file, []):
                _apply(files, one)
        else:
            loose.setdefault(operation.file, []).append(operation)
    fate = chance.choice(fates)
    for operations in loose.values():
        for one in operations:
            if chance.random() < fate:
                _apply(files, one)
            elif one.kind == "write" and chance.random() < 0.3:
                _apply(files, one._replace(data=one.data[: chance.randrange(0, len(one.data) + SECTOR, SECTOR)]))
    return files, acknowledged


def _apply(files: Files, one: Operation) -> None:
    content = files.setdefault(one.file, bytearray())
    if one.kind == "truncate":
        del content[one.at :]
        return
    if len(content) < one.at:
        content.extend(bytes(one.at - len(content)))
    content[one.at : one.at + len(one.data)] = one.data


def wrong_after(files: Mapping[str, bytearray], acknowledged: dict[str, str], folder: Path) -> list[str]:
    """Put the files down, let SQLite recover them, and look."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return after(folder, acknowledged)


def run(seed: int, count: int, folder: Path) -> Tally:
    """So many cuts, through several runs of work."""
    chance_, faults, kept = random.Random(seed), list[str](), 0
    cut = folder / "cut"
    cut.mkdir()
    done: list[Operation] = []
    for number in range(count):
        if number % CUTS == 0:
            done = worked(seed * 1000 + number // CUTS, folder / f"work {number // CUTS}")
        at = chance_.randrange(1, len(done) + 1)
        files, acknowledged = at_the_cut(done[:at], chance_)
        kept += len(acknowledged)
        faults += [f"cut {number} at {at}: {fault}" for fault in wrong_after(files, acknowledged, cut)]
    return Tally(count, faults, {"acknowledged before a cut": str(kept), "operations in a run": str(len(done))})


PARTS = (Part("torn", "D5: the power goes; what was acknowledged is kept, the log holds", 2000, 200_000, run),)
