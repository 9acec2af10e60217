"""Letters: each text of one, the text that counts, and that it was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = ("letter", "letter_text", "letter_final", "letter_sent")
_ROLE = "wbmgp_app"
_KINDS = (
    "'ontvangstbevestiging', 'aanvulling', 'verlenging', 'voornemen', 'geen_vergunning_nodig', 'verlenen',"
    " 'verlenen_met_voorschriften', 'weigeren', 'buiten_behandeling', 'intrekking', 'beslissing_op_bezwaar',"
    " 'mededeling_corporatie'"
)


def upgrade() -> None:
    """The tables. A letter is never changed, nor taken away: a new text is a new row, and what was sent stays."""
    op.create_table(
        "letter", *_texts("tenant", "id", "case_id", "kind", "about"), _to("letter_of_record", "record", id="id"),
        _to("letter_of_case", "case_file", case_id="id"), _to("letter_about_record", "record", about="id"),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"), sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("letter_by_case", "letter", ["tenant", "case_id"])
    op.create_table(
        "letter_text", *_texts("tenant", "letter_id"), sa.Column("number", _NUMBER, nullable=False),
        *_texts("id", "made_by"), _to("text_of_letter", "letter", letter_id="id"),
        _to("text_of_record", "record", id="id"), sa.UniqueConstraint("tenant", "id", name="one_text_a_record"),
        sa.CheckConstraint("number >= 1", name="number_positive"), _sized("made_by", 32, "size"),
        sa.PrimaryKeyConstraint("tenant", "letter_id", "number"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "letter_final", *_texts("tenant", "letter_id"), sa.Column("number", _NUMBER, nullable=False),
        *_texts("id", "dated", "made_by"),
        _to("final_of_text", "letter_text", letter_id="letter_id", number="number"),
        _to("final_of_record", "record", id="id"),
        sa.UniqueConstraint("tenant", "letter_id", "dated", name="final_as_dated"), _sized("dated", 10, "day"),
        _sized("made_by", 32, "size"), sa.PrimaryKeyConstraint("tenant", "letter_id"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "letter_sent", *_texts("tenant", "letter_id", "day", "id", "made_by"),
        _to("sent_as_dated", "letter_final", letter_id="letter_id", day="dated"),
        _to("sent_of_record", "record", id="id"), _sized("made_by", 32, "size"),
        sa.PrimaryKeyConstraint("tenant", "letter_id"), sqlite_strict=True,
    )  # fmt: skip
    for table in _KEPT:
        for statement in _sqlite(table) if op.get_context().dialect.name == "sqlite" else _postgres(table):
            op.execute(statement)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _sized(column: str, size: int, suffix: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


def _to(name: str, table: str, **columns: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.{column}" for column in ("tenant", *columns.values())]
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
