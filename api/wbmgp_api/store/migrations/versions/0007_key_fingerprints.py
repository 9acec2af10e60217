"""Fingerprints of the keys that belong to this database. They are of all tenants, for these share the keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0015"  # numbers were given out before it was known which of them came first

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLE = "key_fingerprint"


def upgrade() -> None:
    """The table; what it holds stays."""
    op.create_table(
        _TABLE,
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("epoch", _NUMBER, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("name IN ('names', 'keys')", name="name_known"),
        sa.CheckConstraint("length(fingerprint) = 32", name="fingerprint_size"),
        sa.PrimaryKeyConstraint("name", "epoch"),
        sqlite_strict=True,
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if sqlite else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {_TABLE}_no_{action.lower()} BEFORE {action} ON {_TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{_TABLE} keeps what it holds'); END"
        for action in ("UPDATE", "DELETE")
    ]


def _postgres() -> list[str]:
    return [
        f"CREATE TRIGGER {_TABLE}_keeps BEFORE UPDATE OR DELETE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION keeps()",
        f"CREATE TRIGGER {_TABLE}_whole BEFORE TRUNCATE ON {_TABLE} FOR EACH STATEMENT EXECUTE FUNCTION keeps()",
        f"REVOKE ALL ON {_TABLE} FROM PUBLIC",
        f"GRANT SELECT, INSERT ON {_TABLE} TO wbmgp_app",
    ]
