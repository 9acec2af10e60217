"""The tables of keeping and erasing: how a case ended, erasures in steps by two people, and keys that changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _time(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 27", name=f"{column}_utc")


class CaseEnding(SQLModel, table=True):
    """How a case ended and when, as somebody told it; what was told last of a result counts."""

    __tablename__ = "case_ending"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="ending_of_case"),
        CheckConstraint("length(closed_on) = 10", name="closed_on_day"),
        _time("recorded_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    result: str = Field(sa_type=Text, primary_key=True)
    recorded_at: str = Field(sa_type=Text, primary_key=True)
    closed_on: str = Field(sa_type=Text)
    object_ended_on: str | None = Field(sa_type=Text, default=None)
    final_on: str | None = Field(sa_type=Text, default=None)
    evaluated_on: str | None = Field(sa_type=Text, default=None)
    told_by: str = Field(sa_type=Text)


class ErasureOrder(SQLModel, table=True):
    """Somebody wants parts of cases erased; which, and why, stands in the payload of the record of this id."""

    __tablename__ = "erasure_order"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "id"], ["record.tenant", "record.id"], name="order_of_record"),
        UniqueConstraint("tenant", "id", "made_by", name="order_by_one"),
        CheckConstraint("length(made_by) = 32", name="made_by_size"),
        _time("made_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class ErasureApproval(SQLModel, table=True):
    """Another person agrees. That it is another one, the database itself holds: see the check and the foreign key."""

    __tablename__ = "erasure_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "order_id", "made_by"], ["erasure_order.tenant", "erasure_order.id", "erasure_order.made_by"],
            name="approval_of_order",
        ),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="approval_of_record"),
        CheckConstraint("approved_by <> made_by", name="two_people"),
        CheckConstraint("length(approved_by) = 32", name="approved_by_size"),
        _time("approved_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    order_id: str = Field(sa_type=Text, primary_key=True)
    made_by: str = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    approved_at: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)


class ErasureRun(SQLModel, table=True):
    """An order was carried out, once; there is none without an approval."""

    __tablename__ = "erasure_run"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "order_id"], ["erasure_approval.tenant", "erasure_approval.order_id"], name="run_of_approval"
        ),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="run_of_record"),
        _time("run_at"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    order_id: str = Field(sa_type=Text, primary_key=True)
    run_at: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)


class EndedEpoch(SQLModel, table=True):
    """A wrapping key that closes nothing new any more; of all tenants, for they share it."""

    __tablename__ = "ended_epoch"
    __table_args__ = (_time("ended_at"), _STRICT)

    epoch: int = Field(sa_type=_NUMBER, primary_key=True, sa_column_kwargs={"autoincrement": False})
    ended_at: str = Field(sa_type=Text)


class KeyFingerprint(SQLModel, table=True):
    """A key that belongs to this database, known again by its fingerprint; of all tenants, for they share it."""

    __tablename__ = "key_fingerprint"
    __table_args__ = (
        CheckConstraint("name IN ('names', 'keys')", name="name_known"),
        CheckConstraint("length(fingerprint) = 32", name="fingerprint_size"),
        _STRICT,
    )

    name: str = Field(sa_type=Text, primary_key=True)
    epoch: int = Field(sa_type=_NUMBER, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: bytes = Field(sa_type=LargeBinary)


class LogKeyChange(SQLModel, table=True):
    """Where in a log another key began to sign: a note under the old and the new key, with the head at that place."""

    __tablename__ = "log_key_change"
    __table_args__ = (
        ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="change_in_shard"),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="change_of_record"),
        CheckConstraint("size >= 0", name="size_positive"),
        _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    size: int = Field(sa_type=_NUMBER, primary_key=True)
    tenant: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)
