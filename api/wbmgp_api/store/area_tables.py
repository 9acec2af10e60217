"""The tables of areas and designations: every version as proposed, who of two people made it count, and its entry."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field, SQLModel

from wbmgp_api.store.version_tables import NUMBER, STRICT, Approval, Version, of_approvals, of_versions


class AreaVersion(Version, table=True):
    """One version of an area: what it holds from a day on, or that it holds nothing any more."""

    __tablename__ = "area_version"
    __table_args__ = of_versions("area")


class AreaApproval(Approval, table=True):
    """Who made a version of an area count."""

    __tablename__ = "area_approval"
    __table_args__ = of_approvals("area")


class DesignationVersion(Version, table=True):
    """One version of a designation of the municipality: the decision of the Minister as it was written down."""

    __tablename__ = "designation_version"
    __table_args__ = of_versions("designation")


class DesignationApproval(Approval, table=True):
    """Who made a version of a designation count."""

    __tablename__ = "designation_approval"
    __table_args__ = of_approvals("designation")


class VersionEntry(SQLModel, table=True):
    """Which entry of the log says that a version of something counts."""

    __tablename__ = "version_entry"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="version_in_log"),
        CheckConstraint("kind IN ('area', 'designation', 'mandate', 'statement', 'ordinance')", name="kind_known"), STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    version: int = Field(sa_type=NUMBER, primary_key=True)
    record_id: str = Field(sa_type=Text)
