"""The processing log, and the pseudonyms of the people in a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROLE = "wbmgp_app"
_TYPES = "subject_type IN ('bsn', 'persoon_in_zaak')"
_WHOLE = "(subject IS NULL) = (subject_type IS NULL) AND (subject IS NULL) = (key_id IS NULL)"


def upgrade() -> None:
    """The tables. A line is never changed or taken away; who is in a case is told anew, and goes with the person."""
    _log()
    op.create_table(
        "case_subject", *_texts("tenant", "case_id"), _bytes("person"), _bytes("subject"),
        *_texts("subject_type", "key_id"), _to("subject_of_case", "case_file", "case_id"),
        sa.CheckConstraint(_TYPES, name="subject_type_known"), _sized("person", 32), _sized("subject", 32),
        _sized("key_id", 16), sa.PrimaryKeyConstraint("tenant", "case_id", "person"), sqlite_strict=True,
    )  # fmt: skip
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if sqlite else _postgres():
        op.execute(statement)


def _log() -> None:
    op.create_table(
        "verwerkingslog", *_texts("tenant"), sa.Column("start_ms", _NUMBER, nullable=False),
        *_texts("span_id", "trace_id"), _text("parent_span_id"), *_texts("status", "name"),
        sa.Column("end_ms", _NUMBER, nullable=False), *_texts("activity"), _bytes("subject", nullable=True),
        *map(_text, ("subject_type", "key_id", "processor")), *_texts("actor_ref", "actor_role"),
        *map(_text, ("record_id", "case_id")), _to("line_of_record", "record", "record_id"),
        _to("line_of_case", "case_file", "case_id"),
        sa.CheckConstraint("status IN ('Unset', 'Ok', 'Error')", name="status_known"),
        sa.CheckConstraint(_TYPES, name="subject_type_known"), sa.CheckConstraint(_WHOLE, name="subject_whole"),
        sa.CheckConstraint("start_ms >= 0 AND end_ms >= start_ms", name="time_forwards"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 64 AND length(activity) BETWEEN 1 AND 200", name="said_bounded"),
        sa.CheckConstraint("length(processor) <= 400", name="processor_bounded"),
        *(_sized(name, 16) for name in ("span_id", "parent_span_id", "key_id")),
        *(_sized(name, 32) for name in ("trace_id", "subject", "actor_ref")),
        sa.PrimaryKeyConstraint("tenant", "start_ms", "span_id"), sqlite_strict=True,
    )  # fmt: skip
    _index("line_of_subject", "subject")
    _index("line_by_case", "case_id")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _sized(column: str, size: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_size")


def _to(name: str, table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant", column], [f"{table}.tenant", f"{table}.id"], name=name)


def _index(name: str, column: str) -> None:
    told = sa.text(f"{column} IS NOT NULL")
    columns = ["tenant", column, "start_ms"]
    op.create_index(name, "verwerkingslog", columns, sqlite_where=told, postgresql_where=told)


def _sqlite() -> list[str]:
    changes = (("verwerkingslog", "UPDATE"), ("verwerkingslog", "DELETE"), ("case_subject", "UPDATE"))
    return [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
        for table, action in changes
    ]


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    found = [
        "CREATE TRIGGER verwerkingslog_keeps BEFORE UPDATE OR DELETE ON verwerkingslog FOR EACH ROW EXECUTE FUNCTION keeps()",
        "CREATE TRIGGER verwerkingslog_whole BEFORE TRUNCATE ON verwerkingslog FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
    ]
    for table, allowed in (("verwerkingslog", "SELECT, INSERT"), ("case_subject", "SELECT, INSERT, DELETE")):
        found += [
            f"REVOKE ALL ON {table} FROM PUBLIC",
            f"GRANT {allowed} ON {table} TO {_ROLE}",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY own_tenant ON {table} USING ({own}) WITH CHECK ({own})",
        ]
    return found
