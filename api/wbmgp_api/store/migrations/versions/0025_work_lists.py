"""Work lists are found along an index each, however many cases there are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"

_TAKEN = sa.text("act = 'neem_in_behandeling'")


def upgrade() -> None:
    """Indexes only: no row changes."""
    op.create_index("case_state_by_due", "case_state", ["tenant", "due_on", "opened_at", "case_id"])
    op.create_index("case_state_of_person", "case_state", ["tenant", "assigned_to", "due_on", "opened_at", "case_id"])
    op.create_index("case_state_in_status", "case_state", ["tenant", "status", "opened_at", "case_id"])
    op.create_index("case_state_received", "case_state", ["tenant", "received_on", "opened_at", "case_id"])
    op.create_index(
        "step_of_taker", "handeling", ["tenant", "made_by", "made_at"], sqlite_where=_TAKEN, postgresql_where=_TAKEN
    )
