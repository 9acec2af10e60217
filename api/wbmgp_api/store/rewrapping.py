"""The wrapping key changed: every data key is wrapped again by the newest one, and then an old one can be destroyed.

What was erased before that stands in old backups only under the old key; with it goes the last way to open it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import owner_of
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.sql import sql
from wbmgp_api.store.statements import Stated, state
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.receipt import utc_text

_SOME = 2_000
_USE = sql("SELECT tenant, kek_epoch FROM epoch_use ORDER BY tenant, kek_epoch")
_ENDED = sql("SELECT epoch FROM ended_epoch")
_END = sql("INSERT INTO ended_epoch VALUES (:epoch, :moment) ON CONFLICT DO NOTHING")
_OLD = sql(
    "SELECT id, subject, category, wrapped_key, kek_epoch FROM data_key"
    " WHERE tenant = :tenant AND kek_epoch < :epoch ORDER BY id LIMIT :some"
)
_OUT = sql("DELETE FROM data_key WHERE tenant = :tenant AND id = :id")
_IN = sql("INSERT INTO data_key VALUES (:tenant, :id, :subject, :category, :wrapped, :epoch)")


def in_use(connection: Connection) -> dict[str, set[int]]:
    """By which epochs the keys of each municipality are wrapped."""
    found: dict[str, set[int]] = {}
    for row in _USE(connection, {}):
        found.setdefault(row.tenant, set()).add(int(row.kek_epoch))
    return found


def ended(connection: Connection) -> set[int]:
    """The epochs that wrap nothing new any more."""
    return {int(row.epoch) for row in _ENDED(connection, {})}


def end_older(connection: Connection, master: MasterKeys, moment: datetime) -> None:
    """From now on nothing is wrapped by a key older than the newest, also by a process that knows no newer one."""
    if connection.dialect.name == "postgresql":
        # Who is writing a key finishes first, and who comes later sees that the epoch has ended.
        connection.exec_driver_sql("LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE")
    for epoch in sorted(set(master.keys) - {master.epoch}):
        _END(connection, {"epoch": epoch, "moment": utc_text(moment)})


def rewrap_some(connection: Connection, recorder: Recorder, tenant: str) -> int:
    """Wrap some of the keys of a municipality by the newest key; how many, 0 when none is left.

    Raises KeyMismatch when one was changed, KeyDestroyed for one whose wrapping key is gone.
    """
    master = recorder.master
    old = _OLD(connection, {"tenant": tenant, "epoch": master.epoch, "some": _SOME}).all()
    rows = []
    for row in old:
        owner = owner_of(tenant, row.subject, row.category)
        key = master.unwrap(int(row.kek_epoch), bytes(row.wrapped_key), owner)
        epoch, wrapped = master.wrap(key, owner, recorder.random)
        rows.append({"tenant": tenant, "id": row.id, "subject": row.subject, "category": row.category,
                     "wrapped": wrapped, "epoch": epoch})  # fmt: skip
    if rows:
        _OUT(connection, [{"tenant": tenant, "id": row["id"]} for row in rows])
        _IN(connection, rows)
    return len(rows)


def tell_rewrapped(
    connection: Connection, recorder: Recorder, tenant: str, count: int, by: Actor, moment: datetime
) -> Stated:
    """The entry that says that the keys of a municipality are wrapped by the newest key."""
    said = {"soort": "inpaksleutel", "stap": "nieuw", "tijdvak": recorder.master.epoch, "sleutels": count}
    return state(connection, recorder, tenant, "sleutelwissel", said, by, moment)


def tell_destroyed(
    connection: Connection, recorder: Recorder, tenant: str, epoch: int, by: Actor, moment: datetime
) -> Stated:
    """The entry that says that an old wrapping key goes. It comes first: no key goes without one."""
    said = {"soort": "inpaksleutel", "stap": "vernietigd", "tijdvak": epoch}
    return state(connection, recorder, tenant, "sleutelwissel", said, by, moment)


def refuse_needed(connection: Connection, master: MasterKeys, epoch: int) -> None:
    """BadInput for a wrapping key that is not there, that still wraps something, or that could still do so."""
    if epoch not in master.keys or epoch == master.epoch:
        there = ", ".join(map(str, sorted(set(master.keys) - {master.epoch}))) or "none"
        raise BadInput.one("EPOCH", f"{epoch} is no old wrapping key", f"old ones that are there: {there}")
    needing = sorted(tenant for tenant, epochs in in_use(connection).items() if epoch in epochs)
    if needing or epoch not in ended(connection):
        whose = f" for {', '.join(needing)}" if needing else ""
        raise BadInput.one("EPOCH", f"{epoch} is still needed{whose}", "run `wbmgp keys rotate` first, to its end")
