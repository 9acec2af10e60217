"""Logins that were finished, so that none is finished twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The table; a row is never changed, and a tenant sees its own rows. One hash stands once among all of them."""
    op.create_table(
        "login_used",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("digest", "tenant", "ends_at")),
        sa.CheckConstraint("length(digest) = 64", name="digest_size"),
        sa.CheckConstraint("length(ends_at) = 27", name="ends_at_utc"),
        sa.PrimaryKeyConstraint("digest"),
        sqlite_strict=True,
    )
    for statement in _sqlite() if op.get_context().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        "CREATE TRIGGER login_used_keeps BEFORE UPDATE ON login_used"
        " BEGIN SELECT RAISE(ABORT, 'login_used keeps what it holds'); END"
    ]


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    return [
        "REVOKE ALL ON login_used FROM PUBLIC",
        f"GRANT SELECT, INSERT, DELETE ON login_used TO {_ROLE}",
        "ALTER TABLE login_used ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE login_used FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON login_used USING ({own}) WITH CHECK ({own})",
    ]
