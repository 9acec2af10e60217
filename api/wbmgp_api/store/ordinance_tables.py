"""The tables of ordinances of a municipality: versions that two people make count."""

from __future__ import annotations

from wbmgp_api.store.version_tables import Approval, Version, of_approvals, of_versions


class OrdinanceVersion(Version, table=True):
    """One version of an ordinance: what the council fixed, for which days, and where it was published."""

    __tablename__ = "ordinance_version"
    __table_args__ = of_versions("ordinance")


class OrdinanceApproval(Approval, table=True):
    """Who made a version of an ordinance count."""

    __tablename__ = "ordinance_approval"
    __table_args__ = of_approvals("ordinance")
