"""What the command line does with the wrapping keys: a new one for everything, and an old one destroyed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from wbmgp_api.store import checkpoints, fingerprints, rewrapping
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.recording import Actor
from wbmgp_api.store.statements import Stated
from wbmgp_api.vault.opened import House, key_file, opened

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """The epoch that wraps from now on, and how many keys of each municipality were wrapped again."""

    epoch: int
    keys: dict[str, int]


def rotate(url: str, by: str | None) -> Rewrapped:
    """Make a new wrapping key and wrap every data key by it; one that was broken off is finished first.

    Everything is in the key file before it wraps anything, so nothing is lost wherever this stops.
    """
    path = key_file(url, "keys")
    with opened(url) as house:
        actor, master = house.actor("beheer", by), house.master
        if not _unfinished(house):
            master = master.grown(secrets.token_bytes)
            master.replace(path)
        house = replace(house, master=master)
        house.store.write(NOBODY, lambda c: _bound(c, master, house.names))
        found = house.store.read(NOBODY, rewrapping.in_use)
        old = sorted(tenant for tenant, epochs in found.items() if epochs - {master.epoch})
        return Rewrapped(master.epoch, {tenant: _rewrap(house, tenant, actor) for tenant in old})


def destroy(url: str, epoch: int, by: str | None) -> list[str]:
    """Destroy an old wrapping key: what it alone opens, in whatever backup, is gone. The municipalities that are told.

    Raises BadInput while anything needs it.
    """
    path = key_file(url, "keys")
    with opened(url) as house:
        house.store.read(NOBODY, lambda c: rewrapping.refuse_needed(c, house.master, epoch))
        tenants = sorted(house.store.read(NOBODY, rewrapping.in_use))
        actor, recorder = house.actor("beheer", by), house.recorder()
        for tenant in tenants:
            told = house.store.write(
                tenant,
                partial(
                    rewrapping.tell_destroyed, recorder=recorder, tenant=tenant, epoch=epoch, by=actor, moment=_now()
                ),
            )
            checkpoints.publish(house.store, tenant, told.origin, house.key, _now())
        house.master.without(epoch).replace(path)
        return tenants


def _bound(connection: Connection, master: MasterKeys, names: bytes) -> None:
    """The database knows the new key from the moment at which the old ones wrap nothing any more."""
    fingerprints.keep(connection, fingerprints.of(master, names))
    rewrapping.end_older(connection, master, _now())


def _unfinished(house: House) -> bool:
    """Whether an earlier run made a key and did not get to wrap everything by it."""
    older = set(house.master.keys) - {house.master.epoch}
    used = {epoch for epochs in house.store.read(NOBODY, rewrapping.in_use).values() for epoch in epochs}
    return bool(older - house.store.read(NOBODY, rewrapping.ended)) or bool(older & used)


def _rewrap(house: House, tenant: str, by: Actor) -> int:
    recorder, count = house.recorder(), 0
    while done := house.store.write(tenant, partial(rewrapping.rewrap_some, recorder=recorder, tenant=tenant)):
        count += done
    told: Stated = house.store.write(
        tenant,
        partial(rewrapping.tell_rewrapped, recorder=recorder, tenant=tenant, count=count, by=by, moment=_now()),
    )
    checkpoints.publish(house.store, tenant, told.origin, house.key, _now())
    house.store.scrub()
    return count


def _now() -> datetime:
    return datetime.now(UTC)
