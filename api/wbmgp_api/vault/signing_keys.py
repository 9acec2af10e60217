"""What the command line does with the key that signs the logs: another one, told by an entry that both keys sign."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from wbmgp_api.secret_files import replace_secret
from wbmgp_api.store import checkpoints, rewrapping, signing
from wbmgp_api.store.errors import Conflict, StoreBusy
from wbmgp_api.store.key_files import LogKey, log_key
from wbmgp_api.store.log import hold
from wbmgp_api.store.opened import SqliteStore
from wbmgp_api.store.recording import Actor
from wbmgp_api.store.verification import origins
from wbmgp_api.vault.opened import PREFIX, House, key_file, opened
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import VerifierKey

_TRIES = 4


def change(url: str, tenants: Sequence[str], reason: str, by: str | None) -> list[VerifierKey]:
    """Let a new key sign every log: that key, for each log that it signs from now on. One broken off is finished.

    The new key waits in a file of its own until every log has the entry; only then does it take the place of the old.
    Raises StoreBroken for a log that was stopped, before anything changes; StoreBusy for one that keeps growing.
    """
    path = key_file(url, "signing")
    waiting = path.with_name(f"{path.name}.next")
    with opened(url, replaced=True) as house:
        whose = _tenants(house, tenants)
        for tenant in whose:
            house.store.read(tenant, partial(_refuse_stopped, tenant=tenant))
        new = log_key(waiting, secrets.token_bytes)
        if new.public != house.key.public:
            actor = house.actor("beheer", by)
            for tenant in whose:
                _change(house, tenant, new, reason, actor)
            replace_secret(path, waiting.read_text("ascii"))
        waiting.unlink()
        moved = replace(house, key=replace(house.key, public=new.public, sign=new.sign))
        return [moved.key.named(origin) for tenant in whose for origin in _published(moved, tenant)]


def _tenants(house: House, named: Sequence[str]) -> list[str]:
    """Every municipality of a file; on a server those that have closed anything, and those that are named."""
    listed = house.store.tenants() if isinstance(house.store, SqliteStore) else house.store.read("", rewrapping.in_use)
    return sorted({*named, *listed})


def _refuse_stopped(connection: Connection, tenant: str) -> None:
    for origin in origins(connection, tenant):
        checkpoints.refuse_stopped(connection, origin)


def _change(house: House, tenant: str, new: LogKey, reason: str, by: Actor) -> None:
    """The entry in every log that has not got it yet; logs that take no entries stand next to the first that does."""
    todo = house.store.read(tenant, partial(_todo, tenant=tenant, new=new))
    if not todo:
        return
    house.store.write(tenant, lambda connection: hold(connection, tenant, _now().year, PREFIX).origin)
    growing = house.store.read(tenant, partial(signing.open_logs, tenant=tenant))
    closed = [head for origin in todo if origin not in growing for head in _last(house, tenant, origin)]
    for origin in [one for one in growing if one in todo] or growing[:1]:
        _one(house, tenant, origin, closed, new, reason, by)
        closed = []


def _one(
    house: House, tenant: str, origin: str, closed: Sequence[Checkpoint], new: LogKey, reason: str, by: Actor
) -> None:
    recorder = house.recorder()
    for _ in range(_TRIES):
        note = checkpoints.publish(house.store, tenant, origin, house.key, _now())
        heads = [Checkpoint.parse(note.text), *closed]
        try:
            house.store.write(
                tenant,
                partial(
                    signing.change, recorder=recorder, tenant=tenant, heads=heads, old=house.key, new=new,
                    reason=reason, by=by, moment=_now(),
                ),
            )  # fmt: skip
        except Conflict:
            continue
        return
    raise StoreBusy(f"the log {origin} keeps growing: stop the service for a moment and run this again")


def _todo(connection: Connection, tenant: str, new: LogKey) -> list[str]:
    return [
        origin
        for origin in origins(connection, tenant)
        if new.public not in {one.new for one in signing.changes(connection, origin)}
    ]


def _last(house: House, tenant: str, origin: str) -> list[Checkpoint]:
    note = house.store.read(tenant, partial(checkpoints.last, origin=origin))
    return [] if note is None else [Checkpoint.parse(note.text)]


def _published(house: House, tenant: str) -> list[str]:
    found = house.store.read(tenant, partial(signing.open_logs, tenant=tenant))
    for origin in found:
        checkpoints.publish(house.store, tenant, origin, house.key, _now())
    return found


def _now() -> datetime:
    return datetime.now(UTC)
