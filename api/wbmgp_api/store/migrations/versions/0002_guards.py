"""What the database itself refuses: changing what was logged, knowing twice, another tenant's rows.

These stop accidents and a careless program. Against somebody who owns the database only the published checkpoints help.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_APPEND_ONLY = ("rule_book", "log_leaf", "log_node", "log_checkpoint", "record", "idempotency")
# What may change, column by column; everything else of the row stays.
_CHANGES = {
    "case_file": ("version",),
    "fact": ("recorded_to",),
    "log_shard": ("state", "size"),
    "outbox": ("published_at",),
}
_ERASABLE = ("payload", "data_key")
_OF_A_TENANT = (
    "case_file", "log_shard", "log_leaf", "log_node", "log_checkpoint", "record", "fact", "data_key", "payload",
    "idempotency", "outbox",
)  # fmt: skip
_ROLE = "wbmgp_app"


def upgrade() -> None:
    """Triggers in both databases; on PostgreSQL grants and row-level security as well."""
    if op.get_context().dialect.name == "sqlite":
        for statement in (*_sqlite_triggers(), *_sqlite_forward_only()):
            op.execute(statement)
    else:
        for statement in (*_postgres_triggers(), *_postgres_grants(), *_postgres_tenants()):
            op.execute(statement)


def _sqlite_triggers() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, '{table} keeps what it holds'); END"
    found = []
    for table in _APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_no_{action.lower()}"
            found.append(f"CREATE TRIGGER {name} BEFORE {action} ON {table} {refuse.format(table=table)}")
    for table, columns in _CHANGES.items():
        found.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse.format(table=table)}")
        kept = [column for column in _COLUMNS[table] if column not in columns]
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in kept)
        found.append(
            f"CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table} WHEN {changed} {refuse.format(table=table)}"
        )
    for table in _ERASABLE:
        found.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse.format(table=table)}")
    return found


def _sqlite_forward_only() -> list[str]:
    return [
        "CREATE TRIGGER fact_ends_once BEFORE UPDATE ON fact WHEN OLD.recorded_to IS NOT NULL"
        " BEGIN SELECT RAISE(ABORT, 'a fact is superseded once'); END",
        "CREATE TRIGGER log_shard_grows BEFORE UPDATE ON log_shard WHEN NEW.size < OLD.size"
        " BEGIN SELECT RAISE(ABORT, 'a log does not shrink'); END",
    ]


def _postgres_triggers() -> list[str]:
    found = [
        "CREATE FUNCTION keeps() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION '% keeps what it holds', TG_TABLE_NAME; END $$",
        "CREATE FUNCTION ends_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF OLD.recorded_to IS NOT NULL THEN RAISE EXCEPTION 'a fact is superseded once'; END IF;"
        " RETURN NEW; END $$",
        "CREATE FUNCTION grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.size < OLD.size THEN RAISE EXCEPTION 'a log does not shrink'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER fact_ends_once BEFORE UPDATE ON fact FOR EACH ROW EXECUTE FUNCTION ends_once()",
        "CREATE TRIGGER log_shard_grows BEFORE UPDATE ON log_shard FOR EACH ROW EXECUTE FUNCTION grows()",
    ]
    for table in _APPEND_ONLY:
        found.append(
            f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keeps()"
        )
    for table in (*_APPEND_ONLY, *_CHANGES):
        found.append(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keeps()"
        )
    return found


def _postgres_grants() -> list[str]:
    tables = (*_APPEND_ONLY, *_CHANGES, *_ERASABLE)
    found = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{_ROLE}') THEN"
        f" CREATE ROLE {_ROLE} NOLOGIN; END IF; END $$",
        f"GRANT SELECT ON alembic_version TO {_ROLE}",
    ]
    for table in tables:
        found.append(f"REVOKE ALL ON {table} FROM PUBLIC")
        found.append(f"GRANT SELECT, INSERT ON {table} TO {_ROLE}")
    found += [f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {_ROLE}" for table, columns in _CHANGES.items()]
    found += [f"GRANT DELETE ON {table} TO {_ROLE}" for table in _ERASABLE]
    return found


def _postgres_tenants() -> list[str]:
    found = []
    for table in _OF_A_TENANT:
        found.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        # FORCE: the owner of the table is held to it as well.
        found.append(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        found.append(
            f"CREATE POLICY own_tenant ON {table} USING (tenant = current_setting('app.tenant', true))"
            " WITH CHECK (tenant = current_setting('app.tenant', true))"
        )
    return found


_COLUMNS = {
    "case_file": ("tenant", "id", "kind", "opened_at", "version"),
    "fact": (
        "tenant", "case_id", "path", "recorded_from", "recorded_to", "valid_from", "valid_to", "category", "record_id",
    ),
    "log_shard": ("origin", "tenant", "year", "state", "size"),
    "outbox": ("tenant", "id", "topic", "record_id", "published_at"),
}  # fmt: skip
