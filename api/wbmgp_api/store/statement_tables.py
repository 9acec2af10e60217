"""The tables of statements that the register of designations is complete: versions that two people make count."""

from __future__ import annotations

from wbmgp_api.store.version_tables import Approval, Version, of_approvals, of_versions


class StatementVersion(Version, table=True):
    """One version of a statement: for which days the register is complete, who states it, and on what ground."""

    __tablename__ = "statement_version"
    __table_args__ = of_versions("statement")


class StatementApproval(Approval, table=True):
    """Who made a version of a statement count."""

    __tablename__ = "statement_approval"
    __table_args__ = of_approvals("statement")
