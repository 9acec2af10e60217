"""Whether any log was stopped, for whoever watches the service: no name and no number of a municipality."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0010"

_ROLE = "wbmgp_app"


def upgrade() -> None:
    """A view; on PostgreSQL it reads with the rights of the owner, who sees no other column through it."""
    sqlite = op.get_context().dialect.name == "sqlite"
    if not sqlite:
        op.execute("CREATE POLICY owner_watches ON log_shard FOR SELECT TO CURRENT_USER USING (true)")
    op.execute("CREATE VIEW log_stopped AS SELECT count(*) > 0 AS stopped FROM log_shard WHERE state = 'stopped'")
    if not sqlite:
        op.execute(f"GRANT SELECT ON log_stopped TO {_ROLE}")
