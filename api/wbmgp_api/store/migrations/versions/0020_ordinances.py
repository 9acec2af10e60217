"""Ordinances of a municipality in versions, with the approval of each by another person and its entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MADE = ("tenant", "id", "version", "made_by")
_KEPT = ("ordinance_version", "ordinance_approval")
_ENTRY = "version_entry"
_KINDS = "kind IN ('area', 'designation', 'mandate', 'statement', 'ordinance')"
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The tables; what was proposed and approved stays, and a tenant sees its own rows."""
    op.create_table(
        "ordinance_version", *_texts("tenant", "id"), sa.Column("version", _NUMBER, nullable=False),
        *_texts("kind", "content", "valid_from", "made_by", "made_at"),
        sa.CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        sa.UniqueConstraint(*_MADE, name="ordinance_as_made"),
        sa.PrimaryKeyConstraint("tenant", "id", "version"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "ordinance_approval", *_texts("tenant", "id"), sa.Column("version", _NUMBER, nullable=False),
        *_texts("made_by", "approved_by", "approved_at"),
        sa.ForeignKeyConstraint(_MADE, [f"ordinance_version.{name}" for name in _MADE], name="approval_of_version"),
        sa.CheckConstraint("approved_by <> made_by", name="two_people"),
        _sized("approved_by", 32, "size"), _sized("approved_at", 27, "utc"),
        sa.PrimaryKeyConstraint("tenant", "id", "version"), sqlite_strict=True,
    )  # fmt: skip
    sqlite = op.get_context().dialect.name == "sqlite"
    (_entries_of_sqlite if sqlite else _entries_of_postgres)()
    for table in (*_KEPT, *((_ENTRY,) if sqlite else ())):
        for statement in _sqlite(table) if sqlite else _postgres(table):
            op.execute(statement)


def _entries_of_sqlite() -> None:
    # SQLite changes no condition of a table that is there: it is made anew; its triggers go with the old one.
    op.rename_table(_ENTRY, "version_entry_before")
    op.create_table(
        _ENTRY, *_texts("tenant", "kind", "id"), sa.Column("version", _NUMBER, nullable=False), *_texts("record_id"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="version_in_log"),
        sa.CheckConstraint(_KINDS, name="kind_known"),
        sa.PrimaryKeyConstraint("tenant", "kind", "id", "version"), sqlite_strict=True,
    )  # fmt: skip
    op.execute("INSERT INTO version_entry SELECT tenant, kind, id, version, record_id FROM version_entry_before")
    op.drop_table("version_entry_before")


def _entries_of_postgres() -> None:
    op.execute(f"ALTER TABLE {_ENTRY} DROP CONSTRAINT kind_known")
    op.execute(f"ALTER TABLE {_ENTRY} ADD CONSTRAINT kind_known CHECK ({_KINDS})")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _sized(column: str, size: int, suffix: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


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
