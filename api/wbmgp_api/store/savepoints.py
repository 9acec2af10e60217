"""A job in a savepoint of its own: what it did can be taken back without the work of others in the same transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from wbmgp_api.store.remembered import forget
from wbmgp_api.store.sql import sql

_SAVEPOINT, _RELEASE, _TAKE_BACK = sql("SAVEPOINT job"), sql("RELEASE job"), sql("ROLLBACK TO job")


def begin(connection: Connection) -> None:
    """What is done from now on can be taken back."""
    _SAVEPOINT(connection)


def keep(connection: Connection) -> None:
    """What was done stays, if the transaction does."""
    _RELEASE(connection)


def take_back(connection: Connection) -> None:
    """Nothing of what was done stays, nor what was found out meanwhile."""
    forget(connection)
    _TAKE_BACK(connection)
    _RELEASE(connection)
