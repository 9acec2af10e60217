"""What a leaf commits to, closed per category: a key per subject and category, the salt inside the ciphertext.

Whoever destroys the key, the salt and the ciphertext has erased what was said; the commitment in the leaf says nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import compress, decompress

from sqlalchemy import Connection

from wbmgp_api.store.keys import KeyDestroyed, MasterKeys, Random, seal, unseal
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.canonical import decode
from wbmgp_engine.trail.categories import CATEGORIES, SALT_SIZE

_KEYS = sql(
    "SELECT id, category, wrapped_key, kek_epoch FROM data_key"
    " WHERE tenant = :tenant AND subject = :subject ORDER BY kek_epoch"
)
_NEW_KEY = sql("INSERT INTO data_key VALUES (:tenant, :id, :subject, :category, :wrapped, :epoch)")
_NEW_PAYLOAD = sql("INSERT INTO payload VALUES (:tenant, :record, :category, :key_id, :nonce, :ciphertext)")
_PAYLOADS = sql(
    "SELECT p.record_id, p.category, p.nonce, p.ciphertext, k.subject, k.category AS of_key, k.wrapped_key, k.kek_epoch, l.leaf_bytes, l.origin"
    " FROM payload p JOIN data_key k ON k.tenant = p.tenant AND k.id = p.data_key_id"
    " JOIN record r ON r.tenant = p.tenant AND r.id = p.record_id"
    " JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE p.tenant = :tenant AND p.record_id = :record ORDER BY p.category"
)


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one subject and category, in the open: it lives as long as the call that needs it."""

    id: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """One category of a record, opened: the salt and the exact bytes that the leaf commits to."""

    salt: bytes
    data: bytes

    @property
    def part(self) -> dict[str, Any]:
        """The data as it was recorded."""
        found: dict[str, Any] = decode(self.data)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an entry stands, and what it holds in place of each category of what was said."""

    origin: str
    seq: int
    record: str
    commitments: Mapping[str, bytes]


def keys_of(
    connection: Connection, master: MasterKeys, tenant: str, subject: str, random: Random, *, fresh: bool = False
) -> dict[str, DataKey]:
    """The keys of a subject by category, made where they are not there yet or were destroyed; all of a `fresh` subject."""
    found: dict[str, DataKey] = {}
    for row in () if fresh else _KEYS(connection, {"tenant": tenant, "subject": subject}):
        owner = owner_of(tenant, subject, row.category)
        found[row.category] = DataKey(row.id, master.unwrap(row.kek_epoch, bytes(row.wrapped_key), owner))
    rows = []
    # Ids with one beginning stand together on the disk; each of them alone would touch a page of its own.
    drawn = subject[:14] + random(8).hex()
    for number, category in enumerate(CATEGORIES):
        if category not in found:
            found[category] = DataKey(f"{drawn}{number:02x}", random(32))
            epoch, wrapped = master.wrap(found[category].key, owner_of(tenant, subject, category), random)
            rows.append({"tenant": tenant, "id": found[category].id, "subject": subject, "category": category,
                         "wrapped": wrapped, "epoch": epoch})  # fmt: skip
    if rows:
        _NEW_KEY(connection, rows)
    return found


def key_of(connection: Connection, master: MasterKeys, tenant: str, subject: str, category: str) -> bytes | None:
    """The key of one category of a subject; None when it was destroyed, or never made."""
    where = {"tenant": tenant, "subject": subject}
    rows = [row for row in _KEYS(connection, where) if row.category == category and row.kek_epoch in master.keys]
    if not rows:
        return None
    return master.unwrap(rows[-1].kek_epoch, bytes(rows[-1].wrapped_key), owner_of(tenant, subject, category))


def packed(data: bytes) -> bytes:
    """The bytes of a category as they are closed: a trail repeats itself, so a tenth of it goes to the disk."""
    return compress(data, 1)


def close(
    connection: Connection,
    tenant: str,
    entry: Entry,
    keys: Mapping[str, DataKey],
    plain: Mapping[str, bytes],
    random: Random,
) -> None:
    """Keep what an entry commits to, each category (salt and packed bytes) under its own key and bound to its place."""
    rows = []
    for category, content in plain.items():
        place = _place(entry.origin, entry.record, category, entry.commitments[category])
        nonce, ciphertext = seal(keys[category].key, content, place, random)
        rows.append({"tenant": tenant, "record": entry.record, "category": category,
                     "key_id": keys[category].id, "nonce": nonce, "ciphertext": ciphertext})  # fmt: skip
    _NEW_PAYLOAD(connection, rows)


def opened(
    connection: Connection, master: MasterKeys, tenant: str, record: str, wanted: Collection[str] | None = None
) -> dict[str, Opened]:
    """The categories of a record that were not erased. Raises KeyMismatch when one was changed or stands elsewhere."""
    found: dict[str, Opened] = {}
    for row in _PAYLOADS(connection, {"tenant": tenant, "record": record}):
        if wanted is not None and row.category not in wanted:
            continue
        try:
            owner = owner_of(tenant, row.subject, row.of_key)
            key = master.unwrap(row.kek_epoch, bytes(row.wrapped_key), owner)
        except KeyDestroyed:
            continue
        leaf = decode(bytes(row.leaf_bytes))
        stated = unbase64(leaf["commitments"].get(row.category), f"commitment to {row.category}", 32)
        place = _place(leaf["origin"], leaf["record_id"], row.category, stated)
        plain = unseal(key, bytes(row.nonce), bytes(row.ciphertext), place)
        found[row.category] = Opened(plain[:SALT_SIZE], decompress(plain[SALT_SIZE:]))
    return found


def masked(path: str, key: bytes) -> str:
    """The path of a fact as a column may hold it: the id of a person is what the municipality chose, so it is hidden.

    >>> masked("gemeente", b""), len(masked("huishouden.p1.inkomen", b""))
    ('gemeente', 51)
    """
    return masking(key)(path)


def masking(key: bytes) -> Callable[[str], str]:
    """The same for many paths of few people."""

    hidden: dict[str, str] = {}

    def mask(path: str) -> str:
        first, _, rest = path.partition(".")
        name, _, last = rest.rpartition(".")
        if not name:
            return path
        if name not in hidden:
            hidden[name] = hmac.digest(key, name.encode(), "sha256").hex()[:32]
        return f"{first}.{hidden[name]}.{last}"

    return mask


def owner_of(tenant: str, subject: str, category: str) -> bytes:
    """To whom a data key belongs; it opens for nobody else."""
    return f"{tenant}\0{subject}\0{category}".encode()


def _place(origin: str, record: str, category: str, stated: bytes) -> bytes:
    return f"{origin}\0{record}\0{category}\0".encode() + stated
