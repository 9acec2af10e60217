"""The dated files under `rules/mandaat/` of a lawbook, read once."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.law.dated_files import in_force
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.mandates.schema import MandateFile


def mandate_law(lawbook: Lawbook, on: date) -> MandateFile:
    """What can be mandated on a day.

    Raises LawNotFound for a rule book without such files, LawNotYetInForce for a day before the first, RuleFileError.

    >>> mandate_law(Lawbook.load(), date(2026, 11, 21)).woonruimte.bron
    'art. 19 Huisvestingswet 2014'
    """
    return in_force(
        lawbook, "mandaat", MandateFile, on, tells="what can be mandated", without="nothing can be mandated"
    )
