"""Row-level security of every table that PostgreSQL has: a new one is here before anybody thinks of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from sqlalchemy import Connection, Engine, MetaData, Table, text
from sqlalchemy.exc import DBAPIError

from tests.api.store.postgres_server import Server
from tests.api.store.test_guards import transaction
from wbmgp_api.store import postgres
from wbmgp_api.store.tables import metadata

OWN, OTHER = "GM0599", "GM0363"
SHARED: Final = {"alembic_version", "rule_book", "ended_epoch", "key_fingerprint"}
"""What belongs to no municipality; whoever adds a table here says so in front of a reader."""
_CHECKS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
_SECURED = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"


@pytest.fixture
def owner(postgres_server: Server, postgres_database: str) -> Iterator[Engine]:
    """Somebody who goes round row-level security, as no service may."""
    engine = postgres.administrator(postgres_server.url("owner", postgres_database))
    yield engine
    engine.dispose()


def tables(owner: Engine) -> list[Table]:
    """Every table of the database, as it is there."""
    found = MetaData()
    found.reflect(owner)
    return list(found.sorted_tables)


def of_tenants(owner: Engine) -> list[Table]:
    return [table for table in tables(owner) if "tenant" in table.columns]


def row(table: Table, tenant: str) -> dict[str, Any]:
    """A row with something of the right kind in every column."""
    values: dict[type, Any] = {str: "x", int: 1, bytes: b"x", bool: True}
    return {column.name: values[column.type.python_type] for column in table.columns} | {"tenant": tenant}


def fill(owner: Engine) -> list[Table]:
    """One row of one municipality in each table; what else the tables ask is asked elsewhere."""
    found = of_tenants(owner)
    with owner.begin() as connection:
        for table, name in connection.execute(text(_CHECKS)).all():
            connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for one in found:
            connection.execute(one.insert(), row(one, OWN))
    return found


def seen(connection: Connection, table: Table) -> int | None:
    """How many rows somebody sees; None for a table that the service may not even read."""
    try:
        with connection.begin_nested():
            return int(connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one())
    except DBAPIError as problem:
        assert "permission denied" in str(problem.orig)
        return None


def test_every_table_has_a_tenant_and_is_secured_or_is_shared_by_name(owner: Engine) -> None:
    every = {table.name for table in tables(owner)}
    named = {table.name for table in of_tenants(owner)}
    assert every - named == SHARED
    assert set(metadata.tables) <= every
    assert {"mandate_version", "mandate_approval", "case_mandate", "statement_version", "statement_approval"} <= named
    assert {"ordinance_version", "ordinance_approval"} <= named
    with owner.begin() as connection:
        secured = set(connection.execute(text(_SECURED)).scalars())
        policies = set(
            connection.execute(text("SELECT tablename FROM pg_policies WHERE policyname = 'own_tenant'")).scalars()
        )
    assert (named - secured, named - policies) == (set(), set())


def test_rows_of_a_municipality_are_seen_by_it_and_by_nobody_else(owner: Engine, postgres_writing: Engine) -> None:
    filled = fill(owner)
    with transaction(postgres_writing, OWN) as connection:
        own = {table.name: seen(connection, table) for table in filled}
    assert set(own.values()) <= {1, None} and list(own.values()).count(None) <= len(own) // 10
    with transaction(postgres_writing, OTHER) as connection:
        assert {table.name for table in filled if seen(connection, table)} == set()
    with postgres_writing.begin() as connection:  # nobody said which tenant
        assert {table.name for table in filled if seen(connection, table)} == set()


def test_nobody_writes_a_row_of_another_municipality(owner: Engine, postgres_writing: Engine) -> None:
    filled = fill(owner)
    for table in filled:
        with pytest.raises(DBAPIError) as caught, transaction(postgres_writing, OTHER) as connection:
            connection.execute(table.insert(), row(table, OWN))
        said = str(caught.value.orig)
        assert "row-level security" in said or "permission denied" in said, table.name


@pytest.mark.parametrize("words", ["UPDATE {} SET tenant = tenant", "DELETE FROM {}"])
def test_nobody_changes_or_deletes_one(owner: Engine, postgres_writing: Engine, words: str) -> None:
    filled = fill(owner)
    for table in filled:
        try:
            with transaction(postgres_writing, OTHER) as connection:
                assert connection.execute(text(words.format(table.name))).rowcount == 0, table.name
        except DBAPIError as problem:
            assert "permission denied" in str(problem.orig), table.name
    with owner.begin() as connection:
        left = {
            table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one() for table in filled
        }
    assert set(left.values()) == {1}


def test_the_test_finds_a_table_that_was_forgotten(owner: Engine, postgres_writing: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("CREATE TABLE forgotten (tenant text NOT NULL, said text)"))
        connection.execute(text("GRANT SELECT, INSERT ON forgotten TO wbmgp_app"))
    with pytest.raises(AssertionError, match="forgotten"):
        test_every_table_has_a_tenant_and_is_secured_or_is_shared_by_name(owner)
    with pytest.raises(AssertionError, match="forgotten"):
        test_rows_of_a_municipality_are_seen_by_it_and_by_nobody_else(owner, postgres_writing)
