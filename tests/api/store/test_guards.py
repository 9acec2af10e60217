"""What the databases refuse by themselves, on both: changing what was kept, shrinking, rows of another tenant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from wbmgp_api.store.postgres import enter_tenant

NOW, LATER = "2026-11-21T09:00:00.000000Z", "2026-11-21T09:00:01.000000Z"
ID = "a" * 32
ROWS = [
    f"INSERT INTO rule_book VALUES ('sha256:0', {{empty}}, '{NOW}')",
    f"INSERT INTO case_file VALUES ('GM0599', '{ID}', 'aanvraag', '{NOW}', 1)",
    "INSERT INTO log_shard VALUES ('o', 'GM0599', 2026, 'open', 1)",
    "INSERT INTO log_leaf VALUES ('o', 0, 'GM0599', {empty}, {hash})",
    "INSERT INTO log_node VALUES ('o', 1, 0, 'GM0599', {hash})",
    f"INSERT INTO log_checkpoint VALUES ('o', 1, 'GM0599', {{hash}}, 'note', '{NOW}')",
    f"INSERT INTO log_cosignature VALUES ('o', 1, 'w', 'GM0599', 'line', '{NOW}')",
    f"INSERT INTO log_timestamp VALUES ('o', 1, 'GM0599', {{hash}}, '{NOW}')",
    f"INSERT INTO record (tenant, id, case_id, type, origin, seq, recorded_at, engine_version)"
    f" VALUES ('GM0599', '{ID}', '{ID}', 'aanvraag', 'o', 0, '{NOW}', '1')",
    f"INSERT INTO fact (tenant, case_id, path, recorded_from, category, record_id)"
    f" VALUES ('GM0599', '{ID}', 'huishouden.p1.inkomen', '{NOW}', 'inkomen', '{ID}')",
    f"INSERT INTO data_key VALUES ('GM0599', '{ID}', 's', 'inkomen', {{hash}}, 1)",
    f"INSERT INTO payload VALUES ('GM0599', '{ID}', 'inkomen', '{ID}', {{nonce}}, {{hash}})",
    f"INSERT INTO idempotency VALUES ('GM0599', 'c', 'k', {{hash}}, '{ID}', '{NOW}')",
    f"INSERT INTO outbox VALUES ('GM0599', '{ID}', 'besluit', '{ID}', NULL)",
    "INSERT INTO key_fingerprint VALUES ('keys', 1, {hash})",
]
KEPT = [
    "rule_book",
    "log_leaf",
    "log_node",
    "log_checkpoint",
    "log_cosignature",
    "log_timestamp",
    "record",
    "idempotency",
    "case_file",
    "log_shard",
    "fact",
    "outbox",
    "key_fingerprint",
]


def _bytes(connection: Connection, statement: str) -> str:
    form = "x'{}'" if connection.dialect.name == "sqlite" else "'\\x{}'::bytea"
    return statement.format(empty=form.format(""), hash=form.format("00" * 32), nonce=form.format("00" * 12))


@contextmanager
def transaction(engine: Engine, tenant: str = "GM0599") -> Iterator[Connection]:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            enter_tenant(connection, tenant)
        yield connection


def fill(engine: Engine) -> Engine:
    with transaction(engine) as connection:
        for row in ROWS:
            connection.exec_driver_sql(_bytes(connection, row))
    return engine


@pytest.fixture
def filled(writing: Engine) -> Engine:
    return fill(writing)


def _refused(engine: Engine, statement: str) -> str:
    with pytest.raises(DBAPIError) as caught, transaction(engine) as connection:
        connection.exec_driver_sql(statement)
    return str(caught.value.orig)


@pytest.mark.parametrize("table", KEPT)
def test_what_was_written_cannot_be_deleted(filled: Engine, table: str) -> None:
    said = _refused(filled, f"DELETE FROM {table}")
    assert "keeps what it holds" in said or "permission denied" in said


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("log_leaf", "leaf_bytes = NULL"), ("log_leaf", "seq = 5"), ("log_node", "idx = 9"), ("record", "type = 'besluit'"),
        ("log_checkpoint", "note = 'x'"), ("rule_book", "recorded_at = recorded_at"), ("idempotency", "client = 'd'"),
        ("case_file", "opened_at = 'x'"), ("log_shard", "year = 2020"), ("fact", "category = 'persoon'"),
        ("outbox", "topic = 'x'"), ("payload", "category = 'x'"), ("data_key", "subject = 'x'"),
    ],
)  # fmt: skip
def test_what_was_written_cannot_be_changed(filled: Engine, table: str, change: str) -> None:
    said = _refused(filled, f"UPDATE {table} SET {change}")
    assert "keeps what it holds" in said or "permission denied" in said


def test_replacing_a_leaf_is_a_deletion_too(sqlite_writing: Engine) -> None:
    filled = fill(sqlite_writing)
    said = _refused(filled, "INSERT OR REPLACE INTO log_leaf VALUES ('o', 0, 'GM0599', x'01', zeroblob(32))")
    assert "keeps what it holds" in said


def test_a_table_cannot_be_emptied_whole(postgres_writing: Engine) -> None:
    filled = fill(postgres_writing)
    assert "permission denied" in _refused(filled, "TRUNCATE log_leaf CASCADE")


def test_a_fact_is_superseded_once_and_a_log_only_grows(filled: Engine) -> None:
    with transaction(filled) as connection:
        connection.exec_driver_sql(f"UPDATE fact SET recorded_to = '{LATER}'")
        connection.exec_driver_sql("UPDATE log_shard SET size = 2")
    assert "superseded once" in _refused(filled, "UPDATE fact SET recorded_to = NULL")
    assert "does not shrink" in _refused(filled, "UPDATE log_shard SET size = 1")


def test_one_fact_is_known_at_a_time(filled: Engine) -> None:
    again = ROWS[7].replace(NOW, LATER)
    with pytest.raises(DBAPIError), transaction(filled) as connection:
        connection.exec_driver_sql(again)


@pytest.mark.parametrize(
    "row",
    [
        ROWS[1].replace("aanvraag", "klacht"), ROWS[1].replace(ID, "kort"), ROWS[1].replace(", 1)", ", 0)"),
        ROWS[2].replace("open", "half"), ROWS[3].replace("{hash}", "{nonce}"), ROWS[4].replace("1, 0", "0, 0"),
        ROWS[1].replace(NOW, "2026-11-21"),
    ],
)  # fmt: skip
def test_the_second_wall_refuses_rows_that_cannot_be(writing: Engine, row: str) -> None:
    with pytest.raises(DBAPIError), transaction(writing) as connection:
        connection.exec_driver_sql(_bytes(connection, row))


def test_a_record_stands_in_the_log_or_nowhere(filled: Engine) -> None:
    with pytest.raises(DBAPIError), transaction(filled) as connection:
        connection.exec_driver_sql(ROWS[6].replace("'o', 0", "'o', 7").replace(ID, "b" * 32, 1))


def test_sqlite_refuses_a_value_of_another_kind(sqlite_writing: Engine) -> None:
    with pytest.raises(DBAPIError), transaction(sqlite_writing) as connection:
        connection.exec_driver_sql("INSERT INTO log_shard VALUES ('o', 'GM0599', 'dit jaar', 'open', 0)")


def test_another_tenant_sees_and_writes_nothing(postgres_writing: Engine) -> None:
    filled = fill(postgres_writing)
    with transaction(filled, "GM0363") as connection:
        for table in (*KEPT[1:-1], "payload", "data_key"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table
    with pytest.raises(DBAPIError), transaction(filled, "GM0363") as connection:
        connection.exec_driver_sql(ROWS[1].replace(ID, "b" * 32))
    with filled.begin() as connection:  # nobody said which tenant: no rows
        assert connection.exec_driver_sql("SELECT count(*) FROM log_leaf").scalar_one() == 0
