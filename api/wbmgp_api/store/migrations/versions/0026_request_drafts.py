"""Requests for designation that people of a council are still writing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROLE = "wbmgp_app"
_CHANGING = ("version", "title", "content", "changed_by", "changed_at")
_TEXTS = ("tenant", "id", "title", "content", "made_by", "made_at", "changed_by", "changed_at")


def upgrade() -> None:
    """The table. A draft is changed and thrown away as people like; who began it, and when, stays."""
    op.create_table(
        "request_draft", *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("version", _NUMBER, nullable=False),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.CheckConstraint("length(content) <= 1000000", name="content_bounded"),
        *(_sized(name, 32, "size") for name in ("id", "made_by", "changed_by")),
        *(_sized(name, 27, "utc") for name in ("made_at", "changed_at")),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    if op.get_context().dialect.name != "sqlite":
        for statement in _postgres():
            op.execute(statement)


def _sized(column: str, size: int, suffix: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    return [
        "REVOKE ALL ON request_draft FROM PUBLIC",
        f"GRANT SELECT, INSERT, DELETE, UPDATE ({', '.join(_CHANGING)}) ON request_draft TO {_ROLE}",
        "ALTER TABLE request_draft ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE request_draft FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON request_draft USING ({own}) WITH CHECK ({own})",
    ]
