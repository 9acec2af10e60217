"""What the command line does with a store: record, check, export and replay, with the clock and randomness of the machine."""

from __future__ import annotations

import getpass
import hmac
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, OperationalError

from wbmgp_api.engine_identity import engine_hash
from wbmgp_api.secret_files import seed_of
from wbmgp_api.store import checkpoints, key_files, reading, signing
from wbmgp_api.store.erased import destroyed
from wbmgp_api.store.errors import NotThere, UnfitDatabase
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.key_files import LogKey, log_key, master_keys
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.named_logs import entries, named_origins, named_tenants
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Actor, Assessed, Recorder
from wbmgp_api.store.replay import Replayed, Replayer, Simulated
from wbmgp_api.store.verification import flaws
from wbmgp_engine.errors import BadInput, Finding, ProofError
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.version import VERSION

PREFIX = "wbmgp.local"
NOBODY = ""
_PATIENCE = 5
_SAID = {
    "nl": {"whole": "klopt", "regels": "regels", "flaws": "klopt NIET"},
    "en": {"whole": "holds", "regels": "entries", "flaws": "does NOT hold"},
}


@dataclass(frozen=True, slots=True)
class House:
    """An open store with its keys."""

    store: Store
    master: MasterKeys
    key: LogKey
    names: bytes

    def of(self, tenant: str | None) -> list[str]:
        """The tenants to look at."""
        return self.store.tenants() if tenant is None else [tenant]

    def recorder(self, prefix: str = PREFIX) -> Recorder:
        """What records in this store, with the randomness of the machine."""
        return Recorder(prefix, self.master, VERSION, engine_hash(), secrets.token_bytes)

    def actor(self, role: str, name: str | None = None) -> Actor:
        """Who runs the command, as a keyed hash: the log names nobody, and the same person is the same actor.

        Without a name it is the account of the machine. A command line believes what it is told; an account of its
        own for each person is what the service asks for.
        """
        ref = hmac.digest(self.names, f"actor\0{name or getpass.getuser()}".encode(), "sha256").hex()[:32]
        return Actor(ref, role, "opdrachtregel", "opdrachtregel")


def open_house(url: str, *, make: bool = False) -> House:
    """A store with its keys, to be closed by whoever asked for it. Raises BadInput and what `open_store` raises."""
    store = open_store(url, patience=_PATIENCE, make=make)
    try:
        _refuse_lost(store, [key_file(url, name) for name in ("keys", "signing", "names")])
        return House(
            store,
            master_keys(key_file(url, "keys"), secrets.token_bytes),
            log_key(key_file(url, "signing"), secrets.token_bytes),
            seed_of(key_file(url, "names"), secrets.token_bytes),
        )
    except BaseException:
        store.close()
        raise


def _refuse_lost(store: Store, files: Sequence[Path]) -> None:
    """BadInput where a database in use misses a key file: a new key would open nothing of it, and would be taken for its own."""
    missing = [path for path in files if not path.exists()]
    if not missing:
        return
    used: bool = store.read(NOBODY, key_files.in_use)
    if used:
        raise BadInput.one(
            str(missing[0]), "is not there, and this database is in use", "restore it, or name its folder in WBMGP_KEYS"
        )


@contextmanager
def opened(url: str, *, make: bool = False) -> Iterator[House]:
    """A store for as long as a command needs it. BadInput for what the caller can mend, ProofError for wrong bytes."""
    try:
        house = open_house(url, make=make)
        try:
            yield house
        finally:
            house.store.close()
    except (UnfitDatabase, NotThere) as problem:
        raise BadInput.one("--database", str(problem)) from None
    except (OperationalError, DataError) as problem:
        # The message of a driver goes on with the value.
        said = str(problem.orig).partition(" with text ")[0].strip()
        raise ProofError(f"database: it cannot be read or written: {said}") from None
    except KeyMismatch as problem:
        raise ProofError(f"contents: {problem}; or these are not the keys of this database") from None


def record(url: str, application: Application, assessment: Assessment, rules: Mapping[str, bytes]) -> str:
    """Record an assessment in a case of its own, sign the log's new head, and tell the case."""
    words = {"nl": explain(assessment, "nl"), "en": explain(assessment, "en")}
    what = Assessed.of(application.to_json(), assessment.to_json(), words)
    with opened(url, make=True) as house:
        actor, recorder = house.actor("systeem"), house.recorder()
        key, moment = secrets.token_hex(16), datetime.now(UTC)
        house.store.read(what.tenant, partial(signing.refuse_replaced, tenant=what.tenant, key=house.key))
        made = house.store.write(
            what.tenant, lambda connection: recorder.assessment(connection, what, rules, actor, key, moment)
        )
        checkpoints.publish(house.store, what.tenant, made.origin, house.key, datetime.now(UTC))
    return made.case


def verify(url: str, outside: bytes | None, tenant: str | None, lang: str) -> int:
    """Check every log, print what was found, and give the exit code: 1 when something does not hold."""
    notes = [] if outside is None else [Note.parse(outside)]
    said, wrong, lines = _SAID[lang], 0, list[str]()
    with opened(url) as house:
        logs = _logs(house, tenant)
        if not logs:
            place, fix = (
                ("--database", "name the right one") if tenant is None else ("--tenant", "name one that has a log")
            )
            raise BadInput.one(place, "holds no log, so there is nothing to check", fix)
        if not {_of(note) for note in notes} <= {origin for _, origin in logs}:
            raise BadInput.one("--checkpoint", "is of a log that is not in this database", "name the right database")
        for name, origin in logs:
            size, found = _checked(house, name, origin, [note for note in notes if _of(note) == origin])
            wrong += len(found)
            lines += [f"{origin}: {size} {said['regels']}, {said['flaws' if found else 'whole']}"]
            lines += [f"  {flaw}" for flaw in found]
    print("\n".join(lines))
    return int(wrong > 0)


def export(url: str, case: str, tenant: str | None, categories: Sequence[str]) -> tuple[bytes, list[str]]:
    """The bundle of the last assessment of a case, under a head that is signed now; and what of it was erased.

    Raises ProofError where something is gone that no entry of the log says was erased.
    """
    with opened(url) as house:
        row = _rows(house, case, tenant)[-1]
        checkpoints.publish(house.store, row.tenant, row.origin, house.key, datetime.now(UTC))
        made = house.store.read(
            row.tenant, lambda connection: bundle_of(connection, house.master, house.key, row, categories)
        )
        gone = [category for category in categories if category not in made.opened]
        if lost := house.store.read(row.tenant, partial(destroyed, tenant=row.tenant, record=row.id, missing=gone)):
            raise ProofError(f"{', '.join(lost)} of {row.id}: gone, and no entry of the log says that it was erased")
    return bytes(made), gone


def replay(url: str, case: str | None, tenant: str | None) -> Iterator[Replayed]:
    """Every assessment of a case, or of all, made again."""
    with opened(url) as house:
        replayer = Replayer(house.master)
        for row in _rows(house, case, tenant):
            yield house.store.read(row.tenant, partial(replayer.replay, row=row))


def simulate(url: str, case: str | None, tenant: str | None, on: date) -> Iterator[Simulated]:
    """Every assessment of a case, or of all, as the law of another date would have it. Nothing is written."""
    with opened(url) as house:
        replayer = Replayer(house.master)
        for row in _rows(house, case, tenant):
            yield house.store.read(row.tenant, partial(replayer.simulate, row=row, on=on))


def _rows(house: House, case: str | None, tenant: str | None) -> list[reading.Row]:
    found: list[reading.Row] = []
    for name in house.of(tenant):
        found += house.store.read(name, partial(reading.assessments, tenant=name, case=case))
    if case is not None and not found:
        raise NotThere(f"there is no case {case}")
    return found


def _logs(house: House, tenant: str | None) -> list[tuple[str, str]]:
    """Tenant and name of every log that anything speaks of; a listed one stands under the tenant of the list."""
    listed = house.of(tenant)
    named = house.store.read("", named_tenants) if tenant is None else []
    found = dict[str, str]()
    for name in [*listed, *(one for one in named if one not in listed)]:
        for origin in house.store.read(name, partial(named_origins, tenant=name)):
            found.setdefault(origin, name)
    return [(name, origin) for origin, name in found.items()]


def _checked(house: House, tenant: str, origin: str, notes: list[Note]) -> tuple[int, list[Finding]]:
    signed = None if house.key.heads is None else house.key.heads.last(origin)
    return house.store.read(
        tenant,
        lambda connection: (
            entries(connection, origin),
            list(flaws(connection, house.master, house.key, origin, outside=notes, signed=signed)),
        ),
    )


def _of(note: Note) -> str:
    return note.text.split("\n", 1)[0]


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
