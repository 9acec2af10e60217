"""PostgreSQL that keeps what it acknowledges: settings read at the start, a role without rights over the log, one tenant
in every transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, TextClause, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from wbmgp_api.store.errors import UnfitDatabase

# A server that answers otherwise may forget what it acknowledged.
_NEEDED = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_apply"}}

_TAKEN_ON = text(
    "SELECT current_user, bool_or(rolsuper OR rolbypassrls), bool_or(rolcreaterole) FROM pg_roles"
    " WHERE pg_has_role(oid, 'MEMBER')"
)
_KEY = "hashtextextended('wbmgp ' || :tenant, 0)"
_BESIDE = text(f"SELECT pg_advisory_xact_lock_shared({_KEY})")
_TURN, _DONE = text(f"SELECT pg_advisory_lock({_KEY})"), text(f"SELECT pg_advisory_unlock({_KEY})")


def engine(url: str, *, size: int = 8) -> Engine:
    """The engine on a server. Raises UnfitDatabase when the server or the role would weaken the guarantee."""
    made = create_engine(url, pool_size=size, max_overflow=0, hide_parameters=True, pool_pre_ping=True)
    try:
        with made.connect() as connection:
            _refuse_unsafe_server(connection)
            _refuse_powerful_role(connection)
    except BaseException:
        made.dispose()
        raise
    return made


def reading_engine(url: str) -> Engine:
    """The engine of whoever only looks: every transaction is one snapshot, and the server refuses a write in it."""
    made = create_engine(url, hide_parameters=True, poolclass=NullPool)
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def administrator(url: str) -> Engine:
    """The engine of the owner, who makes the tables and may do no work of the service."""
    return create_engine(url, hide_parameters=True, poolclass=NullPool)


def enter_tenant(connection: Connection, tenant: str) -> None:
    """Bind this transaction to one tenant: row-level security shows and takes no other rows."""
    connection.execute(text("SELECT set_config('app.tenant', :tenant, true)"), {"tenant": tenant})


@contextmanager
def transaction(engine: Engine, tenant: str, isolation: str) -> Iterator[Connection]:
    """A transaction of a tenant. Those that write go beside each other; one that is serializable waits for its turn.

    Without turns a serializable transaction meets whatever is written to the same log meanwhile, and begins again.
    """
    with engine.connect() as connection, _turn(connection, tenant, isolation):
        connection.execution_options(isolation_level=isolation)
        with connection.begin():
            enter_tenant(connection, tenant)
            if isolation == "READ COMMITTED":
                connection.execute(_BESIDE, {"tenant": tenant})
            yield connection


@contextmanager
def _turn(connection: Connection, tenant: str, isolation: str) -> Iterator[None]:
    """The turn of a serializable transaction: taken before its snapshot, for it would meet what is written after that.

    The lock is of the session, so no pooler may stand between that gives each transaction another session.
    """
    if isolation != "SERIALIZABLE":
        yield
        return
    _plainly(connection, _TURN, tenant)
    try:
        yield
    finally:
        try:
            _plainly(connection, _DONE, tenant)
        except SQLAlchemyError:
            connection.invalidate()  # with the session goes its lock


def _plainly(connection: Connection, asked: TextClause, tenant: str) -> None:
    connection.execution_options(isolation_level="AUTOCOMMIT")
    connection.execute(asked, {"tenant": tenant})
    connection.commit()


def _refuse_unsafe_server(connection: Connection) -> None:
    for name, wanted in _NEEDED.items():
        found = _one(connection, f"SHOW {name}")
        if found not in wanted:
            raise UnfitDatabase(f"PostgreSQL has {name}={found}; set it to {' or '.join(sorted(wanted))}")


def _refuse_powerful_role(connection: Connection) -> None:
    """What a role may take on counts as what it is: SET ROLE asks nobody."""
    role, past_rows, makes_roles = connection.execute(_TAKEN_ON).one()
    if past_rows:
        raise UnfitDatabase(f"role {role} goes round row-level security; log in as a plain role")
    if makes_roles:
        raise UnfitDatabase(f"role {role} makes roles and could give itself more; log in as a plain role")
    owned = "SELECT count(*) FROM pg_tables WHERE tablename = 'log_leaf' AND pg_has_role(tableowner, 'MEMBER')"
    if _one(connection, owned):
        raise UnfitDatabase(f"role {role} owns the log and could change it; let another role own the tables")


def _one(connection: Connection, sql: str) -> Any:
    return connection.execute(text(sql)).scalar_one()
