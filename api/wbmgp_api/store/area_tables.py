"""The tables of areas and designations: every version as proposed, who of two people made it count, and its entry."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class AreaVersion(SQLModel, table=True):
    """One version of an area: what it holds from a day on, or that it holds nothing any more."""

    __tablename__ = "area_version"
    __table_args__ = (
        CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        Unique("tenant", "id", "version", "made_by", name="area_as_made"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    kind: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    valid_from: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class AreaApproval(SQLModel, table=True):
    """A version that counts, by the word of another person than who made it."""

    __tablename__ = "area_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "id", "version", "made_by"],
            [f"area_version.{name}" for name in ("tenant", "id", "version", "made_by")], name="approval_of_version",
        ),
        CheckConstraint("approved_by <> made_by", name="two_people"),
        _sized("approved_by", 32, "size"), _sized("approved_at", 27, "utc"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    made_by: str = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    approved_at: str = Field(sa_type=Text)


class DesignationVersion(SQLModel, table=True):
    """One version of a designation of the municipality: the decision of the Minister as it was written down."""

    __tablename__ = "designation_version"
    __table_args__ = (
        CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        Unique("tenant", "id", "version", "made_by", name="designation_as_made"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    kind: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    valid_from: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class DesignationApproval(SQLModel, table=True):
    """A version that counts, by the word of another person than who made it."""

    __tablename__ = "designation_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "id", "version", "made_by"],
            [f"designation_version.{name}" for name in ("tenant", "id", "version", "made_by")],
            name="approval_of_version",
        ),
        CheckConstraint("approved_by <> made_by", name="two_people"),
        _sized("approved_by", 32, "size"), _sized("approved_at", 27, "utc"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    made_by: str = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    approved_at: str = Field(sa_type=Text)


class VersionEntry(SQLModel, table=True):
    """Which entry of the log says that a version of an area or a designation counts."""

    __tablename__ = "version_entry"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="version_in_log"),
        CheckConstraint("kind IN ('area', 'designation', 'mandate')", name="kind_known"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    record_id: str = Field(sa_type=Text)
