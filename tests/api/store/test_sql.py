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


@pytest.mark.parametrize("many", [1, 2, 64, 65])
def test_rows_that_are_inserted_together_are_all_there_and_none_is_twice(writing: Engine, many: int) -> None:
    again = sql("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0) ON CONFLICT DO NOTHING")
    made = [{"year": 2000 + number, "tenant": "GM0599", "origin": f"o{number}"} for number in range(many)]
    with transaction(writing) as connection:
        SHARD(connection, made)
        again(connection, [*made, {**made[0], "year": 1999, "origin": "one more"}])
        found = [(row.origin, row.year) for row in SHARDS(connection, HERE)]
    assert found == [("one more", 1999), *((row["origin"], row["year"]) for row in made)]


def test_rows_of_which_one_is_refused_are_all_refused(sqlite_writing: Engine) -> None:
    row = {"origin": "o", "tenant": "GM0599", "year": 2026}
    with sqlite_writing.begin() as connection:
        with pytest.raises(IntegrityError):
            SHARD(connection, [row, {**row, "origin": "p"}])
        assert SHARDS(connection, HERE).all() == []


def test_only_a_plain_insert_is_put_together() -> None:
    assert SHARD.rows is not None
    assert sql("UPDATE t SET a = :a WHERE b = :b").rows is None
    assert sql("INSERT INTO t VALUES (lower(:a), :b)").rows is None
    assert sql("INSERT INTO t SELECT :a").rows is None
