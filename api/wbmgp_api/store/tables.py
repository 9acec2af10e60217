"""The tables. They hold rows and check nothing: input is checked before, at the edges, and once more by the database.

Every table is STRICT on SQLite and has a tenant; on PostgreSQL row-level security shows a tenant its own rows only.
Times are UTC text with microseconds, so that they sort and read the same in both databases.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _time(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 27", name=f"{column}_utc")


def _sized(column: str, size: int) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_size")


class RuleBook(SQLModel, table=True):
    """A rule book by its hash: the files as they were, so that an old decision can be made again."""

    __tablename__ = "rule_book"
    __table_args__ = (CheckConstraint("hash LIKE 'sha256:%'", name="hash_kind"), _time("recorded_at"), _STRICT)

    hash: str = Field(sa_type=Text, primary_key=True)
    files: bytes = Field(sa_type=LargeBinary)
    recorded_at: str = Field(sa_type=Text)


class CaseFile(SQLModel, table=True):
    """One case: an application or a request for designation. What people told stands in `fact` and `payload`."""

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("kind IN ('aanvraag', 'verzoek')", name="kind_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        _sized("id", 32), _time("opened_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text)
    opened_at: str = Field(sa_type=Text)
    version: int = Field(sa_type=_NUMBER)


class LogShard(SQLModel, table=True):
    """One log: a tenant in a year. `size` is the number of its leaves."""

    __tablename__ = "log_shard"
    __table_args__ = (
        UniqueConstraint("tenant", "year", name="one_shard_a_year"),
        CheckConstraint("state IN ('open', 'closed', 'stopped')", name="state_known"),
        CheckConstraint("size >= 0", name="size_positive"),
        _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    tenant: str = Field(sa_type=Text)
    year: int = Field(sa_type=_NUMBER)
    state: str = Field(sa_type=Text)
    size: int = Field(sa_type=_NUMBER)


class LogLeaf(SQLModel, table=True):
    """The exact bytes of a receipt and their hash; never changed, never removed."""

    __tablename__ = "log_leaf"
    __table_args__ = (
        ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="leaf_in_shard"),
        CheckConstraint("seq >= 0", name="seq_positive"),
        _sized("leaf_hash", 32), _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    seq: int = Field(sa_type=_NUMBER, primary_key=True)
    tenant: str = Field(sa_type=Text)
    leaf_bytes: bytes = Field(sa_type=LargeBinary)
    leaf_hash: bytes = Field(sa_type=LargeBinary)


class LogNode(SQLModel, table=True):
    """The hash of a complete subtree of 2**level leaves; proofs are made of these."""

    __tablename__ = "log_node"
    __table_args__ = (
        ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="node_in_shard"),
        CheckConstraint("level >= 1 AND idx >= 0", name="place_positive"),
        _sized("hash", 32), _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    level: int = Field(sa_type=_NUMBER, primary_key=True)
    idx: int = Field(sa_type=_NUMBER, primary_key=True)
    tenant: str = Field(sa_type=Text)
    hash: bytes = Field(sa_type=LargeBinary)


class LogCheckpoint(SQLModel, table=True):
    """A signed head of a log, as it was published."""

    __tablename__ = "log_checkpoint"
    __table_args__ = (
        ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="checkpoint_in_shard"),
        CheckConstraint("size >= 0", name="size_positive"),
        _sized("root", 32), _time("made_at"), _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    size: int = Field(sa_type=_NUMBER, primary_key=True)
    tenant: str = Field(sa_type=Text)
    root: bytes = Field(sa_type=LargeBinary)
    note: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class Record(SQLModel, table=True):
    """What happened in a case, with its leaf in the log: the receipt of the row and the row stand in one transaction."""

    __tablename__ = "record"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="record_of_case"),
        ForeignKeyConstraint(["origin", "seq"], ["log_leaf.origin", "log_leaf.seq"], name="record_in_log"),
        ForeignKeyConstraint(["rules_hash"], ["rule_book.hash"], name="record_of_rules"),
        UniqueConstraint("origin", "seq", name="one_record_a_leaf"),
        Index("record_by_case", "tenant", "case_id", "recorded_at"),
        Index("record_of_rule_book", "origin", "rules_hash", sqlite_where=text("type = 'regelversie'"),
              postgresql_where=text("type = 'regelversie'")),
        _sized("id", 32), _time("recorded_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str | None = Field(sa_type=Text, default=None)
    type: str = Field(sa_type=Text)
    origin: str = Field(sa_type=Text)
    seq: int = Field(sa_type=_NUMBER)
    recorded_at: str = Field(sa_type=Text)
    law_date: str | None = Field(sa_type=Text, default=None)
    known_at: str | None = Field(sa_type=Text, default=None)
    rules_hash: str | None = Field(sa_type=Text, default=None)
    engine_version: str = Field(sa_type=Text)
    outcome: str | None = Field(sa_type=Text, default=None)


class Fact(SQLModel, table=True):
    """One fact of a case as it was known in a period: superseded, never updated. Its value stands in `payload`."""

    __tablename__ = "fact"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="fact_of_case"),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="fact_of_record"),
        CheckConstraint("recorded_to IS NULL OR recorded_to > recorded_from", name="known_forwards"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from", name="valid_forwards"),
        Index("fact_known_now", "tenant", "case_id", "path", unique=True, sqlite_where=text("recorded_to IS NULL"),
              postgresql_where=text("recorded_to IS NULL")),
        _time("recorded_from"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    path: str = Field(sa_type=Text, primary_key=True)
    recorded_from: str = Field(sa_type=Text, primary_key=True)
    recorded_to: str | None = Field(sa_type=Text, default=None)
    valid_from: str | None = Field(sa_type=Text, default=None)
    valid_to: str | None = Field(sa_type=Text, default=None)
    category: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)


class DataKey(SQLModel, table=True):
    """The key of one subject and category, wrapped by a key outside the database. Erasure destroys this row."""

    __tablename__ = "data_key"
    __table_args__ = (
        UniqueConstraint("tenant", "subject", "category", "kek_epoch", name="one_key_each"),
        _sized("id", 32), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    subject: str = Field(sa_type=Text)
    category: str = Field(sa_type=Text)
    wrapped_key: bytes = Field(sa_type=LargeBinary)
    kek_epoch: int = Field(sa_type=_NUMBER)


class Payload(SQLModel, table=True):
    """What a leaf commits to, encrypted, with its wrapped salt: erasable, while the leaf stays."""

    __tablename__ = "payload"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="payload_of_record"),
        _sized("nonce", 12), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    record_id: str = Field(sa_type=Text, primary_key=True)
    category: str = Field(sa_type=Text, primary_key=True)
    data_key_id: str = Field(sa_type=Text)
    nonce: bytes = Field(sa_type=LargeBinary)
    ciphertext: bytes = Field(sa_type=LargeBinary)


class Idempotency(SQLModel, table=True):
    """One answered request of a client: the same key gives the same answer, another content is a conflict."""

    __tablename__ = "idempotency"
    __table_args__ = (_sized("fingerprint", 32), _time("created_at"), _STRICT)

    tenant: str = Field(sa_type=Text, primary_key=True)
    client: str = Field(sa_type=Text, primary_key=True)
    key: str = Field(sa_type=Text, primary_key=True)
    fingerprint: bytes = Field(sa_type=LargeBinary)
    record_id: str = Field(sa_type=Text)
    created_at: str = Field(sa_type=Text)


class Outbox(SQLModel, table=True):
    """Something to tell another system, written with what it tells about; references, never contents."""

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_waiting", "tenant", "published_at"), _STRICT)

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    topic: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)
    published_at: str | None = Field(sa_type=Text, default=None)


metadata = SQLModel.metadata
