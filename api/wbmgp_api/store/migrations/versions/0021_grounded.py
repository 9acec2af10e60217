"""A refusal, and conditions, rest on an advice that knows a ground for them; drafts of before stay as they are."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"

# Where the advice is still to be judged the gates are open, and another condition holds those.
_BARE = " OR ".join(
    f"(NEW.outcome = '{outcome}' AND NEW.advice NOT IN ('{outcome}', 'beoordelen'))"
    for outcome in ("weigeren", "verlenen_met_voorschriften")
)
_SAID = "draft_grounded: the advice knows no ground for this outcome"


def upgrade() -> None:
    """A trigger and no condition of the table: what was drafted before can be read back from a copy."""
    for statement in _sqlite() if op.get_context().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER case_draft_grounded BEFORE INSERT ON case_draft WHEN {_BARE}"
        f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    ]


def _postgres() -> list[str]:
    return [
        "CREATE FUNCTION grounded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'check_violation'; END $$",
        f"CREATE TRIGGER case_draft_grounded BEFORE INSERT ON case_draft FOR EACH ROW WHEN ({_BARE})"
        " EXECUTE FUNCTION grounded()",
    ]
