"""Mandates in versions, the approval of each by another person, and the cases that were taken in under one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = ("mandate_version", "mandate_approval", "case_mandate")
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The tables; what was proposed, approved and taken in stays, and a tenant sees its own rows."""
    op.create_table(
        "mandate_version", *_texts("tenant", "id"), sa.Column("version", _NUMBER, nullable=False),
        *_texts("kind", "content", "valid_from", "made_by", "made_at"),
        sa.CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        sa.UniqueConstraint("tenant", "id", "version", "made_by", name="mandate_as_made"),
        sa.PrimaryKeyConstraint("tenant", "id", "version"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "mandate_approval", *_texts("tenant", "id"), sa.Column("version", _NUMBER, nullable=False),
        *_texts("made_by", "approved_by", "approved_at"),
        _to("approval_of_version", "mandate_version", id="id", version="version", made_by="made_by"),
        sa.CheckConstraint("approved_by <> made_by", name="two_people"),
        _sized("approved_by", 32, "size"), _sized("approved_at", 27, "utc"),
        sa.PrimaryKeyConstraint("tenant", "id", "version"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "case_mandate", *_texts("tenant", "case_id", "mandate_id"), sa.Column("version", _NUMBER, nullable=False),
        *_texts("client"), _to("mandate_of_case", "case_file", case_id="id"),
        _to("mandate_approved", "mandate_approval", mandate_id="id", version="version"),
        sa.PrimaryKeyConstraint("tenant", "case_id"), sqlite_strict=True,
    )  # fmt: skip
    sqlite = op.get_context().dialect.name == "sqlite"
    for table in _KEPT:
        for statement in _sqlite(table) if sqlite else _postgres(table):
            op.execute(statement)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _sized(column: str, size: int, suffix: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


def _to(name: str, table: str, **columns: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.tenant", *(f"{table}.{column}" for column in columns.values())]
    return sa.ForeignKeyConstraint(["tenant", *columns], there, name=name)


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
    return [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {refuse}"
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
