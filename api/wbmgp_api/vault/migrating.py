"""The owner of the tables on PostgreSQL brings them to this version; the service itself may not."""

from __future__ import annotations

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from wbmgp_api.store import postgres
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.migrate import at_head, migrate
from wbmgp_engine.errors import BadInput


def migrated(database: str) -> str:
    """Which tables there are now, in words. BadInput for what is no PostgreSQL, or cannot be migrated by this role."""
    owner = postgres.administrator(_plain(database))
    try:
        return _brought(owner)
    except (SQLAlchemyError, UnfitDatabase) as problem:
        said = str(getattr(problem, "orig", problem)).strip()
        raise BadInput.one("--database", f"cannot be migrated: {said}", "connect as the owner of the tables") from None
    finally:
        owner.dispose()


def _brought(owner: Engine) -> str:
    with owner.connect() as connection:
        before = at_head(connection)
    migrate(owner)
    return "the tables are of this version already" if before else "the tables are of this version now"


def _plain(database: str) -> str:
    try:
        found = make_url(database)
        if found.get_backend_name() == "postgresql":
            return found.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    except ArgumentError:
        pass
    raise BadInput.one("--database", "is no PostgreSQL", "use postgresql://OWNER@HOST/NAME")
