"""What is proved about a rule book before anybody uses it: that what has to hold under the law holds under this one too."""

from __future__ import annotations

from importlib.util import find_spec
from threading import Lock
from typing import Any, Final

from wbmgp_engine.law.lawbook import Lawbook

PROVED, NOT_PROVED, NOT_TRIED = "bewezen", "niet_bewezen", "niet_geprobeerd"
# The solver serves one thread at a time, and what it found of a rule book stays true of it.
_ONE_AT_A_TIME: Final = Lock()
_FOUND: Final[dict[tuple[str, str], dict[str, Any]]] = {}
_MOST_FOUND: Final = 20


def solver_there() -> bool:
    """Whether the extra [proofs] is installed."""
    return find_spec("z3") is not None


def proved(book: Lawbook, used: Lawbook) -> dict[str, Any]:
    """What is proved of a rule book: `uitkomst`, and every proof that fails with its counterexample.

    Versions that say the same as those of the rule book in use were proved before it was; without the extra nothing is
    tried.
    """
    if not solver_there():
        return {"uitkomst": NOT_TRIED, "nietBewezen": []}
    with _ONE_AT_A_TIME:
        key = (book.hash, used.hash)
        if key not in _FOUND:
            while len(_FOUND) >= _MOST_FOUND:
                del _FOUND[next(iter(_FOUND))]
            _FOUND[key] = _proved(book, used)
        return _FOUND[key]


def _proved(book: Lawbook, used: Lawbook) -> dict[str, Any]:
    from wbmgp_engine.permits.proving.proofs import groups, prove

    if book.hash == used.hash:
        return {"uitkomst": PROVED, "nietBewezen": []}
    before = {group.reading.likeness for group in groups(used)}
    wanted = [group for group in groups(book) if group.reading.likeness not in before]
    failing = [proof.to_json() for proof in prove(wanted) if proof.verdict != PROVED]
    return {"uitkomst": NOT_PROVED if failing else PROVED, "nietBewezen": failing}
