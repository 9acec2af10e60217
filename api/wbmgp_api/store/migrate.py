"""Bring a database to the tables of this version, in one transaction, or leave it as it was."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from wbmgp_api.store.errors import UnfitDatabase

_FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine, *, make: bool = True) -> None:
    """Run every migration that the database has not had. Raises UnfitDatabase for one made by a later version.

    Unless it may `make` tables, also for a database that has none of ours.
    """
    with engine.begin() as connection:
        if at_head(connection):
            return  # asking Alembic the same takes longer than most commands
        _refuse_later(connection, make=make)
        command.upgrade(_config(connection), "head")


def at_head(connection: Connection) -> bool:
    """Whether the database has the tables of this version."""
    return MigrationContext.configure(connection).get_current_revision() == revisions()[-1]


@cache
def revisions() -> tuple[str, ...]:
    """Every revision that this version knows, from old to new."""
    return tuple(script.revision for script in _scripts().walk_revisions())[::-1]


def _refuse_later(connection: Connection, *, make: bool) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None and not make:
        raise UnfitDatabase("it holds no log: it has not the tables of wbmgp")
    if found is not None and found not in revisions():
        raise UnfitDatabase(f"the database has revision {found}, which this version does not know: use a later version")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_FOLDER))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
