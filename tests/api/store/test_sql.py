"""Statements as they are written: rows by name, errors as SQLAlchemy tells them, and no statement that reads a whole log."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from tests.api.store.test_guards import transaction
from wbmgp_api.store import rule_books
from wbmgp_api.store.sql import Sql, sql

SHARD = sql("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0)")
SHARDS = sql("SELECT origin, year FROM log_shard WHERE tenant = :tenant ORDER BY year")
HERE = {"tenant": "GM0599"}


def test_rows_have_names_and_are_one_where_one_is_asked(writing: Engine) -> None:
    with transaction(writing) as connection:
        assert SHARDS(connection, HERE).first() is None
        assert SHARDS(connection, HERE).scalar_one_or_none() is None
        with pytest.raises(NoResultFound):
            SHARDS(connection, HERE).one()
        made = [{"origin": f"o{year}", "tenant": "GM0599", "year": year} for year in (2026, 2027)]
        assert SHARD(connection, made[0]).rowcount == 1
        assert SHARDS(connection, HERE).scalar_one() == "o2026"
        SHARD(connection, made[1:])
        assert [(row.origin, row.year) for row in SHARDS(connection, HERE)] == [("o2026", 2026), ("o2027", 2027)]
        for ask in (SHARDS(connection, HERE).one, SHARDS(connection, HERE).scalar_one_or_none):
            with pytest.raises(MultipleResultsFound):
                ask()


def test_an_error_names_no_value(writing: Engine) -> None:
    row = {"origin": "o", "tenant": "GM0599", "year": 2026}
    with pytest.raises(IntegrityError) as caught, transaction(writing) as connection:
        SHARD(connection, [row, row])
    assert caught.value.params is None


def test_looking_up_the_rule_book_reads_no_whole_log(sqlite_writing: Engine) -> None:
    asked = rule_books._IN_LOG
    explained = Sql(f"EXPLAIN QUERY PLAN {asked.sqlite}", "")
    with sqlite_writing.begin() as connection:
        found = explained(connection, {"tenant": "GM0599", "origin": "o", "hash": "sha256:0"})
        assert [row.detail for row in found] == [
            "SEARCH record USING INDEX record_of_rule_book (origin=? AND rules_hash=?)"
        ]
