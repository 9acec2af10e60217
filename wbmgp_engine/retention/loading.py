"""The dated files under `rules/bewaring/` of a lawbook, read once."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.law.dated_files import each_in_force
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention.schema import RetentionFile


def in_force(lawbook: Lawbook, on: date) -> dict[str, RetentionFile]:
    """Of each regulation the version on a day; none of one that begins later.

    Raises LawNotFound for a rule book without such files, RuleFileError for one that cannot be read.
    """
    return each_in_force(lawbook, "bewaring", RetentionFile, on, without="no term can be computed")
