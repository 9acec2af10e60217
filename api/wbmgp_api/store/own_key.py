"""Whether a signing key, and the heads that stand beside it, are those of a database: asked before anything is written.

The last change of key, or else the signature under the last head, names the key of a log. One log that knows the key is
enough: a row that somebody changed in another log keeps nobody from opening the database to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from wbmgp_api.store import rewrapping, signing
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.sql import sql
from wbmgp_api.store.verification import origins
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.notes import Note

T = TypeVar("T")

_TENANTS = sql("SELECT DISTINCT tenant FROM log_shard ORDER BY tenant")


class Source(Protocol):
    """Where jobs that only read run, each for one tenant."""

    def read(self, tenant: str, job: Callable[[Connection], T]) -> T:
        """The result of a job."""


def refuse_other(source: Source, key: LogKey, *, replaced: bool = False) -> None:
    """BadInput for the key of another database, for one that was replaced, and for heads beside it of another database.

    With `replaced` a key that was replaced will do: a change that was broken off has to be finished.
    """
    doubtful = _doubtful(key)
    known, problem = False, None
    for tenant in source.read("", _tenants):
        for found in source.read(tenant, partial(_asked, tenant=tenant, key=key, replaced=replaced, doubtful=doubtful)):
            known, problem = known or found is None, problem or found
        if known and not doubtful:
            return
    if problem is not None and not known:
        raise problem


def refuse_emptied(in_use: bool, key: LogKey, place: str) -> None:
    """BadInput for an empty database of which heads were signed: it was emptied, or these are the keys of another one."""
    if key.heads is not None and not in_use and (kept := key.heads.all()):
        said = f"is empty, and {key.heads.path} holds signed heads of {', '.join(kept)}"
        raise BadInput.one(place, said, "put the database back, or begin a new one with key files of its own")


def _doubtful(key: LogKey) -> Mapping[str, Note]:
    """The heads beside a key that it has not signed itself: a key before it did, or that of another database."""
    kept = {} if key.heads is None else key.heads.all()
    return {
        origin: note
        for origin, note in kept.items()
        if note.signatures and not any(one.by(key.named(origin)) for one in note.signatures)
    }


def _tenants(connection: Connection) -> list[str]:
    """Every municipality of a file; on a server, which shows the leaves of none, those that have closed anything."""
    if connection.dialect.name == "postgresql":
        return sorted(rewrapping.in_use(connection))
    return [row.tenant for row in _TENANTS(connection, {})]


def _asked(
    connection: Connection, tenant: str, key: LogKey, replaced: bool, doubtful: Mapping[str, Note]
) -> Iterable[BadInput | None]:
    """What each log that can tell says of the key: nothing, or why it is not its own. Raises BadInput for the heads."""
    found = list[BadInput | None]()
    for origin in origins(connection, tenant):
        try:
            (signing.refuse_unknown if replaced else signing.keys_of)(connection, origin, key)
        except BadInput as problem:
            found.append(problem)
        except ProofError:
            continue  # wrong rows are looked at, and told, where the next head is made
        else:
            found += [None] if signing.tells(connection, origin) else []
            signing.refuse_other_heads(origin, key, signing.changes(connection, origin), doubtful.get(origin))
    return found
