"""How cases ended, erasures by two people, and keys that changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = ("case_ending", "erasure_order", "erasure_approval", "erasure_run", "log_key_change", "ended_epoch")
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """Tables that keep what they hold, an end to old wrapping keys, and which tenant still uses which of them."""
    _tables()
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if sqlite else _postgres():
        op.execute(statement)
    op.execute("CREATE VIEW epoch_use AS SELECT DISTINCT tenant, kek_epoch FROM data_key")
    if not sqlite:
        op.execute(f"GRANT SELECT ON epoch_use TO {_ROLE}")


def _tables() -> None:
    op.create_table(
        "case_ending",
        *_texts("tenant", "case_id", "result", "recorded_at", "closed_on"),
        *_texts("object_ended_on", "final_on", "evaluated_on", nullable=True),
        *_texts("told_by"),
        sa.CheckConstraint("length(closed_on) = 10", name="closed_on_day"),
        _time("recorded_at"),
        sa.ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="ending_of_case"),
        sa.PrimaryKeyConstraint("tenant", "case_id", "result", "recorded_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure_order",
        *_texts("tenant", "id", "made_by", "made_at"),
        sa.CheckConstraint("length(made_by) = 32", name="made_by_size"),
        _time("made_at"),
        sa.ForeignKeyConstraint(["tenant", "id"], ["record.tenant", "record.id"], name="order_of_record"),
        sa.UniqueConstraint("tenant", "id", "made_by", name="order_by_one"),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure_approval",
        *_texts("tenant", "order_id", "made_by", "approved_by", "approved_at", "record_id"),
        sa.CheckConstraint("approved_by <> made_by", name="two_people"),
        sa.CheckConstraint("length(approved_by) = 32", name="approved_by_size"),
        _time("approved_at"),
        sa.ForeignKeyConstraint(
            ["tenant", "order_id", "made_by"], ["erasure_order.tenant", "erasure_order.id", "erasure_order.made_by"],
            name="approval_of_order",
        ),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="approval_of_record"),
        sa.PrimaryKeyConstraint("tenant", "order_id"),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "erasure_run",
        *_texts("tenant", "order_id", "run_at", "record_id"),
        _time("run_at"),
        sa.ForeignKeyConstraint(
            ["tenant", "order_id"], ["erasure_approval.tenant", "erasure_approval.order_id"], name="run_of_approval"
        ),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="run_of_record"),
        sa.PrimaryKeyConstraint("tenant", "order_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_key_change",
        *_texts("origin"),
        sa.Column("size", _NUMBER, nullable=False),
        *_texts("tenant", "note", "record_id"),
        sa.CheckConstraint("size >= 0", name="size_positive"),
        sa.ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="change_in_shard"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="change_of_record"),
        sa.PrimaryKeyConstraint("origin", "size"),
        sqlite_strict=True,
    )
    op.create_table(
        "ended_epoch",
        sa.Column("epoch", _NUMBER, autoincrement=False, nullable=False),
        *_texts("ended_at"),
        _time("ended_at"),
        sa.PrimaryKeyConstraint("epoch"),
        sqlite_strict=True,
    )


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _time(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = 27", name=f"{column}_utc")


def _sqlite() -> list[str]:
    found = [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
        for table in _TABLES
        for action in ("UPDATE", "DELETE")
    ]
    return [
        *found,
        "CREATE TRIGGER data_key_of_today BEFORE INSERT ON data_key"
        " WHEN EXISTS (SELECT 1 FROM ended_epoch WHERE epoch = NEW.kek_epoch)"
        " BEGIN SELECT RAISE(ABORT, 'the wrapping key of this epoch has ended'); END",
    ]


def _postgres() -> list[str]:
    found = [
        "CREATE FUNCTION of_today() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF EXISTS (SELECT 1 FROM ended_epoch WHERE epoch = NEW.kek_epoch)"
        " THEN RAISE EXCEPTION 'the wrapping key of this epoch has ended'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER data_key_of_today BEFORE INSERT ON data_key FOR EACH ROW EXECUTE FUNCTION of_today()",
        # The view tells which tenant uses which epoch, so that no wrapping key goes while a tenant needs it. It reads
        # with the rights of the owner, who sees no other column through it.
        "CREATE POLICY owner_counts ON data_key FOR SELECT TO CURRENT_USER USING (true)",
    ]
    for table in _TABLES:
        found += [
            f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keeps()",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
            f"REVOKE ALL ON {table} FROM PUBLIC",
            f"GRANT SELECT, INSERT ON {table} TO {_ROLE}",
        ]
        if table != "ended_epoch":
            found += [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_tenant ON {table} USING (tenant = current_setting('app.tenant', true))"
                " WITH CHECK (tenant = current_setting('app.tenant', true))",
            ]
    return found
