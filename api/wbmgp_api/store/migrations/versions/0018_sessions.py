"""Who is signed in to the pages: closed rows, found by the hash of a cookie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0011"

_ROLE = "wbmgp_app"
_SIZES = {"digest": 64, "subject": 64, "provider_session": 64, "nonce": 12}
_TIMES = ("begun_at", "seen_at", "ends_at")
_KEPT = ("digest", "tenant", "subject", "provider_session", "nonce", "ciphertext", "begun_at", "ends_at")


def upgrade() -> None:
    """The table; only when it was last seen changes.

    A cookie does not say of which municipality it is. So a row is seen by its own tenant, and by whoever shows the hash
    that it is found by.
    """
    op.create_table(
        "login_session",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("digest", "tenant", "subject")),
        sa.Column("provider_session", sa.Text(), nullable=True),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("nonce", "ciphertext")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TIMES),
        *(sa.CheckConstraint(f"length({name}) = {size}", name=f"{name}_size") for name, size in _SIZES.items()),
        *(sa.CheckConstraint(f"length({name}) = 27", name=f"{name}_utc") for name in _TIMES),
        sa.PrimaryKeyConstraint("digest"),
        sqlite_strict=True,
    )
    op.create_index("login_session_by_subject", "login_session", ["subject"])
    op.create_index("login_session_by_end", "login_session", ["tenant", "ends_at"])
    for statement in _sqlite() if op.get_context().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _KEPT)
    return [
        f"CREATE TRIGGER login_session_keeps BEFORE UPDATE ON login_session WHEN {changed}"
        " BEGIN SELECT RAISE(ABORT, 'login_session keeps what it holds'); END"
    ]


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    shown = "current_setting('app.session', true) IN (digest, subject, provider_session)"
    return [
        "REVOKE ALL ON login_session FROM PUBLIC",
        f"GRANT SELECT, INSERT, DELETE ON login_session TO {_ROLE}",
        f"GRANT UPDATE (seen_at) ON login_session TO {_ROLE}",
        "ALTER TABLE login_session ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE login_session FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON login_session USING ({own}) WITH CHECK ({own})",
        f"CREATE POLICY shown ON login_session FOR SELECT USING ({shown})",
        f"CREATE POLICY shown_ends ON login_session FOR DELETE USING ({shown})",
    ]
