"""Rows of the login for pages. A row is found by a hash that the caller shows, or by its tenant."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.store.sql import sql

# A cookie names no tenant: on PostgreSQL the hash itself lets the row be seen, in this transaction only.
_SHOW: Final = replace(sql("SELECT :hash"), postgres="SELECT set_config('app.session', %(hash)s, true)")
_FIND: Final = sql(
    "SELECT digest, tenant, subject, provider_session, nonce, ciphertext, begun_at, seen_at, ends_at"
    " FROM login_session WHERE digest = :hash"
)
_KEEP: Final = sql(
    "INSERT INTO login_session VALUES (:digest, :tenant, :subject, :provider_session, :nonce, :ciphertext, :begun_at,"
    " :seen_at, :ends_at)"
)
_SEEN: Final = sql(
    "UPDATE login_session SET seen_at = :moment WHERE tenant = :tenant AND digest = :hash AND seen_at < :moment"
)
_END: Final = sql("DELETE FROM login_session WHERE digest = :hash")
_END_ALL: Final = sql("DELETE FROM login_session WHERE subject = :hash OR provider_session = :hash")
_OLD: Final = sql("DELETE FROM login_session WHERE tenant = :tenant AND (ends_at <= :moment OR seen_at <= :idle_since)")
_OLD_USED: Final = sql("DELETE FROM login_used WHERE tenant = :tenant AND ends_at <= :moment")
_USE: Final = sql("INSERT INTO login_used VALUES (:digest, :tenant, :ends_at) ON CONFLICT DO NOTHING")


class KeptSession(NamedTuple):
    """A session as it stands in its row."""

    digest: str
    tenant: str
    subject: str
    provider_session: str | None
    nonce: bytes
    ciphertext: bytes
    begun_at: str
    seen_at: str
    ends_at: str


def find(connection: Connection, digest: str) -> KeptSession | None:
    """The session whose hash this is."""
    _SHOW(connection, {"hash": digest})
    row = _FIND(connection, {"hash": digest}).first()
    return None if row is None else KeptSession(*row)


def keep(connection: Connection, session: KeptSession) -> None:
    """Keep a new session, in a transaction of its tenant."""
    _KEEP(connection, session._asdict())


def seen(connection: Connection, tenant: str, digest: str, moment: str) -> None:
    """That a session was used; never earlier than it was used before."""
    _SEEN(connection, {"tenant": tenant, "hash": digest, "moment": moment})


def end(connection: Connection, digest: str) -> bool:
    """End the session whose hash this is; whether it was there."""
    _SHOW(connection, {"hash": digest})
    return _END(connection, {"hash": digest}).rowcount == 1


def end_all(connection: Connection, name: str) -> int:
    """End every session of a person, or of a session at the provider, by its keyed hash; how many there were."""
    _SHOW(connection, {"hash": name})
    return _END_ALL(connection, {"hash": name}).rowcount


def forget_old(connection: Connection, tenant: str, moment: str, idle_since: str) -> None:
    """Remove what ended: sessions by their end or for not being used, and logins that could not be finished any more."""
    _OLD(connection, {"tenant": tenant, "moment": moment, "idle_since": idle_since})
    _OLD_USED(connection, {"tenant": tenant, "moment": moment})


def use(connection: Connection, tenant: str, attempt: str, ends_at: str) -> bool:
    """Use a login up; False where it was used before, by whomever."""
    return _USE(connection, {"digest": attempt, "tenant": tenant, "ends_at": ends_at}).rowcount == 1
