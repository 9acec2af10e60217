"""The tables of the first store"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_file",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('aanvraag', 'verzoek')", name="kind_known"),
        sa.CheckConstraint("length(id) = 32", name="id_size"),
        sa.CheckConstraint("length(opened_at) = 27", name="opened_at_utc"),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_strict=True,
    )
    op.create_table(
        "data_key",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("length(id) = 32", name="id_size"),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sa.UniqueConstraint("tenant", "subject", "category", "kek_epoch", name="one_key_each"),
        sqlite_strict=True,
    )
    op.create_table(
        "idempotency",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("length(created_at) = 27", name="created_at_utc"),
        sa.CheckConstraint("length(fingerprint) = 32", name="fingerprint_size"),
        sa.PrimaryKeyConstraint("tenant", "client", "key"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_shard",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed', 'stopped')", name="state_known"),
        sa.CheckConstraint("size >= 0", name="size_positive"),
        sa.PrimaryKeyConstraint("origin"),
        sa.UniqueConstraint("tenant", "year", name="one_shard_a_year"),
        sqlite_strict=True,
    )
    op.create_table(
        "outbox",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_strict=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("outbox_waiting", ["tenant", "published_at"], unique=False)

    op.create_table(
        "rule_book",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.CheckConstraint("hash LIKE 'sha256:%'", name="hash_kind"),
        sa.CheckConstraint("length(recorded_at) = 27", name="recorded_at_utc"),
        sa.PrimaryKeyConstraint("hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_checkpoint",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.CheckConstraint("length(made_at) = 27", name="made_at_utc"),
        sa.CheckConstraint("length(root) = 32", name="root_size"),
        sa.CheckConstraint("size >= 0", name="size_positive"),
        sa.ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="checkpoint_in_shard"),
        sa.PrimaryKeyConstraint("origin", "size"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_leaf",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("leaf_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_size"),
        sa.CheckConstraint("seq >= 0", name="seq_positive"),
        sa.ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="leaf_in_shard"),
        sa.PrimaryKeyConstraint("origin", "seq"),
        sqlite_strict=True,
    )
    op.create_table(
        "log_node",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idx", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name="hash_size"),
        sa.CheckConstraint("level >= 1 AND idx >= 0", name="place_positive"),
        sa.ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="node_in_shard"),
        sa.PrimaryKeyConstraint("origin", "level", "idx"),
        sqlite_strict=True,
    )
    op.create_table(
        "record",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("law_date", sa.Text(), nullable=True),
        sa.Column("known_at", sa.Text(), nullable=True),
        sa.Column("rules_hash", sa.Text(), nullable=True),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("length(id) = 32", name="id_size"),
        sa.CheckConstraint("length(recorded_at) = 27", name="recorded_at_utc"),
        sa.ForeignKeyConstraint(["origin", "seq"], ["log_leaf.origin", "log_leaf.seq"], name="record_in_log"),
        sa.ForeignKeyConstraint(["rules_hash"], ["rule_book.hash"], name="record_of_rules"),
        sa.ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="record_of_case"),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sa.UniqueConstraint("origin", "seq", name="one_record_a_leaf"),
        sqlite_strict=True,
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index("record_by_case", ["tenant", "case_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "record_of_rule_book",
            ["origin", "rules_hash"],
            unique=False,
            sqlite_where=sa.text("type = 'regelversie'"),
            postgresql_where=sa.text("type = 'regelversie'"),
        )

    op.create_table(
        "fact",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("recorded_from", sa.Text(), nullable=False),
        sa.Column("recorded_to", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.CheckConstraint("length(recorded_from) = 27", name="recorded_from_utc"),
        sa.CheckConstraint("recorded_to IS NULL OR recorded_to > recorded_from", name="known_forwards"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from", name="valid_forwards"),
        sa.ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="fact_of_case"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="fact_of_record"),
        sa.PrimaryKeyConstraint("tenant", "case_id", "path", "recorded_from"),
        sqlite_strict=True,
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(
            "fact_known_now",
            ["tenant", "case_id", "path"],
            unique=True,
            sqlite_where=sa.text("recorded_to IS NULL"),
            postgresql_where=sa.text("recorded_to IS NULL"),
        )

    op.create_table(
        "payload",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("data_key_id", sa.Text(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(nonce) = 12", name="nonce_size"),
        sa.ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="payload_of_record"),
        sa.PrimaryKeyConstraint("tenant", "record_id", "category"),
        sqlite_strict=True,
    )
