"""Requests for designation: what the law of the date makes of them, and the words and documents about it."""

from wbmgp_engine.designations.assess import assess_designation
from wbmgp_engine.designations.assessment import DesignationAssessment

__all__ = ["DesignationAssessment", "assess_designation"]
