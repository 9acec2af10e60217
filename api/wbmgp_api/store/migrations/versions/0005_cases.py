"""Cases on their way: where each stands, every step, assessments, drafts, decisions and objections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = ("handeling", "case_assessment", "case_draft", "case_decision", "objection_decision")
_CHANGES = {
    "case_state": (
        ("tenant", "case_id", "opened_at", "received_on"), ("status", "assigned_to", "due_on", "facts_version"),
    ),
}  # fmt: skip
_FORGOTTEN = ("case_index",)
_ROLE = "wbmgp_app"
_STATUSES = (
    "'ontvangen', 'onvolledig', 'volledig', 'onderzoek', 'concept', 'besloten', 'verzonden', 'bezwaar', 'beroep',"
    " 'onherroepelijk', 'bewaring', 'ingetrokken', 'buiten_behandeling'"
)


def upgrade() -> None:
    """The tables; what was done stays as it was done, and a tenant sees its own rows."""
    _where_cases_stand()
    _what_decisions_rest_on()
    _decisions()
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if sqlite else _postgres():
        op.execute(statement)


def _where_cases_stand() -> None:
    op.create_table(
        "case_state", *_texts("tenant", "case_id", "status", "opened_at", "received_on"),
        *_texts("assigned_to", "due_on", nullable=True), _number("facts_version"), _to("state", "case_file", "case_id"),
        _status(), *_sized(27, "opened_at", suffix="utc"), *_sized(32, "assigned_to"),
        *_sized(10, "received_on", "due_on", suffix="day"), sa.PrimaryKeyConstraint("tenant", "case_id"),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("case_state_in_order", "case_state", ["tenant", "opened_at", "case_id"])
    op.create_table(
        "handeling", *_texts("tenant", "id", "case_id"), _number("version"),
        *_texts("act", "status", "made_by", "role", "made_at", "day"), *_texts("until", "about", nullable=True),
        _to("step", "record", "id"), _to("step", "case_file", "case_id"), _status(),
        *_sized(27, "made_at", suffix="utc"), *_sized(32, "made_by"), *_sized(10, "day", "until", suffix="day"),
        sa.UniqueConstraint("tenant", "case_id", "version", name="one_step_a_version"),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "case_index", *_texts("tenant", "case_id"), sa.Column("digest", sa.LargeBinary(), nullable=False),
        _to("index", "case_file", "case_id"), *_sized(32, "digest"),
        sa.PrimaryKeyConstraint("tenant", "case_id", "digest"), sqlite_strict=True,
    )  # fmt: skip
    op.create_index("case_index_by_digest", "case_index", ["tenant", "digest"])


def _what_decisions_rest_on() -> None:
    op.create_table(
        "case_assessment", *_texts("tenant", "id", "case_id"), _number("facts_version"), *_texts("advice"),
        _number("open_gates"), _number("unweighed"), _to("assessment", "record", "id"),
        _to("assessment", "case_file", "case_id"),
        sa.UniqueConstraint(
            "tenant", "id", "case_id", "advice", "open_gates", "unweighed", name="assessment_as_it_is"
        ),
        sa.CheckConstraint("open_gates >= 0 AND unweighed >= 0", name="open_positive"),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "case_draft", *_texts("tenant", "id", "case_id", "assessment_id", "advice"), _number("open_gates"),
        _number("unweighed"), *_texts("outcome", "relation", "drafted_by"), _to("draft", "record", "id"),
        _like("draft_on_assessment", "case_assessment", assessment_id="id", case_id="case_id", advice="advice",
              open_gates="open_gates", unweighed="unweighed"),
        sa.UniqueConstraint("tenant", "id", "case_id", "outcome", "drafted_by", name="draft_as_it_is"),
        sa.CheckConstraint(
            "outcome IN ('geen_vergunning_nodig', 'verlenen', 'verlenen_met_voorschriften', 'weigeren')",
            name="outcome_known",
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('weigeren', 'verlenen_met_voorschriften') OR open_gates = 0", name="gates_closed"
        ),
        sa.CheckConstraint("outcome <> 'weigeren' OR unweighed = 0", name="refusal_weighed"),
        sa.CheckConstraint(
            "(relation = 'volgt' AND outcome = advice) OR (relation = 'wijkt_af' AND outcome <> advice)",
            name="relation_true",
        ),
        *_sized(32, "drafted_by"), sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip


def _decisions() -> None:
    op.create_table(
        "case_decision",
        *_texts("tenant", "id", "case_id", "draft_id", "outcome", "drafted_by", "decided_by", "decided_on"),
        _number("four_eyes"), _to("decision", "record", "id"),
        _like("decision_of_draft", "case_draft", draft_id="id", case_id="case_id", outcome="outcome",
              drafted_by="drafted_by"),
        sa.UniqueConstraint("tenant", "draft_id", name="one_decision_a_draft"),
        sa.UniqueConstraint("tenant", "id", "case_id", "decided_by", name="decision_as_it_is"),
        sa.CheckConstraint("four_eyes IN (0, 1) AND (four_eyes = 1 OR outcome <> 'weigeren')", name="four_eyes_asked"),
        sa.CheckConstraint("four_eyes = 0 OR decided_by <> drafted_by", name="two_people"),
        *_sized(32, "decided_by"), *_sized(10, "decided_on", suffix="day"),
        sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "objection_decision",
        *_texts("tenant", "id", "case_id", "decision_id", "decided_by", "made_by", "judgement"),
        *_texts("outcome", nullable=True), _to("objection", "record", "id"),
        _like("objection_to_decision", "case_decision", decision_id="id", case_id="case_id", decided_by="decided_by"),
        sa.CheckConstraint("made_by <> decided_by", name="another_person"),
        sa.CheckConstraint("judgement IN ('gegrond', 'ongegrond', 'niet_ontvankelijk')", name="judgement_known"),
        sa.CheckConstraint("outcome IS NULL OR judgement = 'gegrond'", name="outcome_when_founded"),
        *_sized(32, "made_by"), sa.PrimaryKeyConstraint("tenant", "id"), sqlite_strict=True,
    )  # fmt: skip


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, nullable=False)


def _sized(size: int, *names: str, suffix: str = "size") -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(f"length({name}) = {size}", name=f"{name}_{suffix}") for name in names]


def _status() -> sa.CheckConstraint:
    return sa.CheckConstraint(f"status IN ({_STATUSES})", name="status_known")


def _to(name: str, table: str, column: str) -> sa.ForeignKeyConstraint:
    what = "case" if table == "case_file" else "record"
    return sa.ForeignKeyConstraint(["tenant", column], [f"{table}.tenant", f"{table}.id"], name=f"{name}_of_{what}")


def _like(name: str, table: str, **columns: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.tenant", *(f"{table}.{column}" for column in columns.values())]
    return sa.ForeignKeyConstraint(["tenant", *columns], there, name=name)


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
    found = [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {refuse.format(table=table)}"
        for table in _KEPT
        for action in ("UPDATE", "DELETE")
    ]
    for table, (kept, _) in _CHANGES.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in kept)
        found += [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse.format(table=table)}",
            f"CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table} WHEN {changed} {refuse.format(table=table)}",
        ]
    return found


def _postgres() -> list[str]:
    own = "tenant = current_setting('app.tenant', true)"
    found = [
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keeps()"
        for table in _KEPT
    ]
    for table in (*_KEPT, *_CHANGES, *_FORGOTTEN):
        found += [
            f"REVOKE ALL ON {table} FROM PUBLIC",
            f"GRANT SELECT, INSERT ON {table} TO {_ROLE}",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY own_tenant ON {table} USING ({own}) WITH CHECK ({own})",
        ]
        if table not in _FORGOTTEN:
            found.append(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keeps()"
            )
    found += [f"GRANT UPDATE ({', '.join(may)}) ON {table} TO {_ROLE}" for table, (_, may) in _CHANGES.items()]
    return found + [f"GRANT DELETE ON {table} TO {_ROLE}" for table in _FORGOTTEN]
