"""Simulations that somebody asks for, and the queue of those that still have to be done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROLE = "wbmgp_app"
_ASKED = (
    "tenant", "id", "title", "scenario", "scenario_hash", "rules_hash", "asked_by", "asked_role", "asked_at", "request_key",
)  # fmt: skip
_NUMBERS = ("done", "total", "attempts")
_LATER = ("started_at", "finished_at", "findings", "files", "record_id")
_ENDED = "OLD.status IN ('klaar', 'mislukt', 'geannuleerd')"


def upgrade() -> None:
    """The tables. What was asked stays as it was asked, and what ended stays as it ended.

    A worker serves every municipality in turn: who says so sees the whole queue, which holds no content.
    """
    op.create_table(
        "simulation", *_texts(*_ASKED, "status"), *(sa.Column(name, _NUMBER, nullable=False) for name in _NUMBERS),
        *_texts(*_LATER, nullable=True),
        sa.ForeignKeyConstraint(["rules_hash"], ["rule_book.hash"], name="simulation_under_rules"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="simulation_in_log"),
        *_conditions(), sa.UniqueConstraint("tenant", "request_key", name="simulation_asked_once"),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "simulation_turn", *_texts("tenant", "id", "asked_at"), *_texts("worker", "leased_until", nullable=True),
        sa.ForeignKeyConstraint(["tenant", "id"], ["simulation.tenant", "simulation.id"], name="turn_of_simulation"),
        sa.CheckConstraint("(worker IS NULL) = (leased_until IS NULL)", name="leased_by_somebody"),
        _sized("asked_at", 27, "utc"), _sized("leased_until", 27, "utc"),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    for statement in _sqlite() if op.get_context().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _conditions() -> list[sa.CheckConstraint]:
    said = {
        "status_known": "status IN ('wacht', 'loopt', 'klaar', 'mislukt', 'geannuleerd')",
        "ended_once": "(status IN ('wacht', 'loopt')) = (finished_at IS NULL)",
        "done_in_log": "(status = 'klaar') = (files IS NOT NULL AND record_id IS NOT NULL)",
        "failed_for_a_reason": "(status = 'mislukt') = (findings IS NOT NULL)",
        "counts_positive": "done >= 0 AND done <= total AND attempts >= 0",
        "scenario_bounded": "length(scenario) <= 65536",
    }
    sizes = {"id": 32, "asked_by": 32, "scenario_hash": 71, "request_key": 64}
    return [
        *(sa.CheckConstraint(words, name=name) for name, words in said.items()),
        *(_sized(name, size, "size") for name, size in sizes.items()), _sized("asked_at", 27, "utc"),
    ]  # fmt: skip


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _sized(column: str, size: int, suffix: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'simulation keeps what it holds'); END"
    changed = " OR ".join([_ENDED, *(f"NEW.{column} IS NOT OLD.{column}" for column in _ASKED)])
    return [
        f"CREATE TRIGGER simulation_no_delete BEFORE DELETE ON simulation {refuse}",
        f"CREATE TRIGGER simulation_no_update BEFORE UPDATE ON simulation WHEN {changed} {refuse}",
    ]


def _postgres() -> list[str]:
    own, queue = "tenant = current_setting('app.tenant', true)", "current_setting('app.queue', true) = 'on'"
    changing = ", ".join(("status", *_NUMBERS, *_LATER))
    return [
        f"CREATE TRIGGER simulation_keeps BEFORE UPDATE ON simulation FOR EACH ROW WHEN ({_ENDED}) EXECUTE FUNCTION keeps()",
        "CREATE TRIGGER simulation_stays BEFORE DELETE ON simulation FOR EACH ROW EXECUTE FUNCTION keeps()",
        "CREATE TRIGGER simulation_whole BEFORE TRUNCATE ON simulation FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
        *(f"REVOKE ALL ON {table} FROM PUBLIC" for table in ("simulation", "simulation_turn")),
        f"GRANT SELECT, INSERT, UPDATE ({changing}) ON simulation TO {_ROLE}",
        f"GRANT SELECT, INSERT, DELETE, UPDATE (worker, leased_until) ON simulation_turn TO {_ROLE}",
        *(
            f"{words} {table} {what}"
            for table in ("simulation", "simulation_turn")
            for words, what in (
                ("ALTER TABLE", "ENABLE ROW LEVEL SECURITY"), ("ALTER TABLE", "FORCE ROW LEVEL SECURITY"),
                ("CREATE POLICY own_tenant ON", f"USING ({own}) WITH CHECK ({own})"),
            )
        ),
        f"CREATE POLICY whole_queue ON simulation_turn FOR SELECT USING ({queue})",
        f"CREATE POLICY taking_turns ON simulation_turn FOR UPDATE USING ({queue}) WITH CHECK ({queue})",
    ]  # fmt: skip
