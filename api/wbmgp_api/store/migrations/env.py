"""What Alembic runs: the migrations over the connection it was given. See `migrate` in the package above."""

from __future__ import annotations

from alembic import context

from wbmgp_api.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
