"""The tables of mandates: versions that two people make count, and under which version a case was taken in."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class MandateVersion(SQLModel, table=True):
    """One version of a mandate: who may decide what about which dwellings, from when until when."""

    __tablename__ = "mandate_version"
    __table_args__ = (
        CheckConstraint("kind IN ('inhoud', 'intrekking')", name="kind_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        _sized("valid_from", 10, "day"), _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"),
        Unique("tenant", "id", "version", "made_by", name="mandate_as_made"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=_NUMBER, primary_key=True)
    kind: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    valid_from: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class MandateApproval(SQLModel, table=True):
    """A version that counts, by the word of another person than who made it."""

    __tablename__ = "mandate_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "id", "version", "made_by"],
            [f"mandate_version.{name}" for name in ("tenant", "id", "version", "made_by")], name="approval_of_version",
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


class CaseMandate(SQLModel, table=True):
    """Under which approved version of a mandate a case was taken in, and by which client."""

    __tablename__ = "case_mandate"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="mandate_of_case"),
        ForeignKeyConstraint(
            ["tenant", "mandate_id", "version"], [f"mandate_approval.{name}" for name in ("tenant", "id", "version")],
            name="mandate_approved",
        ),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    mandate_id: str = Field(sa_type=Text)
    version: int = Field(sa_type=_NUMBER)
    client: str = Field(sa_type=Text)
