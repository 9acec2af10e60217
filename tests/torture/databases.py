"""A database of either kind for one batch, and what a log must still say after whatever was done to it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import NullPool, create_engine, text

from tests.api.store.postgres_server import Server, programs, server
from tests.api.store.samples import MASTER, ORIGIN, TENANT, application, assessed, recorder
from tests.torture.harness import Missing
from wbmgp_api.secret_files import keep_secret
from wbmgp_api.store import log, postgres
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.migrate import migrate
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Assessed, Recorder
from wbmgp_api.store.verification import flaws
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.notes import Note

_SEED = b"s" * 32
KEY = LogKey(*signer(_SEED))
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


class Place(NamedTuple):
    """Where a database is; `server` is the one it runs on."""

    url: str
    server: Server | None


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Place]:
    """A fresh database with its tables. Raises Missing where there is no PostgreSQL to run."""
    if kind == SQLITE:
        url = f"sqlite:///{folder}/store.db"
        open_store(url).close()
        yield Place(url, None)
        return
    if programs() is None:
        raise Missing("PostgreSQL (initdb, pg_ctl) is not on this machine; install the server")
    with server() as running:
        owner = create_engine(running.url("owner"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with owner.connect() as connection:
            connection.execute(text("CREATE ROLE app LOGIN"))
            connection.execute(text("CREATE DATABASE store"))
        tables = postgres.administrator(running.url("owner", "store"))
        migrate(tables)
        with tables.begin() as connection:
            connection.execute(text("GRANT wbmgp_app TO app"))
        yield Place(running.url("app", "store"), running)


def key_folder(folder: Path) -> Path:
    """A new folder with the three key files of these databases, as `WBMGP_KEYS` names it."""
    folder.mkdir()
    MASTER.write(folder / "keys")
    for name, seed in (("signing", _SEED), ("names", b"n" * 32)):
        keep_secret(folder / name, seed.hex())
    return folder


def chance() -> Recorder:
    """A recorder that draws what is random from the system: what a killed run drew stays drawn."""
    return replace(recorder(), random=os.urandom)


def applications(count: int) -> list[Assessed]:
    """Assessed applications that differ; nothing has to be assessed while the clock runs."""
    return [assessed(application(kenmerk=f"k{number}")) for number in range(count)]


def kept(store: Store) -> dict[str, str]:
    """The record of every key that was ever answered."""
    asked = text("SELECT key, record_id FROM idempotency WHERE tenant = :tenant")
    return {row.key: row.record_id for row in store.read(TENANT, lambda c: c.execute(asked, {"tenant": TENANT}).all())}


def wrongs(store: Store, acknowledged: Mapping[str, str], heads: Sequence[Note] = ()) -> list[str]:
    """Acknowledged writes that are lost or there twice, and everything that is wrong with the log itself."""
    found = kept(store)
    wrong = [f"{key} was acknowledged and is lost" for key in acknowledged if key not in found]
    wrong += [
        f"{key} was acknowledged as {record} and is {found[key]}"
        for key, record in acknowledged.items()
        if found.get(key, record) != record
    ]
    made = store.read(TENANT, lambda c: c.execute(_ASSESSMENTS).scalars().all())
    if sorted(made) != sorted(found.values()):
        wrong.append(f"{len(made)} assessments for {len(found)} keys: one is there twice, or half")
    return wrong + store.read(TENANT, lambda c: [str(one) for one in flaws(c, MASTER, KEY, ORIGIN, outside=heads)])


def leaves(store: Store) -> int:
    """The number of leaves."""
    return store.read(TENANT, lambda connection: log.size_of(connection, ORIGIN))


_ASSESSMENTS: Any = text("SELECT id FROM record WHERE type = 'beoordeling'")
