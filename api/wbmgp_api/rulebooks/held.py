"""Every rule book that a municipality knows: the one in use, that of the release, those it used, and what was proposed there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.store import rule_book_rows, rule_books
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.opened import Store
from wbmgp_api.store.rule_book_rows import Proposal
from wbmgp_api.store.sql import sql
from wbmgp_engine.law.lawbook import Lawbook

HASH: Final = "sha256:[0-9a-f]{64}"
_USED: Final = sql(
    "SELECT hash, from_day, activated_at, proposed_by, activated_by FROM rule_book_activation WHERE tenant = :tenant"
    " ORDER BY from_day, number"
)


@dataclass(frozen=True, slots=True)
class Used:
    """A rule book that counts from a day on, with who proposed it and who put it into use, as keyed hashes."""

    hash: str
    from_day: str
    activated_at: str
    proposed_by: str
    activated_by: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The rule books by their hash with since when they are kept, what was proposed, and what counts from which day."""

    books: Mapping[str, str | None]
    proposals: tuple[Proposal, ...]
    activations: tuple[Used, ...]


def known_hash(text: str) -> str:
    """A hash as it can be. Raises NotThere."""
    if not re.fullmatch(HASH, text):
        raise NotThere("that is no hash of a rule book")
    return text


def listed(store: Store | None, tenant: str, current: Lawbook, own: Lawbook) -> Listed:
    """The rule book in use first. `own` is that of the release; of another municipality nothing is told."""
    if store is None:
        return Listed(dict.fromkeys((current.hash, own.hash)), (), ())
    return store.read(tenant, partial(_listed, tenant=tenant, first=(current.hash, own.hash)))


def _listed(connection: Connection, tenant: str, first: tuple[str, str]) -> Listed:
    kept = rule_books.recorded(connection, tenant)
    proposed = rule_book_rows.proposals(connection, tenant)
    used = [Used(*row) for row in _USED(connection, {"tenant": tenant})]
    return Listed({one: kept.get(one) for one in (*first, *kept)}, tuple(proposed), tuple(used))


def files_of(store: Store | None, tenant: str, current: Lawbook, own: Lawbook, wanted: str) -> Mapping[str, bytes]:
    """The files of a rule book that came into use in a municipality or is proposed there. Raises NotThere."""
    for book in (current, own):
        if wanted == book.hash:
            return book.files
    if store is None:
        raise NotThere("this service keeps no rule books")
    return store.read(tenant, partial(_kept, tenant=tenant, wanted=wanted))


def _kept(connection: Connection, tenant: str, wanted: str) -> dict[str, bytes]:
    """A rule book is kept once, whoever put it into use."""
    if wanted in rule_books.recorded(connection, tenant):
        return rule_books.files_of(connection, wanted)
    return rule_book_rows.files_of(connection, tenant, wanted)
