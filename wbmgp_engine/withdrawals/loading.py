"""The dated files under `rules/intrekking/` of a lawbook, read once."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.data_files import read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.withdrawals.schema import WithdrawalFile

FOLDER = "intrekking/"


def withdrawal_law(lawbook: Lawbook, on: date) -> WithdrawalFile:
    """When a permit can be withdrawn on a day.

    Raises LawNotFound for a rule book without such files, LawNotYetInForce for a day before the first, RuleFileError.

    >>> withdrawal_law(Lawbook.load(), date(2026, 11, 21)).gronden[0].bron
    'art. 18 lid 1 onder a Huisvestingswet 2014'
    """
    files = lawbook.once("withdrawals", None, lambda: _loaded(lawbook))
    started = [file for file in files if file.valid_from <= on.isoformat()]
    if not started:
        first = files[0].valid_from
        raise LawNotYetInForce(
            f"the rule book tells when a permit can be withdrawn from {first} on, and nothing of {on}"
        )
    return started[-1]


def _loaded(lawbook: Lawbook) -> list[WithdrawalFile]:
    found = []
    for path in sorted(path for path in lawbook.files if path.startswith(FOLDER)):
        file = read_data(WithdrawalFile, path, lawbook.files[path])
        if path != f"{FOLDER}{file.regeling}/{file.valid_from}.yaml":
            problem = f"is of {file.regeling} from {file.valid_from}, and stands as another"
            raise RuleFileError.one(f"rules/{path}", problem, "mend the keys or the name")
        found.append(file)
    if not found:
        raise LawNotFound(
            f"the rule book has no file {FOLDER}<regulation>/<valid_from>.yaml: no permit can be withdrawn"
        )
    return sorted(found, key=lambda file: file.valid_from)
