"""On which grounds mayor and aldermen can withdraw a permit, as `rules/intrekking/` of the day says."""

from wbmgp_engine.withdrawals.loading import withdrawal_law
from wbmgp_engine.withdrawals.schema import WithdrawalFile

__all__ = ["WithdrawalFile", "withdrawal_law"]
