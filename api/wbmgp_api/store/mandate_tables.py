"""The tables of mandates: versions that two people make count, and under which version a case was taken in."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Text
from sqlmodel import Field, SQLModel

from wbmgp_api.store.version_tables import NUMBER, STRICT, Approval, Version, of_approvals, of_versions


class MandateVersion(Version, table=True):
    """One version of a mandate: who may decide what about which dwellings, from when until when."""

    __tablename__ = "mandate_version"
    __table_args__ = of_versions("mandate")


class MandateApproval(Approval, table=True):
    """Who made a version of a mandate count."""

    __tablename__ = "mandate_approval"
    __table_args__ = of_approvals("mandate")


class CaseMandate(SQLModel, table=True):
    """Under which approved version of a mandate a case was taken in, and by which client."""

    __tablename__ = "case_mandate"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="mandate_of_case"),
        ForeignKeyConstraint(
            ["tenant", "mandate_id", "version"], [f"mandate_approval.{name}" for name in ("tenant", "id", "version")],
            name="mandate_approved",
        ),
        STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    mandate_id: str = Field(sa_type=Text)
    version: int = Field(sa_type=NUMBER)
    client: str = Field(sa_type=Text)
