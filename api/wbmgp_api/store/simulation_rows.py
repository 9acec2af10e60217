"""Rows of simulations and of their queue. Every statement names the tenant, but those about the queue as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import Sql, sql
from wbmgp_engine.trail.canonical import encode

WAITS, RUNS, DONE, FAILED, CANCELLED = "wacht", "loopt", "klaar", "mislukt", "geannuleerd"


def _of_one(words: str, more: str = "") -> Sql:
    """A statement about one simulation."""
    return sql(f"{words} WHERE tenant = :tenant AND id = :id{more}")


_SEEN: Final = (
    "SELECT id, title, scenario, scenario_hash, rules_hash, asked_by, asked_role, asked_at, request_key, status, done, total,"
    " attempts, started_at, finished_at, findings, files, record_id FROM simulation"
)
_OPEN, _RUNS, _MINE = " AND status IN ('wacht', 'loopt')", " AND status = 'loopt'", " AND worker = :worker"
_ADD = sql(
    "INSERT INTO simulation VALUES (:tenant, :id, :title, :scenario, :scenario_hash, :rules_hash, :by, :role, :moment,"
    " :key, 'wacht', 0, 0, 0, NULL, NULL, NULL, NULL, NULL)"
)
_LINE_UP = sql("INSERT INTO simulation_turn VALUES (:tenant, :id, :moment, NULL, NULL)")
_ONE = _of_one(_SEEN)
_OF_KEY = sql(_SEEN + " WHERE tenant = :tenant AND request_key = :key")
_OF_RECORD = sql(_SEEN + " WHERE tenant = :tenant AND record_id = :record")
_PAGE = sql(_SEEN + " WHERE tenant = :tenant ORDER BY asked_at DESC, id LIMIT :size OFFSET :start")
_COUNT = sql("SELECT count(*) FROM simulation WHERE tenant = :tenant")
_TURNS = sql("SELECT count(*) FROM simulation_turn WHERE tenant = :tenant")
_SHOWN = sql("SELECT set_config('app.queue', 'on', true)")
# Municipalities in turn: the first of each, then the second of each; within that by who asked first.
_QUEUE = sql(
    "SELECT tenant, id, leased_until FROM simulation_turn t ORDER BY"
    " (SELECT count(*) FROM simulation_turn o WHERE o.tenant = t.tenant AND (o.asked_at, o.id) < (t.asked_at, t.id)),"
    " asked_at, id"
)
_TAKE = _of_one("UPDATE simulation_turn SET worker = :worker, leased_until = :until")
_HOLD = _of_one("UPDATE simulation_turn SET leased_until = :until", _MINE)
_GIVE_BACK = _of_one("UPDATE simulation_turn SET worker = NULL, leased_until = NULL", _MINE)
_LEAVE = _of_one("DELETE FROM simulation_turn", _MINE)
_STEP_OUT = _of_one("DELETE FROM simulation_turn", " AND worker IS NULL")
_BEGIN = _of_one(
    "UPDATE simulation SET status = 'loopt', attempts = attempts + 1, started_at = coalesce(started_at, :moment)", _OPEN
)
_WAIT_AGAIN = _of_one("UPDATE simulation SET status = 'wacht', attempts = attempts - 1", _RUNS)
_PROGRESS = _of_one("UPDATE simulation SET done = :done, total = :total", _RUNS)
_CANCEL = _of_one("UPDATE simulation SET status = 'geannuleerd', finished_at = :moment", _OPEN)
_FAIL = _of_one("UPDATE simulation SET status = 'mislukt', finished_at = :moment, findings = :findings", _RUNS)
_FINISH = _of_one(
    "UPDATE simulation SET status = 'klaar', done = total, finished_at = :moment, files = :files, record_id = :record",
    _RUNS,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A simulation as it is kept."""

    id: str
    title: str
    scenario: str
    scenario_hash: str
    rules_hash: str
    asked_by: str
    asked_role: str
    asked_at: str
    request_key: str
    status: str
    done: int
    total: int
    attempts: int
    started_at: str | None
    finished_at: str | None
    findings: str | None
    files: str | None
    record: str | None

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of every file of the result, by its name; empty until it is done."""
        return {} if self.files is None else dict(json.loads(self.files))

    def hash(self, tenant: str, files: str) -> str:
        """What an entry of the log says of it: what was asked, by whom, under which rules, and every file that came of it."""
        said = [tenant, "simulation", self.id, self.scenario, self.rules_hash, self.asked_by, self.asked_at, files]
        return f"sha256:{sha256(encode(said)).hexdigest()}"


class Hold(NamedTuple):
    """What a worker has in hand, and under which name."""

    tenant: str
    id: str
    worker: str

    def row(self, **more: str | int | None) -> dict[str, str | int | None]:
        """The parameters that name it."""
        return {"tenant": self.tenant, "id": self.id, "worker": self.worker, **more}


def add(connection: Connection, tenant: str, row: Mapping[str, str]) -> None:
    """Keep a simulation, at the end of the queue."""
    _ADD(connection, {"tenant": tenant, **row})
    _LINE_UP(connection, {"tenant": tenant, "id": row["id"], "moment": row["moment"]})


def one(connection: Connection, tenant: str, key: str) -> Kept:
    """A simulation. Raises NotThere."""
    row = _ONE(connection, {"tenant": tenant, "id": key}).first()
    if row is None:
        raise NotThere(f"there is no simulation {key}")
    return Kept(*row)


def asked(connection: Connection, tenant: str, key: str) -> Kept | None:
    """The simulation that was asked under a key of the caller."""
    row = _OF_KEY(connection, {"tenant": tenant, "key": key}).first()
    return None if row is None else Kept(*row)


def page(connection: Connection, tenant: str, start: int, size: int) -> tuple[list[Kept], int]:
    """Some of the simulations, the newest first, and how many there are."""
    rows = _PAGE(connection, {"tenant": tenant, "size": size, "start": start})
    return [Kept(*row) for row in rows], int(_COUNT(connection, {"tenant": tenant}).scalar_one())


def unfinished(connection: Connection, tenant: str) -> int:
    """How many simulations of a municipality wait or run."""
    return int(_TURNS(connection, {"tenant": tenant}).scalar_one())


def queue(connection: Connection) -> list[tuple[str, str, str | None]]:
    """The turns of all municipalities in the order in which they come: municipality, simulation, until when it is leased."""
    if connection.dialect.name == "postgresql":
        _SHOWN(connection)
    return [(row.tenant, row.id, row.leased_until) for row in _QUEUE(connection)]


def claim(connection: Connection, worker: str, now: str, until: str) -> Hold | None:
    """The next turn, leased to a worker; None where nothing waits, or another worker is at work."""
    turns = queue(connection)
    if not turns or any(leased is not None and leased > now for _, _, leased in turns):
        return None
    # Who was cut off goes on first.
    tenant, key, _ = min(turns, key=lambda turn: turn[2] is None)
    hold = Hold(tenant, key, worker)
    _TAKE(connection, hold.row(until=until))
    return hold


def begin(connection: Connection, hold: Hold, moment: str) -> Kept | None:
    """The simulation of a turn, which runs from now on; None, and the turn is over, where somebody cancelled it."""
    if _BEGIN(connection, hold.row(moment=moment)).rowcount != 1:
        _LEAVE(connection, hold.row())
        return None
    return one(connection, hold.tenant, hold.id)


def beat(
    connection: Connection, hold: Hold, until: str, done: int, total: int
) -> Literal["holds", "cancelled", "lost"]:
    """Lease on and tell the progress: whether the worker still has it, or it was cancelled, or another worker took it."""
    if _HOLD(connection, hold.row(until=until)).rowcount != 1:
        return "lost"
    return "holds" if _PROGRESS(connection, hold.row(done=done, total=total)).rowcount == 1 else "cancelled"


def give_back(connection: Connection, hold: Hold) -> None:
    """Let whoever comes next go on with it, at once."""
    if _GIVE_BACK(connection, hold.row()).rowcount == 1:
        _WAIT_AGAIN(connection, hold.row())


def leave(connection: Connection, hold: Hold) -> bool:
    """The turn is over; False where another worker has it."""
    return _LEAVE(connection, hold.row()).rowcount == 1


def cancel(connection: Connection, tenant: str, key: str, moment: str) -> bool:
    """End what waits or runs; False where it had ended. A worker that has it sees so at its next beat."""
    row = {"tenant": tenant, "id": key, "moment": moment}
    if _CANCEL(connection, row).rowcount != 1:
        return False
    _STEP_OUT(connection, row)
    return True


def fail(connection: Connection, hold: Hold, moment: str, findings: str) -> bool:
    """It ended without a result; False where it was cancelled meanwhile."""
    return _FAIL(connection, hold.row(moment=moment, findings=findings)).rowcount == 1


def finish(connection: Connection, hold: Hold, moment: str, files: str, record: str) -> bool:
    """It ended with these files, under this entry of the log; False where it was cancelled meanwhile."""
    return _FINISH(connection, hold.row(moment=moment, files=files, record=record)).rowcount == 1


def hash_of_entry(connection: Connection, tenant: str, record: str) -> str | None:
    """What an entry of the log says of its simulation, as it is kept now; None where nothing is kept."""
    row = _OF_RECORD(connection, {"tenant": tenant, "record": record}).first()
    if row is None:
        return None
    kept = Kept(*row)
    return kept.hash(tenant, kept.files or "")
