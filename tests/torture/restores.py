"""Backups put back, four ways: the root has to be the one that was signed, and one that is too old is found out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from sqlalchemy import Connection, NullPool, create_engine, text

from tests.api.store.postgres_server import Server
from tests.api.store.samples import ORIGIN, START, TENANT, record
from tests.torture.databases import (
    KEY,
    POSTGRES,
    SQLITE,
    Place,
    applications,
    chance,
    database,
    kept,
    key_folder,
    wrongs,
)
from tests.torture.harness import Missing, Part, Tally
from wbmgp_api.store import checkpoints, log, sqlite
from wbmgp_api.store.opened import Store, open_store
from wbmgp_engine import cli
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.tree import Edge


class Way(NamedTuple):
    """How a backup is made, and where it can be opened once it was put back."""

    kind: str
    take: Callable[[Place, Path], None]
    restored: Callable[[Place, Path], AbstractContextManager[str]]


def vacuum(place: Place, folder: Path) -> None:
    """`VACUUM INTO`, beside a store that is open."""
    with sqlite.driver().connect(place.url.removeprefix("sqlite:///")) as source:
        source.execute(f"VACUUM INTO '{folder}/backup.db'")
    source.close()


def copy(place: Place, folder: Path) -> None:
    """The backup API, a few pages at a time, beside a store that is open."""
    source = sqlite.driver().connect(place.url.removeprefix("sqlite:///"))
    target = sqlite.driver().connect(folder / "backup.db")
    source.backup(target, pages=16)
    target.close()
    source.close()


@contextmanager
def file(place: Place, folder: Path) -> Iterator[str]:
    """The copy in a place of its own."""
    yield f"sqlite:///{shutil.copy(folder / 'backup.db', folder / 'restored.db')}"


def dump(place: Place, folder: Path) -> None:
    """`pg_dump`, by the owner."""
    server = _server(place)
    _run(server, "pg_dump", "-Fc", "-h", str(server.folder), "-U", "owner", "-f", str(server.folder / "dump"), "store")


@contextmanager
def database_again(place: Place, folder: Path) -> Iterator[str]:
    """The dump in a database of its own."""
    server = _server(place)
    owner = create_engine(server.url("owner"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with owner.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS restored WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE restored"))
    _run(server, "pg_restore", "-h", str(server.folder), "-U", "owner", "-d", "restored", str(server.folder / "dump"))
    yield server.url("app", "restored")


def base(place: Place, folder: Path) -> None:
    """`pg_basebackup`, with the journal that belongs to it."""
    server = _server(place)
    _run(
        server,
        "pg_basebackup",
        "-h",
        str(server.folder),
        "-U",
        "owner",
        "-X",
        "stream",
        "-c",
        "fast",
        "-D",
        str(_again(server)),
    )


@contextmanager
def server_again(place: Place, folder: Path) -> Iterator[str]:
    """A second server on the copy."""
    server = _server(place)
    data, sockets = _again(server), server.folder / "sockets"
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)
    options = f"-c listen_addresses='' -c unix_socket_directories='{sockets}'"
    try:
        _run(server, "pg_ctl", "-w", "-D", str(data), "-l", str(server.folder / "log2"), "-o", options, "start")
        yield f"postgresql+psycopg://app@/store?host={sockets}"
    finally:
        _run(server, "pg_ctl", "-w", "-D", str(data), "-m", "immediate", "stop")


def _again(server: Server) -> Path:
    return server.folder / "again"


def _server(place: Place) -> Server:
    if place.server is None:
        raise ValueError(f"{place.url} is no server")
    return place.server


def _run(server: Server, program: str, *arguments: str) -> None:
    # A link to `initdb` may stand alone; the other programs stand where it leads.
    beside = (server.bin / "initdb").resolve().parent
    found = shutil.which(program, path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        raise Missing(f"{program} is not on this machine; install PostgreSQL's client programs")
    # What a server that goes on running writes must not keep this process waiting.
    nothing = subprocess.DEVNULL
    subprocess.run([found, *arguments], check=True, stdout=nothing, stderr=nothing, user=server.user, cwd=server.folder)


WAYS = (
    Way(SQLITE, vacuum, file), Way(SQLITE, copy, file), Way(POSTGRES, dump, database_again), Way(POSTGRES, base, server_again),
)  # fmt: skip


def drills(seed: int, count: int, folder: Path) -> Tally:
    """`count` drills, each way in turn."""
    draw, faults, figures = Random(seed), list[str](), dict[str, str]()
    keys = key_folder(folder / "keys")
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        own = folder / str(number)
        own.mkdir()
        with database(way.kind, own) as place, patch.dict(os.environ, {"WBMGP_KEYS": str(keys)}):
            faults += [f"{way.take.__name__}: {fault}" for fault in _drill(way, place, own, draw)]
        figures[way.take.__name__] = str(int(figures.get(way.take.__name__, "0")) + 1)
    return Tally(count, faults, figures)


def _drill(way: Way, place: Place, folder: Path, draw: Random) -> Iterator[str]:
    store = open_store(place.url)
    then = _grown(store, 0, draw.randrange(2, 40))
    acknowledged = kept(store)
    way.take(place, folder)
    now = _grown(store, 100, draw.randrange(1, 20))
    store.close()
    with way.restored(place, folder) as url:
        yield from _judged(url, then, now, folder, acknowledged)


def _judged(url: str, then: Note, now: Note, folder: Path, acknowledged: dict[str, str]) -> Iterator[str]:
    again = open_store(url)
    if _root(again) != Checkpoint.parse(then.text):
        yield "the root is another than the one that was signed"
    yield from wrongs(again, acknowledged, [then])
    if not wrongs(again, acknowledged, [now]):
        yield "a head from elsewhere did not tell that it is too old"
    again.close()
    codes = [_verified(url, note, folder) for note in (then, now)]
    if codes != [0, 1]:
        yield f"log verify --checkpoint says {codes}"
    again = open_store(url)
    _grown(again, 200, 30)
    if not wrongs(again, acknowledged, [now]):
        yield "a head from elsewhere did not tell that another history follows"
    again.close()


def _grown(store: Store, start: int, count: int) -> Note:
    used = chance()
    for number, what in enumerate(applications(count), start):
        record(store, what, key=f"k{number}", second=number, by=used)
    return checkpoints.publish(store, TENANT, ORIGIN, KEY, START)


def _root(store: Store) -> Checkpoint:
    """Size and root of a log as its kept hashes give it."""

    def read(connection: Connection) -> Checkpoint:
        size = log.size_of(connection, ORIGIN)
        return Checkpoint(ORIGIN, size, Edge.read(size, log.reader_of(connection, ORIGIN)).root)

    return store.read(TENANT, read)


def _verified(url: str, note: Note, folder: Path) -> int:
    (folder / "note").write_bytes(bytes(note))
    with redirect_stdout(StringIO()):
        return cli.run(["log", "verify", "--database", url, "--tenant", TENANT, "--checkpoint", str(folder / "note")])


PARTS = (Part("restores", "a restored root is the signed one, an old backup is found out (B1)", 4, 400, drills),)
