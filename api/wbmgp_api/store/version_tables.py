"""What every table of versions has: each version as it was proposed, and who of two people made it count."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")
STRICT: Final = {"sqlite_strict": True}
_MADE: Final = ("tenant", "id", "version", "made_by")


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


def of_versions(name: str) -> tuple[Any, ...]:
    """The conditions on `NAME_version`."""
    return (
        CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        Unique(*_MADE, name=f"{name}_as_made"), STRICT,
    )  # fmt: skip


def of_approvals(name: str) -> tuple[Any, ...]:
    """The conditions on `NAME_approval`: a version that is there, and two people."""
    return (
        ForeignKeyConstraint(_MADE, [f"{name}_version.{column}" for column in _MADE], name="approval_of_version"),
        CheckConstraint("approved_by <> made_by", name="two_people"),
        _sized("approved_by", 32, "size"), _sized("approved_at", 27, "utc"), STRICT,
    )  # fmt: skip


class Version(SQLModel):
    """The columns of a version: what counts from a day on, or that nothing does any more."""

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=NUMBER, primary_key=True)
    kind: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    valid_from: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class Approval(SQLModel):
    """The columns of a version that counts, by the word of another person than who made it."""

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=NUMBER, primary_key=True)
    made_by: str = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    approved_at: str = Field(sa_type=Text)
