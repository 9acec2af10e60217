"""Citizen service numbers of cases: closed, by keyed hash, and deleted with the person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"

_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The table; a row is never changed, and a tenant sees its own rows."""
    op.create_table(
        "case_number",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="number_of_case"),
        sa.CheckConstraint("length(digest) = 32", name="digest_size"),
        sa.CheckConstraint("length(nonce) = 12", name="nonce_size"),
        sa.PrimaryKeyConstraint("tenant", "case_id", "digest"),
        sqlite_strict=True,
    )
    op.create_index("case_number_by_digest", "case_number", ["tenant", "digest"])
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if sqlite else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        "CREATE TRIGGER case_number_keeps BEFORE UPDATE ON case_number"
        " BEGIN SELECT RAISE(ABORT, 'case_number keeps what it holds'); END"
    ]


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    return [
        "REVOKE ALL ON case_number FROM PUBLIC",
        f"GRANT SELECT, INSERT, DELETE ON case_number TO {_ROLE}",
        "ALTER TABLE case_number ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE case_number FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON case_number USING ({own}) WITH CHECK ({own})",
    ]
