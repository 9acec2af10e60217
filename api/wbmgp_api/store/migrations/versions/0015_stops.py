"""Why a log was stopped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"

_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The table; what was kept stays, and a tenant sees its own rows."""
    op.create_table(
        "log_stop",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("origin", "moment", "tenant", "reason")),
        sa.ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="stop_of_log"),
        sa.CheckConstraint("length(moment) = 27", name="moment_utc"),
        sa.PrimaryKeyConstraint("origin", "moment"),
        sqlite_strict=True,
    )
    for statement in _sqlite() if op.get_context().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER log_stop_no_{action.lower()} BEFORE {action} ON log_stop"
        " BEGIN SELECT RAISE(ABORT, 'log_stop keeps what it holds'); END"
        for action in ("UPDATE", "DELETE")
    ]


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    return [
        "CREATE TRIGGER log_stop_keeps BEFORE UPDATE OR DELETE ON log_stop FOR EACH ROW EXECUTE FUNCTION keeps()",
        "CREATE TRIGGER log_stop_whole BEFORE TRUNCATE ON log_stop FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
        "REVOKE ALL ON log_stop FROM PUBLIC",
        f"GRANT SELECT, INSERT ON log_stop TO {_ROLE}",
        "ALTER TABLE log_stop ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE log_stop FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON log_stop USING ({own}) WITH CHECK ({own})",
    ]
