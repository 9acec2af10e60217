"""Which keys belong to a database: a fingerprint of each, by which it is known again and from which nothing follows.

Without it a wrong key file is taken for the right one, closes what is new, and is missed only when something is opened.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store.keys import KeyDestroyed, KeyMismatch, MasterKeys
from wbmgp_api.store.own_key import Source
from wbmgp_api.store.payloads import owner_of
from wbmgp_api.store.sql import sql

NAMES: Final = "names"
KEYS: Final = "keys"
Fingerprints = Mapping[tuple[str, int], bytes]

_ALL = sql("SELECT name, epoch, fingerprint FROM key_fingerprint")
_KEEP = sql("INSERT INTO key_fingerprint VALUES (:name, :epoch, :fingerprint) ON CONFLICT DO NOTHING")
_TENANTS = sql("SELECT DISTINCT tenant FROM epoch_use ORDER BY tenant")
_WRAPPED = sql(
    "SELECT subject, category, wrapped_key, kek_epoch FROM data_key WHERE tenant = :tenant ORDER BY kek_epoch DESC LIMIT 1"
)


def of(master: MasterKeys, names: bytes) -> Fingerprints:
    """The fingerprints of the wrapping keys, by epoch, and of the key that hides names."""
    found = {(KEYS, epoch): _of(key) for epoch, key in master.keys.items()}
    return {**found, (NAMES, 0): _of(names)}


def kept(connection: Connection) -> Fingerprints:
    """Those that the database knows; none in one that was made before there were any."""
    return {(row.name, int(row.epoch)): bytes(row.fingerprint) for row in _ALL(connection, {})}


def keep(connection: Connection, fingerprints: Fingerprints) -> None:
    """Bind the database to these keys; one that is known already stays as it is."""
    rows = [{"name": name, "epoch": epoch, "fingerprint": one} for (name, epoch), one in fingerprints.items()]
    _KEEP(connection, rows)


def foreign(known: Fingerprints, given: Fingerprints) -> str | None:
    """Which of the given keys is not that of the database, or None: `keys` or `names`.

    The newest epoch that the database knows has to be there. All epochs may be newer: the database is then a backup from
    before an old key was destroyed, which is what makes it open no more.
    """
    if any(place in given and given[place] != one for place, one in known.items() if place[0] == NAMES):
        return NAMES
    epochs, newest = _epochs(given), max(_epochs(known), default=0)
    other = any(place in given and given[place] != one for place, one in known.items())
    return KEYS if other or (newest not in epochs and newest > min(epochs)) else None


def opens(source: Source, master: MasterKeys) -> bool:
    """Whether these keys open what a database without fingerprints holds; also where it holds nothing."""
    for tenant in source.read("", lambda connection: [row.tenant for row in _TENANTS(connection, {})]):
        if not source.read(tenant, lambda connection, of=tenant: _unwraps(connection, master, of)):  # type: ignore[misc]
            return False
    return True


def _unwraps(connection: Connection, master: MasterKeys, tenant: str) -> bool:
    row = _WRAPPED(connection, {"tenant": tenant}).one()
    try:
        master.unwrap(int(row.kek_epoch), bytes(row.wrapped_key), owner_of(tenant, row.subject, row.category))
    except (KeyMismatch, KeyDestroyed):
        return False
    return True


def _epochs(fingerprints: Fingerprints) -> set[int]:
    return {epoch for name, epoch in fingerprints if name == KEYS}


def _of(key: bytes) -> bytes:
    return hmac.digest(key, b"wbmgp/fingerprint/v1", "sha256")
