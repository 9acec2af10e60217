"""Somebody who owns the database: no trigger, no check and no key holds him, and what he does is taken back afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import OperationalError

from tests.api.store.samples import ACTOR, MASTER, START, application, assessed, recorder
from tests.api.store.test_checkpoints import KEY
from tests.trail.samples import RULES, key
from tests.trail.test_timestamp import GRANTED
from wbmgp_api.store import anchors, checkpoints, reading, sqlite
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.named_logs import named_tenants
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.verification import flaws, origins
from wbmgp_api.store.verified_cases import examine_cases
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import WITNESS, Note

TOWNS = ("GM0363", "GM0599")
WITNESS_KEY, COSIGN = key("getuige.example/w1", WITNESS)
_STAMPED_TEXT = bytes.fromhex("9aafd5f40e5c7bcd3d6e34f8e56d8e2f")


def origin_of(tenant: str) -> str:
    """The log of a tenant in the year of the samples."""
    return f"wbmgp.example/{tenant.lower()}/{START.year}"


class Town:
    """Two tenants in one file: cases told twice, one erasure, two heads with anchors, and two entries after the last."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.file, self.second = folder / "town.db", 0
        self.heads: dict[str, list[Note]] = {}
        store = open_store(f"sqlite:///{self.file}")
        for tenant in TOWNS:
            made = [self._record(store, tenant) for _ in range(chance.randrange(3, 6))]
            self.heads[tenant] = [self._publish(store, tenant)]
            self._record(store, tenant, case=made[0])
            self._erase(store, tenant, made[1])
            for _ in range(chance.randrange(1, 6)):
                self._record(store, tenant)
            self.heads[tenant].append(self._publish(store, tenant))
            for _ in range(2):
                self._record(store, tenant)
        store.scrub()
        store.close()

    def _record(self, store: Store, tenant: str, case: str | None = None) -> str:
        self.second += 1
        what = assessed(application(gemeente=tenant, kenmerk=f"k{self.second}"))
        used, moment, name = (
            recorder(f"{tenant} {self.second}"),
            START + timedelta(seconds=self.second),
            str(self.second),
        )
        return store.write(tenant, lambda c: used.assessment(c, what, RULES, ACTOR, name, moment, case)).case

    def _erase(self, store: Store, tenant: str, case: str) -> None:
        self.second += 1
        used, moment = recorder(f"{tenant} {self.second}"), START + timedelta(seconds=self.second)
        store.write(tenant, lambda c: erase(c, used, tenant, case, ["inkomen"], ACTOR, moment))

    def _publish(self, store: Store, tenant: str) -> Note:
        origin = origin_of(tenant)
        note = checkpoints.publish(store, tenant, origin, KEY, START)
        size, line = Checkpoint.parse(note.text).size, str(note.signed(WITNESS_KEY, COSIGN, time=5).signatures[-1])
        moment = "2026-11-21T09:00:00.000000Z"
        at = GRANTED.index(_STAMPED_TEXT)
        stamp = GRANTED[:at] + sha256(note.text.encode()).digest() + GRANTED[at + 32 :]
        store.write(tenant, lambda c: anchors.keep_cosignature(c, tenant, origin, size, WITNESS_KEY, line, moment))
        store.write(tenant, lambda c: anchors.keep_timestamp(c, tenant, origin, size, stamp, moment))
        return note

    @property
    def outside(self) -> list[Note]:
        """The last head of each log, as somebody else keeps it."""
        return [notes[-1] for notes in self.heads.values()]


def _log(note: Note) -> str:
    return note.text.split("\n", 1)[0]


class Insider:
    """A town's database in memory."""

    def __init__(self, town: Town) -> None:
        module = sqlite.driver()
        raw, source = module.connect(":memory:", check_same_thread=False), module.connect(town.file)
        source.backup(raw)
        source.close()
        raw.isolation_level = None
        self.engine = create_engine("sqlite://", module=module, poolclass=StaticPool, creator=lambda: raw)
        self.connection = self.engine.connect()
        self.run("PRAGMA ignore_check_constraints=ON")
        for name in self.column("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.run(f"DROP TRIGGER {name}")

    def run(self, statement: str, *values: object) -> None:
        """Do something."""
        self.connection.exec_driver_sql(statement, values)

    def column(self, statement: str, *values: object) -> list[object]:
        """The first column of what a query finds."""
        return [row[0] for row in self.connection.exec_driver_sql(statement, values)]

    def rows(self, statement: str, *values: object) -> list[Any]:
        """What a query finds."""
        return list(self.connection.exec_driver_sql(statement, values).all())

    @contextmanager
    def attempt(self) -> Iterator[Connection]:
        """What is done in here never happened afterwards."""
        self.run("SAVEPOINT attempt")
        try:
            yield self.connection
        finally:
            self.run("ROLLBACK TO attempt")
            self.run("RELEASE attempt")

    def findings(self, outside: Sequence[Note], tenant: str | None = None) -> list[str]:
        """What the store's verification finds in all of the logs, or in those of a tenant, as `wbmgp log verify` asks it."""
        try:
            tenants = [tenant] if tenant else self.column("SELECT DISTINCT tenant FROM log_shard ORDER BY tenant")
            logs = [origin for tenant in tenants for origin in origins(self.connection, str(tenant))]
        except OperationalError:
            return ["the list of logs cannot be read"]
        notes = {_log(note): note for note in outside if not tenant or _log(note) == origin_of(tenant)}
        found = [f"{origin}: is not in this database" for origin in notes if origin not in logs]
        for origin in logs:
            kept = [notes[origin]] if origin in notes else []
            found += map(str, flaws(self.connection, MASTER, KEY, origin, outside=kept))
        return found

    def cases(self) -> list[str]:
        """What is found wrong with cases and facts, of every tenant that anything speaks of."""
        try:
            tenants, wrong = named_tenants(self.connection, None)
        except OperationalError:
            return ["the list of tenants cannot be read"]
        found = [*map(str, wrong)]
        for tenant in tenants:
            found += map(str, examine_cases(self.connection, MASTER, tenant).flaws)
        return found

    def known(self) -> dict[str, object]:
        """The facts on which each assessment would be made again, as a replay reads them."""
        found: dict[str, object] = {}
        for tenant in TOWNS:
            for row in reading.assessments(self.connection, tenant):
                try:
                    facts = reading.known_on(self.connection, MASTER, tenant, row.case, row.known_at)
                except (Erased, NotThere, BadInput, ProofError, OperationalError) as problem:
                    found[row.id] = type(problem).__name__
                else:
                    found[row.id] = facts
        return found

    def close(self) -> None:
        """Forget it."""
        self.connection.close()
        self.engine.dispose()
