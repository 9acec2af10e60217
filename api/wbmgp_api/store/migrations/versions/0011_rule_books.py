"""Rule books that somebody proposes, what each would change, and from when one is used by the word of another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = ("rule_book_proposal", "rule_book_report", "rule_book_activation")
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """The tables; what was proposed, reported and put into use stays, and a tenant sees its own rows."""
    op.create_table(
        "rule_book_proposal", *_texts("tenant", "hash"), sa.Column("files", sa.LargeBinary(), nullable=False),
        *_texts("proposed_by", "proposed_at"),
        _sized("hash", 71, "size"), _sized("proposed_by", 32, "size"), _sized("proposed_at", 27, "utc"),
        sa.UniqueConstraint("tenant", "hash", "proposed_by", name="rule_book_as_proposed"),
        sa.PrimaryKeyConstraint("tenant", "hash"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "rule_book_report", *_texts("tenant", "hash"), sa.Column("number", _NUMBER, nullable=False),
        *_texts("report", "made_by", "made_at"),
        _refers(["tenant", "hash"], "rule_book_proposal", "report_of_proposal"),
        sa.CheckConstraint("number >= 1", name="number_positive"),
        _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        sa.PrimaryKeyConstraint("tenant", "hash", "number"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "rule_book_activation", *_texts("tenant"), sa.Column("number", _NUMBER, nullable=False), *_texts("hash"),
        sa.Column("report", _NUMBER, nullable=False),
        *_texts("proposed_by", "activated_by", "from_day", "activated_at", "record_id"),
        _refers(["tenant", "hash", "proposed_by"], "rule_book_proposal", "activation_of_proposal"),
        sa.ForeignKeyConstraint(
            ["tenant", "hash", "report"],
            ["rule_book_report.tenant", "rule_book_report.hash", "rule_book_report.number"], name="activation_on_report",
        ),
        sa.ForeignKeyConstraint(["hash"], ["rule_book.hash"], name="activation_of_rules"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="activation_in_log"),
        sa.CheckConstraint("activated_by <> proposed_by", name="two_people"),
        sa.CheckConstraint("number >= 1", name="number_positive"),
        _sized("from_day", 10, "day"), _sized("activated_by", 32, "size"), _sized("activated_at", 27, "utc"),
        sa.PrimaryKeyConstraint("tenant", "number"), sqlite_strict=True,
    )  # fmt: skip
    sqlite = op.get_context().dialect.name == "sqlite"
    for table in _KEPT:
        for statement in _sqlite(table) if sqlite else _postgres(table):
            op.execute(statement)


def _refers(columns: list[str], table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(columns, [f"{table}.{column}" for column in columns], name=name)


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
