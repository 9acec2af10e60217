"""Citizen service numbers of a case: each closed under a key of its own, found by a keyed hash, gone with the person.

The key is of a category that no entry of the log commits to: a number proves nothing about a decision, so nothing of it
has to outlive the person's data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store.keys import MasterKeys, Random, seal, unseal
from wbmgp_api.store.payloads import key_of, owner_of
from wbmgp_api.store.sql import sql

CATEGORY: Final = "bsn"
_KEEP = sql("INSERT INTO case_number VALUES (:tenant, :case, :digest, :nonce, :ciphertext)")
_HELD = sql("SELECT digest, nonce, ciphertext FROM case_number WHERE tenant = :tenant AND case_id = :case")
_FORGET = sql("DELETE FROM case_number WHERE tenant = :tenant AND case_id = :case")
_KEY = sql("DELETE FROM data_key WHERE tenant = :tenant AND subject = :case AND category = 'bsn'")
_NEW_KEY = sql("INSERT INTO data_key VALUES (:tenant, :id, :case, 'bsn', :wrapped, :epoch)")
_FOUND = sql("SELECT DISTINCT case_id FROM case_number WHERE tenant = :tenant AND digest = :digest")


def keep(
    connection: Connection,
    master: MasterKeys,
    tenant: str,
    case: str,
    numbers: Mapping[str, str],
    digest: Callable[[str], bytes],
    random: Random,
) -> None:
    """The numbers of the people in a case, by their id there, in place of those it had. `digest` is the keyed hash."""
    forget(connection, tenant, case)
    if not numbers:
        return
    key, owner = random(32), owner_of(tenant, case, CATEGORY)
    epoch, wrapped = master.wrap(key, owner, random)
    _NEW_KEY(connection, {"tenant": tenant, "id": random(16).hex(), "case": case, "wrapped": wrapped, "epoch": epoch})
    rows = []
    for person, number in numbers.items():
        found = digest(number)
        nonce, closed = seal(key, json.dumps([person, number]).encode(), owner + found, random)
        rows.append({"tenant": tenant, "case": case, "digest": found, "nonce": nonce, "ciphertext": closed})
    _KEEP(connection, rows)


def numbers_of(connection: Connection, master: MasterKeys, tenant: str, case: str) -> dict[str, str]:
    """The number of each person in a case of whom one is known; empty once they were erased."""
    key = key_of(connection, master, tenant, case, CATEGORY)
    if key is None:
        return {}
    owner = owner_of(tenant, case, CATEGORY)
    rows = _HELD(connection, {"tenant": tenant, "case": case})
    found = (unseal(key, bytes(row.nonce), bytes(row.ciphertext), owner + bytes(row.digest)) for row in rows)
    return dict(sorted(json.loads(one) for one in found))


def cases_with(connection: Connection, tenant: str, digest: bytes) -> set[str]:
    """The cases of somebody with this number, by its keyed hash."""
    return {str(row.case_id) for row in _FOUND(connection, {"tenant": tenant, "digest": digest})}


def forget(connection: Connection, tenant: str, case: str) -> None:
    """Numbers and key go: in no backup without the wrapping key can they be opened."""
    _FORGET(connection, {"tenant": tenant, "case": case})
    _KEY(connection, {"tenant": tenant, "case": case})
