"""The table of requests for designation that people of a council are still writing."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Integer, Text
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class RequestDraft(SQLModel, table=True):
    """A request as somebody last saved it. It decides nothing, so no entry of the log stands behind it."""

    __tablename__ = "request_draft"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint("length(content) <= 1000000", name="content_bounded"),
        _sized("id", 32, "size"), _sized("made_by", 32, "size"), _sized("changed_by", 32, "size"),
        _sized("made_at", 27, "utc"), _sized("changed_at", 27, "utc"), {"sqlite_strict": True},
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER)
    title: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    changed_by: str = Field(sa_type=Text)
    changed_at: str = Field(sa_type=Text)
