"""Signatures of witnesses and timestamps, in tables of their own: a head that was published is never written again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = ("log_cosignature", "log_timestamp")
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The tables, and that they keep what they hold."""
    op.create_table(
        "log_cosignature",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        *_of_head("cosignature"),
        sa.CheckConstraint("length(kept_at) = 27", name="kept_at_utc"),
        sa.PrimaryKeyConstraint("origin", "size", "witness"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_timestamp",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("tsr", sa.LargeBinary(), nullable=False),
        sa.Column("stated_at", sa.Text(), nullable=False),
        *_of_head("timestamp"),
        sa.CheckConstraint("length(tsr) > 0", name="tsr_filled"),
        sa.CheckConstraint("length(stated_at) = 27", name="stated_at_utc"),
        sa.PrimaryKeyConstraint("origin", "size"),
        sqlite_strict=True,
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for table in _TABLES:
        for statement in _sqlite(table) if sqlite else _postgres(table):
            op.execute(statement)


def _of_head(name: str) -> list[sa.ForeignKeyConstraint]:
    columns = ["log_checkpoint.origin", "log_checkpoint.size"]
    return [sa.ForeignKeyConstraint(["origin", "size"], columns, name=f"{name}_of_head")]


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
        for action in ("UPDATE", "DELETE")
    ]


def _postgres(table: str) -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keeps()",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
        f"REVOKE ALL ON {table} FROM PUBLIC",
        f"GRANT SELECT, INSERT ON {table} TO {_ROLE}",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON {table} USING ({own}) WITH CHECK ({own})",
    ]
