"""The tables of what ties a head to the outside: signatures of witnesses, and timestamps."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _time(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 27", name=f"{column}_utc")


def _of_head(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["origin", "size"], ["log_checkpoint.origin", "log_checkpoint.size"], name=name)


class LogCosignature(SQLModel, table=True):
    """The line by which a witness said that it saw a head, and the key with which it is checked."""

    __tablename__ = "log_cosignature"
    __table_args__ = (_of_head("cosignature_of_head"), _time("kept_at"), _STRICT)

    origin: str = Field(sa_type=Text, primary_key=True)
    size: int = Field(sa_type=_NUMBER, primary_key=True)
    witness: str = Field(sa_type=Text, primary_key=True)
    tenant: str = Field(sa_type=Text)
    line: str = Field(sa_type=Text)
    kept_at: str = Field(sa_type=Text)


class LogStop(SQLModel, table=True):
    """Why a log was stopped, and when: places and numbers, never contents."""

    __tablename__ = "log_stop"
    __table_args__ = (
        ForeignKeyConstraint(["origin"], ["log_shard.origin"], name="stop_of_log"), _time("moment"), _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    moment: str = Field(sa_type=Text, primary_key=True)
    tenant: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)


class LogTimestamp(SQLModel, table=True):
    """The answer of a timestamp authority (RFC 3161) for a head, and the moment that it states."""

    __tablename__ = "log_timestamp"
    __table_args__ = (
        _of_head("timestamp_of_head"), CheckConstraint("length(tsr) > 0", name="tsr_filled"), _time("stated_at"), _STRICT,
    )  # fmt: skip

    origin: str = Field(sa_type=Text, primary_key=True)
    size: int = Field(sa_type=_NUMBER, primary_key=True)
    tenant: str = Field(sa_type=Text)
    tsr: bytes = Field(sa_type=LargeBinary)
    stated_at: str = Field(sa_type=Text)
