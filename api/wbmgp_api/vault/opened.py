"""A store with its keys, opened as the command line and the service need it."""

from __future__ import annotations

import getpass
import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, OperationalError

from wbmgp_api.engine_identity import engine_hash
from wbmgp_api.secret_files import seed_of
from wbmgp_api.store import fingerprints, key_files, named_logs, own_key
from wbmgp_api.store.errors import ClockBehind, NotThere, StoreBusy, StoreFull, UnfitDatabase
from wbmgp_api.store.key_files import LogKey, log_key, master_keys
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.vault.people import folded
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.version import VERSION

PREFIX = "wbmgp.local"
NOBODY = ""
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class House:
    """An open store with its keys."""

    store: Store
    master: MasterKeys
    key: LogKey
    names: bytes

    def of(self, tenant: str | None, place: str = "--tenant") -> list[str]:
        """The tenants to look at. BadInput for one without a log here: what is told of a slip would begin one."""
        if tenant is None:
            return self.store.tenants()
        if not self.store.read(tenant, partial(named_logs.has_log, tenant=tenant)):
            raise BadInput.one(place, f"{shown(tenant)} has no log here", "name one that has, as GM0599")
        return [tenant]

    def recorder(self, prefix: str = PREFIX) -> Recorder:
        """What records in this store, with the randomness of the machine."""
        return Recorder(prefix, self.master, VERSION, engine_hash(), secrets.token_bytes)

    def actor(self, role: str, name: str | None = None) -> Actor:
        """Who runs the command, as a keyed hash: the log names nobody, and the same person is the same actor.

        Without a name it is the account of the machine. A command line believes what it is told; an account of its
        own for each person is what the service asks for. Another spelling of a name is the same person.
        """
        return Actor(self.ref(folded(name or getpass.getuser())), role, "opdrachtregel", "opdrachtregel")

    def ref(self, name: str | None = None) -> str:
        """The keyed hash of a name just as it is spelled, or of the account of the machine."""
        return hmac.digest(self.names, f"actor\0{name or getpass.getuser()}".encode(), "sha256").hex()[:32]


def open_house(url: str, *, make: bool = False, replaced: bool = False) -> House:
    """A store with its keys, to be closed by whoever asked for it. Raises BadInput and what `open_store` raises.

    Nothing is written with key files of another database; with `replaced` a signing key that was replaced will do.
    """
    store = open_store(url, patience=_PATIENCE, make=make)
    try:
        refuse_lost(store, [key_file(url, name) for name in ("keys", "signing", "names")], make=make)
        house = House(
            store,
            master_keys(key_file(url, "keys"), secrets.token_bytes),
            log_key(key_file(url, "signing"), secrets.token_bytes),
            seed_of(key_file(url, "names"), secrets.token_bytes),
        )
        own_key.refuse_emptied(store.read(NOBODY, key_files.in_use), house.key, "--database")
        own_key.refuse_other(store, house.key, replaced=replaced)
        _bind(house, url)
        return house
    except BaseException:
        store.close()
        raise


def refuse_lost(source: own_key.Source, files: Sequence[Path], *, make: bool) -> None:
    """BadInput where a database in use misses a key file: a new key would open nothing of it, and would be taken for its own.

    What makes no database makes no keys for one either.
    """
    missing = [path for path in files if not path.exists()]
    if not missing:
        return
    used = source.read(NOBODY, key_files.in_use)
    if used or not make:
        said = "is not there, and this database is in use" if used else "is not there, and neither is any log"
        raise BadInput.one(str(missing[0]), said, "restore it, or name its folder in WBMGP_KEYS")


def _bind(house: House, url: str) -> None:
    """Bind a database to its keys at the first opening. BadInput for other keys than it was bound to; nothing is written.

    One from before there were fingerprints is bound only to keys that open what it holds.
    """
    known, given = refuse_other_keys(house.store, house.master, house.names, url)
    if new := {place: one for place, one in given.items() if place not in known}:
        house.store.write(NOBODY, lambda connection: fingerprints.keep(connection, new))


def refuse_other_keys(
    source: own_key.Source, master: MasterKeys, names: bytes, url: str
) -> tuple[fingerprints.Fingerprints, fingerprints.Fingerprints]:
    """The fingerprints that a database knows, and those of these keys. BadInput where they are of another database."""
    known, given = source.read(NOBODY, fingerprints.kept), fingerprints.of(master, names)
    other = fingerprints.foreign(known, given)
    if other is None and not known and not fingerprints.opens(source, master):
        other = fingerprints.KEYS
    if other is not None:
        fix = "put the key files of this database back, or name their folder in WBMGP_KEYS; nothing was written"
        raise BadInput.one(str(key_file(url, other)), "these are not the keys of this database", fix)
    return known, given


@contextmanager
def opened(url: str, *, make: bool = False, replaced: bool = False) -> Iterator[House]:
    """A store for as long as a command needs it. BadInput for what the caller can mend, ProofError for wrong bytes."""
    try:
        house = open_house(url, make=make, replaced=replaced)
        try:
            yield house
        finally:
            house.store.close()
    except (UnfitDatabase, NotThere, StoreBusy, StoreFull) as problem:
        raise BadInput.one("--database", str(problem)) from None
    except ClockBehind as problem:
        raise BadInput.one("clock", str(problem), "set the clock of this machine right; nothing was written") from None
    except (OperationalError, DataError) as problem:
        # The message of a driver goes on with the value.
        said = str(problem.orig).partition(" with text ")[0].strip()
        raise ProofError(f"database: it cannot be read or written: {said}") from None
    except KeyMismatch as problem:
        raise ProofError(f"contents: {problem}; or these are not the keys of this database") from None


def key_file(url: str, name: str) -> Path:
    """Where a key is: in the folder that WBMGP_KEYS names, else next to a SQLite file."""
    folder = os.environ.get("WBMGP_KEYS")  # noqa: TID251 -- of the process, not of the engine
    if folder:
        if not Path(folder).is_dir():
            raise BadInput.one("WBMGP_KEYS", "names no folder", "name the folder that holds the keys")
        return Path(folder) / name
    found = make_url(url)
    if found.get_backend_name() != "sqlite":
        raise BadInput.one("WBMGP_KEYS", "is not set", "name the folder that holds the keys of this database")
    path = Path(str(found.database))
    return path.parent / f"{path.name}.{name}"
