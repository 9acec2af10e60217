"""The dated files under `rules/intrekking/` of a lawbook, read once."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.law.dated_files import in_force
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.withdrawals.schema import WithdrawalFile


def withdrawal_law(lawbook: Lawbook, on: date) -> WithdrawalFile:
    """When a permit can be withdrawn on a day.

    Raises LawNotFound for a rule book without such files, LawNotYetInForce for a day before the first, RuleFileError.

    >>> withdrawal_law(Lawbook.load(), date(2026, 11, 21)).gronden[0].bron
    'art. 18 lid 1 onder a Huisvestingswet 2014'
    """
    return in_force(
        lawbook,
        "intrekking",
        WithdrawalFile,
        on,
        tells="when a permit can be withdrawn",
        without="no permit can be withdrawn",
    )
